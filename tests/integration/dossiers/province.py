"""A small province with people at every desk, made by the same operations as the demonstration."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from uuid import UUID

from motcua.accounts.door import Actor, actor_of
from motcua.directory.door import AgencyView, agency_by_identifier, people_of
from motcua.dossiers.door import (
    ActOutcome,
    ComponentInput,
    IntakeAnswer,
    IntakeRequest,
    act,
    attach,
    intake,
    save_page,
    start_draft,
    upload,
)
from motcua.kernel.clock import VIETNAM
from motcua.papers.door import typeset
from motcua.procedures.door import ProcedureView, procedure, search
from motcua.site.demo.accounts import make_citizens
from motcua.site.demo.seeding import settle
from motcua.site.demo.stories import SCAN, answers_for

AGENCIES = """identifier,old_identifier,name,short_name,kind,level,parent,address,phone,email
Y99,,UBND tỉnh Thử Nghiệm,,province,province,,,,
Y99.01,,Trung tâm Phục vụ hành chính công tỉnh Thử Nghiệm,,centre,province,Y99,,,
Y99.02,,Sở Nông nghiệp và Môi trường,,department,province,Y99,,,
Y99.10,,UBND phường Một,,commune,commune,Y99,,,
Y99.11,,UBND xã Hai,,commune,commune,Y99,,,
"""
# Thursday 5 March 2026, half past nine in the morning: an ordinary working moment.
NOW = dt.datetime(2026, 3, 5, 9, 30, tzinfo=VIETNAM)
LIFE = ("accept", "hand_over", "assign", "propose", "endorse", "sign", "release", "hand_result")


@dataclass
class Province:
    """Actors by name, and the ways to file and to act."""

    accounts: dict[str, UUID]
    commune: AgencyView
    service: ProcedureView
    now: dt.datetime = NOW
    keys: Iterator[int] = field(default_factory=lambda: iter(range(10**6)))

    def actor(self, username: str) -> Actor:
        found = actor_of(self.accounts[username], now=self.now)
        assert found is not None
        return replace(found, confirmed_at=self.now)

    def request(self, **changes: Any) -> IntakeRequest:
        base: dict[str, Any] = {
            "procedure_code": self.service.code,
            "channel": 1,
            "answers": {
                **answers_for(self.service, seed="x", owner=None, commune=self.commune),
                "owner_name": "Lê Thị Mai",
            },
            "commune_id": self.commune.id,
        }
        return IntakeRequest(**{**base, **changes})

    def file(self, by: str = "motcua.y99.10", **changes: Any) -> IntakeAnswer:
        actor = self.actor(by)
        if actor.kind == "citizen":
            changes = {"channel": 2, "components": self.papers(actor), **changes}
        return intake(actor=actor, request=self.request(**changes), key=f"k{next(self.keys)}", now=self.now)

    def draft(self, by: str = "congdan1") -> UUID:
        """A draft that lacks nothing."""
        owner = self.actor(by)
        draft_id = start_draft(
            actor=owner, procedure_code=self.service.code, commune_id=self.commune.id, now=self.now
        )
        for page in self.service.form.pages:
            answers = {k: v for k, v in self.request().answers.items() if k in {f.key for f in page.fields}}
            assert not save_page(actor=owner, draft_id=draft_id, page_key=page.key, raw=answers, now=self.now)
        for document in self.service.cases[0].documents:
            if document.compulsory:
                content = typeset(template=SCAN, data={"name": document.name})
                attach(
                    actor=owner,
                    dossier_id=draft_id,
                    document_key=document.key,
                    content=content,
                    file_name="scan.pdf",
                    now=self.now,
                )
        return draft_id

    def papers(self, actor: Actor) -> tuple[ComponentInput, ...]:
        wanted = [d for d in self.service.cases[0].documents if d.compulsory]
        made = []
        for document in wanted:
            content = typeset(template=SCAN, data={"name": document.name})
            stored = upload(actor=actor, content=content, file_name="scan.pdf", now=self.now)
            made.append(ComponentInput(document.key, sha256=stored.sha256, file_name="scan.pdf"))
        return tuple(made)

    def act(self, dossier_id: UUID, action: str, by: str, **more: Any) -> ActOutcome:
        inputs = more.pop("inputs", None) or self.inputs(action)
        return act(
            actor=self.actor(by), dossier_id=dossier_id, action=action, inputs=inputs, now=self.now, **more
        )

    def inputs(self, action: str) -> dict[str, Any]:
        officer = people_of(self.commune.id, roles=["case_officer"], on=self.now.date())[0]
        return {
            "assign": {"assignee": str(officer.position_id)},
            "reassign": {"assignee": str(officer.position_id), "reason": "nghỉ phép"},
            "propose": {"result": {"outcome": "granted", "body": "Đồng ý."}},
            "hand_result": {"receiver": "Lê Thị Mai"},
            "request_supplement": {"items": ["Bản sao giấy khai sinh"], "reason": "thiếu giấy tờ"},
        }.get(action, {"reason": "lý do", "ground": "Điều 12 Luật Hộ tịch"})

    def carry(self, dossier_id: UUID, *, upto: str) -> None:
        """Through the ordinary life, up to and with the act `upto`."""
        for action in LIFE[: LIFE.index(upto) + 1]:
            self.act(dossier_id, action, WHO[action])


WHO = {
    "accept": "motcua.y99.10",
    "hand_over": "motcua.y99.10",
    "assign": "truongphong.y99.10",
    "propose": "thuly.y99.10",
    "endorse": "truongphong.y99.10",
    "sign": "lanhdao.y99.10",
    "release": "vanthu.y99.10",
    "hand_result": "motcua.y99.10",
}


def build(folder: Path) -> Province:
    """Make the province in the present database."""
    file = folder / "agencies.csv"
    file.write_text(AGENCIES)
    officials = settle(catalogue=None, agencies=file, now=NOW)
    accounts = {name: account_id for name, (account_id, _post) in officials.items()} | make_citizens(NOW)
    commune = agency_by_identifier("Y99.10")
    assert commune is not None
    service = procedure(search(q="giấy phép xây dựng nhà ở", size=1).items[0].code)
    return Province(accounts, commune, service)
