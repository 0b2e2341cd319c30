"""Viruses: a ClamAV daemon is asked through a socket (clamd(8), command INSTREAM). No answer is a no."""

import socket
import struct
from typing import IO
from urllib.parse import urlsplit

import structlog

from motcua.files.errors import ScanUnavailable
from motcua.files.unfit import Unfit

log = structlog.get_logger(__name__)

_CHUNK = 64 * 1024
_SECONDS = 30.0
_MOST_ANSWER = 4096
_CLEAN = b"stream: OK"
_FOUND = b" FOUND"


def scan(stream: IO[bytes], *, address: str) -> None:
    """Have the content scanned by the daemon at `unix:/path` or `tcp://host:port`; without an address do nothing.

    Raises Unfit when something is found, ScanUnavailable when the daemon does not say that the content is clean.
    """
    if not address:
        return
    try:
        with _connected(address) as connection:
            _send(connection, stream)
            answer = _read(connection)
    except (OSError, ValueError) as error:
        log.error("files.scan_failed", error=f"{type(error).__name__}: {error}")
        raise ScanUnavailable from error
    if answer == _CLEAN:
        return
    if answer.startswith(b"stream: ") and answer.endswith(_FOUND):
        name = answer[len(b"stream: ") : -len(_FOUND)].decode(errors="replace")
        log.warning("files.virus", name=name)
        raise Unfit("virus", name=name[:80])
    log.error("files.scan_failed", error=answer.decode(errors="replace")[:200])
    raise ScanUnavailable


def _connected(address: str) -> socket.socket:
    parts = urlsplit(address)
    if parts.scheme == "tcp" and parts.hostname and parts.port:
        return socket.create_connection((parts.hostname, parts.port), _SECONDS)
    if parts.scheme == "unix" and parts.path:
        connection = socket.socket(socket.AF_UNIX)
        connection.settimeout(_SECONDS)
        try:
            connection.connect(parts.path)
        except OSError:
            connection.close()
            raise
        return connection
    raise ValueError("MOTCUA_CLAMAV is neither unix:/path nor tcp://host:port")


def _send(connection: socket.socket, stream: IO[bytes]) -> None:
    stream.seek(0)
    try:
        connection.sendall(b"zINSTREAM\0")
        while chunk := stream.read(_CHUNK):
            connection.sendall(struct.pack(">I", len(chunk)) + chunk)
        connection.sendall(struct.pack(">I", 0))
    except (BrokenPipeError, ConnectionResetError):
        # The daemon has said why it stopped listening (StreamMaxLength); its answer waits to be read.
        log.info("files.scan_cut_short")


def _read(connection: socket.socket) -> bytes:
    answer = b""
    while not answer.endswith(b"\0") and len(answer) < _MOST_ANSWER:
        chunk = connection.recv(_MOST_ANSWER)
        if not chunk:
            break
        answer += chunk
    return answer.rstrip(b"\0\n")
