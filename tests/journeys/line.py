"""A line between a browser and the server that holds forms back, or breaks, when a test says so."""

import contextlib
import socket
import struct
import threading
from collections.abc import Iterator
from urllib.parse import urlsplit

# Closing a connection with this option set sends a reset, as a broken line does.
_RESET = struct.pack("ii", 1, 0)


class Line:
    """Passes bytes on; `posts` counts the forms that came along. A browser goes to `url` instead of the server."""

    def __init__(self, server: str) -> None:
        parts = urlsplit(server)
        self._server = (parts.hostname or "", parts.port or 80)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listener.getsockname()[1]}"
        self.posts = 0
        self._open = threading.Event()
        self._open.set()
        self._breaks = ""
        self._browsers: list[socket.socket] = []
        self._threads: list[threading.Thread] = []
        threading.Thread(target=self._listen, daemon=True).start()

    def hold(self) -> None:
        """Forms get stuck until `mend`."""
        self._open.clear()

    def cut(self, *, answers_only: bool = False) -> None:
        """Connections that carry a form break until `mend`: before it arrives, or once it was answered."""
        self._breaks = "answers" if answers_only else "forms"

    def mend(self) -> None:
        """Everything passes again."""
        self._breaks = ""
        self._open.set()

    def close(self) -> None:
        """No more connections, and an end to those there are."""
        self.mend()
        for end in (self._listener, *self._browsers):
            with contextlib.suppress(OSError):  # ended before
                end.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for thread in self._threads:
            thread.join(timeout=10)

    def _listen(self) -> None:
        with contextlib.suppress(OSError):  # closed
            while True:
                browser, _address = self._listener.accept()
                thread = threading.Thread(target=self._serve, args=[browser], daemon=True)
                self._browsers.append(browser)
                self._threads.append(thread)
                thread.start()

    def _serve(self, browser: socket.socket) -> None:
        with contextlib.suppress(OSError), browser, socket.create_connection(self._server) as server:
            answers = threading.Thread(target=self._answer, args=[server, browser], daemon=True)
            answers.start()
            try:
                self._ask(browser, server)
            finally:
                server.shutdown(socket.SHUT_WR)
                answers.join()

    def _ask(self, browser: socket.socket, server: socket.socket) -> None:
        for chunk in _chunks(browser):
            if chunk.startswith(b"POST "):
                self.posts += 1
                self._open.wait()
                if self._breaks == "forms":
                    _reset(browser)
                    return
            server.sendall(chunk)

    def _answer(self, server: socket.socket, browser: socket.socket) -> None:
        with contextlib.suppress(OSError):
            for chunk in _chunks(server):
                if self._breaks == "answers":
                    _reset(browser)
                    return
                browser.sendall(chunk)
            browser.shutdown(socket.SHUT_WR)


def _chunks(connection: socket.socket) -> Iterator[bytes]:
    while chunk := connection.recv(65536):
        yield chunk


def _reset(connection: socket.socket) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _RESET)
    connection.shutdown(socket.SHUT_RD)  # ends a `recv` that waits in the other thread
    connection.close()
