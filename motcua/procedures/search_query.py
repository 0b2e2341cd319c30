"""From what was typed to what is looked for: codes, synonyms, misspelt words. Pure."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from rapidfuzz import process
from rapidfuzz.distance import OSA

from motcua.kernel.text import words

MOST_WORDS = 14
# A national code, with or without its dot, perhaps with an agency behind it in the spelling of 2016.
_CODE = re.compile(r"(?<![\d.])(\d)\.?(\d{6})(?:\.\d{3}\.\d{2}\.\d{2}(?:\.[a-zA-Z]\d{2})?)?(?!\d)")
_BEGINNING = re.compile(r"\d(?:\.\d{0,6})?|\d{2,7}")
_ALIKE = 4
# What the readings of one query are worth, in thousandths: the meaning first, the literal words last.
_FULL, _NEXT_MEANING, _LITERAL = 1000, 100, 500

Word = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to understand a query: words in order, each with its alternatives, and what it is worth."""

    words: tuple[Word, ...]
    worth: int = _FULL
    is_open: bool = False  # the last word may still be typed on

    @property
    def phrase(self) -> str:
        """The first alternatives as one text."""
        return " ".join(word[0] for word in self.words)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The folded words of all names and how many names hold each; `size` is the number of names."""

    counts: Mapping[str, int]
    size: int

    @classmethod
    def of(cls, names: Iterable[str]) -> "Vocabulary":
        """The vocabulary of folded names."""
        found = [set(name.split()) for name in names]
        return cls(Counter(chain.from_iterable(found)), len(found))

    def rarity(self, word: Word) -> float:
        """How much a word tells: much for rare ones, next to nothing for those of every second name."""
        return 0.1 + math.log((self.size + 1) / (1 + sum(self.counts.get(one, 0) for one in word)))

    def alike(self, word: str) -> Word:
        """The word itself when it is known, and `i` for `y` or back; else the nearest known ones.

        Empty when nothing known looks like it.
        """
        swapped = [other for other in _swap_vowel(word) if other in self.counts]
        if word in self.counts:
            return (word, *swapped)
        limit = 1 if len(word) <= 4 else 2
        found = process.extract(
            word, self.counts.keys(), scorer=OSA.distance, score_cutoff=limit, limit=3 * _ALIKE
        )
        best = sorted(found, key=lambda hit: (hit[1], -self.counts[hit[0]]))
        return tuple(dict.fromkeys([*swapped, *(hit[0] for hit in best[:_ALIKE])]))


def codes_in(query: str) -> tuple[str, ...]:
    """The procedure codes in a query, in the form `d.dddddd`."""
    return tuple(f"{first}.{rest}" for first, rest in _CODE.findall(query))


def is_code(query: str) -> bool:
    """Whether a query is a code or the beginning of one, and no words."""
    return bool(codes_in(query) or _BEGINNING.fullmatch(query.strip()))


def readings_of(query: str, synonyms: Mapping[Word, Sequence[Word]]) -> list[Reading]:
    """The literal reading, and one for each meaning of the synonyms in it. Empty when nothing was typed."""
    typed = _typed(query)
    if not typed:
        return []
    literal = tuple((word,) for word in typed)
    hits = _hits(typed, synonyms)
    if not hits:
        return [Reading(literal, is_open=True)]
    most = max(len(synonyms[typed[start:end]]) for start, end in hits)
    meant = [_replaced(typed, hits, synonyms, number) for number in range(most)]
    readings = [Reading(found, max(_FULL - _NEXT_MEANING * n, _LITERAL)) for n, found in enumerate(meant)]
    return [*readings, Reading(literal, _LITERAL, is_open=True)]


def corrected(readings: Sequence[Reading], vocabulary: Vocabulary, ignored: Sequence[Word]) -> list[Reading]:
    """The readings without words that mean nothing, misspelt ones replaced by known ones that look alike."""
    result = []
    for reading in readings:
        kept = _without(reading.words, ignored) or reading.words
        mended = tuple(near for word in kept if (near := vocabulary.alike(word[0])))
        is_open = reading.is_open and kept[-1] == reading.words[-1] and bool(vocabulary.alike(kept[-1][0]))
        if mended:
            # A reading that had to drop words it could not understand is worth less than one that did not.
            result.append(Reading(mended, reading.worth * len(mended) // len(kept), is_open))
    return result


def tsquery_of(readings: Sequence[Reading]) -> str:
    """A `tsquery` literal: every word of one reading or another, the last typed one as a beginning."""
    return " | ".join(f"({' & '.join(_lexemes(reading))})" for reading in readings)


def shares_of(reading: Reading, vocabulary: Vocabulary) -> list[int]:
    """What each word of a reading is worth; together the worth of the reading."""
    rarities = [vocabulary.rarity(word) for word in reading.words]
    return [round(reading.worth * rarity / sum(rarities)) for rarity in rarities]


def _typed(query: str) -> tuple[str, ...]:
    return tuple(code for code in codes_in(query)) or tuple(words(query)[:MOST_WORDS])


def _hits(typed: tuple[str, ...], synonyms: Mapping[Word, Sequence[Word]]) -> list[tuple[int, int]]:
    """Places of synonyms, the longest first at each place, none overlapping."""
    found, start = [], 0
    while start < len(typed):
        ends = (end for end in range(len(typed), start, -1) if typed[start:end] in synonyms)
        end = next(ends, 0)
        if end:
            found.append((start, end))
        start = end or start + 1
    return found


def _replaced(
    typed: Word, hits: Sequence[tuple[int, int]], synonyms: Mapping[Word, Sequence[Word]], number: int
) -> tuple[Word, ...]:
    result: list[str] = []
    position = 0
    for start, end in hits:
        meanings = synonyms[typed[start:end]]
        result += [*typed[position:start], *meanings[min(number, len(meanings) - 1)]]
        position = end
    result += typed[position:]
    return tuple((word,) for word in dict.fromkeys(result))


def _without(found: tuple[Word, ...], ignored: Sequence[Word]) -> tuple[Word, ...]:
    text = [word[0] for word in found]
    kept: list[Word] = []
    position = 0
    while position < len(found):
        skip = max(
            (len(one) for one in ignored if tuple(text[position : position + len(one)]) == one), default=0
        )
        if not skip:
            kept.append(found[position])
        position += skip or 1
    return tuple(kept)


def _lexemes(reading: Reading) -> list[str]:
    lexemes = ["(" + " | ".join(f"'{one}'" for one in word) + ")" for word in reading.words]
    if reading.is_open:
        lexemes[-1] = "(" + " | ".join(f"'{one}':*" for one in reading.words[-1]) + ")"
    return lexemes


def _swap_vowel(word: str) -> list[str]:
    """`ki` for `ky`, `ly` for `li`: both are written, and neither is wrong."""
    if word.endswith("y"):
        return [word[:-1] + "i"]
    return [word[:-1] + "y"] if word.endswith("i") else []
