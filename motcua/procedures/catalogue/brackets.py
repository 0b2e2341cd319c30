"""Bracketed fee notes at the start of a text: nested, sometimes never closed, sometimes only a list mark."""

import re

_LIST_MARK = re.compile(r"\((?:[a-zđ]|\d{1,2}|[ivx]{1,5})\)", re.IGNORECASE)
_ABOUT_MONEY = re.compile(r"phí|đồng|VNĐ|Thông tư", re.IGNORECASE)


def leading_brackets(text: str) -> tuple[str, bool]:
    """(note, is_open): the bracketed note a text starts with; all of it when a bracket is never closed."""
    end = 0
    while text.startswith("(", end) and not _LIST_MARK.match(text, end):
        close = _closing(text, end)
        if close < 0:
            return text, True
        # A second bracket is a note only if it speaks of money; else the description begins with it.
        if end and not _ABOUT_MONEY.search(text, end, close):
            break
        end = close + 1
    return text[:end], False


def _closing(text: str, start: int) -> int:
    depth = 0
    for position in range(start, len(text)):
        if text[position] == "(":
            depth += 1
        elif text[position] == ")":
            depth -= 1
            if depth == 0:
                return position
    return -1
