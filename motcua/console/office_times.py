"""Office hours as people type and read them: `07:00-11:30, 13:30-17:00`."""

import datetime as dt
import re
from collections.abc import Iterable

from motcua.deadlines.door import Sessions

_SESSION = re.compile(r"(\d{1,2})[:hg.](\d{2})?\s*[-–]\s*(\d{1,2})[:hg.](\d{2})?", re.ASCII)


def read_sessions(text: str) -> Sessions | None:
    """The sessions of a day, `()` for an empty text; None when it cannot be read."""
    try:
        return tuple(_session(part.strip()) for part in re.split(r"[,;]", text) if text.strip())
    except ValueError:
        return None


def say_sessions(sessions: Sessions) -> str:
    """The same text back, in its one form."""
    return ", ".join(f"{begin:%H:%M}-{end:%H:%M}" for begin, end in sessions)


def say_minutes(spans: Iterable[tuple[int, int]]) -> str:
    """Sessions given as minutes since midnight, in the same form."""
    return ", ".join(f"{_clock(begin)}-{_clock(end)}" for begin, end in spans)


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def _session(text: str) -> tuple[dt.time, dt.time]:
    found = _SESSION.fullmatch(text)
    if found is None:
        raise ValueError(text)
    begin_hour, begin_minute, end_hour, end_minute = (int(part or 0) for part in found.groups())
    return dt.time(begin_hour, begin_minute), dt.time(end_hour, end_minute)
