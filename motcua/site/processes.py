"""Child processes of one command: started together, watched, stopped together."""

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from types import FrameType

_PR_SET_PDEATHSIG = 1
_STOPS_WITHIN = 30
_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)

Say = Callable[[str], None]


def dies_with_parent(how: signal.Signals) -> Callable[[], None] | None:
    """A `preexec_fn` that has Linux send `how` to the child when its parent ends, even by kill -9."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    return lambda: libc.prctl(_PR_SET_PDEATHSIG, int(how))


def run_until_stopped(
    commands: Mapping[str, Sequence[str]],
    *,
    say: Say,
    ready: Callable[[], bool],
    when_ready: Callable[[], None],
) -> int:
    """Run `commands` (name → argv) until a stop signal or until one of them ends; returns an exit status.

    `when_ready` is called once, when `ready` first answers true.
    """
    stopping: list[int] = []

    def ask_to_stop(number: int, _: FrameType | None) -> None:
        stopping.append(number)

    before = {number: signal.signal(number, ask_to_stop) for number in _STOP_SIGNALS}
    children = {name: _start(argv) for name, argv in commands.items()}
    waiting = True
    try:
        while not stopping and all(child.poll() is None for child in children.values()):
            if waiting and ready():
                waiting = False
                when_ready()
            time.sleep(0.2)
        ended = {name: child.returncode for name, child in children.items() if child.returncode is not None}
        for name, status in ended.items():
            if not stopping:
                say(f"{name} ended unexpectedly with status {status}; the rest is stopped.")
        return 1 if ended and not stopping else 0
    finally:
        _stop(children, say)
        for number, handler in before.items():
            signal.signal(number, handler)


def _start(argv: Sequence[str]) -> "subprocess.Popen[bytes]":
    # Out of the terminal's group, so that Ctrl-C is heard once, here, and the order of stopping is ours.
    return subprocess.Popen(
        argv,
        stdin=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=dies_with_parent(signal.SIGTERM),  # noqa: PLW1509 - no threads run in this process
    )


def _stop(children: "Mapping[str, subprocess.Popen[bytes]]", say: Say) -> None:
    for child in children.values():
        if child.poll() is None:
            child.terminate()
    deadline = time.monotonic() + _STOPS_WITHIN
    for name, child in children.items():
        try:
            child.wait(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            say(f"{name} did not stop within {_STOPS_WITHIN} s and is killed.")
            os.killpg(child.pid, signal.SIGKILL)
            child.wait()
