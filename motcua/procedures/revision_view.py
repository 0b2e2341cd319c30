"""A stored revision as the frozen view that faces and dossiers read."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from motcua.deadlines.door import Duration
from motcua.procedures.cases import read_cases
from motcua.procedures.packs import facts_of, form_of, workflow_of
from motcua.procedures.types import (
    Channel,
    ChannelRow,
    Confirmed,
    LegalAct,
    ProcedureView,
    ResultType,
)

CHANNELS = {"counter": Channel.DIRECT, "online": Channel.ONLINE, "post": Channel.POST}

Content = Mapping[str, Any]


def view_of(
    content: Content, files: Mapping[str, str], *, procedure_id: UUID, revision_id: UUID, number: int
) -> ProcedureView:
    """The view of one revision: `content` is the parsed record with what was confirmed, `files` its pack."""
    facts = facts_of(content["applicants"], f"{content['name']} {content['sector']}")
    reviews = content["needs_review"]
    return ProcedureView(
        id=procedure_id,
        code=content["code"],
        name=content["name"],
        sector=content["sector"],
        levels=tuple(content["levels"]),
        applicants=tuple(content["applicants"]),
        decision=content["decision"],
        steps=content["steps"],
        channels=tuple(_channel(index, row, reviews) for index, row in enumerate(content["channels"])),
        cases=read_cases(content["document_groups"], reviews),
        results=tuple(ResultType(row["code"], row["name"]) for row in content["results"]),
        legal_basis=tuple(LegalAct(row["number"], row["name"]) for row in content["legal_basis"]),
        conditions=content["conditions"],
        performing_agency=content["performing_agency"],
        competent_agency=content["competent_agency"],
        needs_review=bool(reviews),
        revision_id=revision_id,
        revision_number=number,
        form=form_of(files["form.yaml"], facts, "vi"),
        form_en=form_of(files["form.yaml"], facts, "en"),
        workflow=workflow_of(files["workflow.yaml"]),
        confirmed=tuple(map(read_confirmed, content.get("confirmed", ()))),
    )


def read_confirmed(value: Mapping[str, Any]) -> Confirmed:
    """A confirmed value out of its JSON form."""
    duration = value.get("duration")
    return Confirmed(
        field="duration" if duration else "fee",
        channel=value["channel"],
        case=value["case"],
        duration=Duration(duration["value"], duration["unit"]) if duration else None,
        fee=value.get("fee"),
    )


def _channel(index: int, row: Mapping[str, Any], reviews: list[Mapping[str, str]]) -> ChannelRow:
    time_doubts = _doubts(reviews, f"channels[{index}].duration")
    fee_doubts = _doubts(reviews, f"channels[{index}].fee")
    duration, fee = row["duration"], row["fee"]
    return ChannelRow(
        channel=CHANNELS[row["channel"]],
        duration=Duration(duration["value"], duration["unit"]) if duration and not time_doubts else None,
        fee=fee["amount"] if fee and not fee_doubts else None,
        fee_text=fee["text"] if fee else "",
        note=row["note"],
        raw=row["raw"],
        doubts=time_doubts + fee_doubts,
    )


def _doubts(reviews: list[Mapping[str, str]], field: str) -> tuple[str, ...]:
    return tuple(review["reason"] for review in reviews if review["field"] == field)
