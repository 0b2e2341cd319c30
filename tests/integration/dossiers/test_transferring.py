"""A dossier that reached the wrong agency goes on to the competent one; its clock does not begin again."""

import datetime as dt
from dataclasses import replace

import pytest

from motcua.directory.door import agency_by_identifier
from motcua.dossiers.door import ActionNotYours, dossier_view, own_dossier_view, paper_file, transfers
from motcua.dossiers.models import Dossier
from motcua.kernel.clock import VIETNAM
from motcua.kernel.errors import Invalid, NotFound
from motcua.procedures.door import agencies_that_may_decide
from tests.integration.dossiers.province import Province

CLERK, HEAD, SISTER = "motcua.y99.10", "truongphong.y99.10", "truongphong.y99.11"


def _to(identifier: str) -> dict[str, str]:
    found = agency_by_identifier(identifier)
    assert found is not None
    return {"agency": str(found.id), "reason": "đất thuộc xã Hai"}


def test_before_acceptance_the_counter_sends_it_on(province: Province) -> None:
    answer = province.file()
    province.act(answer.dossier_id, "transfer", CLERK, inputs=_to("Y99.11"))
    view = dossier_view(province.actor(SISTER), dossier_id=answer.dossier_id, now=province.now)
    assert (view.row.competent_name, view.row.step) == ("UBND xã Hai", "submitted")
    assert view.row.receiving_name == "UBND phường Một"
    province.carry(answer.dossier_id, upto="hand_over")
    with pytest.raises(ActionNotYours):
        province.act(answer.dossier_id, "assign", HEAD)


def test_after_hand_over_the_clock_runs_on_and_the_new_agency_assigns(province: Province) -> None:
    answer = province.file(by="congdan1")
    province.carry(answer.dossier_id, upto="assign")
    before = Dossier.objects.get(id=answer.dossier_id)
    later = replace(province, now=dt.datetime(2026, 3, 9, 9, 0, tzinfo=VIETNAM))
    later.act(answer.dossier_id, "transfer", HEAD, inputs=_to("Y99.11"))
    after = Dossier.objects.get(id=answer.dossier_id)
    assert (after.step, after.assignee_id) == ("assigning", None)
    assert after.due_at == before.due_at == after.work_due_at
    assert after.adjustments.count() == 1
    view = own_dossier_view(later.actor("congdan1"), code=answer.code, now=later.now)
    assert view.timeline[-1].note == "Chuyển đến UBND xã Hai: đất thuộc xã Hai"
    slip = next(paper for paper in view.papers if paper.kind == "transfer_slip")
    pdf = paper_file(later.actor("congdan1"), dossier_id=answer.dossier_id, paper_id=slip.id, now=later.now)
    assert pdf.startswith(b"%PDF")


def test_who_sent_it_on_sees_that_and_where_to(province: Province) -> None:
    answer = province.file(by="congdan1", commune_id=agency_by_identifier("Y99.11").id)  # type: ignore[union-attr]
    Dossier.objects.filter(id=answer.dossier_id).update(step="assigning", status=4)
    province.act(answer.dossier_id, "transfer", SISTER, inputs=_to("Y99.10"))
    (row,) = transfers(province.actor(SISTER)).items
    assert (row.dossier_code, row.to_name) == (answer.code, "UBND phường Một")
    assert "Lê Thị Mai" not in repr(row)
    assert not transfers(province.actor(HEAD)).items


def test_only_agencies_that_may_decide_can_be_chosen(province: Province) -> None:
    answer = province.file()
    for identifier in ("Y99.02", "Y99.10"):
        with pytest.raises(Invalid) as refused:
            province.act(answer.dossier_id, "transfer", CLERK, inputs=_to(identifier))
        assert set(refused.value.fields) == {"agency"}
    names = [one.name for one in agencies_that_may_decide(province.service, but=province.commune.id)]
    assert names == ["UBND xã Hai"]


def test_the_agency_that_never_had_it_sends_nothing_on(province: Province) -> None:
    answer = province.file()
    with pytest.raises(NotFound):
        province.act(answer.dossier_id, "transfer", SISTER, inputs=_to("Y99.11"))
