"""The list with which paper dossiers travel from the counter to the agencies that decide (61/2018 art. 18)."""

import datetime as dt
from collections.abc import Collection
from itertools import groupby
from uuid import UUID

from django.db.models import Sum

from motcua.accounts.door import Actor
from motcua.directory.door import Role, agency
from motcua.dossiers import paper_parts, policies
from motcua.dossiers.models import Dossier
from motcua.dossiers.queries.shapes import agency_name
from motcua.kernel.errors import NotFound
from motcua.papers import door as papers

MOST = 200


def hand_over_lists(actor: Actor | None, *, dossiers: Collection[UUID], now: dt.datetime) -> bytes:
    """One PDF with a list for each agency that decides: what lies in each folder, and room for two signatures.

    Of the dossiers named, those that were received at a counter of the actor's. Two statements. Raises NotFound when
    there is none.
    """
    rows = _received(actor, dossiers) if actor else []
    if actor is None or not rows:
        raise NotFound
    sheets = []
    for (giver, receiver), group in groupby(rows, key=_way):
        content = papers.HandoverList(
            heading=paper_parts.heading(agency(giver), now, number=""),
            giver=agency(giver).name,
            receiver=agency_name(receiver),
            handed_at=paper_parts.local(now),
            rows=tuple(map(_line, group)),
            giver_name=actor.name,
        )
        sheets.append((agency_name(receiver), papers.typeset_paper(content)))
    return papers.bind(sheets, title="Danh sách bàn giao hồ sơ giấy")


def _received(actor: Actor, dossiers: Collection[UUID]) -> list[Dossier]:
    counters = actor.agency_ids(Role.COUNTER_CLERK)
    mine = Dossier.objects.filter(
        policies.scope(actor), id__in=list(dossiers)[:MOST], receiving_agency_id__in=counters, status__gt=0
    )
    counted = mine.annotate(originals=Sum("components__originals"), copies=Sum("components__copies"))
    wanted = counted.select_related("procedure").only(
        "code", "owner_name", "due_at", "receiving_agency", "competent_agency", "procedure__name"
    )
    return sorted(wanted, key=lambda one: (*map(str, _way(one)), one.code or ""))


def _way(dossier: Dossier) -> tuple[UUID, UUID | None]:
    if dossier.receiving_agency_id is None:
        raise AssertionError("only what was received is handed over")
    return dossier.receiving_agency_id, dossier.competent_agency_id


def _line(dossier: Dossier) -> papers.HandedDossier:
    counts: list[tuple[int | None, str]] = [
        (getattr(dossier, "originals", 0), "bản chính"),
        (getattr(dossier, "copies", 0), "bản sao"),
    ]
    return papers.HandedDossier(
        dossier_code=dossier.code or "",
        procedure=dossier.procedure.name,
        applicant=dossier.owner_name,
        papers=", ".join(f"{count:02} {words}" for count, words in counts if count),
        due_at=paper_parts.local(dossier.due_at) if dossier.due_at else None,
    )
