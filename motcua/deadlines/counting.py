"""One length of time counted on a calendar, around the intervals in which the clock stands. Pure."""

import calendar as month_calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from motcua.deadlines.duration import Convention, Duration, Unit
from motcua.deadlines.history import Turn
from motcua.deadlines.trace import Step, TraceStep
from motcua.deadlines.work_calendar import OutsideCalendar, WorkCalendar, WorkDay, join, split

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pause:
    """From `begin` the clock stands, until `end` (None: it still stands). `turns` say why, one for each reason."""

    begin: dt.datetime
    end: dt.datetime | None
    turns: tuple[Turn, ...] = ()


@dataclass(slots=True)
class Counted:
    """Where counting came to. `moment` is None while the clock stands; `left` is then what is left."""

    moment: dt.datetime | None
    steps: list[TraceStep] = field(default_factory=list)
    left: tuple[Duration, ...] = ()


def count(
    begin: dt.datetime,
    duration: Duration,
    *,
    calendar: WorkCalendar,
    convention: Convention = Convention.TO_THE_HOUR,
    pauses: Sequence[Pause] = (),
) -> Counted:
    """Count `duration` from `begin` (in office hours) in its own unit; pauses are in order, apart, and not before it.

    Working time runs to the minute. Whole days and calendar units move on by as many days as a pause lasted.
    """
    if duration.is_working and not _in_whole_days(duration, convention):
        return _count_minutes(begin, duration.working_minutes, calendar, pauses)
    return _count_days(begin, duration, calendar, pauses)


def push(due: dt.datetime, *, calendar: WorkCalendar, pauses: Sequence[Pause]) -> Counted:
    """A due moment moved on by the working time of each pause that began before it."""
    found = Counted(due)
    for pause in pauses:
        if pause.begin >= due:
            break
        left = calendar.working_minutes_between(pause.begin, due)
        found.steps.extend(_stopped(pause, left=left, unit=Unit.WORKING_MINUTE))
        if pause.end is None:
            return Counted(None, found.steps, _length(left, Unit.WORKING_MINUTE))
        stood = calendar.working_minutes_between(pause.begin, pause.end)
        found.steps.append(_went_on(pause.end, stood, Unit.WORKING_MINUTE))
        if stood:
            due, used = calendar.spend(due, stood)
            found.steps.extend(step_of(day, {"minutes": minutes}) for day, minutes in used)
    found.moment = due
    return found


def step_of(day: WorkDay, gave: dict[str, str | int]) -> TraceStep:
    """A date passed over: what it gave, or why it gave nothing."""
    known: dict[str, str | int] = {"kind": day.kind.value, "ground": day.ground}
    if day.spans:
        return TraceStep(Step.COUNTED, join(day.date, day.spans[0][0]), known | gave)
    return TraceStep(Step.SKIPPED, join(day.date, 0), known)


def _count_minutes(begin: dt.datetime, left: int, calendar: WorkCalendar, pauses: Sequence[Pause]) -> Counted:
    found = Counted(None)
    for pause in pauses:
        here = calendar.working_minutes_between(begin, pause.begin)
        if here >= left:
            break
        found.steps.extend(_passed(calendar, begin, here))
        left -= here
        found.steps.extend(_stopped(pause, left=left, unit=Unit.WORKING_MINUTE))
        if pause.end is None:
            found.left = _length(left, Unit.WORKING_MINUTE)
            return found
        stood = calendar.working_minutes_between(pause.begin, pause.end)
        found.steps.append(_went_on(pause.end, stood, Unit.WORKING_MINUTE))
        begin = pause.end
    found.moment, _used = calendar.spend(begin, left)
    found.steps.extend(_passed(calendar, begin, left))
    return found


def _passed(calendar: WorkCalendar, begin: dt.datetime, minutes: int) -> Iterator[TraceStep]:
    _end, used = calendar.spend(begin, minutes)
    return (step_of(day, {"minutes": gave}) for day, gave in used)


def _count_days(
    begin: dt.datetime, duration: Duration, calendar: WorkCalendar, pauses: Sequence[Pause]
) -> Counted:
    """Days that a pause lasts are added at the end; the pause's own first day had begun to count already."""
    days = _OpenDays(calendar) if duration.is_working else _CalendarDays(calendar)
    first, _minute = split(begin)
    last = days.last(first, duration)
    found = Counted(None, list(days.told(first, last)))
    for pause in pauses:
        (stopped, _), end = split(pause.begin), days.closing(last)
        if pause.begin >= end:
            break
        left = days.between(stopped, last)
        found.steps.extend(_stopped(pause, left=left, unit=days.unit))
        if pause.end is None:
            found.left = _length(left, days.unit)
            return found
        stood = days.between(stopped, split(pause.end)[0])
        found.steps.append(_went_on(pause.end, stood, days.unit))
        if stood:
            moved = days.after(last, stood)
            found.steps.extend(days.told(last, moved))
            last = moved
    found.steps.extend(days.moved(last))
    found.moment = days.closing(last)
    return found


@dataclass(frozen=True, slots=True)
class _OpenDays:
    """Whole working days: the n-th open day after the first, to its closing time."""

    calendar: WorkCalendar
    unit = Unit.WORKING_DAY

    def last(self, first: dt.date, duration: Duration) -> dt.date:
        return self.after(first, int(duration.value))

    def after(self, date: dt.date, days: int) -> dt.date:
        for _ in range(days):
            date = self.calendar.next_working_day(date).date
        return date

    def between(self, first: dt.date, last: dt.date) -> int:
        return sum(1 for day in self.calendar.days_between(first + ONE_DAY, last) if day.spans)

    def told(self, first: dt.date, last: dt.date) -> Iterator[TraceStep]:
        return (step_of(day, {"days": 1}) for day in self.calendar.days_between(first + ONE_DAY, last))

    def moved(self, last: dt.date) -> Iterator[TraceStep]:
        return iter(())

    def closing(self, last: dt.date) -> dt.datetime:
        return join(last, self.calendar.day(last).spans[-1][1])


@dataclass(frozen=True, slots=True)
class _CalendarDays:
    """Days, months and years by the calendar; a last day off gives way to the next working day."""

    calendar: WorkCalendar
    unit = Unit.DAY

    def last(self, first: dt.date, duration: Duration) -> dt.date:
        try:
            return _calendar_date(first, int(duration.value), duration.unit)
        except (OverflowError, ValueError) as error:
            raise OutsideCalendar from error

    def after(self, date: dt.date, days: int) -> dt.date:
        return date + dt.timedelta(days=days)

    def between(self, first: dt.date, last: dt.date) -> int:
        return (last - first).days

    def told(self, first: dt.date, last: dt.date) -> Iterator[TraceStep]:
        yield TraceStep(Step.CALENDAR_COUNTED, join(first, 0), {"to": last.isoformat()})

    def moved(self, last: dt.date) -> Iterator[TraceStep]:
        day = self._open(last)
        if day.date != last:
            shut = self.calendar.days_between(last, day.date - ONE_DAY)
            yield from (step_of(one, {}) for one in shut)
            yield TraceStep(Step.LAST_DAY_MOVED, join(day.date, 0), {})

    def closing(self, last: dt.date) -> dt.datetime:
        day = self._open(last)
        return join(day.date, day.spans[-1][1])

    def _open(self, last: dt.date) -> WorkDay:
        day = self.calendar.day(last)
        return day if day.spans else self.calendar.next_working_day(last)


def _in_whole_days(duration: Duration, convention: Convention) -> bool:
    return (
        convention is Convention.WHOLE_DAYS_TO_CLOSING
        and duration.unit is Unit.WORKING_DAY
        and duration.is_whole
    )


def _calendar_date(start: dt.date, value: int, unit: Unit) -> dt.date:
    if unit is Unit.DAY:
        return start + dt.timedelta(days=value)
    months = start.year * 12 + start.month - 1 + value * (12 if unit is Unit.YEAR else 1)
    year, month = divmod(months, 12)
    # Civil Code 2015 art. 148.3: without a corresponding day, the last day of the month.
    return dt.date(year, month + 1, min(start.day, month_calendar.monthrange(year, month + 1)[1]))


def _length(value: int, unit: Unit) -> tuple[Duration, ...]:
    return (Duration(value, unit),) if value > 0 else ()


def _stopped(pause: Pause, *, left: int, unit: Unit) -> Iterator[TraceStep]:
    for turn in pause.turns:
        data: dict[str, str | int] = {
            "reason": turn.reason.value,
            "vi": turn.ground.vi,
            "en": turn.ground.en,
            "left": left,
            "unit": unit.value,
        }
        if turn.until:
            data["until"] = turn.until.isoformat()
        yield TraceStep(Step.PAUSED, max(turn.at, pause.begin), data)


def _went_on(end: dt.datetime, stood: int, unit: Unit) -> TraceStep:
    return TraceStep(Step.RESUMED, end, {"stood": stood, "unit": unit.value})
