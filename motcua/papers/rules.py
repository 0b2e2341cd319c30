"""Turn what callers give into data that a template can only print. Pure."""

import io
import unicodedata
from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import segno

from motcua.papers.shapes import PAPERS, Heading, Qr, Signatory

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")

# Stands for a character that the typeface cannot show.
UNSHOWABLE = "□"


def plain(text: str, showable: AbstractSet[int]) -> str:
    """Text as it will be printed: composed (NFC), without controls and invisible or direction-changing characters.

    Direction overrides could make a name or an amount read differently from what is stored; a missing glyph would
    make the PDF/A invalid.
    """
    kept = []
    for character in unicodedata.normalize("NFC", text):
        if character in "\n\t":
            kept.append(character if character == "\n" else " ")
        elif unicodedata.category(character) in ("Cc", "Cf", "Cs"):
            continue
        else:
            kept.append(character if ord(character) in showable else UNSHOWABLE)
    return "".join(kept)


def printable(value: Any, showable: AbstractSet[int]) -> Any:
    """The same value as JSON can carry it: texts made plain, dates as their parts, a QR code with its picture.

    Raises TypeError for anything that has no printed form.
    """
    match value:
        case None | bool() | int() | float():
            return value
        case str():
            return plain(value, showable)
        case datetime():
            local = value.astimezone(VIETNAM) if value.tzinfo else value
            return {**_date_parts(local), "hour": local.hour, "minute": local.minute}
        case date():
            return _date_parts(value)
        case Qr():
            return {
                "url": plain(value.url, showable),
                "caption": plain(value.caption, showable),
                "svg": qr_svg(value.url),
            }
        case Mapping():
            return {str(key): printable(part, showable) for key, part in value.items()}
        case list() | tuple():
            return [printable(part, showable) for part in value]
    if is_dataclass(value):
        return {field.name: printable(getattr(value, field.name), showable) for field in fields(value)}
    raise TypeError(f"{type(value).__name__} cannot be printed")


def complete(template: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """The data of a bundled paper with the defaults of its shape for what was left out; other data unchanged."""
    shape = PAPERS.get(template)
    if shape is None:
        return dict(data)
    parts = {name: _with_defaults(part, data[name]) for name, part in _PARTS.items() if name in data}
    return {**_with_defaults(shape, data), **parts, "document_title": shape.document_title}


_PARTS: Mapping[str, type] = {"heading": Heading, "signatory": Signatory}


def _with_defaults(shape: type, given: Any) -> Any:
    if not isinstance(given, Mapping):
        return given
    return {**{field.name: field.default for field in fields(shape) if field.default is not MISSING}, **given}


def qr_svg(text: str) -> str:
    """A QR code (ISO/IEC 18004, level M) as an SVG picture. Raises ValueError when the text is too long for one."""
    picture = io.BytesIO()
    segno.make_qr(text, error="m").save(picture, kind="svg", border=1, xmldecl=False, nl=False)
    return picture.getvalue().decode()


def _date_parts(day: date) -> dict[str, int]:
    return {"year": day.year, "month": day.month, "day": day.day}
