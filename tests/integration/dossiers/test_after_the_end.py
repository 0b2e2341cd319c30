"""Roads back from an end: correction, revocation, re-opening."""

import datetime as dt
from uuid import UUID

import pytest

from motcua.dossiers.door import check_token, dossier_view, result_file, track
from motcua.dossiers.errors import ActionNotYours, Erased, ResultRevoked
from motcua.dossiers.models import Dossier, Paper, ResultDocument
from motcua.dossiers.operations.papers import issue
from motcua.kernel.errors import Invalid
from motcua.signing.door import verify_pdf
from tests.integration.dossiers.province import LIFE, WHO, Province

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
LEADER = "lanhdao.y99.10"


def ended(province: Province, *, upto: str = "hand_result") -> UUID:
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto=upto)
    return answer.dossier_id


def row(dossier_id: UUID) -> Dossier:
    return Dossier.objects.get(id=dossier_id)


def test_what_is_corrected_stays_in_force_until_the_correction_is_released(province: Province) -> None:
    dossier_id = ended(province)
    first = ResultDocument.objects.get(dossier=dossier_id)
    before = row(dossier_id)
    province.now += 5 * DAY
    province.act(dossier_id, "correct", LEADER, inputs={"reason": "Sai ngày sinh"})
    again = row(dossier_id)
    assert (again.step, again.status) == ("processing", 4)
    assert (again.completed_at, again.returned_at, again.due_at) == (None, None, before.due_at)
    kept = again.timeline.get(action="correct").data
    assert before.completed_at and kept["completed_at"] == before.completed_at.isoformat()
    for action in LIFE[3:6]:
        province.act(dossier_id, action, WHO[action])
    owner = province.actor("congdan1")
    seen = dossier_view(owner, dossier_id=dossier_id, now=province.now)
    assert seen.result is not None and seen.result.number == first.number
    assert check_token(first.verify_token or "").current
    province.act(dossier_id, "release", WHO["release"])
    assert not check_token(first.verify_token or "").current
    seen = dossier_view(owner, dossier_id=dossier_id, now=province.now)
    assert seen.result is not None
    assert (seen.result.number, seen.result.replaces) == ("2/2026/KQ-Y99.10-ĐC", first.number)
    assert check_token(seen.result.verify_token).current
    assert verify_pdf(result_file(owner, dossier_id=dossier_id, now=province.now)).verdict == "valid"


def test_a_correction_gives_the_full_limit_again_only_by_decision(province: Province) -> None:
    dossier_id = ended(province)
    before = row(dossier_id).due_at
    province.now += 30 * DAY
    province.act(dossier_id, "correct", LEADER, inputs={"reason": "Sai ngày sinh", "anew": "yes"})
    after = row(dossier_id)
    assert before and after.due_at and after.due_at > before
    assert after.original_due_at == before
    assert [a.kind for a in after.adjustments.order_by("at", "id")] == ["set", "reopen"]


def test_a_revoked_result_is_worth_nothing_and_says_since_when(province: Province) -> None:
    dossier_id = ended(province)
    token = ResultDocument.objects.get(dossier=dossier_id).verify_token or ""
    inputs = {"reason": "Khai không đúng sự thật", "ground": "Điều 12 Luật Hộ tịch"}
    province.now += DAY
    province.act(dossier_id, "revoke", LEADER, inputs=inputs)
    assert row(dossier_id).step == "returned"
    check = check_token(token)
    assert (check.current, check.revoked_at) == (False, province.now)
    assert check.revocation_ground == "Điều 12 Luật Hộ tịch"
    paper = issue(Paper.objects.get(dossier=dossier_id, kind="revocation_decision").id, now=province.now)
    assert paper.blob_id
    seen = dossier_view(province.actor("congdan1"), dossier_id=dossier_id, now=province.now)
    assert seen.result is not None and seen.result.revoked_at == province.now
    told = track(code=seen.row.code, secret=seen.secret, address="127.0.0.1", now=province.now)
    assert told.result is not None and told.result.revoked_at == province.now
    for action in ("revoke", "correct"):
        with pytest.raises(ResultRevoked):
            province.act(dossier_id, action, LEADER, inputs=inputs)


def test_a_revocation_names_its_legal_ground(province: Province) -> None:
    dossier_id = ended(province)
    with pytest.raises(Invalid) as refused:
        province.act(dossier_id, "revoke", LEADER, inputs={"reason": "x"})
    assert set(refused.value.fields) == {"ground"}


def test_a_stopped_case_goes_on_with_its_full_limit(province: Province) -> None:
    dossier_id = ended(province, upto="assign")
    province.act(dossier_id, "request_supplement", "thuly.y99.10")
    province.act(dossier_id, "stop", LEADER)
    province.now += 40 * DAY
    province.act(dossier_id, "reopen", LEADER)
    again = row(dossier_id)
    assert (again.step, again.status, again.stands_since) == ("assigning", 4, None)
    assert again.due_at and again.due_at > province.now
    decision = issue(Paper.objects.get(dossier=dossier_id, kind="reopening_decision").id, now=province.now)
    assert decision.blob_id
    why = dossier_view(province.actor("congdan1"), dossier_id=dossier_id, now=province.now).deadline.why
    assert any("mở lại" in line for line in why)


def test_what_was_refused_is_checked_anew_and_gets_its_limit_at_acceptance(province: Province) -> None:
    answer = province.file("congdan1")
    province.act(answer.dossier_id, "refuse", "motcua.y99.10")
    province.act(answer.dossier_id, "reopen", LEADER)
    again = row(answer.dossier_id)
    assert (again.step, again.status, again.due_at) == ("submitted", 1, None)
    assert again.work_due_at and again.work_due_at > province.now
    province.act(answer.dossier_id, "refuse", "motcua.y99.10")
    assert Paper.objects.filter(dossier=answer.dossier_id, kind="refusal_slip").count() == 2


def test_only_a_leader_of_the_deciding_agency_re_opens(province: Province) -> None:
    dossier_id = ended(province)
    for somebody in ("motcua.y99.10", "truongphong.y99.10", "congdan1"):
        with pytest.raises(ActionNotYours):
            province.act(dossier_id, "reopen", somebody)


def test_what_was_erased_is_not_taken_up_again(province: Province) -> None:
    dossier_id = ended(province)
    Dossier.objects.filter(id=dossier_id).update(erased_at=province.now)
    with pytest.raises(Erased):
        province.act(dossier_id, "reopen", LEADER)
