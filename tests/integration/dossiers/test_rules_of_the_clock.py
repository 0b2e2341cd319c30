"""Rules of the clock that need a dossier, each by its number in the table of docs/deadlines.md."""

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from motcua.accounts.door import ConfirmFirst
from motcua.dossiers.door import act, deadline_view, dossier_view
from motcua.dossiers.durations import limit_of
from motcua.dossiers.errors import ActionNotPossible, AlreadyReappointed
from motcua.dossiers.models import Dossier, Paper
from motcua.dossiers.operations.papers import issue
from motcua.kernel.errors import Invalid
from tests.integration.dossiers.province import Province

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def at_work(province: Province) -> UUID:
    """A dossier on the case officer's desk, accepted on Thursday 05/03/2026 at 09:30."""
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto="assign")
    return answer.dossier_id


def row(dossier_id: UUID) -> Dossier:
    return Dossier.objects.get(id=dossier_id)


def reappoint(province: Province, dossier_id: UUID, new_date: str, **more: Any) -> None:
    inputs = {"new_date": new_date, "reason": "Cần xác minh thực địa", **more}
    province.act(dossier_id, "reappoint", "lanhdao.y99.10", inputs=inputs)


def test_c05_a_late_request_to_complete_needs_a_ground(province: Province) -> None:
    dossier_id = at_work(province)
    province.now += 6 * DAY
    with pytest.raises(Invalid) as refused:
        province.act(dossier_id, "request_supplement", "thuly.y99.10")
    assert "exception" in refused.value.fields
    inputs = {**province.inputs("request_supplement"), "exception": "Điều 5 Thông tư 12"}
    province.act(dossier_id, "request_supplement", "thuly.y99.10", inputs=inputs)
    assert row(dossier_id).supplements.get().exception == "Điều 5 Thông tư 12"


def test_c06_a_supplement_restarts_the_full_limit(province: Province) -> None:
    dossier_id = at_work(province)
    first = row(dossier_id).due_at
    province.now += DAY
    province.act(dossier_id, "request_supplement", "thuly.y99.10")
    assert row(dossier_id).stands_since == province.now and row(dossier_id).work_due_at is None
    province.now += 6 * DAY
    province.act(dossier_id, "supplement", "congdan1")
    after = row(dossier_id)
    assert after.stands_since is None and after.original_due_at == first
    assert after.due_at == first + 7 * DAY  # the same weekday and hour, a week later: no time used counts


def test_c07_an_obligation_keeps_what_is_left(province: Province) -> None:
    dossier_id = at_work(province)
    first = row(dossier_id).due_at
    assert first is not None
    province.now += DAY
    inputs = {"amount": "1.250.000", "reason": "Tiền sử dụng đất"}
    province.act(dossier_id, "ask_obligation", "thuly.y99.10", inputs=inputs)
    waiting = row(dossier_id)
    assert (waiting.status, waiting.stands_since) == (6, province.now)
    province.now += 4 * DAY  # Friday to Tuesday: two working days
    province.act(dossier_id, "report_obligation", "congdan1", inputs={"reason": "Kho bạc, số 77"})
    province.act(dossier_id, "confirm_obligation", "motcua.y99.10", inputs={"voucher": "77"})
    after = row(dossier_id)
    assert (after.step, after.status, after.stands_since) == ("processing", 4, None)
    assert after.due_at == first + 4 * DAY if first.weekday() < 3 else after.due_at > first
    kinds = list(after.adjustments.order_by("at", "id").values_list("kind", flat=True))
    assert kinds == ["set", "pause", "resume"]
    assert after.obligations.get().amount == 1_250_000


def test_c07_an_obligation_asked_for_too_late_hides_no_delay(province: Province) -> None:
    dossier_id = at_work(province)
    due = row(dossier_id).due_at
    assert due is not None
    province.now = due + DAY
    inputs = {"amount": "1", "reason": "x"}
    province.act(dossier_id, "ask_obligation", "thuly.y99.10", inputs=inputs)
    seen = dossier_view(province.actor("congdan1"), dossier_id=dossier_id, now=province.now)
    assert (seen.row.clock.state, row(dossier_id).stands_since) == ("overdue", None)
    province.now += DAY
    province.act(dossier_id, "confirm_obligation", "motcua.y99.10", inputs={"voucher": "1"})
    assert row(dossier_id).due_at == due


def test_c09_an_apology_comes_before_the_last_day(province: Province) -> None:
    dossier_id = at_work(province)
    due = row(dossier_id).due_at
    assert due is not None
    province.now = due - dt.timedelta(hours=1)
    later = (due + 7 * DAY).strftime("%d/%m/%Y")
    with pytest.raises(Invalid) as refused:
        reappoint(province, dossier_id, later)
    assert "exception" in refused.value.fields
    reappoint(province, dossier_id, later, exception="Cán bộ nghỉ ốm")
    assert row(dossier_id).timeline.get(action="reappoint").data["exception"] == "Cán bộ nghỉ ốm"


def test_c10_there_is_one_new_date_only(province: Province) -> None:
    dossier_id = at_work(province)
    due = row(dossier_id).due_at
    assert due is not None
    reappoint(province, dossier_id, (due + 7 * DAY).strftime("%d/%m/%Y"))
    after = row(dossier_id)
    assert after.original_due_at == due and after.due_at is not None and after.due_at > due
    with pytest.raises(AlreadyReappointed):
        reappoint(province, dossier_id, (due + 14 * DAY).strftime("%d/%m/%Y"))


@pytest.mark.parametrize("new_date", ["07/03/2026", "06/03/2026", "31/02/2026", "", "mai"])
def test_c10_the_new_date_is_a_working_day_after_the_old_one(province: Province, new_date: str) -> None:
    dossier_id = at_work(province)
    with pytest.raises(Invalid) as refused:
        reappoint(province, dossier_id, new_date)
    assert set(refused.value.fields) == {"new_date"}


def test_c10_no_new_date_while_the_clock_stands(province: Province) -> None:
    dossier_id = at_work(province)
    province.act(dossier_id, "request_supplement", "thuly.y99.10")
    with pytest.raises(ActionNotPossible):
        reappoint(province, dossier_id, "30/04/2027")


def test_an_apology_is_signed_by_the_leader_who_proved_who_they_are(province: Province) -> None:
    dossier_id = at_work(province)
    due = row(dossier_id).due_at
    assert due is not None
    leader = province.actor("lanhdao.y99.10")
    inputs = {"new_date": (due + 7 * DAY).strftime("%d/%m/%Y"), "reason": "x"}
    with pytest.raises(ConfirmFirst):
        act(
            actor=replace(leader, confirmed_at=None),
            dossier_id=dossier_id,
            action="reappoint",
            inputs=inputs,
            now=province.now,
        )
    reappoint(province, dossier_id, inputs["new_date"])
    paper = issue(Paper.objects.get(dossier=dossier_id, kind="apology").id, now=province.now)
    assert paper.blob_id and paper.data["signer_id"] == str(leader.person_id)


def test_c13_the_time_of_a_step_is_not_the_legal_date(province: Province) -> None:
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto="accept")
    accepted = row(answer.dossier_id)  # to be handed over today; promised for days later
    assert accepted.work_due_at and accepted.due_at and accepted.work_due_at < accepted.due_at
    province.act(answer.dossier_id, "hand_over", "motcua.y99.10")
    assert row(answer.dossier_id).due_at == accepted.due_at == row(answer.dossier_id).work_due_at


def test_c15_the_length_is_that_of_the_channel(province: Province) -> None:
    dossier = row(at_work(province))
    for channel in (1, 2):
        dossier.channel = channel
        limit = limit_of(dossier, province.service, at=province.now)
        published = province.service.duration_for(channel, dossier.case_key)
        assert limit is not None and [part.duration for part in limit.parts] == [published]
    dossier.case_key, dossier.channel = "", 3
    unpublished = province.service.duration_for(3, "")
    assert (limit_of(dossier, province.service, at=province.now) is None) == (unpublished is None)


def test_c21_each_change_stays_with_ground_actor_and_time(province: Province) -> None:
    dossier_id = at_work(province)
    province.act(dossier_id, "request_supplement", "thuly.y99.10")
    code = row(dossier_id).code or ""
    seen = deadline_view(province.actor("congdan1"), code=code, now=province.now)
    assert [one.kind for one in seen.adjustments] == ["set", "pause"]
    assert all(one.ground and one.actor_name and one.at for one in seen.adjustments)
    assert seen.stands_since and seen.left and seen.why[-1]
    assert dossier_view(province.actor("congdan1"), code=code, now=province.now).deadline == seen


def test_c22_a_second_request_to_complete_is_a_decision_of_its_own(province: Province) -> None:
    dossier_id = at_work(province)
    province.act(dossier_id, "request_supplement", "thuly.y99.10")
    province.act(dossier_id, "supplement", "congdan1")
    with pytest.raises(Invalid):
        province.act(dossier_id, "request_supplement", "thuly.y99.10")
    again = {**province.inputs("request_supplement"), "exception": "Phát hiện tình tiết mới"}
    province.act(dossier_id, "request_supplement", "thuly.y99.10", inputs=again)
    assert row(dossier_id).supplement_count == 2


def test_c23_the_time_of_each_supplement_is_kept(province: Province) -> None:
    dossier_id = at_work(province)
    province.act(dossier_id, "request_supplement", "thuly.y99.10")
    province.now += 3 * DAY
    province.act(dossier_id, "supplement", "congdan1")
    kept = row(dossier_id).supplements.get()
    assert kept.answered_at is not None and kept.answered_at - kept.asked_at == 3 * DAY


def test_stopping_and_withdrawing_owe_their_papers(province: Province) -> None:
    stopped, withdrawn = at_work(province), at_work(province)
    province.act(stopped, "stop", "lanhdao.y99.10")
    province.act(withdrawn, "withdraw", "congdan1")
    for dossier_id, kind, status in ((stopped, "stop_notice", 8), (withdrawn, "withdrawal", 7)):
        assert row(dossier_id).status == status
        assert issue(Paper.objects.get(dossier=dossier_id, kind=kind).id, now=province.now).blob_id
