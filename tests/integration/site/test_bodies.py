"""Large, endless and slow bodies against the real web server on the loopback."""

import contextlib
import os
import socket
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from motcua.site import web

MB = 1024 * 1024


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[int, int]]:
    """Port and process id of a web server with one process of two threads."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    temporary = tmp_path_factory.mktemp("bodies")
    environment = {
        **os.environ,
        "MOTCUA_WEB_WORKERS": "1",
        "MOTCUA_WEB_THREADS": "2",
        "MOTCUA_DEBUG": "1",
        "TMPDIR": str(temporary),
    }
    threads = ["--blocking-threads", "2"]
    process = subprocess.Popen([*web.command(host="127.0.0.1", port=port), *threads], env=environment)
    try:
        _wait(port)
        yield port, process.pid
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(port: int) -> None:
    for _try in range(300):
        try:
            if b"200" in _ask(port, b"GET /help HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n")[:15]:
                return
        except OSError:
            time.sleep(0.1)
    pytest.fail("the web server did not come up")


def _open(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), 30)


def _ask(port: int, request: bytes) -> bytes:
    with _open(port) as connection:
        connection.sendall(request)
        return connection.recv(64 * 1024)


def _post(length: int | None, path: str = "/verify", kind: str = "multipart/form-data; boundary=b") -> bytes:
    size = f"Content-Length: {length}" if length is not None else "Transfer-Encoding: chunked"
    # Without the cookie of a form shown before, the body is not even read.
    cookie = f"csrftoken={'a' * 32}"
    head = ("Host: 127.0.0.1", f"Cookie: {cookie}", f"Content-Type: {kind}", size)
    return (f"POST {path} HTTP/1.1\r\n" + "\r\n".join(head) + "\r\n\r\n").encode()


def _stream(connection: socket.socket, total: int) -> int:
    """Send until the other side has enough."""
    sent = 0
    with contextlib.suppress(OSError):  # the other side hangs up: that is what is waited for
        while sent < total:
            connection.sendall(bytes(MB))
            sent += MB
    return sent


def _memory(pid: int) -> int:
    """Resident bytes of the web server's processes."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    pages = [int(Path(f"/proc/{one}/statm").read_text().split()[1]) for one in (str(pid), *children)]
    return sum(pages) * os.sysconf("SC_PAGE_SIZE")


@pytest.mark.parametrize("path", ["/verify", "/sign-in", "/api/v1/files", "/drafts/none"])
def test_two_gigabytes_are_refused_before_they_come(server, path):
    port, pid = server
    before = _memory(pid)
    with _open(port) as connection:
        connection.sendall(_post(2_000_000_000, path))
        answer = connection.recv(64 * 1024)
        assert answer.startswith(b"HTTP/1.1 413") and b"connection: close" in answer.lower()
        assert _stream(connection, 200 * MB) < 100 * MB
    assert _memory(pid) - before < 60 * MB


@pytest.mark.parametrize("path", ["/verify", "/api/v1/files"])
def test_a_body_without_length_or_end_is_refused(server, path):
    with _open(server[0]) as connection:
        connection.sendall(_post(None, path) + b"100000\r\n")
        assert connection.recv(64 * 1024).startswith(b"HTTP/1.1 411")
        assert _stream(connection, 200 * MB) < 100 * MB


def test_silent_senders_leave_a_thread_for_the_others(server):
    port, _pid = server
    slow = [_open(port) for _number in range(6)]
    try:
        for connection in slow:
            connection.sendall(_post(1000) + b"--b\r\n")
        answers = [_ask(port, b"GET /help HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n") for _number in range(5)]
        assert all(answer.startswith(b"HTTP/1.1 200") for answer in answers)
        # Some are waited for; the others were told to come again.
        assert sum(map(_is_refused, slow)) >= 3
    finally:
        for connection in slow:
            connection.close()


def _is_refused(connection: socket.socket) -> bool:
    connection.settimeout(5)
    try:
        return connection.recv(100).startswith(b"HTTP/1.1 503")
    except TimeoutError:
        return False


def test_a_body_cut_short_is_not_taken_for_a_whole_one(server):
    with _open(server[0]) as connection:
        connection.sendall(_post(1000) + b"--b\r\n")
        connection.shutdown(socket.SHUT_WR)
        answer = connection.recv(64 * 1024)
    assert not answer or answer.startswith(b"HTTP/1.1 408")
