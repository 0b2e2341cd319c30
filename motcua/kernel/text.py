"""Vietnamese text: one normal form for storing, one folded form for searching."""

import re
import unicodedata
from typing import Any

_SPACES = re.compile(r"\s+")
_WORDS = re.compile(r"[0-9a-z]+(?:\.[0-9]+)*")
# What is not seen carries no content and lets two equal-looking values differ, or read in another direction: the
# default-ignorable characters (UAX #44), controls, lone surrogates (which the database refuses) and noncharacters.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\u3164\ud800-\udfff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffb\ufffe\uffff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)
# Marks that stand above and below a letter. After composition Vietnamese needs none; more than a few only paint
# over the lines around.
_MARK = (
    "[\u0300-\u036f\u0483-\u0489\u0e31\u0e34-\u0e3a\u0e47-\u0e4e"
    "\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
_PILED_MARKS = re.compile(f"({_MARK}{{4}}){_MARK}+")
_DASHES = re.compile("[\u2010-\u2015\u2212]")
# A search box takes a sentence, not a book: each word is one more condition for the database.
_MOST_SOUGHT, _MOST_WORDS = 300, 12

# A personal identification number has 12 digits (Decree 137/2015/NĐ-CP, Article 13). One that is part of a longer
# code, such as an event's id, is not one.
_PERSONAL_ID = re.compile(r"(?<![\w.-])\d{12}(?![\w-])")


def normalise(text: str) -> str:
    """One line of text as it is kept: composed (NFC), trimmed, every run of blanks (also non-breaking) one space.

    Invisible, direction-changing and control characters go silently, and so do marks piled up on one letter.
    """
    composed = unicodedata.normalize("NFC", _INVISIBLE.sub("", text))
    return _SPACES.sub(" ", _PILED_MARKS.sub(r"\1", composed)).strip()


def normalise_lines(text: str) -> str:
    """Several lines, each normalised; without empty ones at both ends."""
    return "\n".join(normalise(line) for line in text.splitlines()).strip()


def plain_number(text: str) -> str:
    """A number, code or date as typed, normalised and in ASCII: `０９１２`, `٠٩١٢` give `0912`, any dash gives `-`.

    Digits of other scripts look alike or mean the same; kept apart they would make two persons of one number.
    """
    folded = _DASHES.sub("-", unicodedata.normalize("NFKC", normalise(text)))
    return normalise("".join(str(unicodedata.decimal(c, c)) for c in folded))


def fold(text: str) -> str:
    """Lower case without marks, `đ` as `d`: "Cấp sổ đỏ" and "cap so do" fold alike.

    Folding is done here and not in the database, because PostgreSQL's own unaccent is not a core feature.
    """
    decomposed = unicodedata.normalize("NFD", normalise(text).lower())
    return "".join("d" if c == "đ" else c for c in decomposed if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """The folded words of a text in order; a code such as `1.012753` stays one word."""
    return _WORDS.findall(fold(text))


def sought(text: str) -> list[str]:
    """The folded words of what was typed into a search box: the first dozen, digits of any script as ASCII."""
    return words(plain_number(text[:_MOST_SOUGHT]))[:_MOST_WORDS]


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
