"""Vietnamese text: one normal form for storing, one folded form for searching."""

import re
import unicodedata
from typing import Any

_SPACES = re.compile(r"\s+")
_WORDS = re.compile(r"[0-9a-z]+(?:\.[0-9]+)*")
# Zero-width and direction-control characters carry no content and let two equal-looking values differ.
# Nor do control characters and lone surrogates, which the database refuses to keep.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069"
    "\ufeff\ud800-\udfff]"
)

# A personal identification number has 12 digits (Decree 137/2015/NĐ-CP, Article 13). One that is part of a longer
# code, such as an event's id, is not one.
_PERSONAL_ID = re.compile(r"(?<![\w.-])\d{12}(?![\w-])")


def normalise(text: str) -> str:
    """NFC, without invisible and control characters, every run of blanks (also non-breaking) as one space, trimmed."""
    return _SPACES.sub(" ", _INVISIBLE.sub("", unicodedata.normalize("NFC", text))).strip()


def fold(text: str) -> str:
    """Lower case without marks, `đ` as `d`: "Cấp sổ đỏ" and "cap so do" fold alike.

    Folding is done here and not in the database, because PostgreSQL's own unaccent is not a core feature.
    """
    decomposed = unicodedata.normalize("NFD", normalise(text).lower())
    return "".join("d" if c == "đ" else c for c in decomposed if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The folded words of a text in order; a code such as `1.012753` stays one word."""
    return _WORDS.findall(fold(text))


def mask(text: str, *, keep: int = 3) -> str:
    """`*********123`: all but the last `keep` characters hidden, for lists and logs."""
    return "*" * max(len(text) - keep, 0) + text[-keep:] if text else ""


def mask_name(name: str) -> str:
    """`N. V. Hùng`: the given name, which Vietnamese readers recognise, and initials of the rest."""
    parts = normalise(name).split()
    return " ".join([*(f"{part[0]}." for part in parts[:-1]), *parts[-1:]])


def mask_number(number: str) -> str:
    """`0********012`: an identity number in lists and on pages; enough to compare with a paper, no more."""
    return f"{number[:1]}{mask(number[1:])}"


def mask_personal_ids(value: Any) -> Any:
    """The same text, list or mapping with every personal identification number in it masked."""
    if isinstance(value, str):
        return _PERSONAL_ID.sub(lambda found: mask(found[0]), value)
    if isinstance(value, dict):
        return {key: mask_personal_ids(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set):
        return [mask_personal_ids(inner) for inner in value]
    return value
