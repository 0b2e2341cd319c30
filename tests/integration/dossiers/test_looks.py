"""Numbers are masked until somebody says what for; every look at another's dossier is kept."""

import datetime as dt

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.audit.door import LookKind, LookView, Purpose, looks
from motcua.audit.models import Look
from motcua.dossiers.door import (
    Stated,
    component_file,
    dossier_view,
    own_dossier_id,
    paper_file,
    preview_result,
    result_file,
)
from motcua.dossiers.models import Component, Paper
from motcua.kernel.errors import Invalid, NotFound
from tests.integration.dossiers.province import Province

NUMBER, MASKED = "025190000123", "0********123"


def _looks(answer_id: object) -> list[tuple[str, str, str, str]]:
    found = Look.objects.filter(subject_id=answer_id).order_by("id")
    return [(one.kind, one.purpose, one.role, one.words) for one in found]


def test_the_owner_reads_all_and_is_not_watched(province: Province) -> None:
    answer = province.file("congdan1")
    view = dossier_view(province.actor("congdan1"), code=answer.code, now=province.now)
    assert (view.owner_number, view.answers["personal_id"], view.numbers_shown) == (NUMBER, NUMBER, True)
    assert _looks(answer.dossier_id) == []


def test_whoever_handles_it_opens_numbers_with_one_press(province: Province) -> None:
    answer = province.file()
    clerk = province.actor("motcua.y99.10")
    view = dossier_view(clerk, code=answer.code, now=province.now)
    assert (view.owner_number, view.answers["personal_id"]) == (MASKED, MASKED)
    assert view.handles and not view.numbers_shown
    shown = dossier_view(clerk, code=answer.code, now=province.now, stated=Stated())
    assert (shown.owner_number, shown.answers["personal_id"], shown.numbers_shown) == (NUMBER, NUMBER, True)
    handling = (Purpose.HANDLING, "counter_clerk", "")
    assert _looks(answer.dossier_id) == [(LookKind.PAGE, *handling), (LookKind.NUMBERS, *handling)]


def test_whoever_does_not_handle_it_says_what_for(province: Province) -> None:
    answer = province.file()
    head = province.actor("truongphong.y99.10")
    assert not dossier_view(head, code=answer.code, now=province.now).handles
    for said, field in (
        (Stated(), "purpose"),
        (Stated("handling"), "purpose"),
        (Stated("other", " "), "words"),
    ):
        with pytest.raises(Invalid) as refusal:
            dossier_view(head, code=answer.code, now=province.now, stated=said)
        assert list(refusal.value.fields) == [field]
    stated = Stated("complaint", f"đơn của số {NUMBER}")
    assert dossier_view(head, code=answer.code, now=province.now, stated=stated).owner_number == NUMBER
    assert _looks(answer.dossier_id) == [
        (LookKind.PAGE, Purpose.SUPERVISION, "unit_head", ""),
        (LookKind.NUMBERS, Purpose.COMPLAINT, "unit_head", "đơn của số *********123"),
    ]


def test_files_papers_and_results_are_looks_too(province: Province) -> None:
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto="release")
    records = province.actor("vanthu.y99.10")
    paper = Paper.objects.filter(dossier=answer.dossier_id).first()
    component = Component.objects.filter(dossier=answer.dossier_id).first()
    assert paper and component
    of, now = answer.dossier_id, province.now
    component_file(records, dossier_id=of, component_id=component.id, now=now)[1].close()
    paper_file(records, dossier_id=of, paper_id=paper.id, now=now)
    result_file(records, dossier_id=of, now=now)
    preview_result(records, dossier_id=of, now=now + dt.timedelta(hours=1))
    assert [one[0] for one in _looks(of)] == ["file", "paper", "result", "result"]


def test_one_look_an_hour_is_kept(province: Province) -> None:
    answer = province.file()
    clerk = province.actor("motcua.y99.10")
    for minutes in (0, 20, 29, 31):
        dossier_view(clerk, code=answer.code, now=province.now + dt.timedelta(minutes=minutes))
    assert len(_looks(answer.dossier_id)) == 2  # 9.30 to 9.59, and 10.01


def test_whoever_may_not_see_it_leaves_no_look(province: Province) -> None:
    answer = province.file("congdan1")
    with pytest.raises(NotFound):
        dossier_view(
            province.actor("congdan2"), code=answer.code, now=province.now, stated=Stated("other", "x")
        )
    with pytest.raises(NotFound):
        own_dossier_id(province.actor("motcua.y99.10"), code=answer.code)
    assert _looks(answer.dossier_id) == []


def test_looks_are_listed_newest_first_page_by_page(province: Province) -> None:
    answer = province.file()
    for username in ("motcua.y99.10", "truongphong.y99.10", "lanhdao.y99.10"):
        dossier_view(province.actor(username), code=answer.code, now=province.now)
    first = looks(label=answer.code, size=2)
    rest = looks(label=answer.code, size=2, cursor=first.next)
    seen: list[LookView] = [*first.items, *rest.items]
    assert [one.role for one in seen] == ["leader", "unit_head", "counter_clerk"] and not rest.next
    clerk = province.actor("motcua.y99.10")
    assert [one.role for one in looks(account_id=clerk.id).items] == ["counter_clerk"]
    assert seen[0].agency_name == "UBND phường Một" and seen[0].purpose_label


@pytest.mark.parametrize(
    "change", ["UPDATE audit_look SET words = ''", "DELETE FROM audit_look", "TRUNCATE audit_look"]
)
def test_looks_cannot_be_altered(province: Province, change: str) -> None:
    answer = province.file()
    dossier_view(province.actor("motcua.y99.10"), code=answer.code, now=province.now)
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change)
