"""A request to complete that nobody answers ends the case by rule; a withdrawal comes too late for a signature."""

import datetime as dt
from uuid import UUID

import pytest

from motcua.accounts.door import SYSTEM
from motcua.dossiers.door import dossier_view
from motcua.dossiers.errors import ActionNotYours, TooLateToWithdraw
from motcua.dossiers.models import Dossier, Paper
from motcua.dossiers.operations.lapsing import lapse_unanswered
from motcua.dossiers.operations.papers import issue
from tests.integration.dossiers.province import Province

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def asked(province: Province, *, accepted: bool) -> UUID:
    answer = province.file("congdan1")
    if accepted:
        province.carry(answer.dossier_id, upto="assign")
    by = "thuly.y99.10" if accepted else "motcua.y99.10"
    province.act(answer.dossier_id, "request_supplement", by)
    return answer.dossier_id


@pytest.mark.parametrize(
    ("accepted", "status", "kind"), [(True, 8, "stop_notice"), (False, 3, "refusal_slip")]
)
def test_what_nobody_completes_ends_with_its_paper(
    province: Province, accepted: bool, status: int, kind: str
) -> None:
    dossier_id = asked(province, accepted=accepted)
    until = Dossier.objects.get(id=dossier_id).supplements.get().answer_by
    assert until is not None and until > province.now + 29 * DAY
    assert lapse_unanswered(now=until) == 0
    late = until + dt.timedelta(minutes=1)
    assert lapse_unanswered(now=late) == 1
    assert lapse_unanswered(now=late) == 0
    dossier = Dossier.objects.get(id=dossier_id)
    line = dossier.timeline.latest("seq")
    assert (dossier.status, line.actor_id, line.actor_kind) == (status, SYSTEM.id, "system")
    assert "quy chế của tỉnh" in line.note
    assert issue(Paper.objects.get(dossier=dossier_id, kind=kind).id, now=late).blob_id


def test_an_answer_in_time_keeps_the_case_alive(province: Province) -> None:
    dossier_id = asked(province, accepted=True)
    province.now += 20 * DAY
    province.act(dossier_id, "supplement", "congdan1")
    assert lapse_unanswered(now=province.now + 40 * DAY) == 0
    assert Dossier.objects.get(id=dossier_id).step == "processing"


def test_nobody_does_by_hand_what_the_rule_does(province: Province) -> None:
    dossier_id = asked(province, accepted=True)
    for somebody in ("lanhdao.y99.10", "thuly.y99.10", "congdan1"):
        with pytest.raises(ActionNotYours, match="Hệ thống"):
            province.act(dossier_id, "lapse", somebody)
    seen = dossier_view(province.actor("congdan1"), dossier_id=dossier_id, now=province.now)
    assert seen.supplements[0].answer_by is not None


def test_a_case_that_is_being_signed_is_not_withdrawn(province: Province) -> None:
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto="endorse")
    with pytest.raises(TooLateToWithdraw, match="trình ký"):
        province.act(answer.dossier_id, "withdraw", "congdan1")
