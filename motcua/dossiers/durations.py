"""From a procedure's published duration, and from what happened since, to a dossier's due moment."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from motcua.deadlines.door import (
    Convention,
    Duration,
    Limit,
    Part,
    Reason,
    Turn,
    TurnKind,
    WorkCalendar,
    calendar_for,
    due,
    legal,
    load_turn,
)
from motcua.directory.door import agency
from motcua.dossiers.models import Adjustment, Dossier
from motcua.kernel.clock import VIETNAM
from motcua.procedures.door import ProcedureView


def calendar_of(agency_id: UUID | None, *, at: dt.datetime) -> WorkCalendar:
    """The agency's working calendar around a moment; Vietnam's date counts."""
    return calendar_for(agency_id, on=date_of(at))


def date_of(moment: dt.datetime) -> dt.date:
    """The date in Vietnam."""
    return moment.astimezone(VIETNAM).date()


def limit_of(dossier: Dossier, procedure: ProcedureView, *, at: dt.datetime) -> Limit | None:
    """The time limit by revision, case and channel (rules C14, C15), with what a hardship area adds (C17).

    None when no certain duration is published (rule C19: "no due date" is a value, never a guess).
    """
    published = procedure.duration_for(dossier.channel, dossier.case_key)
    if published is None:
        return None
    day = date_of(at)
    parts = (Part(published), *_extra(dossier, procedure, day))
    return Limit(parts, Convention(legal("counting", day).value))


def expected_due(dossier: Dossier, procedure: ProcedureView, *, start: dt.datetime) -> dt.datetime | None:
    """The due moment if the limit began at `start`."""
    limit = limit_of(dossier, procedure, at=start)
    calendar = calendar_of(dossier.competent_agency_id, at=start)
    moment: dt.datetime | None = None
    for part in limit.parts if limit else ():
        found = due(
            start=moment or start,
            duration=part.duration,
            calendar=calendar,
            convention=limit.convention if limit else Convention.TO_THE_HOUR,
        )
        moment = found.moment
    return moment


def answer_due(dossier: Dossier, *, start: dt.datetime) -> dt.datetime | None:
    """By when the receiving agency must accept or refuse: 8 working hours (Decree 107/2021; rule C1)."""
    within = legal("acceptance_limit", date_of(start)).duration
    calendar = calendar_of(dossier.receiving_agency_id, at=start)
    return due(start=start, duration=within, calendar=calendar).moment


def after(start: dt.datetime, within: Duration, *, agency_id: UUID | None) -> dt.datetime:
    """The moment `within` after `start` on an agency's calendar."""
    found = due(start=start, duration=within, calendar=calendar_of(agency_id, at=start)).moment
    if found is None:
        raise AssertionError("a duration has an end")
    return found


def turns_of(adjustments: Iterable[Adjustment]) -> list[Turn]:
    """What happened to the clock, in order. Rows of before turns were kept say it by the trace they carry."""
    turns = []
    for row in adjustments:
        if row.turn is not None:
            turns.append(load_turn(row.turn))
        elif row.kind in (Adjustment.Kind.SET, Adjustment.Kind.RESTART):
            turns.append(_turn_of_before(row))
    return turns


def _turn_of_before(row: Adjustment) -> Turn:
    first = row.kind == Adjustment.Kind.SET
    rule = next((step["data"] for step in row.trace if step["kind"] == "rule"), None)
    limit = None
    if rule is not None:
        parts = (Part(Duration(rule["value"], rule["unit"])),)
        limit = Limit(parts, Convention(rule["convention"]))
    reason = Reason.ACCEPTED if first else Reason.SUPPLEMENT
    return Turn(TurnKind.BEGIN, row.at, reason, limit=limit)


def _extra(dossier: Dossier, procedure: ProcedureView, day: dt.date) -> tuple[Part, ...]:
    rule = legal("hardship_extra", day)
    wanted = rule.value
    if procedure.sector not in wanted["sectors"] or dossier.competent_agency_id is None:
        return ()
    if agency(dossier.competent_agency_id).identifier not in wanted["communes"]:
        return ()
    return (Part(Duration(str(wanted["extra"]["value"]), wanted["extra"]["unit"]), rule.ground),)
