"""A daemon that speaks clamd's INSTREAM, and misbehaves when told to: `python clamd.py SOCKET MANNER`."""

import socket
import struct
import sys
import time

# The test string every scanner knows (eicar.org), in two parts so that none takes this file for infected.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}" + rb"$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
MANNERS = {
    "closes": b"",
    "babbles": b"\xff" * 10_000,
    "errs": b"INSTREAM size limit exceeded. ERROR\0",
    "lies": b"stream: OK, or nearly\0",
}


def _exactly(connection: socket.socket, count: int) -> bytes:
    content = b""
    while len(content) < count and (chunk := connection.recv(count - len(content))):
        content += chunk
    return content


def _content(connection: socket.socket) -> bytes:
    assert _exactly(connection, 10) == b"zINSTREAM\0"
    content = b""
    while length := struct.unpack(">I", _exactly(connection, 4))[0]:
        content += _exactly(connection, length)
    return content


def main(path: str, manner: str) -> None:
    """Serve until killed."""
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(path)
        server.listen()
        while True:
            connection, _address = server.accept()
            with connection:
                if manner == "hangs up":
                    continue
                content = _content(connection)
                if manner == "sleeps":
                    time.sleep(60)
                found = b"stream: Eicar-Test-Signature FOUND\0" if EICAR in content else b"stream: OK\0"
                connection.sendall(MANNERS.get(manner, found))


if __name__ == "__main__":
    main(*sys.argv[1:])
