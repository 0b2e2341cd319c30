"""Sheets made when somebody prints them: all papers of a dossier, its control sheet, the register, hand-over lists."""

import datetime as dt
from collections import defaultdict
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.door import Actor, Seat
from motcua.audit import door as audit
from motcua.audit.door import LookKind
from motcua.directory.door import Role, agency
from motcua.dossiers import looking, paper_data, policies, sheet_data
from motcua.dossiers.models import Component, Dossier, Paper, TimelineEntry
from motcua.dossiers.operations import papers as paper_operations
from motcua.dossiers.queries.detail import find
from motcua.files import door as files
from motcua.kernel.errors import Invalid, NotAllowed, NotFound
from motcua.papers.door import bind, typeset_paper

# Who keeps an agency's books.
KEEPERS = (Role.COUNTER_CLERK, Role.CENTRE_HEAD)
# What one file holds; a longer period is printed in parts.
MOST_ROWS = 2000


def all_papers(actor: Actor | None, *, dossier_id: UUID, now: dt.datetime) -> bytes:
    """Every paper of a dossier in one PDF, in the order in which they became due, for the print button.

    Papers that the worker has not come to yet are made on the spot. Raises NotFound when there is none.
    """
    dossier = find(actor, dossier_id=dossier_id)
    due = Paper.objects.filter(dossier=dossier).order_by("due_since", "id").values_list("id", flat=True)
    issued = [paper_operations.issue(paper_id, now=now) for paper_id in due]
    bound = [
        (str(Paper.Kind(paper.kind).label), files.read_blob(paper.blob_id))
        for paper in issued
        if paper.blob_id
    ]
    if not bound:
        raise NotFound
    looking.look(actor, dossier, LookKind.PAPER, now=now)
    return bind(bound, title=f"Hồ sơ {dossier.code}")


def control_sheet(actor: Actor | None, *, dossier_id: UUID, now: dt.datetime) -> bytes:
    """The control sheet as it stands: paper 05 of TT 01/2018, 06 of TT 03/2025. For officials who see the dossier."""
    dossier = find(actor, dossier_id=dossier_id)
    if dossier.status == 0 or not policies.works_on_dossiers(actor):
        raise NotFound
    entries = list(TimelineEntry.objects.filter(dossier=dossier).order_by("seq"))
    asked = dossier.consultations.order_by("asked_at", "id").values_list("agency_id", flat=True)
    looking.look(actor, dossier, LookKind.PAPER, now=now)
    sheet = sheet_data.control_sheet(dossier, entries, asked=list(asked), now=now)
    return typeset_paper(sheet, received_on=paper_data.received_on(dossier), issued_at=now)


def register_book(actor: Actor | None, *, first: dt.date, last: dt.date, now: dt.datetime) -> bytes:
    """The register of what the actor's counter received in these days: paper 06 of TT 01/2018, 07 of TT 03/2025.

    Printing it is recorded. Raises NotAllowed without a seat at a counter, Invalid (`last`) for days in the wrong
    order or with more dossiers than one file holds.
    """
    seat = _keeper(actor)
    begin, end = _bounds(first, last)
    received = Dossier.objects.filter(
        receiving_agency_id=seat.agency_id, accepted_at__gte=begin, accepted_at__lt=end
    ).select_related("procedure")
    rows = list(received.order_by("accepted_at", "id")[: MOST_ROWS + 1])
    if len(rows) > MOST_ROWS:
        raise Invalid(fields={"last": _("Có hơn %(most)d hồ sơ. Chọn ít ngày hơn.") % {"most": MOST_ROWS}})
    acts = (sheet_data.HAND_OVER, sheet_data.HAND_RESULT)
    entries = TimelineEntry.objects.filter(dossier__in=rows, action__in=acts).order_by("seq")
    marks = {(entry.dossier_id, entry.action): entry for entry in entries}
    book = sheet_data.register(agency(seat.agency_id), rows, marks, days=(first, last), now=now)
    _printed(actor, seat, "register.printed", first=first, last=last, rows=len(rows), now=now)
    return typeset_paper(book, received_on=last, issued_at=now)


def hand_over_lists_of_day(actor: Actor | None, *, day: dt.date, now: dt.datetime) -> bytes:
    """What the actor's counter handed over on a day: one list for each agency, in one PDF.

    Printing it is recorded. Raises NotAllowed without a seat at a counter, Invalid (`day`) when nothing was
    handed over.
    """
    seat = _keeper(actor)
    begin, end = _bounds(day, day)
    entries = TimelineEntry.objects.filter(
        action=sheet_data.HAND_OVER,
        at__gte=begin,
        at__lt=end,
        dossier__receiving_agency_id=seat.agency_id,
    ).select_related("dossier__procedure")
    by_receiver: defaultdict[UUID, list[TimelineEntry]] = defaultdict(list)
    for entry in entries.order_by("at", "id")[:MOST_ROWS]:
        if entry.dossier.competent_agency_id:
            by_receiver[entry.dossier.competent_agency_id].append(entry)
    if not by_receiver:
        raise Invalid(fields={"day": _("Ngày này chưa bàn giao hồ sơ nào.")})
    handed = [entry.dossier_id for listed in by_receiver.values() for entry in listed]
    held = list(Component.objects.filter(dossier__in=handed, removed_at=None))
    giver = agency(seat.agency_id)
    lists = []
    for receiver_id, listed in by_receiver.items():
        receiver = agency(receiver_id)
        sheet = sheet_data.handover_list(giver, receiver, listed, held)
        lists.append((receiver.name, typeset_paper(sheet, issued_at=now)))
    _printed(actor, seat, "handover_list.printed", day=day, rows=len(handed), now=now)
    return lists[0][1] if len(lists) == 1 else bind(lists, title="Danh sách bàn giao hồ sơ giấy")


def _keeper(actor: Actor | None) -> Seat:
    seat = actor.seat(*KEEPERS) if actor and policies.has_scope(actor, policies.READ) else None
    if seat is None:
        raise NotAllowed
    return seat


def _bounds(first: dt.date, last: dt.date) -> tuple[dt.datetime, dt.datetime]:
    if last < first:
        raise Invalid(fields={"last": _("Ngày cuối không được trước ngày đầu.")})
    return sheet_data.day_bounds(first, last)


def _printed(
    actor: Actor | None, seat: Seat, action: str, *, now: dt.datetime, **data: dt.date | int
) -> None:
    """Lists of people leave a trace of their own: who printed what, of how many."""
    said = {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in data.items()}
    with transaction.atomic():
        audit.record(
            actor=actor, action=action, subject="agency", subject_id=seat.agency_id, data=said, now=now
        )
