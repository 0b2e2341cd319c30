"""Opinions asked of other agencies, as both sides see them. Whose dossier it is, and what is in it, stays out."""

import datetime as dt
from collections.abc import Iterable, Sequence
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from motcua.accounts.door import Actor
from motcua.audit.door import LookKind, Purpose, note_look
from motcua.dossiers import policies, rules
from motcua.dossiers.consult_types import ConsultationView, Download, ShownFile
from motcua.dossiers.models import Component, Dossier
from motcua.dossiers.operations import papers as paper_operations
from motcua.dossiers.queries import shapes
from motcua.dossiers.road_models import Consultation
from motcua.files import door as files
from motcua.kernel.errors import NotFound
from motcua.kernel.paging import Page, cut, decode_moment_cursor, page_size

# Asked of the reader's agencies, asked by them, over.
BOXES = ("open", "asked", "ended")


def consultations(
    actor: Actor | None, *, box: str = "open", cursor: str = "", size: int = 20, now: dt.datetime
) -> Page[ConsultationView]:
    """Questions to the actor's agencies (`open`), of them to others (`asked`), and those that are over (`ended`).

    What is due first comes first; of those that are over the last. One statement; nothing for who works in no agency.
    """
    size, mine, theirs = page_size(size), policies.asked_of(actor), policies.asked_by(actor)
    under_way = Q(ended_at=None, dossier__status__in=sorted(rules.UNDER_WAY))
    wanted = {
        "open": mine & under_way,
        "asked": theirs & under_way,
        "ended": (mine | theirs) & ~Q(ended_at=None),
    }
    listed = _named(Consultation.objects.filter(wanted[box]))
    moment = "ended_at" if box == "ended" else "due_at"
    after = decode_moment_cursor(cursor)
    if after is not None:
        beyond = "lt" if box == "ended" else "gt"
        at, last = after
        listed = listed.filter(Q(**{f"{moment}__{beyond}": at}) | Q(**{moment: at, f"id__{beyond}": last}))
    order = (f"-{moment}", "-id") if box == "ended" else (moment, "id")
    rows = list(listed.order_by(*order)[: size + 1])
    at_of = {row.id: getattr(row, moment) for row in rows}
    return cut(
        [view(row, row.dossier, now) for row in rows],
        size=size,
        key=lambda one: (at_of[one.id].isoformat(), one.id),
    )


def consultation(actor: Actor | None, *, consultation_id: UUID, now: dt.datetime) -> ConsultationView:
    """One question with the files shown along with it. Three statements: the look is kept. Raises NotFound."""
    row = _found(actor, consultation_id)
    _look(actor, row, LookKind.PAGE, now)
    there = row.dossier.components.filter(id__in=row.shown, removed_at=None).select_related("blob")
    may_answer = (
        actor is not None
        and row.ended_at is None
        and row.dossier.status in rules.UNDER_WAY
        and policies.answering_seat(actor, row) is not None
    )
    return view(row, row.dossier, now, shown=there, may_answer=may_answer)


def consultation_file(
    actor: Actor | None, *, consultation_id: UUID, component_id: UUID, now: dt.datetime
) -> Download:
    """A file shown along with a question. Raises NotFound, also once it is over."""
    row = _found(actor, consultation_id)
    if str(component_id) not in row.shown or row.ended_at is not None:
        raise NotFound
    components = row.dossier.components.filter(removed_at=None).select_related("blob")
    component = components.filter(id=component_id).first()
    if component is None or component.blob is None:
        raise NotFound
    _look(actor, row, LookKind.FILE, now)
    return Download(component.file_name, component.blob.media_type, files.open_blob(component.blob.sha256))


def opinion_file(actor: Actor | None, *, consultation_id: UUID, now: dt.datetime) -> Download:
    """The file that came with an opinion, for both agencies. Raises NotFound."""
    row = _found(actor, consultation_id)
    if row.blob is None:
        raise NotFound
    _look(actor, row, LookKind.FILE, now)
    return Download(row.file_name, row.blob.media_type, files.open_blob(row.blob.sha256))


def consultation_letter(actor: Actor | None, *, consultation_id: UUID, now: dt.datetime) -> bytes:
    """The letter as PDF, made on the spot when the worker has not come to it yet. Raises NotFound."""
    row = _found(actor, consultation_id)
    if row.paper_id is None:
        raise NotFound
    paper = paper_operations.issue(row.paper_id, now=now)
    _look(actor, row, LookKind.PAPER, now)
    return files.read_blob(paper.blob_id or "")


def view(
    row: Consultation,
    dossier: Dossier,
    now: dt.datetime,
    *,
    shown: Iterable[Component] = (),
    may_answer: bool = False,
) -> ConsultationView:
    """A question as the officials of both agencies see it."""
    answer = _(str(Consultation.Answer(row.answer).label)) if row.answer else ""
    return ConsultationView(
        id=row.id,
        dossier_code=dossier.code or "",
        procedure_code=dossier.procedure.code,
        procedure_name=dossier.procedure.name,
        agency_name=shapes.agency_name(row.agency_id),
        asking_name=shapes.agency_name(row.asking_agency_id),
        asked_at=row.asked_at,
        asked_by=row.asked_by,
        question=row.question,
        exception=row.exception,
        due_at=row.due_at,
        silent=row.ended_at is None and row.due_at < now,
        answer=row.answer,
        answer_label=answer,
        words=row.words,
        file_name=row.file_name,
        ended_at=row.ended_at,
        ended_by=row.ended_by,
        may_answer=may_answer,
        files=tuple(_shown(component) for component in shown if component.blob),
    )


def of_dossier(
    dossier: Dossier, rows: Sequence[Consultation], now: dt.datetime, *, owner: bool
) -> tuple[ConsultationView, ...]:
    """The questions about a dossier on its own page; the owner reads whom, when, and whether it was answered."""
    views = [view(row, dossier, now) for row in rows]
    return tuple(_for_owner(one) for one in views) if owner else tuple(views)


def _for_owner(one: ConsultationView) -> ConsultationView:
    return ConsultationView(
        id=one.id,
        dossier_code=one.dossier_code,
        procedure_code=one.procedure_code,
        procedure_name=one.procedure_name,
        agency_name=one.agency_name,
        asking_name=one.asking_name,
        asked_at=one.asked_at,
        asked_by="",
        question="",
        exception=one.exception,
        due_at=one.due_at,
        silent=one.silent,
        answer="",
        answer_label="",
        words="",
        file_name="",
        ended_at=one.ended_at,
        ended_by="",
    )


def _shown(component: Component) -> ShownFile:
    size = component.blob.size if component.blob else 0
    return ShownFile(component.id, component.document_name, component.file_name, size)


def _named(rows: QuerySet[Consultation]) -> QuerySet[Consultation]:
    return rows.select_related("dossier__procedure").only(
        *(field.attname for field in Consultation._meta.concrete_fields if field.name != "dossier"),
        "dossier__code",
        "dossier__status",
        "dossier__step",
        "dossier__procedure__code",
        "dossier__procedure__name",
    )


def _found(actor: Actor | None, consultation_id: UUID) -> Consultation:
    row = _named(Consultation.objects.filter(id=consultation_id)).first()
    if row is None or not policies.may_see_consultation(actor, row):
        raise NotFound
    return row


def _look(actor: Actor | None, row: Consultation, kind: LookKind, now: dt.datetime) -> None:
    """Also a part of somebody's dossier is not looked at without a trace."""
    if actor is None:
        raise NotFound
    seat = actor.seat(*policies.OPINION_GIVERS, agency_id=row.agency_id)
    seat = seat or actor.seat(*policies.DOSSIER_ROLES, agency_id=row.asking_agency_id)
    note_look(
        actor=actor.on(seat) if seat else actor,
        role=seat.role if seat else "",
        agency_name=seat.agency_name if seat else "",
        subject="dossier",
        subject_id=row.dossier_id,
        label=row.dossier.code or "",
        kind=LookKind.API if kind == LookKind.PAGE and actor.scopes is not None else kind,
        purpose=Purpose.HANDLING,
        step=row.dossier.step,
        words="",
        now=now,
    )
