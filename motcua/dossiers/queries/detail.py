"""One dossier in full, for whom it concerns."""

import datetime as dt
from typing import BinaryIO
from uuid import UUID

from django.conf import settings
from django.db.models import CharField, Q, QuerySet, UUIDField
from django.utils.translation import gettext as _

from motcua.accounts.door import Actor
from motcua.audit.door import LookKind
from motcua.directory.door import PersonView, Role, people_of
from motcua.dossiers import looking, policies, rules
from motcua.dossiers.clock_types import DeadlineView
from motcua.dossiers.models import (
    Channel,
    Component,
    Delivery,
    Dossier,
    Money,
    Paper,
    ResultDocument,
    Sync,
)
from motcua.dossiers.operations import papers as paper_operations
from motcua.dossiers.queries import consultations, shapes
from motcua.dossiers.queries.family import Family, family_of, with_family
from motcua.dossiers.types import ComponentView, DossierRow, DossierView, DraftView, Stated
from motcua.files import door as files
from motcua.kernel import clock
from motcua.kernel.compiled import Compiled, Given
from motcua.kernel.errors import NotAllowed, NotFound
from motcua.kernel.paging import Page, cut, decode_moment_cursor, page_size
from motcua.kernel.text import mask_number, normalise
from motcua.procedures.door import revision


def find(
    actor: Actor | None, *, code: str = "", dossier_id: UUID | None = None, whole: bool = False
) -> Dossier:
    """The dossier if the actor may see it, with its family when `whole`. One statement.

    Raises NotFound otherwise: absent and forbidden look alike.
    """
    by, value = ("id", dossier_id) if dossier_id else ("code", normalise(code))
    dossier = _FOUND[by, whole].first(**{by: value})
    if dossier is None or not policies.may_see(actor, dossier):
        raise NotFound
    return dossier


def _in_reach(wanted: QuerySet[Dossier]) -> QuerySet[Dossier]:
    return wanted.select_related("procedure").defer("search", "procedure__search", "procedure__search_text")


def _finding(by: Given, *, whole: bool) -> Compiled[Dossier]:
    wanted = Dossier.objects.filter(**{by.name: by})
    return Compiled(lambda: _in_reach(with_family(wanted) if whole else wanted))


_FOUND = {
    (by.name, whole): _finding(by, whole=whole)
    for by in (Given("id", UUIDField()), Given("code", CharField()))
    for whole in (False, True)
}


def dossier_id_of(actor: Actor | None, *, code: str) -> UUID:
    """The technical key behind a code, for those who may see the dossier. One statement. Raises NotFound."""
    visible = Dossier.objects.filter(policies.scope(actor), code=normalise(code))
    wanted = visible.values_list("id", flat=True).first()
    if wanted is None:
        raise NotFound
    return wanted


def own_dossier_id(actor: Actor, *, code: str) -> UUID:
    """The technical key of a dossier that runs in the actor's name. One statement. Raises NotFound."""
    mine = Dossier.objects.filter(policies.owned(actor), code=normalise(code))
    wanted = mine.values_list("id", flat=True).first()
    if wanted is None:
        raise NotFound
    return wanted


def dossier_view(
    actor: Actor | None,
    *,
    code: str = "",
    dossier_id: UUID | None = None,
    now: dt.datetime,
    stated: Stated | None = None,
) -> DossierView:
    """Everything of one dossier, by code or id. One statement, two for another's: the look is kept.

    Of another's dossier identity numbers are masked unless `stated` says what they are opened for; raises Invalid
    (`purpose`, `words`) when that says nothing.
    """
    d = find(actor, code=code, dossier_id=dossier_id, whole=True)
    looking.look(actor, d, LookKind.NUMBERS if stated else _kind_of(actor), now=now, stated=stated)
    return _in_full(actor, d, opened=stated is not None, now=now)


def deadline_view(actor: Actor | None, *, code: str, now: dt.datetime) -> DeadlineView:
    """Why this dossier is due when it is, for those who may see it. Two statements, three for another's."""
    dossier = find(actor, code=code)
    looking.look(actor, dossier, _kind_of(actor), now=now)
    return shapes.deadline(dossier, tuple(dossier.adjustments.order_by("at", "id")), now)


def explained_deadline(code: str, *, now: dt.datetime) -> DeadlineView:
    """As `deadline_view`, for the command line of the machine itself; names no person. Raises NotFound."""
    dossier = Dossier.objects.filter(code=normalise(code)).defer("answers", "search").first()
    if dossier is None:
        raise NotFound
    return shapes.deadline(dossier, tuple(dossier.adjustments.order_by("at", "id")), now)


def own_dossier_view(actor: Actor, *, code: str, now: dt.datetime) -> DossierView:
    """Everything of one's own dossier. One statement. Raises NotFound, for what one sees in an office as well."""
    found = with_family(Dossier.objects.filter(policies.owned(actor), code=normalise(code)))
    dossier = _in_reach(found).first()
    if dossier is None:
        raise NotFound
    return _in_full(actor, dossier, opened=False, now=now)


def officers_to_assign(actor: Actor, *, code: str, now: dt.datetime) -> tuple[PersonView, ...]:
    """The case officers among whom the actor may choose for this dossier now. Raises NotFound, NotAllowed."""
    dossier = find(actor, code=code)
    actions = revision(dossier.revision_id).workflow.actions_from(dossier.step)
    if dossier.competent_agency_id is None or not policies.may_assign(actor, dossier, actions):
        raise NotAllowed
    day = now.astimezone(clock.VIETNAM).date()
    return people_of(dossier.competent_agency_id, roles=[Role.CASE_OFFICER], on=day)


def _in_full(actor: Actor | None, d: Dossier, *, opened: bool, now: dt.datetime) -> DossierView:
    procedure = revision(d.revision_id)
    family, workflow = family_of(d), procedure.workflow
    owner = actor is not None and policies.is_owner(actor, d)
    # A draft result is the officers' business until it is released.
    shown, in_force = family.in_force if owner else family.result, family.in_force
    opened = owner or opened
    reader = actor.id if actor else None
    return DossierView(
        row=shapes.row(d, workflow, now),
        is_owner=owner,
        case_key=d.case_key,
        channel_label=_(str(Channel(d.channel).label)),
        **_axes(d),
        fee_amount=d.fee_amount,
        assisting_name=shapes.agency_name(d.assisting_agency_id),
        receiving_id=d.receiving_agency_id,
        competent_id=d.competent_agency_id,
        owner_number=d.owner_number if opened else mask_number(d.owner_number),
        owner_phone=d.owner_phone,
        owner_email=d.owner_email,
        answers=d.answers if opened else looking.masked_answers(procedure, d.answers),
        revision_id=d.revision_id,
        acceptance_due_at=d.acceptance_due_at,
        accepted_at=d.accepted_at,
        completed_at=d.completed_at,
        returned_at=d.returned_at,
        secret=rules.lookup_secret(d.id, key=settings.SECRET_KEY) if d.status else "",
        actions=shapes.actions(actor, d, workflow, barred=_barred(family)),
        timeline=tuple(shapes.timeline(e, workflow, reader=reader) for e in family.timeline),
        components=tuple(map(shapes.component, family.components)),
        papers=tuple(map(shapes.paper, shapes.papers_for(family.papers, owner=owner))),
        supplements=tuple(map(shapes.supplement, family.supplements)),
        deadline=shapes.deadline(d, family.adjustments, now),
        obligations=tuple(map(shapes.obligation, family.obligations)),
        consultations=consultations.of_dossier(d, family.consultations, now, owner=owner),
        result=shapes.result(shown) if shown else None,
        in_force=shapes.result(in_force) if in_force else None,
        rating=family.rating.stars if family.rating else None,
        may_confirm_payment=rules.fee_is_open(d.money, status=d.status)
        and policies.may_confirm_payment(actor, d),
        numbers_shown=opened,
        handles=looking.handles(actor, d),
        erased_at=d.erased_at,
        hold=shapes.hold(family.hold) if family.hold and not owner else None,
        may_hold=d.erased_at is None and policies.holding_seat(actor, d) is not None,
    )


def _axes(d: Dossier) -> dict[str, str]:
    """The state axes that move by events of their own, each with its word."""
    axes = {"money": Money(d.money), "delivery": Delivery(d.delivery), "sync": Sync(d.sync)}
    labels = {f"{name}_label": _(str(axis.label)) for name, axis in axes.items()}
    return {name: axis.value for name, axis in axes.items()} | labels


def _barred(family: Family) -> dict[str, str]:
    """What the workflow allows and the state of things does not, in words."""
    asked = any(one.ended_at is None for one in family.consultations)
    return (
        {}
        if asked
        else dict.fromkeys(("withdraw_question", "give_opinion"), _("Không có câu hỏi nào đang chờ ý kiến."))
    )


def _kind_of(actor: Actor | None) -> LookKind:
    return LookKind.PAGE if actor is None or actor.scopes is None else LookKind.API


def draft_view(actor: Actor | None, *, draft_id: UUID) -> DraftView:
    """One's own draft, for the form pages. One statement. Raises NotFound once it is submitted."""
    d = find(actor, dossier_id=draft_id, whole=True)
    if d.status:
        raise NotFound
    return DraftView(
        id=d.id,
        procedure_code=d.procedure.code,
        procedure_name=d.procedure.name,
        revision_id=d.revision_id,
        case_key=d.case_key,
        answers=d.answers,
        components=tuple(map(shapes.component, family_of(d).components)),
        commune_id=d.competent_agency_id,
        changed_at=d.changed_at,
    )


def code_of_draft(actor: Actor | None, *, draft_id: UUID) -> str:
    """The code under which one's draft was filed, empty while it is being written. One statement.

    Raises NotFound once it was thrown away, as for what was never there.
    """
    mine = Dossier.objects.filter(policies.owned(actor), id=draft_id)
    codes = list(mine.values_list("code", flat=True))
    if not codes:
        raise NotFound
    return codes[0] or ""


def my_dossiers(
    actor: Actor | None, *, cursor: str = "", size: int = 20, now: dt.datetime
) -> Page[DossierRow]:
    """What the actor filed or is writing, the last changed first. One statement."""
    if actor is None:
        return Page((), "")
    size = page_size(size)
    mine = Dossier.objects.filter(policies.scope(actor), owner_account_id=actor.id)
    key = decode_moment_cursor(cursor)
    if key is not None:
        moment, last = key
        mine = mine.filter(changed_at__lte=moment).exclude(changed_at=moment, id__gte=last)
    rows = mine.select_related("procedure").only(*shapes.ROW)
    page = [
        shapes.row(d, revision(d.revision_id).workflow, now)
        for d in rows.order_by("-changed_at", "-id")[: size + 1]
    ]
    return cut(page, size=size, key=lambda r: (r.changed_at.isoformat(), r.id))


def component_file(
    actor: Actor | None, *, dossier_id: UUID, component_id: UUID, now: dt.datetime
) -> tuple[ComponentView, BinaryIO]:
    """An uploaded file, for those who may see its dossier."""
    dossier = find(actor, dossier_id=dossier_id)
    row = Component.objects.select_related("blob").filter(dossier=dossier, id=component_id).first()
    if row is None or row.blob_id is None:
        raise NotFound
    looking.look(actor, dossier, LookKind.FILE, now=now)
    return shapes.component(row), files.open_blob(row.blob_id)


def paper_file(actor: Actor | None, *, dossier_id: UUID, paper_id: UUID, now: dt.datetime) -> bytes:
    """A standard paper as PDF; made on the spot when the worker has not come to it yet."""
    dossier = find(actor, dossier_id=dossier_id)
    wanted = Paper.objects.filter(dossier=dossier, id=paper_id)
    if actor is not None and policies.is_owner(actor, dossier):
        wanted = wanted.exclude(kind__in=rules.BETWEEN_AGENCIES)
    if not wanted.exists():
        raise NotFound
    paper = paper_operations.issue(paper_id, now=now)
    if paper.blob_id is None:
        raise NotFound
    looking.look(actor, dossier, LookKind.PAPER, now=now)
    return files.read_blob(paper.blob_id)


def result_file(actor: Actor | None, *, dossier_id: UUID, now: dt.datetime) -> bytes:
    """The result as signed PDF: the released one; officers see what waits for release first."""
    dossier = find(actor, dossier_id=dossier_id)
    signed = ResultDocument.objects.filter(dossier=dossier, replaced_at=None).exclude(blob=None)
    if actor is not None and policies.is_owner(actor, dossier):
        signed = signed.exclude(released_at=None)
    else:
        signed = signed.filter(Q(superseded_at=None) | Q(released_at__isnull=False))
    result = signed.order_by("-drafted_at").first()
    if result is None or result.blob_id is None:
        raise NotFound
    looking.look(actor, dossier, LookKind.RESULT, now=now)
    return files.read_blob(result.blob_id)
