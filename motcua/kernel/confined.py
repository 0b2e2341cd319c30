"""Work on bytes from strangers, in a process of its own with little time, little memory and nothing to steal.

Parsers of rich formats can be made to run for hours or to eat all memory, and nobody can list the ways. So they run in
a child that the kernel ends. Children are forked from one small helper process (`cell`), because forking a web server
with its threads is not safe and starting an interpreter for each file costs half a second.
"""

import atexit
import contextlib
import io
import os
import pickle  # only on the way to the helper: what comes back is plain bytes
import select
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO, Any

from motcua.kernel.cell import HEAD, JOB_BYTES

_GRACE = 2.0  # the child's own alarm comes first


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may use: processor seconds, seconds in all, bytes of memory."""

    cpu_seconds: int = 5
    seconds: float = 15.0
    memory: int = 1024 * 1024 * 1024


class Overran(Exception):
    """The job used up what it was given, or broke in a way that ended its process."""


class Broke(Exception):
    """The job raised an exception; its class name is the argument, for the log and for nobody else."""


def confined(
    function: Callable[..., bytes],
    content: IO[bytes] | bytes,
    *,
    limits: Limits | None = None,
    **arguments: Any,
) -> bytes:
    """`function(content, **arguments)` in a confined process; the answer is bytes.

    `function` must be importable and use neither settings nor database; `content` is a seekable stream, which stays
    where it is. Raises Overran and Broke.
    """
    job = pickle.dumps((function, arguments, limits or Limits()))
    if len(job) > JOB_BYTES:
        raise ValueError("too many arguments for a confined job")
    source = _descriptor_of(content)
    try:
        ours, theirs = os.pipe()
        try:
            _hand_over(job, source, theirs)
        finally:
            os.close(theirs)
        with open(ours, "rb", buffering=0) as answers:  # noqa: PTH123 - a descriptor
            return _answer(answers, (limits or Limits()).seconds + _GRACE)
    finally:
        os.close(source)


def _answer(answers: io.RawIOBase | io.FileIO, seconds: float) -> bytes:
    deadline, said = time.monotonic() + seconds, bytearray()
    poll = select.poll()
    poll.register(answers, select.POLLIN | select.POLLHUP)
    while poll.poll(max(0.0, deadline - time.monotonic()) * 1000):
        chunk = answers.read(64 * 1024)
        if not chunk:
            break
        said += chunk
    if len(said) < HEAD.size:
        raise Overran
    good, length = HEAD.unpack_from(said)
    answer = bytes(said[HEAD.size :])
    if len(answer) != length:
        raise Overran
    if not good:
        raise Broke(answer.decode())
    return answer


def _descriptor_of(content: IO[bytes] | bytes) -> int:
    """A descriptor of its own for reading: a shared position would move under the reader's feet."""
    if not isinstance(content, bytes):
        with contextlib.suppress(AttributeError, OSError):  # io.UnsupportedOperation is an OSError
            content.flush()
            return os.open(f"/proc/self/fd/{content.fileno()}", os.O_RDONLY | os.O_CLOEXEC)
    memory = os.memfd_create("confined", os.MFD_CLOEXEC)
    with open(memory, "wb", closefd=False) as copy:
        if isinstance(content, bytes):
            copy.write(content)
        else:
            content.seek(0)
            shutil.copyfileobj(content, copy)
    os.lseek(memory, 0, os.SEEK_SET)
    return memory


class _Helper:
    """The helper process of this process, started when it is first needed."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.control: socket.socket | None = None
        self.process: subprocess.Popen[bytes] | None = None
        self.owner = 0

    def send(self, job: bytes, descriptors: list[int]) -> None:
        with self.lock:
            if self.control is None or self.owner != os.getpid():
                self._start()
            try:
                self._send(job, descriptors)
            except OSError:
                # It was killed: a new one takes the job. A second failure is told.
                self.stop()
                self._start()
                self._send(job, descriptors)

    def _send(self, job: bytes, descriptors: list[int]) -> None:
        if self.control is None:
            raise AssertionError("started above")
        socket.send_fds(self.control, [job], descriptors)

    def _start(self) -> None:
        self.control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.control.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, 2 * JOB_BYTES)
        self.owner = os.getpid()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "motcua.kernel.cell", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                cwd="/",
                env={"PYTHONPATH": os.pathsep.join(sys.path), "LANG": "C.UTF-8"},
                start_new_session=True,  # Ctrl-C is for the parent, whose end closes the control socket
            )

    def stop(self) -> None:
        if self.control is not None:
            self.control.close()
            self.control = None
        if self.process is not None and self.owner == os.getpid():
            self.process.wait(timeout=5)
            self.process = None


_helper = _Helper()
atexit.register(_helper.stop)


def _hand_over(job: bytes, source: int, answer: int) -> None:
    _helper.send(job, [source, answer])
