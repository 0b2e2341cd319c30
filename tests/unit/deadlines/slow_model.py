"""The clock once more, written from the law and not from the code: it looks at each minute, or at each day.

It shares no code with the clock but the plain data: turns come in, and the sessions that a calendar was made of.

- Working time (61/2018 art. 17, 8 hours a day): each minute counts in which the office is open and the clock does not
  stand. The limit ends when the last of its minutes is over.
- Days, months, years (Civil Code 2015 art. 147.2, 148): the first day does not count, of a beginning or of going
  on; a day counts unless the clock stood when it dawned. The limit ends at closing time of its last day, and when that
  is a day off, of the next working day (art. 148.5). Without a corresponding day, a month ends with its last (148.3).
- Stopped with less than a day left, it ends at closing time of the day on which it goes on.
- A promise, and a result due the same day, move on by one working minute for each in which the clock stood.
"""

import datetime as dt
import math
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from motcua.deadlines.duration import Convention, Duration, Unit
from motcua.deadlines.history import Limit, Turn, TurnKind
from motcua.deadlines.work_calendar import VIETNAM, Sessions, WorkCalendar

A_DAY = 1440
WINDOW = 500


@dataclass(frozen=True)
class Answer:
    due: dt.datetime | None
    stands: bool
    left: tuple[tuple[int, str], ...]


class Stands(Exception):
    """The count met a pause that nobody ended, with so much left."""

    def __init__(self, left: int) -> None:
        super().__init__(left)
        self.left = left


class Minutes:
    """The minutes and days of a calendar from `base` on, each one written out; a moment is a number of minutes."""

    def __init__(self, calendar: WorkCalendar, base: dt.date) -> None:
        self.base = base
        self.works = bytearray(WINDOW * A_DAY)
        self.closings: list[int | None] = []
        for number in range(WINDOW):
            closing = None
            for begin, end in _sessions(calendar, base + dt.timedelta(days=number)):
                for minute in range(begin.hour * 60 + begin.minute, end.hour * 60 + end.minute):
                    self.works[number * A_DAY + minute] = 1
                closing = number * A_DAY + end.hour * 60 + end.minute
            self.closings.append(closing)
        self.worked = [minute for minute, works in enumerate(self.works) if works]

    def of(self, moment: dt.datetime) -> int:
        local = moment.astimezone(VIETNAM)
        return (local.date() - self.base).days * A_DAY + local.hour * 60 + local.minute

    def moment(self, minute: int) -> dt.datetime:
        return dt.datetime.combine(self.base, dt.time(0), VIETNAM) + dt.timedelta(minutes=minute)

    def is_open(self, minute: int) -> bool:
        """A session is closed at both ends."""
        return bool(self.works[minute] or (minute and self.works[minute - 1]))

    def opening(self, minute: int) -> int:
        while not self.is_open(minute):
            minute += 1
        return minute

    def from_(self, minute: int) -> Iterator[int]:
        """The worked minutes that begin at `minute` or later."""
        return islice(self.worked, bisect_left(self.worked, minute), None)

    def closing_on_or_after(self, day: int) -> int:
        return next(closing for closing in self.closings[day:] if closing is not None)

    def closing_not_before(self, minute: int) -> int:
        return next(one for one in self.closings[minute // A_DAY :] if one is not None and one >= minute)

    def one_more(self, moment: int) -> int:
        """One working minute later."""
        return self.worked[bisect_left(self.worked, moment)] + 1


def answer(turns: Sequence[Turn], minutes: Minutes) -> Answer:
    """What the law says after `turns`."""
    head = [turn for turn in turns if turn.kind in {TurnKind.BEGIN, TurnKind.PROMISE}][-1]
    at = minutes.of(head.at)
    stood = _stood(turns, minutes, at)
    if head.kind is TurnKind.PROMISE:
        return _moved_on(_promised(minutes.of(head.until or head.at), minutes), at, stood, minutes)
    if head.limit is None:
        return Answer(None, False, ())
    if head.limit.cutoff is not None:
        return _moved_on(_same_day(at, head.limit.cutoff, minutes), at, stood, minutes)
    return _counted(at, head.limit, stood, minutes)


def _sessions(calendar: WorkCalendar, date: dt.date) -> Sessions:
    if date in calendar.make_up_days:
        return calendar.make_up_days[date][0]
    if date in calendar.days_off:
        return ()
    current = calendar.weeks[0]
    for week in calendar.weeks:
        if week.valid_from <= date:
            current = week
    return current.days[date.weekday()]


def _stood(turns: Sequence[Turn], minutes: Minutes, since: int) -> bytearray:
    """For each minute, whether the clock stands: somebody stopped it, and nobody or nothing let it go on."""
    stood = bytearray(len(minutes.works))
    for number, turn in enumerate(turns):
        if turn.kind is not TurnKind.PAUSE:
            continue
        ends = [
            minutes.of(later.at)
            for later in turns[number + 1 :]
            if later.key == turn.key and later.kind in {TurnKind.RESUME, TurnKind.BEGIN}
        ][:1]
        ends += [minutes.of(turn.until)] if turn.until else []
        begin, end = max(since, minutes.of(turn.at)), min(ends, default=len(stood))
        if begin < end:
            stood[begin:end] = b"\1" * (end - begin)
    return stood


def _counted(at: int, limit: Limit, stood: bytearray, minutes: Minutes) -> Answer:
    now = minutes.opening(at)
    parts = [part.duration for part in limit.parts]
    while parts:
        way = _way(parts[0], limit.convention)
        alike = [parts.pop(0)]
        while parts and _way(parts[0], limit.convention) == way:
            alike.append(parts.pop(0))
        try:
            if way == "minutes":
                now = _minute_by_minute(now, sum(map(_in_minutes, alike)), stood, minutes)
            else:
                now = _day_by_day(now, alike, way, stood, minutes)
        except Stands as met:
            unit = {"minutes": "working_minute", "open days": "working_day", "days": "day"}[way]
            later = tuple((int(part.value * 100), part.unit.value) for part in parts)
            return Answer(None, True, ((met.left * 100, unit),) * bool(met.left) + later)
    return Answer(minutes.moment(now), False, ())


def _way(duration: Duration, how: Convention) -> str:
    if duration.unit in {Unit.DAY, Unit.MONTH, Unit.YEAR}:
        return "days"
    whole = duration.unit is Unit.WORKING_DAY and duration.value % 1 == 0
    return "open days" if whole and how is Convention.WHOLE_DAYS_TO_CLOSING else "minutes"


def _in_minutes(duration: Duration) -> int:
    each = {Unit.WORKING_MINUTE: 1, Unit.WORKING_HOUR: 60, Unit.HOUR: 60, Unit.WORKING_DAY: 8 * 60}
    return math.ceil(duration.value * each[duration.unit])


def _minute_by_minute(now: int, need: int, stood: bytearray, minutes: Minutes) -> int:
    for minute in minutes.from_(now):
        if not stood[minute]:
            need -= 1
            if not need:
                return minute + 1
    raise Stands(need)


def _day_by_day(now: int, parts: Sequence[Duration], way: str, stood: bytearray, minutes: Minutes) -> int:
    first = last = now // A_DAY
    need = sum(int(part.value) for part in parts) if way == "open days" else _days(first, parts, minutes)
    for day in range(first + 1, WINDOW):
        if not stood[day * A_DAY - 1] and (way == "days" or minutes.closings[day] is not None):
            need -= 1
            last = day
            if not need:
                break
    else:
        raise Stands(need)
    due = minutes.closing_on_or_after(last)
    stopped = stood.find(1, max(now, last * A_DAY), due)
    while stopped >= 0:
        gone_on = stood.find(0, stopped)
        if gone_on < 0:
            raise Stands(0)
        due = minutes.closing_not_before(gone_on)
        stopped = stood.find(1, gone_on, due)
    return due


def _days(first: int, parts: Sequence[Duration], minutes: Minutes) -> int:
    """So many days by the calendar, going from month to month."""
    start = date = minutes.base + dt.timedelta(days=first)
    for part in parts:
        if part.unit is Unit.DAY:
            date += dt.timedelta(days=int(part.value))
            continue
        wanted = date.day
        for _ in range(int(part.value) * (12 if part.unit is Unit.YEAR else 1)):
            date = date.replace(day=1) + dt.timedelta(days=31)
            date = date.replace(day=1)
        last_of_month = (date + dt.timedelta(days=31)).replace(day=1) - dt.timedelta(days=1)
        date = min(date + dt.timedelta(days=wanted - 1), last_of_month)
    return (date - start).days


def _same_day(at: int, cutoff: dt.time, minutes: Minutes) -> int:
    day, minute = divmod(at, A_DAY)
    closing = minutes.closings[day]
    in_time = closing is not None and at <= closing and minute <= cutoff.hour * 60 + cutoff.minute
    return closing if in_time and closing is not None else minutes.closing_on_or_after(day + 1)


def _promised(moment: int, minutes: Minutes) -> int:
    return moment if minutes.is_open(moment) else minutes.closing_not_before(moment)


def _moved_on(due: int, at: int, stood: bytearray, minutes: Minutes) -> Answer:
    minute = stood.find(1, at, due)
    while minute >= 0:
        left = sum(minutes.works[minute:due])
        goes_on = stood.find(0, minute)
        if goes_on < 0:
            return Answer(None, True, ((left * 100, "working_minute"),) * bool(left))
        for passing in range(minute, goes_on):
            if minutes.works[passing]:
                due = minutes.one_more(due)
        minute = goes_on
        minute = stood.find(1, minute, due)
    return Answer(minutes.moment(due), False, ())
