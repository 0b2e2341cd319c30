"""Opinions of other agencies: asked in parallel, each by its own limit, silence told (61/2018 art. 19.5; rule C12)."""

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

import pytest

from motcua.directory.door import agency_by_identifier
from motcua.dossiers.door import (
    ActionNotPossible,
    Opinion,
    act,
    consultation,
    consultation_file,
    consultation_letter,
    consultations,
    dossier_view,
    give_opinion,
    own_dossier_view,
)
from motcua.dossiers.operations.consulting import tell_silence
from motcua.dossiers.road_models import Consultation
from motcua.kernel.clock import VIETNAM
from motcua.kernel.errors import Invalid, NotFound
from motcua.kernel.models import OutboxEvent
from tests.integration.dossiers.province import Province

OFFICER, DEPARTMENT, SISTER = "thuly.y99.10", "thuly.y99.02", "thuly.y99.11"


@pytest.fixture
def dossier(province: Province) -> UUID:
    answer = province.file(by="congdan1")
    province.carry(answer.dossier_id, upto="assign")
    return answer.dossier_id


def _ids(*identifiers: str) -> list[str]:
    found = [agency_by_identifier(one) for one in identifiers]
    return [str(one.id) for one in found if one]


def _ask(province: Province, dossier: UUID, *agencies: str, **more: Any) -> list[Consultation]:
    inputs = {"agencies": _ids(*agencies), "question": "Đất có nằm trong quy hoạch không?", **more}
    province.act(dossier, "consult", OFFICER, inputs=inputs)
    return list(Consultation.objects.filter(dossier=dossier, ended_at=None).order_by("agency__identifier"))


def _answer(
    province: Province, asked: Consultation, by: str, answer: str = "agree", words: str = "Đồng ý."
) -> None:
    opinion = Opinion(answer, words)
    give_opinion(actor=province.actor(by), consultation_id=asked.id, opinion=opinion, now=province.now)


def test_c12_each_agency_has_its_own_question_limit_and_letter(province: Province, dossier: UUID) -> None:
    department, sister = _ask(province, dossier, "Y99.11", "Y99.02")
    # Three working days by the law's proposal: Thursday half past nine to Tuesday half past nine.
    assert department.due_at == sister.due_at == dt.datetime(2026, 3, 10, 9, 30, tzinfo=VIETNAM)
    _answer(province, department, DEPARTMENT)
    view = dossier_view(province.actor(OFFICER), dossier_id=dossier, now=province.now)
    assert [one.answer for one in view.consultations if one.agency_name.startswith("Sở")] == ["agree"]
    assert view.row.step == "processing"
    assert [paper.kind for paper in view.papers].count("consultation") == 2
    letter = consultation_letter(province.actor(SISTER), consultation_id=sister.id, now=province.now)
    assert letter.startswith(b"%PDF")


def test_the_asking_officer_sets_the_days(province: Province, dossier: UUID) -> None:
    (asked,) = _ask(province, dossier, "Y99.02", days="5")
    assert asked.due_at == dt.datetime(2026, 3, 12, 9, 30, tzinfo=VIETNAM)
    with pytest.raises(Invalid) as refused:
        _ask(province, dossier, "Y99.11", days="0")
    assert set(refused.value.fields) == {"days"}


def test_the_same_agency_is_not_asked_twice_at_once_nor_oneself(province: Province, dossier: UUID) -> None:
    _ask(province, dossier, "Y99.02")
    for agencies in (("Y99.02",), ("Y99.10",), ()):
        with pytest.raises(Invalid) as refused:
            _ask(province, dossier, *agencies)
        assert set(refused.value.fields) == {"agencies"}


def test_the_asked_agency_sees_the_question_and_the_files_shown_and_nothing_else(
    province: Province, dossier: UUID
) -> None:
    view = dossier_view(province.actor(OFFICER), dossier_id=dossier, now=province.now)
    chosen, *others = [one.id for one in view.components if one.sha256]
    (asked,) = _ask(province, dossier, "Y99.02", shown=[str(chosen)])
    reader = province.actor(DEPARTMENT)
    (listed,) = consultations(reader, now=province.now).items
    seen = consultation(reader, consultation_id=asked.id, now=province.now)
    assert listed.id == seen.id == asked.id
    assert [one.id for one in seen.files] == [chosen]
    assert "Lê Thị Mai" not in repr(seen)
    found = consultation_file(reader, consultation_id=asked.id, component_id=chosen, now=province.now)
    with found.content as content:
        assert found.name
        assert content.read(4) == b"%PDF"
    for hidden in others:
        with pytest.raises(NotFound):
            consultation_file(reader, consultation_id=asked.id, component_id=hidden, now=province.now)
    with pytest.raises(NotFound):
        dossier_view(reader, dossier_id=dossier, now=province.now)
    with pytest.raises(NotFound):
        consultation(province.actor(SISTER), consultation_id=asked.id, now=province.now)


def test_the_owner_reads_whom_and_not_what(province: Province, dossier: UUID) -> None:
    (asked,) = _ask(province, dossier, "Y99.02")
    _answer(province, asked, DEPARTMENT, "disagree", "Nằm trong quy hoạch đường.")
    code = dossier_view(province.actor(OFFICER), dossier_id=dossier, now=province.now).row.code
    view = own_dossier_view(province.actor("congdan1"), code=code, now=province.now)
    assert view.consultations[0].agency_name.startswith("Sở")
    assert "quy hoạch" not in repr(view)
    assert "consultation" not in {paper.kind for paper in view.papers}


def test_the_clock_runs_on_unless_the_sector_law_says_otherwise(province: Province, dossier: UUID) -> None:
    before = dossier_view(province.actor(OFFICER), dossier_id=dossier, now=province.now).deadline.due_at
    _ask(province, dossier, "Y99.11")
    running = dossier_view(province.actor(OFFICER), dossier_id=dossier, now=province.now)
    assert running.deadline.due_at == before
    (asked, _other) = _ask(province, dossier, "Y99.02", exception="khoản 3 Điều 102 Luật Xây dựng")
    pushed = dossier_view(province.actor(OFFICER), dossier_id=dossier, now=province.now).deadline
    assert before is not None and pushed.due_at is not None
    assert pushed.due_at > before
    later = replace(province, now=dt.datetime(2026, 3, 6, 9, 30, tzinfo=VIETNAM))
    _answer(later, asked, DEPARTMENT)
    resumed = dossier_view(province.actor(OFFICER), dossier_id=dossier, now=later.now).deadline
    assert resumed.due_at is not None
    assert before < resumed.due_at < pushed.due_at
    assert [one.kind for one in resumed.adjustments] == ["set", "pause", "resume"]


def test_two_questions_at_once_that_stop_the_clock_stop_it_once(province: Province, dossier: UUID) -> None:
    _ask(province, dossier, "Y99.02", "Y99.11", exception="luật chuyên ngành")
    deadline = dossier_view(province.actor(OFFICER), dossier_id=dossier, now=province.now).deadline
    assert [one.kind for one in deadline.adjustments] == ["set", "pause", "pause"]
    one = Consultation.objects.filter(dossier=dossier).values_list("due_at", flat=True).distinct()
    assert len(one) == 1


def test_silence_is_told_once_and_the_officer_may_go_on_without(province: Province, dossier: UUID) -> None:
    (asked,) = _ask(province, dossier, "Y99.02")
    assert tell_silence(now=asked.due_at) == 0
    late = asked.due_at + dt.timedelta(minutes=1)
    assert tell_silence(now=late) == 1
    assert tell_silence(now=late) == 0
    (event,) = OutboxEvent.objects.filter(name="dossier.consultation_silent.v1")
    assert event.payload["consultation_id"] == str(asked.id)
    view = dossier_view(province.actor(OFFICER), dossier_id=dossier, now=late)
    assert [one.silent for one in view.consultations] == [True]
    assert consultations(province.actor(DEPARTMENT), now=late).items[0].silent
    assert consultations(province.actor(OFFICER), box="asked", now=late).items[0].silent
    province.act(dossier, "propose", OFFICER)
    _answer(replace(province, now=late), asked, DEPARTMENT)


def test_a_question_is_withdrawn_and_then_not_answered(province: Province, dossier: UUID) -> None:
    (asked,) = _ask(province, dossier, "Y99.02")
    inputs = {"consultation": str(asked.id), "reason": "không cần nữa"}
    province.act(dossier, "withdraw_question", OFFICER, inputs=inputs)
    with pytest.raises(ActionNotPossible):
        _answer(province, asked, DEPARTMENT)
    assert not consultations(province.actor(DEPARTMENT), now=province.now).items


def test_an_opinion_needs_words_unless_it_agrees(province: Province, dossier: UUID) -> None:
    (asked,) = _ask(province, dossier, "Y99.02")
    for answer, words, fields in (("declined", "", {"words"}), ("", "ý kiến", {"answer"})):
        with pytest.raises(Invalid) as refused:
            _answer(province, asked, DEPARTMENT, answer, words)
        assert set(refused.value.fields) == fields
    with pytest.raises(NotFound):
        _answer(province, asked, SISTER)


def test_what_an_agency_was_not_asked_it_cannot_answer_as_an_act(province: Province, dossier: UUID) -> None:
    (asked,) = _ask(province, dossier, "Y99.02")
    inputs = {"consultation": str(asked.id), "answer": "agree"}
    with pytest.raises(NotFound):
        act(
            actor=province.actor(DEPARTMENT),
            dossier_id=dossier,
            action="give_opinion",
            inputs=inputs,
            now=province.now,
        )
