"""Two texts beside each other, word by word: what was taken out and what was put in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import groupby
from typing import Literal

Kind = Literal["same", "out", "in"]

_PIECES = re.compile(r"\s+|[^\s]+")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of text that both have (`same`), that only the first has (`out`), or only the second (`in`)."""

    kind: Kind
    text: str


def compare(before: str, after: str) -> tuple[Stretch, ...]:
    """The stretches of which both texts are made: without `in` they are `before`, without `out` they are `after`.

    Lines are matched first, and words only inside lines that differ: long texts stay quick to compare.
    """
    found = [piece for piece in _by_lines(before, after) if piece.text]
    return tuple(
        Stretch(kind, "".join(piece.text for piece in run))
        for kind, run in groupby(found, key=lambda piece: piece.kind)
    )


def _by_lines(before: str, after: str) -> Iterator[Stretch]:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield Stretch("same", "".join(old[a:b]))
        else:
            yield from _by_words("".join(old[a:b]), "".join(new[c:d]))


def _by_words(before: str, after: str) -> Iterator[Stretch]:
    old, new = _PIECES.findall(before), _PIECES.findall(after)
    for tag, a, b, c, d in SequenceMatcher(None, old, new).get_opcodes():
        if tag == "equal":
            yield Stretch("same", "".join(old[a:b]))
        else:
            yield Stretch("out", "".join(old[a:b]))
            yield Stretch("in", "".join(new[c:d]))
