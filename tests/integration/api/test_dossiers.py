"""Filing, following and acting on dossiers through the machine's door."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client

from motcua.dossiers.models import Dossier
from tests.integration.api.made import BORDERS, KITES, Caller, intake
from tests.unit.files.made_files import PDF

pytestmark = pytest.mark.django_db


def the_form(citizen):
    """The key of the compulsory paper, and its stored file."""
    documents = citizen.get(f"procedures/{KITES}").json()["required_documents"]
    stored = citizen.post(
        "files", PDF, Content_Type="application/pdf", X_File_Name="don%20%C4%91%E1%BB%81.pdf"
    )
    assert stored.status_code == 201, stored.content
    return {"document": documents[0]["key"], "sha256": stored.json()["sha256"], "file_name": "đơn.pdf"}


@pytest.fixture
def filed(citizen):
    """What a citizen got back for a dossier."""
    answer = citizen.file(components=[the_form(citizen)])
    assert answer.status_code == 201, answer.content
    return answer.json()


def test_a_dossier_is_filed_and_can_be_read(citizen, filed):
    assert filed["status"] == 1 and filed["step"] == "submitted"
    assert filed["secret"] and filed["due_at"].endswith("+07:00") and filed["acceptance_due_at"]
    body = citizen.get(f"dossiers/{filed['code']}").json()
    assert (body["code"], body["status"], body["step"]) == (filed["code"], 1, "submitted")
    assert body["due_at"] == filed["due_at"] and body["secret"] == filed["secret"]
    assert body["agencies"]["competent"] == {"name": "UBND phường Gió", "identifier": "H99.10.01"}
    assert [line["action"] for line in body["timeline"]] == ["submit"]
    assert body["answers"]["owner_name"] == "Nguyễn Thị Hòa"
    assert body["answers"]["address_detail"] == "Số 12, đường Diều"
    assert body["components"][0]["media_type"] == "application/pdf"
    assert {action["action"]: action["allowed"] for action in body["actions"]} == {
        "accept": False, "request_supplement": False, "refuse": False, "transfer": False, "withdraw": True
    }  # fmt: skip


def test_the_same_key_gives_the_same_answer(citizen):
    component = the_form(citizen)
    first = citizen.file("k-1", components=[component])
    again = citizen.file("k-1", components=[component])
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.json() == first.json()
    assert "Idempotent-Replayed" not in first.headers and again.headers["Idempotent-Replayed"] == "true"
    other = citizen.file("k-1", components=[component], answers={"request_summary": "Khác"})
    assert (other.status_code, other.json()["type"]) == (422, "urn:motcua:problem:idempotency_key_reused")
    assert citizen.file("k-2", components=[component]).json()["code"] != first.json()["code"]
    assert Dossier.objects.count() == 2


def test_a_key_belongs_to_who_used_it(citizen, stranger):
    first = citizen.file("k-1", components=[the_form(citizen)])
    second = stranger.file("k-1", components=[the_form(stranger)])
    assert first.json()["code"] != second.json()["code"]


@pytest.mark.parametrize("key", ["", "x" * 201, "đơn", "a\tb"])
def test_a_key_is_needed(citizen, key):
    answer = citizen.file(key)
    assert (answer.status_code, answer.json()["type"]) == (400, "urn:motcua:problem:idempotency_key_required")
    assert citizen.post("dossiers", intake()).status_code == 400


def test_what_is_missing_is_named(citizen):
    answer = citizen.file(applicant={"name": "Nguyễn Thị Hòa"}, answers={})
    fields = {error["field"] for error in answer.json()["errors"]}
    assert answer.status_code == 422
    assert {"personal_id", "phone", "request_summary"} <= fields
    incomplete = citizen.file("k-2").json()
    assert [error["field"].partition(".")[0] for error in incomplete["errors"]] == ["document"]
    assert not Dossier.objects.exists()


def test_a_file_of_somebody_else_is_not_taken(citizen, stranger):
    assert citizen.file(components=[the_form(stranger)]).status_code == 422


def test_what_the_province_does_not_offer_or_know(citizen):
    assert citizen.file(procedure=BORDERS).status_code == 409
    assert citizen.file(procedure="9.999999").status_code == 404
    assert citizen.file(commune="H99.77").json()["errors"][0]["field"] == "commune"


def test_answers_go_before_the_applicant(citizen):
    body = citizen.file(
        components=[the_form(citizen)], answers={"request_summary": "x", "phone": "0987654321"}
    ).json()
    assert citizen.get(f"dossiers/{body['code']}").json()["answers"]["phone"] == "0987654321"


def test_a_strangers_dossier_is_as_if_it_were_not(stranger, filed):
    code = filed["code"]
    for answer in (
        stranger.get(f"dossiers/{code}"),
        stranger.get(f"dossiers/{code}/result"),
        stranger.get(f"dossiers/{code}/papers/00000000-0000-7000-8000-000000000000"),
        stranger.post(f"dossiers/{code}/actions/withdraw", {"reason": "x"}),
        stranger.post(f"dossiers/{code}/components?document=x", PDF, Content_Type="application/pdf"),
    ):
        assert answer.status_code == 404
        assert answer.json()["type"] == "urn:motcua:problem:not_found"
    assert stranger.get("dossiers").json()["items"] == []


def test_the_clerk_sees_and_moves_it_by_the_table(citizen, clerk, filed):
    code = filed["code"]
    (row,) = clerk.get("dossiers?box=mine").json()["items"]
    assert (row["code"], row["owner_name"], row["version"]) == (code, "Nguyễn Thị Hòa", 1)
    assert clerk.get(f"dossiers/{code}").json()["secret"] is None
    accepted = clerk.post(f"dossiers/{code}/actions/accept")
    assert accepted.status_code == 200, accepted.content
    assert accepted.json() == {
        "code": code,
        "action": "accept",
        "step": "accepted",
        "status": 2,
        "version": 2,
    }
    again = clerk.post(f"dossiers/{code}/actions/accept", {})
    assert (again.status_code, again.json()["type"]) == (409, "urn:motcua:problem:action_not_possible")
    assert clerk.post(f"dossiers/{code}/actions/fly", {}).status_code == 409
    body = citizen.get(f"dossiers/{code}").json()
    assert [line["status"] for line in body["timeline"]] == [1, 2]
    assert body["accepted_at"] and body["due_at"]


def test_an_action_of_somebody_else(citizen, filed):
    answer = citizen.post(f"dossiers/{filed['code']}/actions/accept", {})
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:motcua:problem:action_not_yours")


def test_an_action_names_what_it_needs(citizen, clerk, filed):
    path = f"dossiers/{filed['code']}/actions/request_supplement"
    answer = clerk.post(path, {"items": ["Ảnh chụp diều"]})
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "reason")
    assert clerk.post(path, {"items": ["Ảnh chụp diều"], "reason": "Thiếu ảnh"}).json()["status"] == 5
    documents = citizen.get(f"procedures/{KITES}").json()["required_documents"]
    target = f"dossiers/{filed['code']}/components?document={documents[1]['key']}"
    added = citizen.post(target, PDF, Content_Type="application/pdf", X_File_Name="anh.pdf")
    assert added.status_code == 201, added.content
    assert citizen.post(f"dossiers/{filed['code']}/actions/supplement").json()["status"] == 1
    assert len(citizen.get(f"dossiers/{filed['code']}").json()["components"]) == 2


def test_a_stale_version_changes_nothing(clerk, filed):
    path = f"dossiers/{filed['code']}"
    etag = clerk.get(path).headers["ETag"]
    assert clerk.post(f"{path}/actions/accept", {}, If_Match='"0"').status_code == 412
    assert clerk.post(f"{path}/actions/accept", {}, If_Match="soon").status_code == 422
    assert clerk.post(f"{path}/actions/accept", {"version": 0}).status_code == 409
    assert clerk.post(f"{path}/actions/accept", {}, If_Match=etag).status_code == 200
    assert clerk.post(f"{path}/actions/hand_over", {}, If_Match=etag).status_code == 412


def test_a_dossier_that_did_not_change_is_not_sent_again(citizen, clerk, filed):
    path = f"dossiers/{filed['code']}"
    first = citizen.get(path)
    assert first.headers["ETag"].startswith('W/"1-') and "no-store" in first.headers["Cache-Control"]
    assert citizen.get(path, If_None_Match=first.headers["ETag"]).status_code == 304
    clerk.post(f"{path}/actions/accept")
    assert citizen.get(path, If_None_Match=first.headers["ETag"]).status_code == 200


def test_a_clerk_files_at_the_counter(clerk):
    body = clerk.file().json()
    read = clerk.get(f"dossiers/{body['code']}").json()
    assert (read["channel"], read["agencies"]["assisting"]["name"]) == ("counter", "UBND phường Gió")
    assert clerk.file("k-2", channel="online").status_code == 403
    assert clerk.file("k-3", channel="post").status_code == 201


def test_a_citizen_cannot_file_at_the_counter(citizen):
    assert citizen.file(channel="counter").status_code == 403


def test_lists_go_on_where_they_ended(citizen, clerk):
    component = the_form(citizen)
    codes = [citizen.file(f"k-{n}", components=[component]).json()["code"] for n in range(3)]
    for who in (citizen, clerk):
        first = who.get("dossiers?limit=2").json()
        rest = who.get(f"dossiers?limit=2&cursor={first['next']}").json()
        assert sorted(row["code"] for row in first["items"] + rest["items"]) == codes
        assert rest["next"] is None


def test_files_are_judged_by_their_content(citizen):
    answer = citizen.post(
        "files", b"MZ\x90\x00 not a paper", Content_Type="application/pdf", X_File_Name="a.pdf"
    )
    assert (answer.status_code, answer.json()["type"]) == (422, "urn:motcua:problem:file_refused")
    nothing = citizen.client.post(
        "/api/v1/files", {"name": "x"}, headers={"Authorization": f"Bearer {citizen.token}"}
    )
    assert nothing.json()["errors"][0]["field"] == "file"


def test_a_file_may_come_as_a_form(citizen):
    from django.core.files.uploadedfile import SimpleUploadedFile

    upload = SimpleUploadedFile("don.pdf", PDF, "text/plain")
    answer = citizen.client.post(
        "/api/v1/files", {"file": upload}, headers={"Authorization": f"Bearer {citizen.token}"}
    )
    assert (answer.status_code, answer.json()["media_type"]) == (201, "application/pdf")
    assert answer.json()["size"] == len(PDF)


def test_reading_costs_a_fixed_number_of_statements(citizen, clerk, django_assert_max_num_queries):
    component = the_form(citizen)
    codes = [citizen.file(f"k-{n}", components=[component]).json()["code"] for n in range(4)]
    clerk.get("dossiers"), citizen.get("dossiers")
    with django_assert_max_num_queries(6):
        assert len(clerk.get("dossiers").json()["items"]) == 4
    with django_assert_max_num_queries(5):
        assert len(citizen.get("dossiers").json()["items"]) == 4
    with django_assert_max_num_queries(14):
        citizen.get(f"dossiers/{codes[0]}")


@pytest.mark.django_db(transaction=True)
def test_two_at_once_with_one_key_make_one_dossier(citizen):
    body = {"components": [the_form(citizen)]}
    ready = threading.Barrier(2)

    def file(_):
        try:
            ready.wait(10)
            return Caller(Client(), citizen.token).file("same", **body)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(file, range(2)))
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    assert Dossier.objects.count() == 1
