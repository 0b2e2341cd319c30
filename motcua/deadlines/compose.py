"""From what was declared at each level to the calendar of one agency. Pure."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from motcua.deadlines.work_calendar import OfficeWeek, Sessions, WorkCalendar


@dataclass(frozen=True, slots=True)
class DeclaredHours:
    agency_id: UUID | None
    week: OfficeWeek


@dataclass(frozen=True, slots=True)
class DeclaredDay:
    """`sessions` None: a day off."""

    agency_id: UUID | None
    date: dt.date
    sessions: Sessions | None
    ground: str


def compose(
    levels: Sequence[UUID | None],
    *,
    hours: Iterable[DeclaredHours],
    days: Iterable[DeclaredDay],
    national: Mapping[dt.date, str],
    known: tuple[dt.date, dt.date],
) -> WorkCalendar | None:
    """The calendar of the agency that ends `levels` (province default first); None without any office hours.

    For each date the nearest level that declared something wins; public holidays lie below all of them.
    """
    rank = {agency_id: depth for depth, agency_id in enumerate(levels)}
    weeks = _weeks(rank, [row for row in hours if row.agency_id in rank])
    if not weeks:
        return None
    own = {
        row.date: row
        for row in sorted((d for d in days if d.agency_id in rank), key=lambda d: rank[d.agency_id])
    }
    off = {date: ground for date, ground in national.items() if date not in own}
    off |= {row.date: row.ground for row in own.values() if row.sessions is None}
    made_up = {row.date: (row.sessions, row.ground) for row in own.values() if row.sessions is not None}
    content = repr((weeks, sorted(off.items()), sorted(made_up.items())))
    return WorkCalendar(
        weeks=weeks,
        days_off=off,
        make_up_days=made_up,
        first=known[0],
        last=known[1],
        version=hashlib.sha256(content.encode()).hexdigest()[:12],
    )


def _weeks(rank: Mapping[UUID | None, int], hours: Sequence[DeclaredHours]) -> tuple[OfficeWeek, ...]:
    """One pattern for each date on which the hours of any level change: the newest of the nearest level."""
    ordered = sorted(hours, key=lambda row: (rank[row.agency_id], row.week.valid_from))
    patterns = []
    for start in sorted({row.week.valid_from for row in hours}):
        nearest = [row for row in ordered if row.week.valid_from <= start][-1]
        patterns.append(OfficeWeek(start, nearest.week.days))
    return tuple(patterns)
