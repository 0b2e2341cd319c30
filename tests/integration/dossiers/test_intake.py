"""Intake: one request, one dossier; nothing typed is lost; numbers without gaps."""

import pytest
from django.db import transaction

from motcua.dossiers.door import (
    ActionNotPossible,
    Changed,
    ComponentInput,
    Incomplete,
    KeyReused,
    LookupFailed,
    NotOnline,
    attach,
    draft_view,
    intake,
    save_page,
    start_draft,
    submit_draft,
    track,
)
from motcua.dossiers.models import Dossier, Paper
from motcua.kernel.errors import Invalid, NotAllowed, Refused
from motcua.kernel.throttle import Throttled
from tests.integration.dossiers.province import Province
from tests.unit.files.made_files import PDF


def test_the_same_key_gives_the_same_answer(province: Province) -> None:
    clerk, request = province.actor("motcua.y99.10"), province.request()
    first = intake(actor=clerk, request=request, key="k", now=province.now)
    again = intake(actor=clerk, request=request, key="k", now=province.now)
    assert again.repeated and not first.repeated
    assert (again.code, again.secret, again.due_at) == (first.code, first.secret, first.due_at)
    assert Dossier.objects.count() == 1
    assert Paper.objects.count() == 1


def test_the_same_key_with_another_body_is_refused(province: Province) -> None:
    clerk = province.actor("motcua.y99.10")
    intake(actor=clerk, request=province.request(), key="k", now=province.now)
    with pytest.raises(KeyReused):
        intake(actor=clerk, request=province.request(channel=3), key="k", now=province.now)
    assert Dossier.objects.count() == 1


def test_two_people_may_use_one_key(province: Province) -> None:
    for username in ("motcua.y99.10", "motcua.y99.11"):
        intake(actor=province.actor(username), request=province.request(), key="k", now=province.now)
    assert Dossier.objects.count() == 2


def test_received_anywhere_decided_where_competence_lies(province: Province) -> None:
    answer = province.file("motcua.y99.11")
    dossier = Dossier.objects.select_related("receiving_agency", "competent_agency").get(id=answer.dossier_id)
    assert answer.code.startswith("Y99.11-")
    assert dossier.receiving_agency is not None and dossier.competent_agency is not None
    assert dossier.receiving_agency.name == "UBND xã Hai"
    assert dossier.competent_agency.name == "UBND phường Một"


def test_a_number_taken_by_a_failed_intake_is_given_back(province: Province) -> None:
    province.file()
    with transaction.atomic():
        province.file()
        transaction.set_rollback(True)
    assert province.file().code.endswith("-0002")


def test_an_incomplete_dossier_says_what_is_missing_and_takes_no_number(province: Province) -> None:
    with pytest.raises(Incomplete) as refusal:
        province.file(answers={"owner_name": "Lê Thị Mai"})
    assert {"personal_id", "phone"} & set(refusal.value.fields)
    assert province.file().code.endswith("-0001")


def test_online_compulsory_papers_must_be_there(province: Province) -> None:
    compulsory = [d.key for d in province.service.cases[0].documents if d.compulsory]
    assert compulsory
    with pytest.raises(Incomplete) as refusal:
        province.file("congdan1", components=())
    assert set(refusal.value.fields) == {f"document.{key}" for key in compulsory}


def test_a_file_somebody_else_brought_in_is_not_to_be_had_by_its_hash(province: Province) -> None:
    papers = province.papers(province.actor("congdan1"))
    with pytest.raises(Incomplete):
        intake(
            actor=province.actor("congdan2"),
            request=province.request(channel=2, components=papers),
            key="k",
            now=province.now,
        )


def test_an_unknown_document_is_refused(province: Province) -> None:
    with pytest.raises(Incomplete):
        province.file(components=(ComponentInput("nothing-of-the-kind", originals=1),))


@pytest.mark.parametrize(
    ("username", "channel"), [("congdan1", 1), ("motcua.y99.10", 2), ("thuly.y99.10", 1)]
)
def test_each_channel_has_its_people(province: Province, username: str, channel: int) -> None:
    with pytest.raises(NotAllowed):
        intake(
            actor=province.actor(username),
            request=province.request(channel=channel),
            key="k",
            now=province.now,
        )


def test_a_draft_keeps_what_was_typed_right_or_wrong(province: Province) -> None:
    owner = province.actor("congdan1")
    draft_id = start_draft(
        actor=owner, procedure_code=province.service.code, commune_id=province.commune.id, now=province.now
    )
    raw = {"owner_kind": "citizen", "owner_name": "Lê Thị Mai", "personal_id": "12"}
    errors = save_page(actor=owner, draft_id=draft_id, page_key="owner", raw=raw, now=province.now)
    assert "personal_id" in errors
    kept = draft_view(owner, draft_id=draft_id).answers
    assert (kept["owner_name"], kept["personal_id"]) == ("Lê Thị Mai", "12")
    with pytest.raises(Incomplete):
        submit_draft(actor=owner, dossier_id=draft_id, now=province.now)
    assert draft_view(owner, draft_id=draft_id).answers["owner_name"] == "Lê Thị Mai"


def test_a_draft_is_handed_in_once(province: Province) -> None:
    owner = province.actor("congdan1")
    draft_id = start_draft(
        actor=owner, procedure_code=province.service.code, commune_id=province.commune.id, now=province.now
    )
    for page in province.service.form.pages:
        answers = {k: v for k, v in province.request().answers.items() if k in {f.key for f in page.fields}}
        assert not save_page(actor=owner, draft_id=draft_id, page_key=page.key, raw=answers, now=province.now)
    for document in province.service.cases[0].documents:
        if document.compulsory:
            attach(
                actor=owner,
                dossier_id=draft_id,
                document_key=document.key,
                content=PDF,
                file_name="đơn.pdf",
                now=province.now,
            )
    first = submit_draft(actor=owner, dossier_id=draft_id, now=province.now)
    again = submit_draft(actor=owner, dossier_id=draft_id, now=province.now)
    assert again.repeated and again.code == first.code
    with pytest.raises(ActionNotPossible):
        attach(
            actor=owner,
            dossier_id=draft_id,
            document_key=province.service.cases[0].documents[0].key,
            content=PDF,
            file_name="late.pdf",
            now=province.now,
        )


def test_an_act_on_an_older_state_is_refused(province: Province) -> None:
    answer = province.file()
    seen = Dossier.objects.get(id=answer.dossier_id).version
    province.act(answer.dossier_id, "accept", "motcua.y99.10", version=seen)
    with pytest.raises(Changed):
        province.act(answer.dossier_id, "hand_over", "motcua.y99.10", version=seen)
    with pytest.raises(ActionNotPossible):
        province.act(answer.dossier_id, "accept", "motcua.y99.10")


@pytest.mark.parametrize(
    ("action", "inputs", "field"),
    [
        ("refuse", {"reason": "  \u200b "}, "reason"),
        ("request_supplement", {"reason": "x", "items": ["", "  "]}, "items"),
    ],
)
def test_what_an_act_needs_must_be_said(
    province: Province, action: str, inputs: dict[str, object], field: str
) -> None:
    answer = province.file()
    with pytest.raises(Invalid) as refusal:
        province.act(answer.dossier_id, action, "motcua.y99.10", inputs=inputs)
    assert set(refusal.value.fields) == {field}


def test_an_officer_of_another_agency_cannot_be_assigned(province: Province) -> None:
    answer = province.file()
    province.carry(answer.dossier_id, upto="hand_over")
    seat = province.actor("thuly.y99.11").seats[0]
    with pytest.raises(Invalid):
        province.act(
            answer.dossier_id, "assign", "truongphong.y99.10", inputs={"assignee": str(seat.position_id)}
        )


def test_code_and_secret_fail_in_the_same_words(province: Province) -> None:
    answer = province.file()
    told = set()
    for code, secret in ((answer.code, "AAAAAAAA"), ("Y99.10-20260305-9999", answer.secret), ("", "")):
        with pytest.raises(LookupFailed) as refusal:
            track(code=code, secret=secret, address="127.0.0.1", now=province.now)
        told.add(str(refusal.value))
    assert len(told) == 1


def _guess(province: Province, code: str, number: int, address: str) -> type[Refused]:
    with pytest.raises(Refused) as refusal:
        track(code=code, secret=f"{number:08}", address=address, now=province.now)
    return type(refusal.value)


def test_guessing_secrets_is_slow_for_the_guesser_alone(province: Province) -> None:
    answer = province.file()
    refusals = [_guess(province, answer.code, number, "203.0.113.7") for number in range(40)]
    assert refusals == [LookupFailed] * 15 + [Throttled] * 25
    # Whoever holds the receipt looks from elsewhere, as often as they like.
    for _ in range(20):
        assert track(code=answer.code, secret=answer.secret, address="203.0.113.8", now=province.now)


def test_one_address_does_not_try_many_codes_without_end(province: Province) -> None:
    refusals = [_guess(province, f"Y99.10-20260305-{n:04}", n, "203.0.113.7") for n in range(62)]
    assert refusals == [LookupFailed] * 60 + [Throttled] * 2


def test_a_procedure_of_the_ministry_alone_is_not_filed_here(province: Province) -> None:
    from motcua.procedures.models import Procedure

    ministerial = Procedure.objects.filter(is_live=False).first()
    if ministerial is None:
        pytest.skip("the sample catalogue has no ministry procedure")
    with pytest.raises(NotOnline):
        province.file(procedure_code=ministerial.code)
