"""The legal clock of one dossier: from its turns and a calendar to the due date, what is left, and why. Pure."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from motcua.deadlines.counting import ONE_DAY, Counted, Pause, count, push, step_of, way_of
from motcua.deadlines.history import Limit, Reading, Reason, Turn, TurnKind
from motcua.deadlines.rules import rule_step, same_day_due, start_steps
from motcua.deadlines.trace import Step, TraceStep
from motcua.deadlines.work_calendar import WorkCalendar, join, split

# What an earlier lap still has to say once a later one counts: not each of its days.
_TOLD_OF_THE_PAST = frozenset(
    {
        Step.STARTED,
        Step.RULE,
        Step.SAME_DAY,
        Step.AFTER_CUTOFF,
        Step.NO_TIME_LIMIT,
        Step.PROMISED,
        Step.PAUSED,
        Step.RESUMED,
        Step.DUE,
    }
)


@dataclass(slots=True)
class _Lap:
    """From one beginning to the next, with the pauses that touch it."""

    head: Turn
    pauses: list[Pause] = field(default_factory=list)

    @property
    def is_unlimited(self) -> bool:
        return self.head.kind is TurnKind.BEGIN and self.head.limit is None


def read(turns: Sequence[Turn], calendar: WorkCalendar) -> Reading:
    """What the clock says after `turns`, in the order in which they happened, the first a BEGIN.

    A BEGIN gives the full limit again, whatever was used before (61/2018 art. 19.4 after a supplement). A pause keeps
    what is left; overlapping pauses stand once; one with `until` ends by itself there. A pause that begins when the
    limit is used up changes nothing. The same turns and calendar always give the same answer.
    Raises ValueError for turns that do not begin with BEGIN, `OutsideCalendar` where holidays are not known.
    """
    trace: list[TraceStep] = []
    *past, current = _laps(turns)
    for lap in past:
        counted = _run(lap, calendar)
        told = [*counted.steps, *_conclusion(lap, counted)]
        trace += [step for step in told if step.kind in _TOLD_OF_THE_PAST]
    counted = _run(current, calendar)
    trace += [*counted.steps, *_conclusion(current, counted)]
    stands = counted.moment is None and not current.is_unlimited
    return Reading(counted.moment, tuple(trace), stands, counted.left)


def _laps(turns: Sequence[Turn]) -> list[_Lap]:
    if not turns or turns[0].kind is not TurnKind.BEGIN:
        raise ValueError("a clock begins with BEGIN")
    laps: list[_Lap] = []
    standing: dict[str, list[Turn]] = {}
    ended: list[Pause] = []
    for turn in turns:
        if turn.kind is TurnKind.PAUSE:
            standing.setdefault(turn.key, []).append(turn)
            continue
        if turn.kind is not TurnKind.RESUME and laps:
            laps[-1].pauses = _merged(laps[-1].head, [*ended, *_still(standing)])
        if turn.kind is not TurnKind.PROMISE:
            ended += [_ended(stopped, turn) for stopped in standing.pop(turn.key, ())]
        if turn.kind is not TurnKind.RESUME:
            laps.append(_Lap(turn))
    laps[-1].pauses = _merged(laps[-1].head, [*ended, *_still(standing)])
    return laps


def _still(standing: Mapping[str, Sequence[Turn]]) -> Iterator[Pause]:
    return (_left_alone(turn) for turns in standing.values() for turn in turns)


def _ended(stopped: Turn, by: Turn) -> Pause:
    if stopped.until is not None and stopped.until <= by.at:
        return _left_alone(stopped)
    return Pause(stopped.at, by.at, (stopped,), by)


def _left_alone(stopped: Turn) -> Pause:
    """A pause that nobody ended: it ends by itself at its own limit, if it has one."""
    return Pause(stopped.at, max(stopped.at, stopped.until) if stopped.until else None, (stopped,), stopped)


def _merged(head: Turn, pauses: Sequence[Pause]) -> list[Pause]:
    """The pauses of a lap, clipped to it, in order; those that touch or overlap become one."""
    merged: list[Pause] = []
    for pause in sorted(pauses, key=lambda pause: pause.begin):
        if pause.end is not None and pause.end <= head.at:
            continue
        begin = max(pause.begin, head.at)
        last = merged[-1] if merged else None
        if last is None or (last.end is not None and last.end < begin):
            merged.append(Pause(begin, pause.end, pause.turns, pause.ended_by))
            continue
        longer = last if last.end is None or (pause.end is not None and pause.end < last.end) else pause
        merged[-1] = Pause(last.begin, longer.end, last.turns + pause.turns, longer.ended_by)
    return merged


def _run(lap: _Lap, calendar: WorkCalendar) -> Counted:
    head, limit = lap.head, lap.head.limit
    if head.kind is TurnKind.PROMISE:
        promised = _in_office_hours(head.until or head.at, calendar)
        return _pushed(promised, _promise(head, promised, calendar), lap, calendar)
    if limit is not None and limit.cutoff is not None:
        return _same_day(lap, limit, limit.cutoff, calendar)
    begin = calendar.opening_at_or_after(head.at)
    steps = _beginning(head, start_steps(head.at, begin, calendar))
    if limit is None:
        return Counted(None, [*steps, TraceStep(Step.NO_TIME_LIMIT, begin, {})])
    return _parts(begin, limit, steps, pauses=lap.pauses, calendar=calendar)


def _parts(
    begin: dt.datetime,
    limit: Limit,
    steps: list[TraceStep],
    *,
    pauses: Sequence[Pause],
    calendar: WorkCalendar,
) -> Counted:
    """Parts counted the same way are one length: 20 and 10 days are 30, also when the 20th is a day off."""
    moment = begin
    told = 0
    for way, alike in groupby(limit.parts, lambda part: way_of(part.duration, limit.convention)):
        parts = list(alike)
        for part in parts:
            steps.append(rule_step(moment, part, convention=limit.convention, calendar=calendar, told=told))
            told += 1
        found = count(
            moment,
            [part.duration for part in parts],
            calendar=calendar,
            way=way,
            pauses=_clipped(pauses, moment),
        )
        steps += found.steps
        if found.moment is None:
            return Counted(None, steps, (*found.left, *(part.duration for part in limit.parts[told:])))
        moment = found.moment
    return Counted(moment, steps)


def _clipped(pauses: Sequence[Pause], begin: dt.datetime) -> list[Pause]:
    """What a later part still meets of the pauses."""
    ahead = [pause for pause in pauses if pause.end is None or pause.end > begin]
    return [Pause(max(pause.begin, begin), pause.end, pause.turns, pause.ended_by) for pause in ahead]


def _same_day(lap: _Lap, limit: Limit, cutoff: dt.time, calendar: WorkCalendar) -> Counted:
    found = same_day_due(lap.head.at, calendar, cutoff, limit.ground)
    if found.moment is None:
        raise AssertionError("the same day always comes")
    steps = [step for step in found.trace if step.kind is not Step.DUE]
    return _pushed(found.moment, _beginning(lap.head, steps), lap, calendar)


def _pushed(due: dt.datetime, steps: Sequence[TraceStep], lap: _Lap, calendar: WorkCalendar) -> Counted:
    found = push(due, calendar=calendar, pauses=lap.pauses)
    return Counted(found.moment, [*steps, *found.steps], found.left)


def _in_office_hours(moment: dt.datetime, calendar: WorkCalendar) -> dt.datetime:
    """A promise that turns out to fall on a day off holds at closing of the next working day, never earlier."""
    date, minute = split(moment)
    day = calendar.day(date)
    if any(first <= minute <= last for first, last in day.spans):
        return join(date, minute)
    later = day if day.spans and minute < day.spans[-1][1] else calendar.next_working_day(date)
    return join(later.date, later.spans[-1][1])


def _promise(head: Turn, promised: dt.datetime, calendar: WorkCalendar) -> list[TraceStep]:
    """What was promised, and the days off that moved it when they were declared later."""
    asked = join(*split(head.until or head.at))
    steps = [
        TraceStep(
            Step.PROMISED,
            head.at,
            {
                "reason": head.reason.value,
                "vi": head.ground.vi,
                "en": head.ground.en,
                "to": asked.isoformat(),
            },
        )
    ]
    if asked.date() < promised.date():
        passed = calendar.days_between(asked.date(), promised.date() - ONE_DAY)
        steps += [step_of(day, {}) for day in passed if not day.spans]
    if asked != promised:
        steps.append(TraceStep(Step.LAST_DAY_MOVED, promised, {"promised": 1}))
    return steps


def _beginning(head: Turn, steps: Sequence[TraceStep]) -> list[TraceStep]:
    """The first step says why the clock began, when that was not the acceptance."""
    first, *others = steps
    if head.reason is not Reason.ACCEPTED:
        data = {"reason": head.reason.value, "vi": head.ground.vi, "en": head.ground.en}
        first = TraceStep(Step.STARTED, first.moment, data)
    return [first, *others]


def _conclusion(lap: _Lap, counted: Counted) -> list[TraceStep]:
    if counted.moment is not None:
        return [TraceStep(Step.DUE, counted.moment, {})]
    if lap.is_unlimited:
        return [TraceStep(Step.NO_DUE, lap.head.at, {})]
    since = lap.pauses[-1].begin
    left = [{"value": f"{one.value:f}", "unit": one.unit.value} for one in counted.left]
    return [TraceStep(Step.STANDS, since, data) for data in left or [{}]]
