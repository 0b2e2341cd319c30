"""The jobs are functions of this module: the helper imports it."""

import io
import os
import signal
import tempfile
import time

import pytest

from motcua.kernel import confined as room
from motcua.kernel.confined import Broke, Limits, Overran, confined


def shout(content, *, again):
    return content.read().upper() * again


def fail(_content):
    raise KeyError("inside")


def spin(_content):
    while True:
        pass


def sleep(_content):
    time.sleep(60)


def eat(_content):
    return bytes(2_000_000_000)


def write(_content):
    with tempfile.TemporaryFile() as file:
        file.write(b"x")
        file.flush()
    return b"written"


def environment(_content):
    return "\n".join(os.environ).encode()


def test_the_answer_comes_back_whatever_the_content_is_kept_in(tmp_path):
    file = tmp_path / "a"
    file.write_bytes(b"abc")
    assert confined(shout, b"abc", again=2) == b"ABCABC"
    assert confined(shout, io.BytesIO(b"abc"), again=1) == b"ABC"
    assert confined(shout, b"x" * 300_000, again=1) == b"X" * 300_000
    with file.open("r+b") as stream:
        stream.read(2)
        assert confined(shout, stream, again=1) == b"ABC"
        assert stream.read() == b"c"  # the reader's place did not move


@pytest.mark.parametrize(
    ("job", "limits"),
    [
        (spin, Limits(cpu_seconds=1)),
        (sleep, Limits(seconds=0.2)),
    ],
)
def test_a_job_that_takes_too_long_is_ended(job, limits):
    with pytest.raises(Overran):
        confined(job, b"", limits=limits)


def test_a_job_that_fails_says_so_and_harms_no_other():
    for job, name in ((fail, "KeyError"), (eat, "MemoryError"), (write, "FileNotFound")):
        with pytest.raises(Broke, match=name):
            confined(job, b"")
    assert confined(shout, b"a", again=1) == b"A"


def test_the_helper_knows_no_secret(monkeypatch):
    monkeypatch.setenv("MOTCUA_SECRET_KEY", "s3cret")
    room._helper.stop()
    assert set(confined(environment, b"").decode().split()) <= {"PYTHONPATH", "LANG", "LC_CTYPE"}


def test_a_helper_that_was_killed_is_replaced():
    confined(shout, b"a", again=1)
    os.kill(room._helper.process.pid, signal.SIGKILL)
    room._helper.process.wait()
    assert confined(shout, b"b", again=1) == b"B"
