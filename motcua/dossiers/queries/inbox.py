"""The officials' lists: work ordered by the working time left."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib.postgres.search import SearchQuery
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import F, Q, QuerySet

from motcua.accounts.door import Actor
from motcua.directory.door import Role
from motcua.dossiers import boundary, policies
from motcua.dossiers.finding import number_mark
from motcua.dossiers.models import Dossier, Money
from motcua.dossiers.queries import shapes
from motcua.dossiers.queries.attention import ATTENTION, needs_attention, open_steps
from motcua.dossiers.types import COUNT_BOUND, Counters, DossierRow, InboxFilter
from motcua.kernel.errors import NotAllowed
from motcua.kernel.paging import Page, cut, decode_moment_cursor, page_size
from motcua.kernel.text import normalise, plain_number, sought
from motcua.procedures.door import revision, standard_workflow

_FAR = dt.datetime(9999, 1, 1, tzinfo=dt.UTC)


def inbox(actor: Actor | None, filter: InboxFilter, *, now: dt.datetime) -> Page[DossierRow]:
    """Dossiers for an official's desk, the most urgent first. One statement, two when no whole word is found.

    What was typed are whole words most of the time; the beginnings of words are looked for only when none is there.
    """
    actor = _seated(actor)
    dossiers = _in_box(_visible(actor), actor, filter, now)
    rows = _ordered(_searched(dossiers, filter.q), filter)
    if not rows and sought(filter.q):
        rows = _ordered(_searched(dossiers, filter.q, unfinished=True), filter)
    return cut(
        [shapes.row(d, revision(d.revision_id).workflow, now, actor=actor) for d in rows],
        size=page_size(filter.size),
        key=lambda row: (_due_key(rows, row.id), row.id),
    )


def counters(actor: Actor | None, *, now: dt.datetime) -> Counters:
    """Numbers for the desk's tabs and warnings, in one statement; each stops counting at its bound."""
    actor = _seated(actor)
    visible = _visible(actor)
    parts: list[str] = []
    params: list[Any] = []
    for box in ("mine", "unit", "late", *ATTENTION):
        boxed = _in_box(visible, actor, InboxFilter(box=box), now)
        bounded = boxed.order_by().values("pk")[: COUNT_BOUND + 1]
        try:
            sql, values = bounded.query.sql_with_params()
        except EmptyResultSet:  # none of the actor's seats has a desk: Django knows without asking
            sql, values = "SELECT 1 WHERE false", ()
        parts.append(f"(SELECT count(*) FROM ({sql}) AS {box})")  # noqa: S608 - Django's own SQL, its values apart
        params.extend(values)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(parts)}", params)
        mine, unit, late, *warnings = cursor.fetchone()
    attention = dict(zip(ATTENTION, warnings, strict=True))
    return Counters(mine=mine, unit=unit, late=late, attention=attention)


def _seated(actor: Actor | None) -> Actor:
    if actor is None or not actor.seats:
        raise NotAllowed
    return actor


def _visible(actor: Actor) -> QuerySet[Dossier]:
    return Dossier.objects.filter(policies.scope(actor), status__gt=0)


def _in_box(
    dossiers: QuerySet[Dossier], actor: Actor, filter: InboxFilter, now: dt.datetime
) -> QuerySet[Dossier]:
    if filter.box == "mine":
        dossiers = dossiers.filter(on_my_desk(actor))
    elif filter.box == "unit":
        dossiers = dossiers.filter(step__in=open_steps())
    elif filter.box == "late":
        dossiers = dossiers.filter(step__in=open_steps(), work_due_at__lt=now)
    elif filter.box == "others":
        dossiers = dossiers.filter(_for_others(actor), step__in=open_steps())
    elif filter.box in ATTENTION:
        dossiers = dossiers.filter(needs_attention(actor, filter.box, now=now))
    elif filter.box == "ended":
        dossiers = dossiers.filter(step__in=_final_steps())
    if filter.step:
        dossiers = dossiers.filter(step=normalise(filter.step))
    if filter.procedure_code:
        dossiers = dossiers.filter(procedure__code=normalise(filter.procedure_code))
    return dossiers


def _for_others(actor: Actor) -> Q:
    """What the actor's counters received and an agency elsewhere decides (118/2025)."""
    elsewhere = Q(pk__in=[])
    for counter in actor.agency_ids(*policies.DOSSIER_ROLES):
        own = boundary.own_agencies(counter)
        elsewhere |= Q(receiving_agency_id=counter) & ~Q(competent_agency_id__in=own)
    return elsewhere


def on_my_desk(actor: Actor) -> Q:
    """Dossiers whose present step waits for one of the actor's seats."""
    desk = Q(pk__in=[])
    steps = standard_workflow().steps.values()
    for seat in actor.seats:
        if seat.role == Role.FEE_ACCOUNTANT:
            # Money has an axis of its own: what waits for it lies on the accountant's desk at any step.
            at_agency = Q(receiving_agency_id=seat.agency_id) | Q(competent_agency_id=seat.agency_id)
            desk |= at_agency & Q(money=Money.ASKED, step__in=open_steps())
        mine = [s for s in steps if seat.role in s.roles]
        for place in ("receiving", "competent"):
            keys = [s.key for s in mine if s.place == place]
            if not keys:
                continue
            here = Q(step__in=keys, **{f"{place}_agency_id": seat.agency_id})
            # A case officer's desk holds what was assigned to that officer, not the whole agency's work.
            desk |= here & Q(assignee_id=seat.position_id) if seat.role == "case_officer" else here
    return desk


def _searched(dossiers: QuerySet[Dossier], q: str, *, unfinished: bool = False) -> QuerySet[Dossier]:
    """Those with this code, this number or all these words; `unfinished` takes the last for the beginning of one."""
    q = plain_number(q)
    if not q:
        return dossiers
    by_code = Q(code=q.upper())
    terms = sought(q)
    if not terms:
        return dossiers.filter(by_code)
    # `words` leaves only letters, digits and dots, so the terms cannot carry query syntax.
    text = " & ".join(f"'{term}'" for term in terms) + (":*" if unfinished else "")
    if mark := number_mark(q):
        text = f"({text}) | '{mark}'"
    return dossiers.filter(by_code | Q(search=SearchQuery(text, config="simple", search_type="raw")))


def _ordered(dossiers: QuerySet[Dossier], filter: InboxFilter) -> list[Dossier]:
    key = decode_moment_cursor(filter.cursor)
    if key is not None:
        due, last = key
        after = (
            Q(work_due_at=None, id__gt=last)
            if due == _FAR
            else (Q(work_due_at__gt=due) | Q(work_due_at=due, id__gt=last) | Q(work_due_at=None))
        )
        dossiers = dossiers.filter(after)
    by_urgency = dossiers.order_by(F("work_due_at").asc(nulls_last=True), "id")
    listed = by_urgency.select_related("procedure").only(*shapes.ROW)
    return list(listed[: page_size(filter.size) + 1])


def _due_key(rows: list[Dossier], dossier_id: UUID) -> Any:
    due = next(d.work_due_at for d in rows if d.id == dossier_id)
    return (due or _FAR).isoformat()


def _final_steps() -> list[str]:
    return [s.key for s in standard_workflow().steps.values() if s.final]
