"""The time cell of a row. A bare number is never a duration (catalogue section 3, T1)."""

import re
import unicodedata

from motcua.procedures.catalogue.text import NOT_PUBLISHED, excerpts
from motcua.procedures.catalogue.types import Duration, DurationUnit

_UNITS: dict[str, DurationUnit] = {
    "Ngày làm việc": "working_day",
    "Ngày": "day",
    "Giờ": "hour",
    "Tháng": "month",
    "Năm": "year",
}
_BARE_NUMBER = re.compile(r"[\d.,]*")
_CELL = re.compile(r"(\d+)([.,]\d+)? (.+)")
_IN_WORDS = re.compile(r"\(([^()]{1,30})\)")
_TIME_LIMIT = re.compile(
    r"\d+ *(?:\([^()]{1,30}\) *)?(?:ngày|giờ làm việc|tháng)(?! *\d)|ngay trong ngày|ngay sau khi|trong ngày làm việc",
    re.IGNORECASE,
)


def read_duration(cell: str, around: str) -> tuple[Duration | None, list[str]]:
    """The duration, if the cell gives one with its unit, and the doubts about it, seen from `comparable` text."""
    if cell == NOT_PUBLISHED:
        return None, ["duration_missing"]
    if _BARE_NUMBER.fullmatch(cell):
        return None, ["bare_duration"]
    found = _CELL.fullmatch(cell)
    if not found or found[3] not in _UNITS:
        return None, ["duration_in_words"]
    value, unit = int(found[1]), _UNITS[found[3]]
    if found[2]:
        return None, ["duration_fractional"]
    if value == 0:
        return None, ["duration_zero"]
    doubts = ["duration_day_kind_unclear"] if _other_kind_of_day(value, unit, around) else []
    return Duration(value, unit), doubts


def comparable(text: str) -> str:
    """The text as `read_duration` compares it with a cell: lower case, numbers in words left out."""
    return _IN_WORDS.sub("", unicodedata.normalize("NFC", text)).lower()


def times_in_text(text: str) -> str:
    """Places of a text that speak of a time limit, for the person who must find the true one."""
    return "\n".join(excerpts(_TIME_LIMIT, text))


def _other_kind_of_day(value: int, unit: DurationUnit, around: str) -> bool:
    """Whether the text gives the same number in the other kind of day (T6), and never in this one."""
    if unit not in ("day", "working_day"):
        return False
    working = re.search(rf"(?<![\d.,/])0*{value}\s*ngày\s*làm\s*việc", around)
    calendar = re.search(rf"(?<![\d.,/])0*{value}\s*ngày(?!\s*(?:làm\s*việc|\d|/))", around)
    if unit == "day":
        return bool(working)
    return bool(calendar and not working)
