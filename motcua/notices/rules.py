"""Filling in words, and when to try again. Pure."""

import datetime as dt
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

LANGUAGES = ("vi", "en")
# A day of trying in all: an overloaded server is well again by then.
MAX_ATTEMPTS = 16
_LONGEST_PAUSE = dt.timedelta(hours=2)
_PLACE = re.compile(r"\{([^{}]*)\}")
_STRAY = re.compile(r"[{}]")
_ADDRESS = re.compile(r"[^@\s,;:<>\"()\[\]\\]{1,64}@[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+")
MOST_SUBJECT, MOST_BODY = 200, 10_000

# A value is one text, or one for each language.
Value = str | Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Text:
    """What a letter says."""

    subject: str
    body: str


def unknown_places(text: str, known: Collection[str]) -> list[str]:
    """The places in `text` that nothing fills, as they are written: `{sender}`, `{code!r}`, a lone brace."""
    named = [f"{{{name}}}" for name in _PLACE.findall(text) if name not in known]
    return named + _STRAY.findall(_PLACE.sub("", text))


def missing_places(text: str, needed: Collection[str]) -> list[str]:
    """The places that `text` may not lack."""
    there = set(_PLACE.findall(text))
    return [f"{{{name}}}" for name in needed if name not in there]


def fill(text: str, values: Mapping[str, Value], language: str) -> str:
    """`text` with its places filled in. A line of which every place is empty is left out.

    Values are put in as they are: braces in them are read by nobody.
    """
    said = {name: value if isinstance(value, str) else value[language] for name, value in values.items()}
    lines = [line for line in text.splitlines() if _says_something(line, said)]
    return "\n".join(_PLACE.sub(lambda found: said.get(found[1], ""), line) for line in lines).strip()


def one_line(text: str) -> str:
    """A subject: what came in with a value cannot start another header."""
    return " ".join(text.split())[:MOST_SUBJECT]


def _says_something(line: str, values: Mapping[str, str]) -> bool:
    places = _PLACE.findall(line)
    return not places or any(values.get(name) for name in places)


def pause_after(attempts: int) -> dt.timedelta:
    """How long to wait after so many tries: a minute, two, four … two hours at most."""
    return min(dt.timedelta(minutes=2 ** min(attempts - 1, 10)), _LONGEST_PAUSE)


def is_address(text: str) -> bool:
    """Whether `text` may be an address of e-mail (a plain one, as people type them)."""
    return len(text) <= 254 and _ADDRESS.fullmatch(text) is not None


def mask_address(address: str) -> str:
    """`h***@example.vn`: enough to recognise one's own, not to write to it."""
    name, at, domain = address.partition("@")
    return f"{name[:1]}***{at}{domain}" if address else ""
