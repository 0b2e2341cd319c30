"""The private PostgreSQL, started for real: once for the whole file where possible, since each start costs a second."""

import os
import shutil
import signal
import stat
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from motcua.site import embedded

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root has an account to step down to")


@pytest.fixture
def var() -> Iterator[Path]:
    # pytest's own directories are closed to the account the server runs under.
    directory = Path(tempfile.mkdtemp(prefix="motcua-embedded-"))
    directory.chmod(0o755)
    yield directory
    embedded.stop(directory)
    shutil.rmtree(directory)


def ask(server: embedded.Server, statement: str) -> object:
    with psycopg.connect(server.url, autocommit=True) as connection:
        row = connection.execute(statement).fetchone()
        return row[0] if row else None


def wait_until_down(server: embedded.Server) -> None:
    deadline = time.monotonic() + 30
    while server.alive() and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not server.alive()


def test_what_runs_is_safe_and_the_same_everywhere(var: Path) -> None:
    server = embedded.start(var)
    settings = {
        name: ask(server, f"SHOW {name}")
        for name in (
            "fsync",
            "data_checksums",
            "listen_addresses",
            "unix_socket_directories",
            "server_encoding",
        )
    }
    assert settings == {
        "fsync": "on",
        "data_checksums": "on",
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",
        "server_encoding": "UTF8",
    }
    assert ask(server, "SELECT datcollate FROM pg_database WHERE datname = 'motcua'") == "C"
    assert ask(server, "SELECT count(*) FROM pg_hba_file_rules WHERE auth_method <> 'scram-sha-256'") == 0
    for secret in (var / "postgres.url", var / "postgres" / "password"):
        assert stat.S_IMODE(secret.stat().st_mode) == 0o600


def test_a_second_start_takes_the_running_server_and_a_third_keeps_data_and_address(var: Path) -> None:
    first = embedded.start(var)
    with psycopg.connect(first.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE kept (id int)")
    second = embedded.start(var)
    assert (first.stays, second.stays, second.url) == (False, True, first.url)

    assert embedded.stop(var)
    assert not embedded.stop(var)
    third = embedded.start(var)
    assert third.url == first.url == embedded.url(var)
    assert ask(third, "SELECT count(*) FROM kept") == 0


def test_a_killed_server_recovers(var: Path) -> None:
    server = embedded.start(var)
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("CREATE TABLE survivor (id int)")
    pid = server.cluster.pid()
    assert pid
    os.kill(pid, signal.SIGKILL)
    wait_until_down(server)
    assert ask(embedded.start(var), "SELECT count(*) FROM survivor") == 0


def test_a_pid_that_now_belongs_to_another_process_does_not_block_the_start(var: Path) -> None:
    server = embedded.start(var)
    server.stop()
    data = server.cluster.data
    (data / "postmaster.pid").write_text(f"{os.getpid()}\n{data}\n1\n1\n\n127.0.0.1\n1 1\nready\n")
    assert ask(embedded.start(var), "SELECT 1") == 1


@pytest.mark.skipif(sys.platform != "linux", reason="the parent-death signal is Linux's")
def test_it_ends_with_a_parent_that_is_killed(var: Path) -> None:
    program = "import sys, time; from pathlib import Path; from motcua.site import embedded; "
    program += "print(embedded.start(Path(sys.argv[1])).url, flush=True); time.sleep(300)"
    parent = subprocess.Popen([sys.executable, "-c", program, str(var)], stdout=subprocess.PIPE)
    assert parent.stdout
    with parent.stdout:
        parent.stdout.readline()
    server = embedded.start(var)
    assert server.stays
    parent.kill()
    parent.wait()
    wait_until_down(server)


@as_root
def test_root_runs_it_under_another_account(var: Path) -> None:
    server = embedded.start(var)
    assert Path(f"/proc/{server.cluster.pid()}").stat().st_uid != 0
    assert var.stat().st_uid == 0


@as_root
def test_a_directory_closed_to_that_account_is_left_as_it_is(
    var: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = var / "elsewhere"
    closed = var / "closed" / "checkout" / "var"
    closed.mkdir(parents=True)
    (var / "closed").chmod(0o700)
    monkeypatch.setattr(embedded, "_ELSEWHERE", elsewhere)
    said: list[str] = []

    server = embedded.start(closed, say=said.append)

    assert ask(server, "SELECT 1") == 1
    assert server.cluster.home.parent == elsewhere
    assert str(server.cluster.home) in said[0]
    assert stat.S_IMODE((var / "closed").stat().st_mode) == 0o700
    assert [path.name for path in closed.iterdir() if path.is_dir()] == []
    server.stop()
