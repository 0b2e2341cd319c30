"""The ground every test stands on: a throw-away PostgreSQL, a throw-away VAR_DIR, and no Internet."""

import os
import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection
from playwright.sync_api import Browser, sync_playwright

from motcua.kernel.messages import compile_catalogues
from motcua.site import embedded

CHROMIUM = os.environ.get("MOTCUA_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"


def _prepare() -> tuple[Path | None, embedded.Server | None]:
    """Point the settings at throw-away places. Workers of xdist inherit what the first process prepared."""
    var = server = None
    if not os.environ.get("MOTCUA_TESTS_READY"):
        var = Path(tempfile.mkdtemp(prefix="motcua-tests-"))
        var.chmod(0o755)  # the database's own account passes through it
        (var / "static").mkdir()  # whitenoise complains about a missing one
        if not os.environ.get("DATABASE_URL"):
            server = embedded.start(var, durable=False)
            os.environ["DATABASE_URL"] = server.url
        compile_catalogues()
        os.environ.update(MOTCUA_VAR=str(var), MOTCUA_TESTS_READY="1")
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.site.settings"
    # Files are served as they lie in the tree, without a collectstatic beforehand.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    return var, server


_var, _server = _prepare()


def pytest_unconfigure() -> None:
    """Leave nothing behind."""
    if _server:
        _server.stop()
    if _var:
        shutil.rmtree(_var, ignore_errors=True)


def _only_this_machine(address: Any) -> None:
    if isinstance(address, tuple) and address[0] not in ("127.0.0.1", "::1", "localhost", ""):
        raise RuntimeError(f"Tests do not use the network: {address[0]}")


@pytest.fixture(scope="session", autouse=True)
def no_internet() -> Iterator[None]:
    """A test that reaches beyond this machine fails, whether it opens a connection or asks for a name."""
    patch = pytest.MonkeyPatch()
    connect, connect_ex, getaddrinfo = socket.socket.connect, socket.socket.connect_ex, socket.getaddrinfo

    def guarded_connect(self: socket.socket, address: Any) -> None:
        _only_this_machine(address)
        connect(self, address)

    def guarded_connect_ex(self: socket.socket, address: Any) -> int:
        _only_this_machine(address)
        return connect_ex(self, address)

    def guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
        _only_this_machine((host or "",))
        return getaddrinfo(host, *args, **kwargs)

    patch.setattr(socket.socket, "connect", guarded_connect)
    patch.setattr(socket.socket, "connect_ex", guarded_connect_ex)
    patch.setattr(socket, "getaddrinfo", guarded_getaddrinfo)
    yield
    patch.undo()


@pytest.fixture(scope="session", autouse=True)
def emptying_may_touch_what_is_append_only() -> Iterator[None]:
    """A transactional test ends with TRUNCATE on every table, which the audit trail's triggers rightly refuse."""
    patch = pytest.MonkeyPatch()
    operations = type(connection.ops)
    flush = operations.execute_sql_flush

    def flush_without_triggers(self: Any, sql_list: list[str]) -> None:
        flush(self, ["SET LOCAL session_replication_role = replica", *sql_list])

    patch.setattr(operations, "execute_sql_flush", flush_without_triggers)
    yield
    patch.undo()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A real Chromium, which finds no other host than this machine."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no browser at {CHROMIUM}: install chromium or set MOTCUA_CHROMIUM")
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread: Django takes every later query for one made inside it.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
        chromium = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=[
                "--no-sandbox",
                "--disable-dev-shm-usage",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
            ],
        )
        yield chromium
        chromium.close()
