"""The work calendar of one agency: when it is open, and how working time is measured. Pure.

Moments come in aware and are read in Vietnam's time, to the minute (seconds are dropped): a receipt prints hours and
minutes. A session is closed at both ends, so a dossier handed in at the very stroke of closing belongs to that day.
Vietnam has had no daylight saving since 1975: wall-clock minutes are real minutes.
"""

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from django.utils.translation import gettext_lazy as _

from motcua.kernel.clock import VIETNAM
from motcua.kernel.errors import Refused

Sessions = tuple[tuple[dt.time, dt.time], ...]


class OutsideCalendar(Refused):
    """The answer lies beyond the dates for which holidays are known. A guess would be a wrong promise."""

    code = "outside_calendar"
    status = 422
    message = _("Lịch làm việc chưa có dữ liệu cho khoảng thời gian này.")


class DayKind(StrEnum):
    WORKING = "working"
    WEEKEND = "weekend"
    OFF = "off"
    MAKE_UP = "make_up"


@dataclass(frozen=True, slots=True)
class OfficeWeek:
    """Sessions of Monday to Sunday, in force from `valid_from` until the next week pattern begins."""

    valid_from: dt.date
    days: tuple[Sessions, ...]

    def __post_init__(self) -> None:
        if len(self.days) != 7:
            raise ValueError("a week has seven days")
        for sessions in self.days:
            check_sessions(sessions)


@dataclass(frozen=True, slots=True)
class WorkDay:
    """One date as the calendar sees it; `spans` are (first, last) minutes since midnight."""

    date: dt.date
    kind: DayKind
    spans: tuple[tuple[int, int], ...]
    ground: str

    @property
    def minutes(self) -> int:
        return sum(end - begin for begin, end in self.spans)

    @property
    def opening(self) -> dt.datetime:
        """When the first session of an open day begins."""
        return join(self.date, self.spans[0][0])

    @property
    def closing(self) -> dt.datetime:
        """When the last session of an open day ends."""
        return join(self.date, self.spans[-1][1])

    def minutes_after(self, minute: int) -> int:
        return sum(end - max(begin, minute) for begin, end in self.spans if end > minute)

    def minutes_before(self, minute: int) -> int:
        return self.minutes - self.minutes_after(minute)

    def minute_when(self, minute: int, wanted: int) -> int:
        """The minute of this day at which `wanted` working minutes after `minute` are used up."""
        for begin, end in self.spans:
            here = max(0, end - max(begin, minute))
            if 0 < wanted <= here:
                return max(begin, minute) + wanted
            wanted -= here
        raise ValueError("this day is too short")


@dataclass(frozen=True)
class WorkCalendar:
    """Office hours with effective dates, days off and make-up days, known from `first` to `last` inclusive.

    `days_off` maps a date to its ground; `make_up_days` maps a date to the sessions worked on it and the ground, and
    wins over both the week pattern and a day off (so it also expresses a day with unusual hours).
    """

    weeks: tuple[OfficeWeek, ...]
    days_off: Mapping[dt.date, str] = field(default_factory=dict)
    make_up_days: Mapping[dt.date, tuple[Sessions, str]] = field(default_factory=dict)
    first: dt.date = dt.date(2000, 1, 1)
    last: dt.date = dt.date(2099, 12, 31)
    version: str = ""
    _days: dict[dt.date, WorkDay] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        starts = [week.valid_from for week in self.weeks]
        if not starts or starts != sorted(set(starts)):
            raise ValueError("week patterns must be given in order of distinct effective dates")
        for sessions, _ground in self.make_up_days.values():
            check_sessions(sessions)

    @classmethod
    def weekly(
        cls,
        days: Mapping[int, Sessions],
        *,
        days_off: Mapping[dt.date, str] | None = None,
        make_up_days: Mapping[dt.date, tuple[Sessions, str]] | None = None,
    ) -> Self:
        """A calendar with one week pattern; `days` maps the weekday (Monday is 0) to its sessions."""
        week = OfficeWeek(dt.date.min, tuple(tuple(days.get(weekday, ())) for weekday in range(7)))
        return cls(weeks=(week,), days_off=days_off or {}, make_up_days=make_up_days or {})

    def day(self, date: dt.date) -> WorkDay:
        """What `date` is and when it is open. Raises `OutsideCalendar` when holidays of that time are not known."""
        found = self._days.get(date)
        if found is None:
            if not self.first <= date <= self.last:
                raise OutsideCalendar
            found = self._days[date] = self._read(date)
        return found

    def _read(self, date: dt.date) -> WorkDay:
        if date in self.make_up_days:
            sessions, ground = self.make_up_days[date]
            return WorkDay(date, DayKind.MAKE_UP, _spans(sessions), ground)
        if date in self.days_off:
            return WorkDay(date, DayKind.OFF, (), self.days_off[date])
        # Before the first known pattern the first one is the best knowledge there is.
        index = max(0, bisect_right(self.weeks, date, key=lambda week: week.valid_from) - 1)
        sessions = self.weeks[index].days[date.weekday()]
        return WorkDay(date, DayKind.WORKING if sessions else DayKind.WEEKEND, _spans(sessions), "")

    def days_between(self, first: dt.date, last: dt.date) -> Iterator[WorkDay]:
        """Every date from `first` to `last` inclusive."""
        for offset in range((last - first).days + 1):
            yield self.day(first + dt.timedelta(days=offset))

    def next_working_day(self, after: dt.date) -> WorkDay:
        """The first open day later than `after`; the search ends with `OutsideCalendar` where knowledge ends."""
        while True:
            after += dt.timedelta(days=1)
            day = self.day(after)
            if day.spans:
                return day

    def previous_working_day(self, before: dt.date) -> WorkDay:
        """The last open day earlier than `before`; the search ends with `OutsideCalendar` where knowledge ends."""
        while True:
            before -= dt.timedelta(days=1)
            day = self.day(before)
            if day.spans:
                return day

    def opening_at_or_after(self, moment: dt.datetime) -> dt.datetime:
        """`moment` itself when the agency is open, otherwise the next opening."""
        date, minute = split(moment)
        for begin, end in self.day(date).spans:
            if minute <= end:
                return join(date, max(begin, minute))
        day = self.next_working_day(date)
        return join(day.date, day.spans[0][0])

    def working_minutes_between(self, begin: dt.datetime, end: dt.datetime) -> int:
        """Working minutes from `begin` to `end`; negative when `end` comes first."""
        (date, minute), (last_date, last_minute) = split(begin), split(end)
        if (date, minute) > (last_date, last_minute):
            return -self.working_minutes_between(end, begin)
        total = self.day(last_date).minutes_before(last_minute) - self.day(date).minutes_before(minute)
        while date < last_date:
            total += self.day(date).minutes
            date += dt.timedelta(days=1)
        return total

    def add_working_minutes(self, moment: dt.datetime, minutes: int) -> dt.datetime:
        """The first moment at which `minutes` (>= 0) of working time after `moment` are used up.

        Time used up exactly at closing ends at closing, not at the next opening. No minutes: the next opening.
        """
        return self.spend(moment, minutes)[0]

    def spend(self, moment: dt.datetime, minutes: int) -> tuple[dt.datetime, Sequence[tuple[WorkDay, int]]]:
        """As `add_working_minutes`, with each date passed over and the working minutes it gave."""
        if minutes < 0:
            raise ValueError("working time runs forward")
        start = self.opening_at_or_after(moment)
        if minutes == 0:
            return start, ()
        date, minute = split(start)
        used: list[tuple[WorkDay, int]] = []
        while True:
            day = self.day(date)
            here = day.minutes_after(minute)
            used.append((day, min(here, minutes)))
            if minutes <= here:
                return join(date, day.minute_when(minute, minutes)), used
            minutes -= here
            date, minute = date + dt.timedelta(days=1), 0


def check_sessions(sessions: Sessions) -> None:
    """Raises ValueError unless the sessions of a day are whole minutes, in order, and do not overlap."""
    edges = [edge for session in sessions for edge in session]
    if any(edge.second or edge.microsecond for edge in edges):
        raise ValueError("sessions are given in whole minutes")
    if edges != sorted(set(edges)):
        raise ValueError("sessions must be in order and apart")


def split(moment: dt.datetime) -> tuple[dt.date, int]:
    """Date and minute of the day in Vietnam. Raises ValueError for a moment without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its time zone")
    local = moment.astimezone(VIETNAM)
    return local.date(), local.hour * 60 + local.minute


def join(date: dt.date, minute: int) -> dt.datetime:
    return dt.datetime.combine(date, dt.time(minute // 60, minute % 60), VIETNAM)


def _spans(sessions: Sessions) -> tuple[tuple[int, int], ...]:
    return tuple((a.hour * 60 + a.minute, b.hour * 60 + b.minute) for a, b in sessions)
