"""The typefaces that come with the room, and which characters they can show."""

import struct
from functools import cache
from pathlib import Path

import typst

FONTS_DIR = Path(__file__).parent / "fonts"


@cache
def typefaces() -> typst.Fonts:
    """Liberation Serif only: what is printed must not depend on the fonts of the machine."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[FONTS_DIR])


@cache
def covered_characters() -> frozenset[int]:
    """Code points that every face can show. PDF/A forbids missing glyphs (ISO 19005-2, 6.2.11.8)."""
    return frozenset.intersection(*(_characters_of(file) for file in sorted(FONTS_DIR.glob("*.ttf"))))


def _characters_of(file: Path) -> frozenset[int]:
    data = file.read_bytes()
    cmap = _table(data, b"cmap")
    (count,) = struct.unpack_from(">H", data, cmap + 2)
    for record in range(count):
        platform, encoding, offset = struct.unpack_from(">HHI", data, cmap + 4 + 8 * record)
        if (platform, encoding) == (3, 1):
            return frozenset(_format_4(data, cmap + offset))
    raise ValueError(f"{file.name} has no Unicode character map")


def _table(data: bytes, tag: bytes) -> int:
    (count,) = struct.unpack_from(">H", data, 4)
    for record in range(count):
        name, _checksum, offset, _length = struct.unpack_from(">4sIII", data, 12 + 16 * record)
        if name == tag:
            return int(offset)
    raise ValueError(f"the font has no table {tag!r}")


def _format_4(data: bytes, start: int) -> set[int]:
    """Segments of a format 4 subtable (OpenType, `cmap`)."""
    (doubled,) = struct.unpack_from(">H", data, start + 6)
    count = doubled // 2
    ends = struct.unpack_from(f">{count}H", data, start + 14)
    starts = struct.unpack_from(f">{count}H", data, start + 16 + doubled)
    deltas = struct.unpack_from(f">{count}H", data, start + 16 + 2 * doubled)
    range_offsets_at = start + 16 + 3 * doubled
    found: set[int] = set()
    for index, (first, last, delta) in enumerate(zip(starts, ends, deltas, strict=True)):
        at = range_offsets_at + 2 * index
        (range_offset,) = struct.unpack_from(">H", data, at)
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if range_offset:
                (glyph,) = struct.unpack_from(">H", data, at + range_offset + 2 * (code - first))
            if glyph and (glyph + delta) & 0xFFFF:
                found.add(code)
    return found
