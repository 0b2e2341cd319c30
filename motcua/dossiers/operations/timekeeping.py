"""The one way a dossier's clock is touched: each turn is an adjustment with its ground, in the act's transaction."""

import datetime as dt

from motcua.deadlines.door import (
    Reading,
    Reason,
    Turn,
    TurnKind,
    Words,
    dump_trace,
    dump_turn,
    legal,
    read,
)
from motcua.dossiers import durations
from motcua.dossiers.models import Adjustment
from motcua.dossiers.operations.moving import Act
from motcua.kernel import clock

_KINDS = {
    (TurnKind.BEGIN, Reason.ACCEPTED): Adjustment.Kind.SET,
    (TurnKind.BEGIN, Reason.SUPPLEMENT): Adjustment.Kind.RESTART,
    (TurnKind.BEGIN, Reason.REOPENED): Adjustment.Kind.REOPEN,
    (TurnKind.PAUSE, None): Adjustment.Kind.PAUSE,
    (TurnKind.RESUME, None): Adjustment.Kind.RESUME,
    (TurnKind.PROMISE, None): Adjustment.Kind.PROMISE,
}


def begin(act: Act, reason: Reason, *, ground: Words, ends: str = "") -> Reading:
    """The full limit from now; `ends` names the pause that is over with it."""
    limit = durations.limit_of(act.dossier, act.procedure, at=act.now)
    return _turned(act, Turn(TurnKind.BEGIN, act.now, reason, ground, limit=limit, key=ends))


def pause(act: Act, reason: Reason, *, ground: Words, key: str, until: dt.datetime | None = None) -> Reading:
    """From now the clock stands, until `resume` or a new beginning, at the latest until `until`."""
    return _turned(act, Turn(TurnKind.PAUSE, act.now, reason, ground, until=until, key=key))


def resume(act: Act, reason: Reason, *, ground: Words, key: str) -> Reading:
    """The pause called `key` is over: what was left goes on."""
    return _turned(act, Turn(TurnKind.RESUME, act.now, reason, ground, key=key))


def promise(act: Act, *, until: dt.datetime, ground: Words) -> Reading:
    """The one re-appointment: `until` is the date now."""
    act.dossier.reappointed_at = act.now
    return _turned(act, Turn(TurnKind.PROMISE, act.now, Reason.REAPPOINTED, ground, until=until))


def end_pauses(act: Act, *, ground: Words) -> None:
    """Whatever the clock stood for is over: a case that ended meanwhile is taken up again."""
    standing: dict[str, Reason] = {}
    for turn in durations.turns_of(act.dossier.adjustments.order_by("at", "id")):
        if turn.kind is TurnKind.PAUSE:
            standing.setdefault(turn.key, turn.reason)
        elif turn.kind is not TurnKind.PROMISE:
            standing.pop(turn.key, None)
    for key, reason in standing.items():
        resume(act, reason, ground=ground, key=key)


def ground_of(act: Act, key: str) -> Words:
    """The article behind the rule called `key`, as it holds on the day of the act."""
    return legal(key, durations.date_of(act.now)).ground


def _turned(act: Act, turn: Turn) -> Reading:
    dossier, before = act.dossier, act.dossier.due_at
    first = turn.reason is Reason.ACCEPTED and dossier.reopened_at is None
    past = [] if first else list(dossier.adjustments.order_by("at", "id"))
    past += [row for row in act.rows if isinstance(row, Adjustment)]
    calendar = durations.calendar_of(dossier.competent_agency_id, at=act.now)
    reading = read([*durations.turns_of(past), turn], calendar)
    # While it stands the last promised date stays to be seen; it is no promise any more.
    dossier.due_at = before if reading.stands else reading.due
    dossier.stands_since = (dossier.stands_since or act.now) if reading.stands else None
    dossier.work_due_at = None if reading.stands else dossier.due_at
    kind = _KINDS.get((turn.kind, turn.reason)) or _KINDS[turn.kind, None]
    adjustment = Adjustment(
        dossier=dossier,
        kind=kind,
        at=act.now,
        before=before,
        after=reading.due,
        ground=turn.ground.vi,
        trace=dump_trace(reading.trace),
        turn=dump_turn(turn),
        actor_name=act.actor.name,
    )
    act.rows.append(adjustment)
    act.data["due_at"] = clock.say_moment(reading.due) if reading.due else None
    return reading
