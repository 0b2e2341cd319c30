"""The one dense page of the counter: what it asks, what was typed, and the request that comes of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.utils.translation import gettext as _

from motcua.accounts.door import Actor
from motcua.directory.door import AgencyView, Role, agency, communes
from motcua.dossiers.door import ComponentInput, IntakeRequest, upload
from motcua.kernel import clock
from motcua.kernel.errors import Refused
from motcua.procedures.door import CaseView, FormDefinition, ProcedureView, RequiredDocument

Answers = dict[str, Any]
COUNTER, POST = "1", "3"
# Keys of the standard form that belong to the person and not to what the person asks for.
PERSON = (
    "owner_kind", "owner_name", "organisation_name", "representative_name", "id_paper", "personal_id",
    "passport_number", "birth_date", "tax_code", "organisation_tax_code", "phone", "email", "commune", "address_detail",
)  # fmt: skip
_MOST = 999
_OFFICE = re.compile(r"^(UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One required document on the page: whether it was ticked, how many, and the scans kept so far."""

    document: RequiredDocument
    ticked: bool
    originals: str
    copies: str
    scans: tuple[tuple[str, str], ...] = ()

    @property
    def handed_in(self) -> bool:
        return self.ticked or bool(self.scans)


def defaults(procedure: ProcedureView) -> Answers:
    """What is nearly always right at a counter."""
    options = {field.key: [option.value for option in field.options] for field in procedure.form.fields()}
    likely = {
        "owner_kind": next(iter(options.get("owner_kind", [])), ""),
        "on_behalf": "self",
        "id_paper": "personal_id",
        "return_method": "counter",
        "request_summary": procedure.name,
    }
    return {key: value for key, value in likely.items() if key in options}


def answers_in(form: FormDefinition, post: QueryDict) -> Answers:
    """The answers just as they were typed."""
    return {
        field.key: post.getlist(field.key) if field.kind == "checkbox" else post.get(field.key, "")
        for field in form.fields()
        if field.key in post
    }


def blank_sheets(case: CaseView) -> list[Sheet]:
    """The documents of a case before anything is ticked, with the published counts."""
    return [
        Sheet(
            document,
            ticked=False,
            originals=str(_published(document)),
            copies=str(document.copies or 0 if document.hand_in else 0),
        )
        for document in case.documents
    ]


def with_new_ones_blank(sheets: list[Sheet], case: CaseView, post: QueryDict) -> list[Sheet]:
    """The papers of a case chosen just now: those the page showed before as they were filled in, the others blank."""
    pairs = zip(sheets, blank_sheets(case), strict=True)
    return [filled if f"doc-{filled.document.key}-originals" in post else blank for filled, blank in pairs]


def read_sheets(request: HttpRequest, actor: Actor, case: CaseView) -> tuple[list[Sheet], dict[str, str]]:
    """The documents as they were filled in, new scans stored; and what is wrong with a scan, by field."""
    sheets, errors = [], {}
    for document in case.documents:
        name = f"doc-{document.key}"
        kept = [_kept(value) for value in request.POST.getlist(f"{name}-kept")]
        for file in request.FILES.getlist(f"{name}-scan"):
            try:
                stored = upload(actor=actor, content=file, file_name=file.name or "", now=clock.now())
                kept.append((stored.sha256, stored.name))
            except Refused as refused:
                errors[f"{name}-scan"] = f"{file.name}: {refused}"
        sheets.append(
            Sheet(
                document,
                ticked=name in request.POST,
                originals=request.POST.get(f"{name}-originals", ""),
                copies=request.POST.get(f"{name}-copies", ""),
                scans=tuple(kept),
            )
        )
    return sheets, errors


def request_of(
    procedure: ProcedureView,
    case: CaseView,
    *,
    post: QueryDict,
    answers: Mapping[str, Any],
    sheets: list[Sheet],
) -> IntakeRequest:
    """The one intake contract, filled in."""
    return IntakeRequest(
        procedure_code=procedure.code,
        channel=int(POST) if post.get("intake-channel") == POST else int(COUNTER),
        answers=answers,
        case_key=case.key,
        components=tuple(
            component for sheet in sheets if sheet.handed_in for component in _components(sheet)
        ),
        commune_id=_uuid(post.get("intake-commune", "")),
    )


def commune_of(actor: Actor) -> AgencyView | None:
    """The commune at whose counter the clerk sits."""
    seat = actor.seat(Role.COUNTER_CLERK)
    own = agency(seat.agency_id) if seat else None
    if own and own.kind == "centre" and own.parent_id:
        own = agency(own.parent_id)
    return own if own and own.kind == "commune" else None


def commune_choices() -> list[tuple[str, str]]:
    """The communes that may decide."""
    return [(str(one.id), one.name) for one in communes()]


def place_names() -> list[str]:
    """The communes as places in an address: `phường Việt Trì`, not its office."""
    return [_OFFICE.sub("", one.name) for one in communes()]


def _components(sheet: Sheet) -> list[ComponentInput]:
    scans = sheet.scans or (("", ""),)
    counts = (_count(sheet.originals), _count(sheet.copies)) if sheet.ticked else (0, 0)
    remark = "" if sheet.document.hand_in else _("Xuất trình để đối chiếu")
    # Several scans of one paper are still one paper: the first carries the counts.
    return [
        ComponentInput(sheet.document.key, sha256, name, *(counts if number == 0 else (0, 0)), remark)
        for number, (sha256, name) in enumerate(scans)
    ]


def _published(document: RequiredDocument) -> int:
    """Originals to expect: as published; one where nothing was published at all; none of what is only shown."""
    if not document.hand_in:
        return 0
    if document.originals is None and document.copies is None:
        return 1
    return document.originals or 0


def _kept(value: str) -> tuple[str, str]:
    sha256, _colon, name = value.partition(":")
    return sha256, name


def _count(text: str) -> int:
    return min(int(text), _MOST) if text.isascii() and text.isdigit() else 0


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
