import io
import threading

import pytest

from motcua.site import pace
from motcua.site.pace import Body, BodyTooSlow, Interrupted, TooManySlow


class Trickle:
    """Bytes one by one."""

    def read(self, _size):
        return b"x"


def body(source, length=100, places=1):
    return Body(source, length, threading.BoundedSemaphore(places))


def test_a_whole_body_is_read_in_pieces_and_gives_its_place_back():
    one = body(io.BytesIO(b"a" * 150))
    assert one.read(60) == b"a" * 60 and one.has_place
    assert one.read() == b"a" * 40  # no byte of what comes behind it
    assert one.read() == b"" and not one.has_place and one.refused is None
    assert one.places.acquire(blocking=False)


def test_a_body_that_ends_early_is_not_whole():
    one = body(io.BytesIO(b"abc"))
    assert one.read() == b"abc"
    for _again in range(2):
        with pytest.raises(Interrupted):
            one.read()
    assert isinstance(one.refused, BodyTooSlow)
    one.close()
    assert one.places.acquire(blocking=False)


def test_who_trickles_is_not_waited_for(monkeypatch):
    monkeypatch.setattr(pace, "PATIENCE_SECONDS", -1.0)
    with pytest.raises(Interrupted):
        body(Trickle()).read(10)


def test_without_a_place_nothing_is_read(monkeypatch):
    monkeypatch.setattr(pace, "PLACE_SECONDS", 0.01)
    one = body(None)
    one.places.acquire()
    with pytest.raises(Interrupted):
        one.read()
    assert isinstance(one.refused, TooManySlow)
