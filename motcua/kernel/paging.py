"""Keyset pagination: a page costs the same wherever it lies, and does not shift when rows are added."""

import base64
import binascii
import datetime as dt
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Invalid
from motcua.kernel.text import normalise

Row = TypeVar("Row")
_STALE = _("Liên kết sang trang sau không còn dùng được. Hãy mở lại danh sách.")
MOST = 500


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """One page of rows, and the opaque cursor of the next (empty at the end)."""

    items: tuple[Row, ...]
    next: str


def encode_cursor(*key: Any) -> str:
    """The sort key of the last row shown, as an opaque URL-safe text."""
    return base64.urlsafe_b64encode(json.dumps(key, default=str).encode()).decode().rstrip("=")


def decode_cursor(cursor: str, *, parts: int) -> list[Any] | None:
    """The sort key in `cursor`, None when it is empty. Raises Invalid when it was tampered with."""
    if not cursor:
        return None
    try:
        key = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise Invalid(_STALE) from error
    if not isinstance(key, list) or len(key) != parts or not all(map(_may_be_key, key)):
        raise Invalid(_STALE)
    return key


def _may_be_key(part: Any) -> bool:
    """Whether a list could have been sorted by this: a kept text, or a number that a column holds."""
    return part == normalise(part) if isinstance(part, str) else type(part) is int and abs(part) < 2**63


def decode_moment_cursor(cursor: str) -> tuple[dt.datetime, UUID] | None:
    """The moment and the id in the cursor of a list ordered by time. Raises Invalid for any other."""
    key = decode_cursor(cursor, parts=2)
    if key is None:
        return None
    try:
        moment, last = dt.datetime.fromisoformat(str(key[0])), UUID(str(key[1]))
    except ValueError as error:
        raise Invalid(_STALE) from error
    if moment.tzinfo is None:
        raise Invalid(_STALE)
    return moment, last


def decode_id_cursor(cursor: str) -> UUID | None:
    """The id in the cursor of a list ordered by id. Raises Invalid for any other."""
    key = decode_cursor(cursor, parts=1)
    try:
        return UUID(str(key[0])) if key else None
    except ValueError as error:
        raise Invalid(_STALE) from error


def decode_name_cursor(cursor: str) -> tuple[str, UUID] | None:
    """The text and the id in the cursor of a list ordered by a name. Raises Invalid for any other."""
    key = decode_cursor(cursor, parts=2)
    try:
        return (str(key[0]), UUID(str(key[1]))) if key else None
    except ValueError as error:
        raise Invalid(_STALE) from error


def page_size(asked: int) -> int:
    """How many rows a page shows when `asked` were wanted: at least one, at most MOST."""
    return max(1, min(asked, MOST))


def cut(rows: Sequence[Row], *, size: int, key: Callable[[Row], tuple[Any, ...]]) -> Page[Row]:
    """A page out of up to `size + 1` fetched rows; the extra row only tells that there is a next page.

    `size` is at least 1: see `page_size`.
    """
    shown = tuple(rows[:size])
    return Page(shown, encode_cursor(*key(shown[-1])) if len(rows) > size else "")
