"""The small process behind `motcua.kernel.confined`: it forks one child for each job and never looks at content itself.

It is started without the service's environment and settings, so a child that hostile bytes broke has nothing to steal.
"""

import os
import pickle  # the jobs come from our own process; answers go back as plain bytes
import resource
import signal
import socket
import struct
import sys

from django.conf import settings

HEAD = struct.Struct(">?Q")  # whether it went well, and how many bytes follow
JOB_BYTES = 1024 * 1024
_FILES = 64


def main(control: socket.socket) -> None:
    """Take jobs until the other end closes."""
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the kernel clears ended children away
    # Texts stay as they are in the code: whoever asked translates them for the reader.
    settings.configure(USE_I18N=False)
    while True:
        message, descriptors, _flags, _address = socket.recv_fds(control, JOB_BYTES, 2)
        if not message:
            return
        # Unpacked before the fork: what the job imports is imported once and shared by all later children.
        job = pickle.loads(message)  # noqa: S301
        if os.fork() == 0:
            control.close()
            _be_the_child(job, *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)


def _be_the_child(job: tuple, content: int, answer: int) -> None:  # type: ignore[type-arg]
    status = 1
    try:
        function, arguments, limits = job
        _confine(limits.cpu_seconds, limits.seconds, limits.memory)
        good, said = _attempt(function, content, arguments)
        with open(answer, "wb") as pipe:
            pipe.write(HEAD.pack(good, len(said)) + said)
        status = 0
    finally:
        # Without the interpreter's clean-up, which belongs to the parent.
        os._exit(status)


def _attempt(function, content, arguments) -> tuple[bool, bytes]:  # type: ignore[no-untyped-def] # noqa: ANN001
    try:
        with open(content, "rb") as stream:  # noqa: PTH123 - a descriptor
            return True, function(stream, **arguments)
    except Exception as error:  # noqa: BLE001 - told to the one who asked, who decides what it means
        return False, type(error).__name__.encode()


def _confine(cpu_seconds: int, seconds: float, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (_FILES, _FILES))
    # The default action of SIGALRM ends the process, whatever the interpreter is busy with.
    signal.setitimer(signal.ITIMER_REAL, seconds)


if __name__ == "__main__":
    main(socket.socket(fileno=int(sys.argv[1])))
