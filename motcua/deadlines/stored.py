"""Sessions as they lie in the database: ["07:30", "11:30"] pairs."""

import datetime as dt
from collections.abc import Sequence

from motcua.deadlines.work_calendar import Sessions


def dump_sessions(sessions: Sessions) -> list[list[str]]:
    return [[f"{begin:%H:%M}", f"{end:%H:%M}"] for begin, end in sessions]


def load_sessions(stored: Sequence[Sequence[str]]) -> Sessions:
    return tuple((dt.time.fromisoformat(begin), dt.time.fromisoformat(end)) for begin, end in stored)
