"""What the sheets of the way say: the control sheet of a dossier, the register, the lists of papers handed over."""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from django.utils import translation

from motcua.directory.door import AgencyView, agency
from motcua.dossiers import paper_parts
from motcua.dossiers.models import Component, Delivery, Dossier, TimelineEntry
from motcua.dossiers.paper_parts import local
from motcua.kernel.clock import VIETNAM
from motcua.papers import door as papers
from motcua.procedures.door import Step, Workflow, revision

HAND_OVER, HAND_RESULT = "hand_over", "hand_result"


@translation.override("vi")
def control_sheet(
    d: Dossier, entries: Sequence[TimelineEntry], *, asked: Iterable[UUID] = (), now: dt.datetime
) -> papers.ControlSheet:
    """Every time the dossier went from one desk to another: from whom, to whom, when, and whether in time.

    `asked` are the agencies that were asked for their opinion.
    """
    workflow = revision(d.revision_id).workflow
    lead = _agency(d.competent_agency_id)
    rows = [
        _hand_over(d, workflow, entry, later=entries[number + 1 :])
        for number, entry in enumerate(entries)
        if _changes_hands(workflow, entry)
    ]
    receiving = _agency(d.receiving_agency_id)
    return papers.ControlSheet(
        heading=paper_parts.heading(receiving, now, number=f"{d.code}/KSHS"),
        dossier_code=d.code or "",
        procedure=d.procedure.name,
        applicant=d.owner_name,
        lead_agency=lead.name,
        coordinating_agencies=tuple(agency(one).name for one in dict.fromkeys(asked)),
        received_at=local(d.accepted_at) if d.accepted_at else None,
        due_at=local(d.due_at) if d.due_at else None,
        hand_overs=tuple(rows),
        qr=paper_parts.qr(d),
    )


@translation.override("vi")
def register(
    keeper: AgencyView,
    dossiers: Iterable[Dossier],
    marks: Mapping[tuple[UUID, str], TimelineEntry],
    *,
    days: tuple[dt.date, dt.date],
    now: dt.datetime,
) -> papers.Register:
    """The book of the dossiers that an agency received from the first to the last of `days`.

    `marks` holds the entries of hand-over and of the returned result, by dossier and action.
    """
    rows = [
        _register_row(number, d, marks.get((d.id, HAND_OVER)), marks.get((d.id, HAND_RESULT)))
        for number, d in enumerate(dossiers, start=1)
    ]
    return papers.Register(
        heading=paper_parts.heading(keeper, now, number=""),
        book=str(days[0].year),
        first_day=days[0],
        last_day=days[1],
        rows=tuple(rows),
    )


@translation.override("vi")
def handover_list(
    giver: AgencyView, receiver: AgencyView, entries: Sequence[TimelineEntry], held: Iterable[Component]
) -> papers.HandoverList:
    """The dossiers that went from one agency to another on a day, with the papers that travel with them."""
    counts: dict[UUID, list[int]] = {}
    for component in held:
        sums = counts.setdefault(component.dossier_id, [0, 0])
        sums[0] += component.originals
        sums[1] += component.copies
    last = entries[-1]
    return papers.HandoverList(
        heading=paper_parts.heading(giver, last.at, number=""),
        giver=giver.name,
        receiver=receiver.name,
        handed_at=local(last.at),
        giver_name=last.actor_name,
        rows=tuple(
            papers.HandedDossier(
                dossier_code=entry.dossier.code or "",
                procedure=entry.dossier.procedure.name,
                applicant=entry.dossier.owner_name,
                papers=_counted(*counts.get(entry.dossier_id, (0, 0))),
                due_at=local(entry.dossier.due_at) if entry.dossier.due_at else None,
            )
            for entry in entries
        ),
    )


def _changes_hands(workflow: Workflow, entry: TimelineEntry) -> bool:
    """Whether other officials work on the dossier after the act than before."""
    before, after = workflow.steps.get(entry.from_step), workflow.steps.get(entry.to_step)
    if before is None or after is None or not (before.roles and after.roles):
        return False
    return (before.place, before.roles) != (after.place, after.roles)


def _hand_over(
    d: Dossier, workflow: Workflow, entry: TimelineEntry, *, later: Sequence[TimelineEntry]
) -> papers.HandOver:
    # Who received it is whoever acted on it there first; until then only where it lies is known.
    taken = next((one for one in later if one.from_step == entry.to_step), None)
    return papers.HandOver(
        giver=entry.agency_name,
        receiver=_place_of(d, workflow.steps[entry.to_step]).name,
        at=local(entry.at),
        giver_name=entry.actor_name,
        receiver_name=str(entry.data.get("assignee") or (taken.actor_name if taken else "")),
        outcome=_outcome(d, workflow, entry),
        note=workflow.steps[entry.to_step].label.vi,
    )


def _outcome(d: Dossier, workflow: Workflow, entry: TimelineEntry) -> str:
    if entry.overdue:
        return "Quá hạn"
    finished = workflow.steps[entry.to_step].status == 9
    early = finished and d.due_at is not None and local(entry.at).date() < local(d.due_at).date()
    return "Trước hạn" if early else "Đúng hạn"


def _register_row(
    number: int, d: Dossier, sent: TimelineEntry | None, returned: TimelineEntry | None
) -> papers.RegisterRow:
    return papers.RegisterRow(
        sequence=number,
        dossier_code=d.code or "",
        procedure=d.procedure.name,
        name=d.owner_name,
        address=paper_parts.address(d) if d.answers else "",
        phone=d.owner_phone,
        lead_agency=_agency(d.competent_agency_id).name,
        received_at=local(d.accepted_at or d.created_at),
        due_at=local(d.due_at) if d.due_at else None,
        sent_at=local(sent.at) if sent else None,
        result_at=local(d.completed_at) if d.completed_at else None,
        returned_at=local(d.returned_at) if d.returned_at else None,
        return_method="" if d.delivery == Delivery.NOT_CHOSEN else str(Delivery(d.delivery).label),
        received_by=str(returned.data.get("receiver", "")) if returned else "",
    )


def _place_of(d: Dossier, step: Step) -> AgencyView:
    return _agency(d.receiving_agency_id if step.place == "receiving" else d.competent_agency_id)


def _agency(agency_id: UUID | None) -> AgencyView:
    if agency_id is None:
        raise ValueError("a sheet is made of submitted dossiers")
    return agency(agency_id)


def _counted(originals: int, copies: int) -> str:
    said = ((originals, "bản chính"), (copies, "bản sao"))
    return ", ".join(f"{count:02} {kind}" for count, kind in said if count) or "Hồ sơ điện tử"


def day_bounds(first: dt.date, last: dt.date) -> tuple[dt.datetime, dt.datetime]:
    """From the beginning of the first day to the end of the last, in Vietnam."""
    begin = dt.datetime.combine(first, dt.time(), tzinfo=VIETNAM)
    return begin, dt.datetime.combine(last + dt.timedelta(days=1), dt.time(), tzinfo=VIETNAM)
