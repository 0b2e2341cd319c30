"""What people try who do not mean well: with shapes nobody asked for, at odd moments, in others' names."""

import datetime as dt
import math
import re
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from django.utils import translation

from motcua.accounts.door import SYSTEM, delegate
from motcua.audit import door as audit
from motcua.directory.door import end_position
from motcua.dossiers.door import (
    ActionNotPossible,
    ComponentInput,
    InboxFilter,
    Incomplete,
    act_on_many,
    attach,
    check_hash,
    check_token,
    confirm_payment,
    detach,
    discard_draft,
    dossier_view,
    draft_view,
    inbox,
    intake,
    my_dossiers,
    paper_file,
    rate,
    save_page,
    start_draft,
    submit_draft,
    track,
)
from motcua.dossiers.models import Component, Dossier, Money, Paper
from motcua.dossiers.operations import papers
from motcua.kernel.errors import Invalid, NotAllowed, NotFound, Refused
from motcua.kernel.models import LongWork
from motcua.kernel.paging import encode_cursor
from motcua.papers.door import Paper as PrintedPaper
from motcua.procedures.door import CommuneNotGiven
from tests.integration.dossiers.province import Province
from tests.unit.files.made_files import PDF

CLERK, OFFICER = "motcua.y99.10", "thuly.y99.10"


def _deep() -> Any:
    value: Any = "x"
    for _ in range(3000):
        value = [value]
    return value


STRANGE: tuple[Any, ...] = ({"a": 1}, ["x"], 5, math.nan, True, _deep(), "x" * 5000, "\ud800\0")


@pytest.mark.parametrize(
    ("action", "key"),
    [
        ("refuse", "reason"),
        ("request_supplement", "reason"),
        ("propose", "result"),
        ("hand_result", "receiver"),
    ],
)
def test_an_act_with_inputs_of_any_shape_is_refused_in_words(
    province: Province, action: str, key: str
) -> None:
    answer = province.file("congdan1")
    by = CLERK
    if action in ("propose", "hand_result"):
        province.carry(answer.dossier_id, upto="assign" if action == "propose" else "release")
        by = OFFICER if action == "propose" else CLERK
    for strange in STRANGE:
        inputs = {**province.inputs(action), key: strange}
        for language, words in (("vi", r"Nhập|Soạn|Chọn"), ("en", r"Enter|Draft|Choose")):
            with translation.override(language):
                with pytest.raises(Invalid) as refused:
                    province.act(answer.dossier_id, action, by, inputs=inputs)
                assert all(re.match(words, str(said)) for said in refused.value.fields.values())


@pytest.mark.parametrize(
    "result",
    [
        {"outcome": ["granted"], "body": "x"},
        {"outcome": "granted", "body": {"a": 1}},
        {"outcome": "granted", "body": "x" * 4001},
        {"outcome": {}, "body": "x"},
    ],
)
def test_a_result_is_text_and_never_cut_short(province: Province, result: dict[str, Any]) -> None:
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto="assign")
    with pytest.raises(Invalid):
        province.act(answer.dossier_id, "propose", OFFICER, inputs={"result": result})


def test_what_the_database_cannot_keep_is_left_out(province: Province) -> None:
    answer = province.file()
    items = ["bản\0 sao", "\ud800", {"a": 1}]
    province.act(
        answer.dossier_id, "request_supplement", CLERK, inputs={"reason": "thiếu\0 giấy", "items": items}
    )
    view = dossier_view(province.actor(CLERK), code=answer.code, now=province.now)
    assert (view.supplements[0].items, view.supplements[0].reason) == (("bản sao",), "thiếu giấy")


def test_look_ups_with_any_text_find_nothing(province: Province) -> None:
    clerk = province.actor(CLERK)
    for text in ("\0", "a\ud800", "x" * 100_000):
        for look_up in (
            lambda text=text: track(code=text, secret=text, address="10.1.1.1", now=province.now),
            lambda text=text: check_token(text),
            lambda text=text: dossier_view(clerk, code=text, now=province.now),
        ):
            with pytest.raises(Refused):
                look_up()
        assert check_hash(text) is None
        for filter in (InboxFilter(box="all", q=f"{text}x"), InboxFilter(box="all", step=f"{text}x")):
            assert not inbox(clerk, filter, now=province.now).items


@pytest.mark.parametrize(
    "key", [("x", "y"), (1, 2), (None, None), ("2026-01-01", str(uuid4())), ({}, []), ("9999-12-31T23:59",)]
)
def test_a_forged_cursor_is_refused(province: Province, key: tuple[Any, ...]) -> None:
    cursor = encode_cursor(*key)
    with pytest.raises(Invalid):
        inbox(province.actor(CLERK), InboxFilter(box="all", cursor=cursor), now=province.now)
    with pytest.raises(Invalid):
        my_dossiers(province.actor("congdan1"), cursor=cursor, now=province.now)


@pytest.mark.parametrize(
    "changes",
    [
        {"channel": 7},
        {"answers": {"owner_name": {"a": 1}}},
        {"answers": {"owner_name": _deep()}},
        {"answers": {"owner\0": "x"}},
        {"components": (ComponentInput("x", originals=-1),)},
        {"components": (ComponentInput("x", copies=10**30),)},
        {"components": (ComponentInput("x", sha256="\0"),)},
    ],
)
def test_a_request_of_the_wrong_shape_is_refused(province: Province, changes: dict[str, Any]) -> None:
    with pytest.raises((Invalid, NotAllowed)):
        intake(actor=province.actor(CLERK), request=province.request(**changes), key="k", now=province.now)


@pytest.mark.parametrize("key", ["", "\0", "x" * 201])
def test_an_idempotency_key_is_short_and_plain(province: Province, key: str) -> None:
    with pytest.raises(Invalid):
        intake(actor=province.actor(CLERK), request=province.request(), key=key, now=province.now)


def test_naming_a_document_is_not_handing_it_in(province: Province) -> None:
    named = tuple(ComponentInput(d.key, originals=1) for d in province.service.cases[0].documents)
    with pytest.raises(Incomplete):
        province.file("congdan1", components=named)


def test_a_dossier_keeps_only_answers_that_were_asked(province: Province) -> None:
    answers = {**province.request().answers, "filer_name": "Không Ai Hỏi"}
    assert answers["on_behalf"] == "self"
    answer = province.file(answers=answers)
    assert "filer_name" not in Dossier.objects.get(id=answer.dossier_id).answers


def test_a_draft_is_for_a_commune_that_exists(province: Province) -> None:
    owner = province.actor("congdan1")
    department = province.actor("lanhdao.y99.02").seats[0].agency_id
    for nobody in (uuid4(), department):
        with pytest.raises(CommuneNotGiven):
            start_draft(
                actor=owner, procedure_code=province.service.code, commune_id=nobody, now=province.now
            )


def test_a_token_that_reads_changes_nothing(province: Province) -> None:
    owner, now = province.actor("congdan1"), province.now
    draft_id = start_draft(
        actor=owner, procedure_code=province.service.code, commune_id=province.commune.id, now=now
    )
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto="release")
    reader = replace(owner, scopes=frozenset({"dossiers:read"}))
    clerk = replace(province.actor(CLERK), scopes=frozenset({"dossiers:read"}))
    version = Dossier.objects.get(id=answer.dossier_id).version
    assert draft_view(reader, draft_id=draft_id)
    for attempt in (
        lambda: save_page(actor=reader, draft_id=draft_id, page_key="owner", raw={}, now=now),
        lambda: submit_draft(actor=reader, dossier_id=draft_id, now=now),
        lambda: discard_draft(actor=reader, draft_id=draft_id, now=province.now),
        lambda: rate(actor=reader, dossier_id=answer.dossier_id, stars=1, now=now),
        # Long work runs with all the rights its owner has: a reading token may not start any.
        lambda: act_on_many(actor=clerk, action="accept", dossiers=[(answer.dossier_id, version)], now=now),
    ):
        with pytest.raises(NotAllowed):
            attempt()
    assert not LongWork.objects.exists()


def test_the_look_up_secret_is_told_to_the_one_who_filed_alone(province: Province) -> None:
    answer = province.file("congdan1")
    with pytest.raises(NotAllowed):
        submit_draft(actor=province.actor(CLERK), dossier_id=answer.dossier_id, now=province.now)


@pytest.mark.parametrize("action", ["stop", "withdraw", "nothing", "\0", "x" * 1000])
def test_what_is_done_one_by_one_is_not_done_in_bulk(province: Province, action: str) -> None:
    answer = province.file()
    with pytest.raises(ActionNotPossible):
        act_on_many(
            actor=province.actor(CLERK),
            action=action,
            dossiers=[(answer.dossier_id, 1)],
            inputs={"reason": math.nan},
            now=province.now,
        )


def test_who_acts_for_another_is_named_with_both_names_everywhere(province: Province) -> None:
    holder, deputy = province.actor(CLERK), province.actor("motcua.y99.11")
    delegate(
        position_id=holder.seats[0].position_id,
        to_person_id=deputy.person_id or uuid4(),
        from_date=province.now.date(),
        until_date=province.now.date(),
        ground="nghỉ phép",
        actor=SYSTEM,
        now=province.now,
    )
    deputy = province.actor("motcua.y99.11")
    deputy = replace(deputy, seats=tuple(seat for seat in deputy.seats if seat.acting_for))
    answer = intake(actor=deputy, request=province.request(), key="k", now=province.now)
    dossier = Dossier.objects.get(id=answer.dossier_id)
    assert dossier.receiving_agency_id == province.commune.id
    Dossier.objects.filter(id=dossier.id).update(money=Money.ASKED, fee_amount=1000)
    confirm_payment(actor=deputy, dossier_id=dossier.id, voucher="BL 1", now=province.now)
    province.act(dossier.id, "request_supplement", "motcua.y99.11")
    _attach(province, deputy, dossier)
    told = audit.history("dossier", dossier.id)
    assert len(told) == 4
    assert {entry.acting_for for entry in told} == {holder.name}
    assert {entry.actor_name for entry in told} == {deputy.name}


def _attach(province: Province, actor: Any, dossier: Dossier) -> Any:
    key = province.service.cases[0].documents[0].key
    return attach(
        actor=actor,
        dossier_id=dossier.id,
        document_key=key,
        content=PDF,
        file_name="đơn.pdf",
        now=province.now,
    )


@pytest.mark.parametrize("by", ["congdan1", CLERK])
def test_an_answer_that_brings_nothing_does_not_move_the_due_date(province: Province, by: str) -> None:
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto="assign")
    province.now += dt.timedelta(hours=1)
    province.act(answer.dossier_id, "request_supplement", OFFICER)
    due = Dossier.objects.get(id=answer.dossier_id).due_at
    province.now += dt.timedelta(days=3)
    for inputs in ({"reason": " \u200b"}, {"nothing": "x"}):
        with pytest.raises(Invalid):
            province.act(answer.dossier_id, "supplement", by, inputs=inputs)
    dossier = Dossier.objects.get(id=answer.dossier_id)
    assert dossier.due_at == due
    added = _attach(province, province.actor("congdan1"), dossier)
    detach(actor=province.actor("congdan1"), dossier_id=dossier.id, component_id=added, now=province.now)
    with pytest.raises(Invalid):
        province.act(dossier.id, "supplement", by, inputs={"nothing": "x"})
    _attach(province, province.actor("congdan1"), dossier)
    assert province.act(dossier.id, "supplement", by, inputs={"nothing": "x"}).step == "processing"


@pytest.mark.parametrize("voucher", ["", " \0", "x" * 101])
def test_a_payment_names_its_receipt(province: Province, voucher: str) -> None:
    answer = province.file()
    Dossier.objects.filter(id=answer.dossier_id).update(money=Money.ASKED, fee_amount=1000)
    with pytest.raises(Invalid):
        confirm_payment(
            actor=province.actor(CLERK), dossier_id=answer.dossier_id, voucher=voucher, now=province.now
        )


@pytest.mark.parametrize(("action", "by"), [("refuse", CLERK), ("withdraw", "congdan1")])
def test_nothing_is_paid_for_what_ended_without_a_result(province: Province, action: str, by: str) -> None:
    answer = province.file("congdan1")
    Dossier.objects.filter(id=answer.dossier_id).update(money=Money.ASKED, fee_amount=1000)
    clerk = province.actor(CLERK)
    assert dossier_view(clerk, code=answer.code, now=province.now).may_confirm_payment
    province.act(answer.dossier_id, action, by)
    assert not dossier_view(clerk, code=answer.code, now=province.now).may_confirm_payment
    with pytest.raises(ActionNotPossible):
        confirm_payment(actor=clerk, dossier_id=answer.dossier_id, voucher="BL 1", now=province.now)


@pytest.mark.parametrize("stars", [True, 3.0, "5", 0, 6, math.nan, None, []])
def test_a_rating_is_one_to_five_after_the_end_and_leaves_evidence(province: Province, stars: Any) -> None:
    answer = province.file("congdan1")
    owner = province.actor("congdan1")
    with pytest.raises(ActionNotPossible):
        rate(actor=owner, dossier_id=answer.dossier_id, stars=5, now=province.now)
    Dossier.objects.filter(id=answer.dossier_id).update(status=10, step="returned")
    with pytest.raises(Invalid):
        rate(actor=owner, dossier_id=answer.dossier_id, stars=stars, now=province.now)
    with pytest.raises(NotAllowed):
        rate(actor=province.actor(CLERK), dossier_id=answer.dossier_id, stars=5, now=province.now)
    rate(actor=owner, dossier_id=answer.dossier_id, stars=5, comment="tốt\0", now=province.now)
    assert audit.history("dossier", answer.dossier_id)[-1].action == "dossier.rate"


def test_a_request_to_complete_ends_with_the_dossier(province: Province) -> None:
    answer = province.file("congdan1")
    province.act(answer.dossier_id, "request_supplement", CLERK)
    look = {"code": answer.code, "secret": answer.secret, "address": "10.0.0.1", "now": province.now}
    assert track(**look).open_supplement
    province.act(answer.dossier_id, "withdraw", "congdan1")
    assert track(**look).open_supplement is None


def test_nobody_is_assigned_who_holds_the_position_no_more(province: Province) -> None:
    answer = province.file()
    province.carry(answer.dossier_id, upto="hand_over")
    assignee = province.inputs("assign")
    end_position(
        position_id=province.actor(OFFICER).seats[0].position_id,
        on=(province.now - dt.timedelta(days=1)).date(),
        actor=SYSTEM,
        now=province.now,
    )
    with pytest.raises(Invalid):
        province.act(answer.dossier_id, "assign", "truongphong.y99.10", inputs=assignee)
    with pytest.raises(NotFound):
        dossier_view(province.actor(OFFICER), code=answer.code, now=province.now)


def test_a_paper_printed_late_says_what_it_would_have_said_in_time(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = province.file("congdan1")
    dossier = Dossier.objects.get(id=answer.dossier_id)
    handed_in = Component.objects.filter(dossier=dossier).count()
    province.now += dt.timedelta(hours=1)
    province.act(dossier.id, "request_supplement", CLERK)
    _attach(province, province.actor("congdan1"), dossier)
    printed: list[PrintedPaper] = []
    typeset = papers.typeset_for_signing
    monkeypatch.setattr(
        papers, "typeset_for_signing", lambda paper, **how: printed.append(paper) or typeset(paper, **how)
    )
    paper = Paper.objects.get(dossier=dossier, kind="acknowledgement")
    paper_file(province.actor("congdan1"), dossier_id=dossier.id, paper_id=paper.id, now=province.now)
    assert [len(one.components) for one in printed] == [handed_in]  # type: ignore[union-attr]
