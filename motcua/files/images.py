"""The size that an image declares, read from its header: nothing is decompressed, so no bomb goes off."""

import struct
from typing import IO

_MAX_TIFF_PAGES = 500
_TIFF_WIDTH, _TIFF_HEIGHT = 256, 257
# SOF0-SOF15 but DHT (C4), JPG (C8) and DAC (CC): the markers that carry the size (ITU-T T.81, table B.1).
_SOF = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}


def png_pixels(stream: IO[bytes]) -> int | None:
    """Pixels of a PNG (W3C PNG 3rd edition, 11.2.1), None when the header is broken."""
    stream.seek(8)
    header = stream.read(16)
    if len(header) < 16 or header[4:8] != b"IHDR":
        return None
    width, height = struct.unpack(">II", header[8:])
    return width * height or None


def jpeg_pixels(stream: IO[bytes]) -> int | None:
    """Pixels of a JPEG, None when no frame header is found."""
    stream.seek(2)
    while (marker := _next_marker(stream)) is not None:
        length = stream.read(2)
        if len(length) < 2:
            return None
        if marker in _SOF:
            frame = stream.read(5)
            if len(frame) < 5:
                return None
            height, width = struct.unpack(">HH", frame[1:])
            return width * height or None
        stream.seek(max(int.from_bytes(length, "big") - 2, 0), 1)
    return None


def _next_marker(stream: IO[bytes]) -> int | None:
    """The marker at the stream's position (fill bytes skipped), None at the scan's data or the end."""
    if stream.read(1) != b"\xff":
        return None
    code = stream.read(1)
    while code == b"\xff":
        code = stream.read(1)
    return None if code in (b"", b"\xd9", b"\xda", b"\x00") else code[0]


def tiff_pixels(stream: IO[bytes]) -> int | None:
    """Pixels of the largest page of a TIFF (TIFF 6.0, section 2), None when the directories are broken."""
    stream.seek(0)
    header = stream.read(8)
    order = "<" if header[:2] == b"II" else ">"
    if len(header) < 8:
        return None
    offset, largest, seen = struct.unpack(order + "I", header[4:])[0], 0, set[int]()
    while offset and offset not in seen and len(seen) < _MAX_TIFF_PAGES:
        seen.add(offset)
        pixels, offset = _tiff_page(stream, offset, order)
        if pixels is None:
            return None
        largest = max(largest, pixels)
    return largest or None


def _tiff_page(stream: IO[bytes], offset: int, order: str) -> tuple[int | None, int]:
    stream.seek(offset)
    count = stream.read(2)
    if len(count) < 2:
        return None, 0
    entries = struct.unpack(order + "H", count)[0]
    directory = stream.read(12 * entries + 4)
    if len(directory) < 12 * entries + 4:
        return None, 0
    sizes: dict[int, int] = {}
    for start in range(0, 12 * entries, 12):
        tag, kind = struct.unpack_from(order + "HH", directory, start)
        if tag in (_TIFF_WIDTH, _TIFF_HEIGHT):
            sizes[tag] = struct.unpack_from(order + ("H" if kind == 3 else "I"), directory, start + 8)[0]
    pixels = sizes.get(_TIFF_WIDTH, 0) * sizes.get(_TIFF_HEIGHT, 0)
    return pixels or None, struct.unpack_from(order + "I", directory, 12 * entries)[0]
