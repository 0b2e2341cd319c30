"""From a procedure's published duration to a dossier's due moment."""

import datetime as dt
from uuid import UUID

from motcua.deadlines.door import Due, WorkCalendar, acceptance_due, calendar_for, due
from motcua.dossiers.models import Dossier
from motcua.kernel.clock import VIETNAM
from motcua.procedures.door import ProcedureView


def calendar_of(agency_id: UUID | None, *, at: dt.datetime) -> WorkCalendar:
    """The agency's working calendar around a moment; Vietnam's date counts."""
    return calendar_for(agency_id, on=at.astimezone(VIETNAM).date())


def legal_due(dossier: Dossier, procedure: ProcedureView, *, start: dt.datetime) -> Due | None:
    """The legal due moment from `start`, by revision, case and channel (rules C14, C15).

    None when no certain duration is published (rule C19: "no due date" is a value, never a guess).
    """
    published = procedure.duration_for(dossier.channel, dossier.case_key)
    if published is None:
        return None
    return due(
        start=start,
        duration=published,
        calendar=calendar_of(dossier.competent_agency_id, at=start),
    )


def answer_due(dossier: Dossier, *, start: dt.datetime) -> dt.datetime | None:
    """By when the receiving agency must accept or refuse: 8 working hours (Decree 107/2021; rule C1)."""
    return acceptance_due(start, calendar_of(dossier.receiving_agency_id, at=start)).moment
