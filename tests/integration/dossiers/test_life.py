"""The road from intake to the returned result, as everyone along it sees it."""

import datetime as dt

import pytest

from motcua.audit import door as audit
from motcua.dossiers.door import dossier_view, paper_file, result_file, track
from motcua.dossiers.models import Dossier, Paper
from motcua.kernel.models import OutboxEvent
from motcua.signing.door import verify_pdf
from tests.integration.dossiers.province import LIFE, WHO, Province

STATUS = {
    "accept": 2,
    "hand_over": 4,
    "assign": 4,
    "propose": 4,
    "endorse": 4,
    "sign": 4,
    "release": 9,
    "hand_result": 10,
}


def test_from_the_counter_to_the_returned_result(province: Province) -> None:
    answer = province.file()
    assert (answer.status, answer.step) == (1, "submitted")
    assert answer.code == "Y99.10-20260305-0001"

    for action in LIFE:
        outcome = province.act(answer.dossier_id, action, WHO[action])
        assert outcome.status == STATUS[action]

    view = dossier_view(province.actor("motcua.y99.10"), code=answer.code, now=province.now)
    assert [line.action for line in view.timeline] == ["submit", *LIFE]
    names = {line.actor_name for line in view.timeline}
    assert names == {province.actor(username).name for username in WHO.values()}
    assert view.row.clock.state in {"early", "on_time"}
    assert view.result is not None
    assert view.result.number == "1/2026/KQ-Y99.10"

    pdf = result_file(province.actor("motcua.y99.10"), dossier_id=answer.dossier_id, now=province.now)
    check = verify_pdf(pdf)
    assert check.verdict == "valid"
    assert [s.signer for s in check.signatures] == [province.actor("lanhdao.y99.10").name, "UBND phường Một"]
    assert verify_pdf(pdf[:3000] + bytes([pdf[3000] ^ 1]) + pdf[3001:]).verdict != "valid"


def test_every_act_leaves_evidence_and_an_event(province: Province) -> None:
    answer = province.file()
    province.carry(answer.dossier_id, upto="assign")
    entries = audit.history("dossier", answer.dossier_id)
    assert [e.action for e in entries] == [
        "dossier.submit",
        "dossier.accept",
        "dossier.hand_over",
        "dossier.assign",
    ]
    assert audit.verify().ok
    moved = OutboxEvent.objects.filter(name="dossier.moved.v1").order_by("id")
    assert [event.payload["action"] for event in moved] == ["submit", "accept", "hand_over", "assign"]


def test_the_citizen_hears_of_it_by_code_and_secret(province: Province) -> None:
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto="accept")
    seen = track(code=answer.code, secret=answer.secret, address="127.0.0.1", now=province.now)
    assert (seen.status, seen.status_label) == (2, "Được tiếp nhận")
    assert seen.owner_masked == "L. T. Mai"
    assert {paper.kind for paper in seen.papers} == {"acknowledgement", "receipt"}


@pytest.mark.parametrize("kind", ["acknowledgement", "receipt", "supplement_request"])
def test_papers_owed_are_printed_and_sealed_once(province: Province, kind: str) -> None:
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto="assign")
    province.act(answer.dossier_id, "request_supplement", "thuly.y99.10")
    paper = Paper.objects.get(dossier_id=answer.dossier_id, kind=kind)
    owner = province.actor("congdan1")
    first = paper_file(owner, dossier_id=answer.dossier_id, paper_id=paper.id, now=province.now)
    assert verify_pdf(first).verdict == "valid"
    assert paper_file(owner, dossier_id=answer.dossier_id, paper_id=paper.id, now=province.now) == first


def test_a_supplement_stops_the_clock_and_restarts_it_in_full(province: Province) -> None:
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto="assign")
    before = Dossier.objects.get(id=answer.dossier_id)
    province.now += dt.timedelta(days=1)
    province.act(answer.dossier_id, "request_supplement", "thuly.y99.10")
    asked = dossier_view(province.actor("congdan1"), code=answer.code, now=province.now)
    assert asked.row.status == 5
    assert asked.supplements[0].items == ("Bản sao giấy khai sinh",)

    province.now += dt.timedelta(days=6)
    province.act(answer.dossier_id, "supplement", "congdan1")
    after = Dossier.objects.get(id=answer.dossier_id)
    assert (after.step, after.status) == ("processing", 4)
    assert after.original_due_at == before.due_at
    view = dossier_view(province.actor("congdan1"), code=answer.code, now=province.now)
    assert [a.kind for a in view.deadline.adjustments] == ["set", "pause", "restart"]
    if before.due_at and after.due_at:
        assert after.due_at > before.due_at


def test_a_result_is_secret_until_it_is_released(province: Province) -> None:
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto="sign")
    owner = province.actor("congdan1")
    assert dossier_view(owner, code=answer.code, now=province.now).result is None
    with pytest.raises(Exception, match="Không tìm thấy"):
        result_file(owner, dossier_id=answer.dossier_id, now=province.now)
    province.act(answer.dossier_id, "release", "vanthu.y99.10")
    assert dossier_view(owner, code=answer.code, now=province.now).result is not None
    assert province.act(answer.dossier_id, "collect", "congdan1").status == 10
