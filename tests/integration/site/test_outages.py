"""What visitors are told while something this installation rests on is gone."""

import errno
from typing import Any

import pytest
from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from psycopg.errors import DiskFull

from motcua.kernel.access import anyone
from motcua.kernel.outages import outage

FAILING: list[Exception] = []


@anyone
def fail(request: HttpRequest) -> HttpResponse:
    raise FAILING[0]


urlpatterns = [path("try", fail), path("api/v1/try", fail), path("", include("motcua.site.urls"))]
handler500 = "motcua.site.errors.server_error"
pytestmark = [pytest.mark.urls(__name__), pytest.mark.django_db]
TYPED = {"owner_name": "Nguyễn <b>Hòa</b>", "ticked": ["a", "b"]}


@pytest.fixture(params=["gone", "full"])
def status(request: pytest.FixtureRequest) -> int:
    gone = OperationalError("connection refused")
    FAILING[:] = [gone if request.param == "gone" else OSError(errno.ENOSPC, "No space left on device")]
    return 503 if request.param == "gone" else 507


def test_a_page_says_when_to_come_back_in_both_languages(client: Client, status: int) -> None:
    answer = client.get("/try")
    assert answer.status_code == status
    assert int(answer["Retry-After"]) > 0 and answer["Cache-Control"] == "no-store"
    assert "gián đoạn" in answer.content.decode()
    client.cookies["lang"] = "en"
    assert "interrupted" in client.get("/try").content.decode()


def test_what_was_typed_can_be_sent_again_from_the_page(client: Client, status: int) -> None:
    page = client.post("/try", TYPED).content.decode()
    assert '<form method="post" action="/try">' in page
    assert 'name="owner_name" value="Nguyễn &lt;b&gt;Hòa&lt;/b&gt;"' in page
    assert page.count('name="ticked"') == 2


def test_a_password_is_not_written_into_the_page(client: Client, status: int) -> None:
    assert "geheim" not in client.post("/try", {"username": "a", "password": "geheim"}).content.decode()


def test_a_machine_gets_a_problem(client: Client, status: int) -> None:
    answer = client.post("/api/v1/try", TYPED)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")
    assert answer["Retry-After"] and answer.json()["type"].endswith(("unavailable", "no_space"))


def test_the_machine_s_door_says_the_same(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: Any, **__: Any) -> None:
        raise OperationalError("the connection is lost")

    monkeypatch.setattr("motcua.api.tokens.actor_by_token", gone)
    answer = client.get("/api/v1/dossiers", headers={"authorization": "Bearer mc_x"})
    assert answer.status_code == 503 and answer["Retry-After"] == "15"


def test_a_fault_before_the_view_is_an_outage_too(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(*_: Any, **__: Any) -> None:
        raise OperationalError("the connection is lost")

    monkeypatch.setattr("motcua.site.middleware.SecurityHeaders.__call__", gone)
    client.raise_request_exception = False
    assert client.get("/try").status_code == 503


def test_only_outages_count_as_outages() -> None:
    assert outage(ValueError("x")) is None and outage(OSError(errno.EACCES, "x")) is None
    try:
        try:
            raise DiskFull("could not extend file")
        except DiskFull as cause:
            raise OperationalError("could not extend file") from cause
    except OperationalError as error:
        found = outage(error)
    assert found is not None and found.status == 507
