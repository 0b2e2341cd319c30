"""The ground every test stands on: a throw-away PostgreSQL, a throw-away VAR_DIR, and no Internet."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import django
import psycopg
import pytest
from django.conf import settings
from django.db import connection
from django.utils import translation
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
    os.environ["MOTCUA_SECOND_FACTOR"] = "offered"  # as in the demonstration; tests of it ask for more
    os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.site.settings"
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs beside tests that prepare data
    # Files are served as they lie in the tree, without a collectstatic beforehand.
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    django.setup()
    return var, server


_var, _server = _prepare()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys share one browser and one running installation, so they share one process of xdist too."""
    for item in items:
        if {"browser", "live"} & set(getattr(item, "fixturenames", ())):
            item.add_marker(pytest.mark.xdist_group("journeys"))


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


@pytest.fixture(autouse=True)
def in_vietnamese() -> None:
    """A request leaves its language behind in the thread; no test begins in that of the one before."""
    translation.activate(settings.LANGUAGE_CODE)


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


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A real Chromium, which finds no other host than this machine.

    It ends with its module: while Playwright lives, an event loop runs in this thread and hinders other tests.
    """
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


def live_database() -> str:
    """The address of the database of this process's `live` installation."""
    return urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/motcua_live_{os.getpid()}").geturl()


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a whole installation, started by `motcua demo` with its sample data in a database of its own.

    MOTCUA_LIVE names one that runs already, for whoever writes journeys.
    """
    if os.environ.get("MOTCUA_LIVE"):
        yield os.environ["MOTCUA_LIVE"]
        return
    database = live_database()
    with psycopg.connect(os.environ["DATABASE_URL"], autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {urlsplit(database).path.strip('/')}")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    var = tmp_path_factory.mktemp("live")
    output = var / "output.log"
    with output.open("wb") as log:
        demo = subprocess.Popen(
            [sys.executable, "-m", "motcua.site.cli", "demo", "--port", str(port)],
            env={**os.environ, "DATABASE_URL": database, "MOTCUA_VAR": str(var)},
            stdout=log,
            stderr=log,
        )
    try:
        _wait_for(f"http://127.0.0.1:{port}/healthz", demo, output)
        yield f"http://127.0.0.1:{port}"
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait(timeout=60)


def _wait_for(url: str, process: "subprocess.Popen[bytes]", output: Path) -> None:
    deadline = time.monotonic() + 300
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):
                return
        except (urllib.error.URLError, OSError):
            time.sleep(0.2)
    pytest.fail(f"`motcua demo` did not come up:\n{output.read_text()[-4000:]}")
