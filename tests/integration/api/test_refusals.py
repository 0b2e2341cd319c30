"""Whatever goes wrong is an RFC 9457 problem in the caller's language, and tells nothing else."""

import pytest
from django.test import Client

from motcua.accounts.door import SYSTEM, Account, revoke_token, tokens_of
from motcua.kernel import clock
from tests.integration.api.made import KITES, Caller, intake

pytestmark = pytest.mark.django_db


def problem(response, status):
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == "application/problem+json"
    body = response.json()
    assert body["status"] == status and body["title"] and body["detail"]
    return body


@pytest.mark.parametrize("path", ["nothing", "procedures/9.999999", "results/unknown", "procedures/"])
def test_what_is_not_there(anyone, path):
    assert problem(anyone.get(path), 404)["type"] == "urn:motcua:problem:not_found"


def test_the_language_of_the_words(anyone):
    assert problem(anyone.get("nothing"), 404)["detail"].startswith("Không")
    english = anyone.get("nothing", Accept_Language="fr;q=0.9, en-GB;q=0.8")
    assert english.headers["Content-Language"] == "en"
    assert not problem(english, 404)["detail"].startswith("Không")


def test_a_method_that_is_not_there(anyone):
    answer = anyone.post("procedures", {})
    assert problem(answer, 405) and answer.headers["Allow"] == "GET"


@pytest.mark.parametrize("token", ["", "mc_wrong", "x" * 2000, "mc_\u0110"])
def test_without_a_good_token(anyone, token):
    answer = Caller(anyone.client, token).get("dossiers/H99-1")
    assert problem(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer ")
    assert ("invalid_token" in answer.headers["WWW-Authenticate"]) == bool(token)


def test_a_revoked_token_opens_nothing(province, citizen):
    (token,) = tokens_of(province.citizen)
    revoke_token(token_id=token.id, actor=SYSTEM, now=clock.now())
    problem(citizen.get("dossiers"), 401)


def test_a_token_without_the_scope(province):
    reader = province.caller(province.citizen, "dossiers:read")
    answer = reader.file()
    assert problem(answer, 403)["type"].endswith("insufficient_scope")
    assert 'scope="dossiers:write"' in answer.headers["WWW-Authenticate"]
    assert reader.get("dossiers").status_code == 200


def test_a_browser_session_is_no_token(province, citizen):
    browser = Client()
    browser.force_login(Account.objects.get(id=province.citizen))
    problem(Caller(browser).file(), 401)
    problem(Caller(browser).get("dossiers"), 401)


@pytest.mark.parametrize(
    "body",
    [b"{", b"\xff", b'{"procedure": NaN}', b'"\\ud800"', b'{"procedure": "a\\u0000b"}', b"[" * 100_000],
)
def test_what_cannot_be_read(citizen, body):
    problem(citizen.post("dossiers", body, Idempotency_Key="k"), 400)


def test_another_kind_of_content(citizen):
    answer = citizen.post(
        "dossiers", b"a=1", Content_Type="application/x-www-form-urlencoded", Idempotency_Key="k"
    )
    assert problem(answer, 415)


def test_a_body_whose_length_nobody_says(citizen):
    answer = citizen.client.generic(
        "POST",
        "/api/v1/files",
        "",
        headers={"Authorization": f"Bearer {citizen.token}", "Transfer-Encoding": "chunked"},
    )
    problem(answer, 411)


def test_too_much(citizen, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    problem(citizen.post("dossiers", intake(), Idempotency_Key="k"), 413)
    settings.MAX_UPLOAD_BYTES = 10
    problem(citizen.post("files", b"%PDF-1.7 more than ten bytes", Content_Type="application/pdf"), 413)


@pytest.mark.parametrize("path", ["procedures?limit=0", "procedures?limit=101", "procedures?level=district"])
def test_a_parameter_that_does_not_fit(anyone, path):
    (error,) = problem(anyone.get(path), 422)["errors"]
    assert error["parameter"] in ("limit", "level") and error["detail"]


@pytest.mark.parametrize("path", ["procedures?q=%00", "procedures/%00", "procedures?cursor=%ED%A0%80"])
def test_characters_that_no_text_has(anyone, path):
    assert anyone.get(path).status_code in (400, 404, 422)


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"colour": "red"}, "#/colour"),
        ({"channel": "fax"}, "#/channel"),
        ({"answers": {"phone": {"home": "1"}}}, "#/answers/phone"),
        ({"applicant": {"name": ["x"]}}, "#/applicant/name"),
        ({"components": [{"document": "d", "originals": -1}]}, "#/components/0/originals"),
        ({"components": [{"document": "d", "sha256": "zz"}]}, "#/components/0/sha256"),
    ],
)
def test_a_body_that_does_not_fit_says_where(citizen, changes, pointer):
    errors = problem(citizen.file(**changes), 422)["errors"]
    assert pointer in [error["pointer"] for error in errors]


def test_a_fault_of_ours_shows_an_id_and_no_trace(anyone, monkeypatch):
    def broken(**_):
        raise RuntimeError("secret detail")

    monkeypatch.setattr("motcua.api.views.procedures.procedures.search", broken)
    body = problem(anyone.get("procedures"), 500)
    assert body["error_id"] in body["detail"]
    assert "secret" not in str(body)


def test_a_head_request_gets_the_headers(anyone):
    answer = anyone.client.head(f"/api/v1/procedures/{KITES}")
    assert answer.status_code == 200 and answer.headers["ETag"]
