"""Files that are two kinds at once: what one program shows as a picture, another runs or unpacks."""

import re
import zipfile
from collections.abc import Iterator
from typing import IO

from motcua.files import kinds, packages
from motcua.files.policy import Policy

_CHUNK = 1024 * 1024
_OVERLAP = 64
_HEAD = 4096
_PACKAGES = frozenset({kinds.DOCX, kinds.XLSX, kinds.ODT})
_PICTURES = frozenset({kinds.PNG, kinds.JPEG, kinds.TIFF})
# Readers of PDF accept the header anywhere in the first 1024 bytes (ISO 32000-1, Annex H, note 13).
_PDF_WITHIN = 1024
# Archives that unpackers find wherever they begin: RAR 4 and 5, 7-Zip, cabinet with its fixed first field.
_ARCHIVES = re.compile(rb"Rar!\x1a\x07[\x00\x01]|7z\xbc\xaf\x27\x1c|MSCF\x00\x00\x00\x00")
_ACTIVE = re.compile(rb"<(script|html|\?php|svg|iframe|object|embed|hta:application)\b", re.IGNORECASE)


def look_for_others(stream: IO[bytes], kind: str, policy: Policy) -> None:
    """Raise Unfit when the content is something else besides `kind`."""
    stream.seek(0)
    head = stream.read(_HEAD)
    if kind != kinds.PDF and b"%PDF-" in head[:_PDF_WITHIN]:
        policy.against("polyglot")
    if kind in _PICTURES and (_ACTIVE.search(head) or _ACTIVE.search(_tail(stream))):
        policy.against("polyglot")
    if kind not in _PACKAGES and (_is_zip(stream) or any(map(_ARCHIVES.search, _windows(stream)))):
        policy.against("polyglot")


def _tail(stream: IO[bytes]) -> bytes:
    size = stream.seek(0, 2)
    stream.seek(max(0, size - _HEAD))
    return stream.read(_HEAD)


def _is_zip(stream: IO[bytes]) -> bool:
    """Whether a ZIP's directory is found at the end; opened, because four bytes alone may be there by chance."""
    try:
        with zipfile.ZipFile(stream) as package:
            return bool(package.infolist())
    except packages.BROKEN:
        return False


def _windows(stream: IO[bytes]) -> Iterator[bytes]:
    stream.seek(0)
    before = b""
    while chunk := stream.read(_CHUNK):
        yield before + chunk
        before = chunk[-_OVERLAP:]
