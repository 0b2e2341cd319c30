"""One length of time counted on a calendar, around the intervals in which the clock stands. Pure."""

import calendar as month_calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto

from motcua.deadlines.duration import Convention, Duration, Unit
from motcua.deadlines.history import Turn, TurnKind
from motcua.deadlines.trace import Step, TraceStep
from motcua.deadlines.work_calendar import OutsideCalendar, WorkCalendar, WorkDay, join, split

ONE_DAY = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pause:
    """From `begin` the clock stands, until `end` (None: it still stands).

    `turns` say why, one for each reason; `ended_by` is the turn that ended it, a PAUSE when that ran out by itself.
    """

    begin: dt.datetime
    end: dt.datetime | None
    turns: tuple[Turn, ...] = ()
    ended_by: Turn | None = None


@dataclass(slots=True)
class Counted:
    """Where counting came to. `moment` is None while the clock stands; `left` is then what is left."""

    moment: dt.datetime | None
    steps: list[TraceStep] = field(default_factory=list)
    left: tuple[Duration, ...] = ()


class Way(Enum):
    """How a length is counted. Lengths counted the same way, one after another, are one length."""

    MINUTES = auto()
    OPEN_DAYS = auto()
    CALENDAR_DAYS = auto()


def way_of(duration: Duration, convention: Convention) -> Way:
    """How `duration` is counted under `convention`."""
    if not duration.is_working:
        return Way.CALENDAR_DAYS
    to_closing = convention is Convention.WHOLE_DAYS_TO_CLOSING and duration.unit is Unit.WORKING_DAY
    return Way.OPEN_DAYS if to_closing and duration.is_whole else Way.MINUTES


def count(
    begin: dt.datetime,
    durations: Sequence[Duration],
    *,
    calendar: WorkCalendar,
    way: Way,
    pauses: Sequence[Pause] = (),
) -> Counted:
    """Count `durations`, all in the same `way`, from `begin` (in office hours); pauses in order, apart, not before it.

    Working time runs to the minute. Of days, each counts that dawns while the clock runs: the day of a beginning or of
    going on does not (Civil Code 2015 art. 147.2), the day on which the clock stops does.
    """
    if way is Way.MINUTES:
        return _count_minutes(begin, sum(one.working_minutes for one in durations), calendar, pauses)
    days = _OpenDays(calendar) if way is Way.OPEN_DAYS else _CalendarDays(calendar)
    return _count_days(begin, durations, days, pauses)


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
        found.steps.append(_went_on(pause, stood, Unit.WORKING_MINUTE, calendar))
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
        found.steps.append(_went_on(pause, stood, Unit.WORKING_MINUTE, calendar))
        begin = pause.end
    found.moment, _used = calendar.spend(begin, left)
    found.steps.extend(_passed(calendar, begin, left))
    return found


def _passed(calendar: WorkCalendar, begin: dt.datetime, minutes: int) -> Iterator[TraceStep]:
    _end, used = calendar.spend(begin, minutes)
    return (step_of(day, {"minutes": gave}) for day, gave in used)


def _count_days(
    begin: dt.datetime,
    durations: Sequence[Duration],
    days: "_OpenDays | _CalendarDays",
    pauses: Sequence[Pause],
) -> Counted:
    found = Counted(None)
    since, _minute = split(begin)
    last, used_up = days.last(since, durations), False
    for pause in pauses:
        if pause.begin >= days.closing(last):
            break
        stopped, _minute = split(pause.begin)
        left = 0 if used_up else max(0, days.between(stopped, last))
        found.steps.extend(days.passed(since, min(stopped, last)))
        found.steps.extend(_stopped(pause, left=left, unit=days.unit))
        if pause.end is None:
            found.left = _length(left, days.unit)
            return found
        since, _minute = split(pause.end)
        found.steps.append(_went_on(pause, days.between(stopped, since), days.unit, rest=not left))
        if left:
            last = days.after(since, left)
        else:
            # Stopped on its last day, it still has the rest of a day: of the next day on which the office is open.
            last = since = split(days.calendar.opening_at_or_after(pause.end))[0]
            used_up = True
    found.moment = days.closing(last)
    found.steps.extend(days.ended(since, last))
    return found


@dataclass(frozen=True, slots=True)
class _OpenDays:
    """Whole working days: the n-th open day after the first, to its closing time."""

    calendar: WorkCalendar
    unit = Unit.WORKING_DAY

    def last(self, first: dt.date, durations: Sequence[Duration]) -> dt.date:
        return self.after(first, sum(int(one.value) for one in durations))

    def after(self, date: dt.date, days: int) -> dt.date:
        for _ in range(days):
            date = self.calendar.next_working_day(date).date
        return date

    def between(self, first: dt.date, last: dt.date) -> int:
        return sum(1 for day in self.calendar.days_between(first + ONE_DAY, last) if day.spans)

    def passed(self, first: dt.date, last: dt.date) -> Iterator[TraceStep]:
        return (step_of(day, {"days": 1}) for day in self.calendar.days_between(first + ONE_DAY, last))

    def ended(self, first: dt.date, last: dt.date) -> Iterator[TraceStep]:
        return self.passed(first, last)

    def closing(self, last: dt.date) -> dt.datetime:
        return join(last, self.calendar.day(last).spans[-1][1])


@dataclass(frozen=True, slots=True)
class _CalendarDays:
    """Days, months and years by the calendar; a last day off gives way to the next working day."""

    calendar: WorkCalendar
    unit = Unit.DAY

    def last(self, first: dt.date, durations: Sequence[Duration]) -> dt.date:
        for duration in durations:
            first = _calendar_date(first, duration)
        return first

    def after(self, date: dt.date, days: int) -> dt.date:
        return date + dt.timedelta(days=days)

    def between(self, first: dt.date, last: dt.date) -> int:
        return (last - first).days

    def passed(self, first: dt.date, last: dt.date) -> Iterator[TraceStep]:
        if first < last:
            data: dict[str, str | int] = {"to": last.isoformat(), "days": self.between(first, last)}
            yield TraceStep(Step.CALENDAR_COUNTED, join(first, 0), data)

    def ended(self, first: dt.date, last: dt.date) -> Iterator[TraceStep]:
        if first == last:
            return
        yield TraceStep(Step.CALENDAR_COUNTED, join(first, 0), {"to": last.isoformat(), "last": 1})
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


def ends_with_month(first: dt.date, duration: Duration) -> bool:
    """Whether the last month has no such day, so that its last day counts (Civil Code 2015 art. 148.3)."""
    return duration.unit in {Unit.MONTH, Unit.YEAR} and _calendar_date(first, duration).day < first.day


def _calendar_date(start: dt.date, duration: Duration) -> dt.date:
    value = int(duration.value)
    try:
        if duration.unit is Unit.DAY:
            return start + dt.timedelta(days=value)
        months = start.year * 12 + start.month - 1 + value * (12 if duration.unit is Unit.YEAR else 1)
        year, month = divmod(months, 12)
        return dt.date(year, month + 1, min(start.day, month_calendar.monthrange(year, month + 1)[1]))
    except (OverflowError, ValueError) as error:
        raise OutsideCalendar from error


def _length(value: int, unit: Unit) -> tuple[Duration, ...]:
    return (Duration(value, unit),) if value > 0 else ()


def _stopped(pause: Pause, *, left: int, unit: Unit) -> Iterator[TraceStep]:
    for number, turn in enumerate(pause.turns):
        data: dict[str, str | int] = {
            "reason": turn.reason.value,
            "vi": turn.ground.vi,
            "en": turn.ground.en,
            "left": left,
            "unit": unit.value,
        }
        if number:
            data["meanwhile"] = 1
        if turn.until:
            data["until"] = turn.until.isoformat()
        yield TraceStep(Step.PAUSED, max(turn.at, pause.begin), data)


def _went_on(
    pause: Pause, stood: int, unit: Unit, calendar: WorkCalendar | None = None, *, rest: bool = False
) -> TraceStep:
    """With `calendar` it counts by the minute, so from an opening when it went on outside office hours.

    `rest`: what is left is less than a day.
    """
    end = pause.end or pause.begin
    data: dict[str, str | int] = {"stood": stood, "unit": unit.value}
    if pause.ended_by is not None:
        ender = pause.ended_by
        data |= {"reason": ender.reason.value, "vi": ender.ground.vi, "en": ender.ground.en}
        data["by_itself"] = int(ender.kind is TurnKind.PAUSE)
    if rest:
        data["rest"] = 1
    if calendar is not None and (opening := calendar.opening_at_or_after(end)) > end:
        data["from"] = opening.isoformat()
    return TraceStep(Step.RESUMED, end, data)
