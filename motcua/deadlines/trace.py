"""A due moment with the way it was found. Plain data: a dossier keeps it, `words.explain` reads it aloud."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from motcua.kernel.clock import VIETNAM


class Step(StrEnum):
    """Kinds of trace steps; stored with dossiers, so a value is never renamed."""

    STARTED = "started"
    START_MOVED = "start_moved"
    RULE = "rule"
    NO_TIME_LIMIT = "no_time_limit"
    COUNTED = "counted"
    SKIPPED = "skipped"
    CALENDAR_COUNTED = "calendar_counted"
    LAST_DAY_MOVED = "last_day_moved"
    SAME_DAY = "same_day"
    AFTER_CUTOFF = "after_cutoff"
    PAUSED = "paused"
    RESUMED = "resumed"
    PROMISED = "promised"
    STANDS = "stands"
    NO_DUE = "no_due"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class TraceStep:
    """One step; `data` holds only text and whole numbers."""

    kind: Step
    moment: dt.datetime
    data: Mapping[str, str | int]


@dataclass(frozen=True, slots=True)
class Due:
    """`moment` is None when there is no time limit. `start` is the given moment moved into office hours."""

    moment: dt.datetime | None
    start: dt.datetime
    trace: tuple[TraceStep, ...]


def dump_trace(trace: Sequence[TraceStep]) -> list[dict[str, Any]]:
    """The trace as JSON values, for storing with a dossier."""
    return [
        {"kind": step.kind.value, "moment": step.moment.isoformat(), "data": dict(step.data)}
        for step in trace
    ]


def load_trace(stored: Sequence[Mapping[str, Any]]) -> tuple[TraceStep, ...]:
    """What `dump_trace` gave, as steps again."""
    return tuple(
        TraceStep(
            Step(item["kind"]),
            dt.datetime.fromisoformat(item["moment"]).astimezone(VIETNAM),
            dict(item["data"]),
        )
        for item in stored
    )
