"""What a request gets back, whatever the view does."""

import logging
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.db import OperationalError
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path

from motcua.kernel.access import anyone
from motcua.kernel.errors import Invalid, Refused
from motcua.site import health

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]

RAISED: dict[str, Exception] = {
    "refused": Refused("Hồ sơ đã khoá."),
    "invalid": Invalid(fields={"phone": "Số không đúng."}),
    "missing": Http404(),
    "denied": PermissionDenied(),
    "odd": SuspiciousOperation("tampered"),
    "fault": ValueError("secret-detail 025199001234"),
}


@anyone
def view(request: HttpRequest, what: str) -> HttpResponse:
    if what in RAISED:
        raise RAISED[what]
    return HttpResponse(f"actor {request.actor}")  # type: ignore[attr-defined]


handler404 = "motcua.site.errors.page_not_found"
urlpatterns = [
    path("healthz", health.healthz),
    path("try/<what>", view),
    path("api/v1/try/<what>", view),
    path("desk/", include("motcua.desk.urls")),
    path("", include("motcua.portal.urls")),
]


@pytest.mark.parametrize(
    ("what", "status"), [("refused", 409), ("invalid", 422), ("missing", 404), ("denied", 403), ("odd", 400)]
)
def test_a_refusal_is_a_page_with_its_status(client: Client, what: str, status: int) -> None:
    answer = client.get(f"/try/{what}")
    assert (answer.status_code, answer["Content-Type"]) == (status, "text/html; charset=utf-8")
    problem = client.get(f"/api/v1/try/{what}")
    assert (problem.status_code, problem["Content-Type"]) == (status, "application/problem+json")
    assert problem.json()["status"] == status


def test_a_refusal_says_why(client: Client) -> None:
    assert "Hồ sơ đã khoá." in client.get("/try/refused").content.decode()
    assert client.get("/api/v1/try/refused").json()["detail"] == "Hồ sơ đã khoá."
    assert client.get("/api/v1/try/invalid").json()["errors"] == {"phone": "Số không đúng."}


def test_a_fault_shows_a_number_and_logs_the_rest(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        answer = client.get("/try/fault")
    page = answer.content.decode()
    (logged,) = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    assert answer.status_code == 500
    assert logged["error_id"] in page
    assert "secret-detail" not in page and "Traceback" not in page
    assert isinstance(logged["exc_info"], ValueError)


def test_an_unknown_address_is_a_page_too(client: Client) -> None:
    answer = client.get("/no/such/page")
    assert answer.status_code == 404
    assert "<h1" in answer.content.decode()


def test_nobody_signed_in_is_no_actor_and_costs_no_statement(
    client: Client, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(0):
        assert client.get("/try/plain").content == b"actor None"


def test_the_browser_is_told_to_protect_the_visitor(client: Client) -> None:
    headers = client.get("/try/plain").headers
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert len(headers["X-Request-ID"]) == 12


@pytest.mark.parametrize(("cookie", "language"), [("", "vi"), ("en", "en"), ("xx", "vi")])
def test_only_the_visitors_own_choice_changes_the_language(
    client: Client, cookie: str, language: str
) -> None:
    client.cookies["lang"] = cookie
    answer = client.get("/try/plain", headers={"accept-language": "en"})
    assert answer["Content-Language"] == language
    assert "Cookie" in answer["Vary"]


def test_health_tells_the_parts(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    parts = answer.json()
    assert [alarm["key"] for alarm in parts.pop("alarms")] == ["worker"]
    assert parts == {
        "status": "ok",
        "database": "ok",
        "outbox_lag_seconds": 0,
        "dead_letters": 0,
        "worker": "silent",
        "worker_heartbeat": None,
    }


def test_health_says_no_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail() -> None:
        raise OperationalError("gone")

    monkeypatch.setattr("motcua.kernel.watch.figures", fail)
    answer = client.get("/healthz")
    assert answer.status_code == 503 and answer.json()["database"] == "OperationalError"


@pytest.mark.parametrize(
    ("stage", "status", "part"), [("before", 503, "migrations"), ("after", 200, "migrations_after")]
)
def test_health_names_missing_migrations(
    client: Client, monkeypatch: pytest.MonkeyPatch, stage: str, status: int, part: str
) -> None:
    monkeypatch.setattr(health.stages, "pending", lambda: (("files.0009_more", stage),))
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()[part]) == (status, ["files.0009_more"])
