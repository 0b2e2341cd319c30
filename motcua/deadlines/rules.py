"""Due moments of time limits and of single steps. Pure: what counts comes in as arguments."""

import datetime as dt
from enum import StrEnum

from motcua.deadlines.counting import count, ends_with_month, way_of
from motcua.deadlines.duration import Convention, Duration, Unit
from motcua.deadlines.history import NO_WORDS, Part, Words
from motcua.deadlines.trace import Due, Step, TraceStep
from motcua.deadlines.work_calendar import WorkCalendar, WorkDay, join, split
from motcua.kernel.clock import VIETNAM

# Decree 107/2021: an online dossier is checked and answered within 8 working hours of its arrival.
ACCEPTANCE_LIMIT = Duration(8, Unit.WORKING_HOUR)

# Decree 61/2018 art. 18.2–3 and the published texts of same-day procedures: after 15:00, the next working day.
CUTOFF = dt.time(15, 0)


class Timeliness(StrEnum):
    EARLY = "early"
    ON_TIME = "on_time"
    LATE = "late"


def due(
    *,
    start: dt.datetime,
    duration: Duration | None,
    calendar: WorkCalendar,
    convention: Convention = Convention.TO_THE_HOUR,
) -> Due:
    """When a time limit of `duration` from `start` expires; None as duration says that there is no time limit.

    The start is moved into office hours first. Working units run to the hour or by `convention`. Calendar units end
    at closing time of their last day, the first day not being counted (Civil Code 2015 art. 147.2, 148.1–4); when
    that day is not worked, at closing time of the next working day (art. 148.5). Ending at the clock time of the
    start instead would let a later acceptance give an earlier date around weekends.
    Raises `OutsideCalendar` when the answer lies where holidays are not known.
    """
    begin = calendar.opening_at_or_after(start)
    steps = start_steps(start, begin, calendar)
    if duration is None:
        return Due(None, begin, (*steps, TraceStep(Step.NO_TIME_LIMIT, begin, {})))
    steps.append(rule_step(begin, Part(duration), convention=convention, calendar=calendar))
    found = count(begin, [duration], calendar=calendar, way=way_of(duration, convention))
    if found.moment is None:
        raise AssertionError("only a pause leaves a count without an end")
    return _finish(begin, found.moment, [*steps, *found.steps])


def acceptance_due(arrived: dt.datetime, calendar: WorkCalendar) -> Due:
    """Until when an online dossier must be accepted, refused or sent back: 8 working hours (Decree 107/2021)."""
    return due(start=arrived, duration=ACCEPTANCE_LIMIT, calendar=calendar)


def hand_over_due(received: dt.datetime, calendar: WorkCalendar, cutoff: dt.time = CUTOFF) -> Due:
    """Until when the counter hands over: the same day; after the cutoff, the next opening (61/2018 art. 18.2–3)."""
    day, late, steps = _day_of(received, calendar, cutoff)
    return _finish(steps[0].moment, join(day.date, day.spans[0][0] if late else day.spans[-1][1]), steps)


def same_day_due(
    received: dt.datetime, calendar: WorkCalendar, cutoff: dt.time = CUTOFF, ground: Words = NO_WORDS
) -> Due:
    """Until when a same-day result is due: closing time; after the cutoff, that of the next working day
    (61/2018 art. 17.4)."""
    day, _late, steps = _day_of(received, calendar, cutoff, ground)
    return _finish(steps[0].moment, join(day.date, day.spans[-1][1]), steps)


def remaining(now: dt.datetime, due: dt.datetime, calendar: WorkCalendar) -> int:
    """Working minutes left until `due`; negative when overdue; 0 also while the office is shut around `due`."""
    return calendar.working_minutes_between(now, due)


def classify(completed_at: dt.datetime | None, due: dt.datetime | None) -> Timeliness | None:
    """The one definition: early before the due day begins in Vietnam, late after the due moment, else on time.

    None when the dossier is not completed or has no due date. `completed_at` is status 9, never the return (10).
    """
    if completed_at is None or due is None:
        return None
    if completed_at > due:
        return Timeliness.LATE
    if completed_at.astimezone(VIETNAM).date() < due.astimezone(VIETNAM).date():
        return Timeliness.EARLY
    return Timeliness.ON_TIME


def start_steps(start: dt.datetime, begin: dt.datetime, calendar: WorkCalendar) -> list[TraceStep]:
    """When it started, and why it counts from `begin` when that is another moment."""
    date, minute = split(start)
    given = join(date, minute)
    steps = [TraceStep(Step.STARTED, given, {})]
    if given != begin:
        day = calendar.day(date)
        steps.append(
            TraceStep(Step.START_MOVED, begin, {"kind": _why_shut(day, minute), "ground": day.ground})
        )
    return steps


def rule_step(
    begin: dt.datetime, part: Part, *, convention: Convention, calendar: WorkCalendar, told: int = 0
) -> TraceStep:
    """Which length is counted, how, and on which calendar; `told`: how many parts of the limit came before it."""
    data: dict[str, str | int] = {
        "value": f"{part.duration.value.normalize():f}",
        "unit": part.duration.unit.value,
        "convention": convention.value,
        "calendar": calendar.version,
        "vi": part.ground.vi,
        "en": part.ground.en,
        "part": told,
    }
    if ends_with_month(split(begin)[0], part.duration):
        data["month_end"] = 1
    return TraceStep(Step.RULE, begin, data)


def _day_of(
    received: dt.datetime, calendar: WorkCalendar, cutoff: dt.time, ground: Words = NO_WORDS
) -> tuple[WorkDay, bool, list[TraceStep]]:
    """The day whose closing (or opening) counts, and whether the cutoff sent us there.

    Arrival after closing is after the cutoff too: otherwise Saturday noon would be due later than Saturday evening.
    """
    date, minute = split(received)
    day = calendar.day(date)
    late = bool(day.spans) and minute > min(cutoff.hour * 60 + cutoff.minute, day.spans[-1][1])
    said: dict[str, str | int] = {"cutoff": f"{cutoff:%H:%M}", "vi": ground.vi, "en": ground.en}
    if late:
        at = join(date, minute)
        closed = minute <= cutoff.hour * 60 + cutoff.minute
        day = calendar.next_working_day(date)
        said |= {"to": day.date.isoformat(), "closed": int(closed)}
        return day, True, [TraceStep(Step.STARTED, at, {}), TraceStep(Step.AFTER_CUTOFF, at, said)]
    begin = calendar.opening_at_or_after(received)
    steps = [*start_steps(received, begin, calendar), TraceStep(Step.SAME_DAY, begin, said)]
    return calendar.day(begin.date()), False, steps


def _why_shut(day: WorkDay, minute: int) -> str:
    if not day.spans:
        return day.kind.value
    if minute < day.spans[0][0]:
        return "before_opening"
    return "after_closing" if minute > day.spans[-1][1] else "between_sessions"


def _finish(start: dt.datetime, moment: dt.datetime, steps: list[TraceStep]) -> Due:
    return Due(moment, start, (*steps, TraceStep(Step.DUE, moment, {})))
