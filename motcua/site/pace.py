"""Bodies of requests, read while they arrive, and how slowly they may come.

A thread that waits for a body serves nobody else, and its waiting cannot be cut short: so one thread of each process
never waits for a body, and whoever trickles one in is not waited for to the end.
"""

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refused

PLACE_SECONDS = 1.0  # a body that is here already is read in milliseconds, and then its place is free again
PATIENCE_SECONDS = 20.0  # a phone in a lift finds its network again
LEAST_BYTES_PER_SECOND = 4 * 1024


class BodyTooSlow(Refused):
    """The body came more slowly than a thread can be kept waiting for, or ended before it was whole."""

    code = "request_timeout"
    status = 408
    message = _("Đường truyền quá chậm hoặc bị ngắt. Vui lòng kiểm tra kết nối rồi gửi lại.")


class TooManySlow(Refused):
    """Others with slow connections are being waited for already."""

    code = "too_many_slow"
    status = 503
    message = _("Nhiều người đang gửi tệp với đường truyền chậm. Vui lòng gửi lại sau một phút.")
    retry_after = 60


class Interrupted(OSError):
    """Reading ended before the body did; Django makes `UnreadablePostError` of it, the middleware the answer."""


class Body:
    """A body on its way in."""

    def __init__(self, source: Any, length: int, places: threading.Semaphore) -> None:
        self.source, self.left, self.places = source, length, places
        self.began, self.got = 0.0, 0
        self.has_place = False
        self.refused: Refused | None = None

    def read(self, size: int = -1) -> bytes:
        """The next bytes. Raises Interrupted when the sender is gone or too slow, or no thread may wait for it."""
        if self.left <= 0 or size == 0:
            return b""
        self._take_place()
        try:
            chunk: bytes = self.source.read(self.left if size < 0 else min(size, self.left))
        except OSError as gone:
            raise self._refusal(BodyTooSlow()) from gone
        self.got += len(chunk)
        self.left -= len(chunk)
        slow = time.monotonic() - self.began > PATIENCE_SECONDS + self.got / LEAST_BYTES_PER_SECOND
        if self.left and (slow or not chunk):
            raise self._refusal(BodyTooSlow())
        if not self.left:
            self.close()
        return chunk

    readline = read  # WSGI asks for it; nothing here reads a body by lines

    def close(self) -> None:
        """Give the place back."""
        if self.has_place:
            self.has_place = False
            self.places.release()

    def _take_place(self) -> None:
        if self.refused:
            raise Interrupted(self.refused.code)
        if self.has_place:
            return
        self.began = time.monotonic()
        self.has_place = self.places.acquire(timeout=PLACE_SECONDS)
        if not self.has_place:
            raise self._refusal(TooManySlow())

    def _refusal(self, refused: Refused) -> Interrupted:
        self.refused = refused
        return Interrupted(refused.code)


def paced(application: Callable[..., Iterable[bytes]], *, threads: int) -> Callable[..., Iterable[bytes]]:
    """The application with bodies that are read at a pace; `threads` serve it in this process."""
    places = threading.BoundedSemaphore(max(1, threads - 1))

    def serve(call: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        length = call.get("CONTENT_LENGTH") or "0"
        if not length.isdigit() or length == "0":
            return application(call, start_response)
        body = call["wsgi.input"] = Body(call["wsgi.input"], int(length), places)
        try:
            return application(call, start_response)
        finally:
            body.close()

    return serve
