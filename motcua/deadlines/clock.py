"""The legal clock of one dossier: from its turns and a calendar to the due date, what is left, and why. Pure."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from motcua.deadlines.counting import Counted, Pause, count, push
from motcua.deadlines.history import Reading, Reason, Turn, TurnKind
from motcua.deadlines.rules import rule_step, same_day_due, start_steps
from motcua.deadlines.trace import Step, TraceStep
from motcua.deadlines.work_calendar import WorkCalendar, join, split

# What an earlier lap still has to say once a later one counts: not each of its days.
_TOLD_OF_THE_PAST = frozenset(
    {Step.STARTED, Step.RULE, Step.NO_TIME_LIMIT, Step.PROMISED, Step.PAUSED, Step.RESUMED, Step.DUE}
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
        told = [*counted.steps, _conclusion(lap, counted)]
        trace += [step for step in told if step.kind in _TOLD_OF_THE_PAST]
    counted = _run(current, calendar)
    trace += [*counted.steps, _conclusion(current, counted)]
    stands = counted.moment is None and not current.is_unlimited
    return Reading(counted.moment, tuple(trace), stands, counted.left)


def _laps(turns: Sequence[Turn]) -> list[_Lap]:
    if not turns or turns[0].kind is not TurnKind.BEGIN:
        raise ValueError("a clock begins with BEGIN")
    laps: list[_Lap] = []
    standing: dict[str, Turn] = {}
    ended: list[tuple[Turn, dt.datetime | None]] = []
    for turn in turns:
        if turn.kind is TurnKind.PAUSE:
            standing.setdefault(turn.key, turn)
            continue
        if turn.kind is not TurnKind.RESUME and laps:
            laps[-1].pauses = _merged(laps[-1].head, [*ended, *_still(standing)])
        stopped = standing.pop(turn.key, None)
        if stopped is not None:
            ended.append((stopped, min(turn.at, stopped.until) if stopped.until else turn.at))
        if turn.kind is not TurnKind.RESUME:
            laps.append(_Lap(turn))
    laps[-1].pauses = _merged(laps[-1].head, [*ended, *_still(standing)])
    return laps


def _still(standing: Mapping[str, Turn]) -> Iterator[tuple[Turn, dt.datetime | None]]:
    """What nobody ended yet: it ends by itself at its own limit, if it has one."""
    return ((turn, turn.until) for turn in standing.values())


def _merged(head: Turn, spans: Sequence[tuple[Turn, dt.datetime | None]]) -> list[Pause]:
    """The pauses of a lap, clipped to it, in order; those that touch or overlap become one."""
    merged: list[Pause] = []
    for turn, end in sorted(spans, key=lambda span: span[0].at):
        if end is not None and end <= head.at:
            continue
        begin = max(turn.at, head.at)
        last = merged[-1] if merged else None
        if last is not None and (last.end is None or begin <= last.end):
            joined = None if last.end is None or end is None else max(last.end, end)
            merged[-1] = Pause(last.begin, joined, (*last.turns, turn))
        else:
            merged.append(Pause(begin, end, (turn,)))
    return merged


def _run(lap: _Lap, calendar: WorkCalendar) -> Counted:
    head, limit = lap.head, lap.head.limit
    if head.kind is TurnKind.PROMISE:
        promised = _in_office_hours(head.until or head.at, calendar)
        data: dict[str, str | int] = {"vi": head.ground.vi, "en": head.ground.en, "to": promised.isoformat()}
        return _pushed(promised, [TraceStep(Step.PROMISED, head.at, data)], lap, calendar)
    if limit is not None and limit.cutoff is not None:
        return _same_day(lap, limit.cutoff, calendar)
    begin = calendar.opening_at_or_after(head.at)
    steps = _start(head, begin, calendar)
    if limit is None:
        return Counted(None, [*steps, TraceStep(Step.NO_TIME_LIMIT, begin, {})])
    moment: dt.datetime | None = begin
    for number, part in enumerate(limit.parts):
        if moment is None:
            break
        steps.append(
            rule_step(
                moment, part.duration, convention=limit.convention, calendar=calendar, ground=part.ground
            )
        )
        found = count(
            moment,
            part.duration,
            calendar=calendar,
            convention=limit.convention,
            pauses=_clipped(lap.pauses, moment),
        )
        steps += found.steps
        moment = found.moment
        if moment is None:
            return Counted(
                None, steps, (*found.left, *(later.duration for later in limit.parts[number + 1 :]))
            )
    return Counted(moment, steps)


def _clipped(pauses: Sequence[Pause], begin: dt.datetime) -> list[Pause]:
    """What a later part still meets of the pauses."""
    ahead = [pause for pause in pauses if pause.end is None or pause.end >= begin]
    return [Pause(max(pause.begin, begin), pause.end, pause.turns) for pause in ahead]


def _same_day(lap: _Lap, cutoff: dt.time, calendar: WorkCalendar) -> Counted:
    found = same_day_due(lap.head.at, calendar, cutoff)
    steps = [step for step in found.trace if step.kind is not Step.DUE]
    return Counted(None) if found.moment is None else _pushed(found.moment, steps, lap, calendar)


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


def _start(head: Turn, begin: dt.datetime, calendar: WorkCalendar) -> list[TraceStep]:
    first, *moved = start_steps(head.at, begin, calendar)
    if head.reason is Reason.ACCEPTED:
        return [first, *moved]
    data = {"reason": head.reason.value, "vi": head.ground.vi, "en": head.ground.en}
    return [TraceStep(Step.STARTED, first.moment, data), *moved]


def _conclusion(lap: _Lap, counted: Counted) -> TraceStep:
    if counted.moment is not None:
        return TraceStep(Step.DUE, counted.moment, {})
    if lap.is_unlimited:
        return TraceStep(Step.NO_DUE, lap.head.at, {})
    return TraceStep(Step.STANDS, lap.pauses[-1].begin, {})
