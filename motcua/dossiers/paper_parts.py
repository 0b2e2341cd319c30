"""Parts that several papers of a dossier share: headings, the owner, what was handed in."""

import datetime as dt
import re
from typing import TypedDict

from django.conf import settings
from django.db.models import Q

from motcua.directory.door import AgencyView, agency
from motcua.dossiers.models import Component, Dossier, Paper
from motcua.kernel.clock import VIETNAM
from motcua.papers import door as papers
from motcua.procedures.door import owner_of

_BODY = re.compile(
    r"^(UBND|Ủy ban nhân dân|Uỷ ban nhân dân) (tỉnh|thành phố|xã|phường|đặc khu) | - Tỉnh .*$", re.IGNORECASE
)


class Person(TypedDict):
    """The owner, as most papers name a person."""

    applicant: str
    address: str
    phone: str
    email: str


def person(d: Dossier) -> Person:
    """Who the paper is for, and how to reach them."""
    return Person(applicant=d.owner_name, address=address(d), phone=d.owner_phone, email=d.owner_email)


def heading(issuer: AgencyView, when: dt.datetime, *, number: str) -> papers.Heading:
    """Who issues the paper, where and when."""
    superior = agency(issuer.parent_id).name if issuer.parent_id else ""
    return papers.Heading(
        agency=issuer.name,
        superior=superior,
        place=_place(issuer),
        issued_on=local(when).date(),
        number=number,
    )


def _place(issuer: AgencyView) -> str:
    """The place name in the date line: the commune's, or the province's for its bodies (Decree 30/2020, annex I)."""
    while issuer.kind not in {"commune", "province"} and issuer.parent_id:
        issuer = agency(issuer.parent_id)
    return _BODY.sub("", issuer.name)


def components(p: Paper) -> tuple[papers.Component, ...]:
    """What the dossier held when the paper became due, however late the paper is printed."""
    still_there = Q(removed_at=None) | Q(removed_at__gt=p.due_since)
    rows = Component.objects.filter(still_there, dossier=p.dossier, added_at__lte=p.due_since)
    rows = rows.order_by("document_key", "added_at")
    return tuple(papers.Component(r.document_name, r.originals, r.copies) for r in rows)


def address(d: Dossier) -> str:
    """Where the owner lives, as they said."""
    return owner_of(d.answers).address


def contact(d: Dossier) -> str:
    """Whom to ask: the counter that received the dossier."""
    if d.receiving_agency_id is None:
        return ""
    receiving = agency(d.receiving_agency_id)
    return f"{receiving.name}, điện thoại {receiving.phone}" if receiving.phone else receiving.name


def qr(d: Dossier) -> papers.Qr:
    """To the page that follows the dossier."""
    return papers.Qr(f"{settings.PUBLIC_URL}/track?code={d.code}", "Quét để theo dõi hồ sơ")


def local(moment: dt.datetime) -> dt.datetime:
    """The moment in Vietnam."""
    return moment.astimezone(VIETNAM)
