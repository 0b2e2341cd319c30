"""Counts of papers: digits glued to the end of a name, which may itself end in digits or speak of counts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

_COUNT = re.compile(r"(?P<digits>\d+) bản chính(?:,(?P<copies>\d+) bản sao)?")
# In prose a blank, a stop or another count follows; after a table cell the next name follows at once.
_PROSE_AFTER = re.compile(r"[\s;.,)\]]|\d+ bản chính")
_YEAR_AND_DIGIT = re.compile(r"(?:19|20)\d\d\d")
# Above this a count is not one (catalogue section 3, T9).
_MOST = 20


@dataclass(frozen=True, slots=True)
class Count:
    """The count cell of a row: where it ends in the table, the text before it, and its numbers (None if unclear)."""

    end: int
    name: str
    originals: int | None
    copies: int | None
    is_suspicious: bool


def find_counts(table: str) -> Iterator[Count]:
    """The count cells of a table in order."""
    start = 0
    for found in _COUNT.finditer(table):
        if _is_prose(found, table):
            continue
        own, originals, is_suspicious = _split_digits(found["digits"])
        copies = int(found["copies"]) if found["copies"] else None
        name = table[start : found.start()] + own
        start = found.end()
        yield Count(start, name, originals, copies, is_suspicious or (copies or 0) > _MOST)


def _follows_blank(found: re.Match[str], table: str) -> bool:
    return found.start() > 0 and table[found.start() - 1] in " (:\n\t"


def _is_prose(found: re.Match[str], table: str) -> bool:
    if _PROSE_AFTER.match(table, found.end()):
        return True
    digits = found["digits"]
    # The page writes "1", people write "01".
    is_padded = len(digits) == 2 and digits[0] == "0"
    return is_padded and (found.start() == 0 or _follows_blank(found, table))


def _split_digits(digits: str) -> tuple[str, int | None, bool]:
    """(digits of the name, count, whether a person must look): a count is taken only if it is the only one."""
    if len(digits) == 1:
        return "", int(digits), False
    if _YEAR_AND_DIGIT.fullmatch(digits):
        return digits[:-1], int(digits[-1]), False
    possible = {digits[-1], *(end for end in (digits[-2:],) if end[0] != "0" and int(end) <= _MOST)}
    if len(digits) == 2 and digits[0] != "0":
        possible.add(digits)
    if len(possible) == 1:
        return digits[:-1], int(digits[-1]), True
    return digits, None, True
