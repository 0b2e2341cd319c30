"""In, out, and back to where one wanted to go."""

from typing import Any

import pytest
from django.test import Client

from motcua.site.demo import accounts
from tests.integration.dossiers.province import Province

RIGHT = {"username": "congdan1", "password": accounts.PASSWORD}


def test_back_to_the_page_that_asked(province: Province, client: Client) -> None:
    asked = client.get("/my?cursor=").headers["Location"]
    assert 'name="next" value="/my?cursor="' in client.get(asked).text

    answer = client.post("/sign-in", {**RIGHT, "next": "/my?cursor="})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/my?cursor=")
    assert client.get("/my").status_code == 200


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "javascript:alert(1)", ""])
def test_never_to_another_site(province: Province, client: Client, elsewhere: str) -> None:
    assert client.post("/sign-in", {**RIGHT, "next": elsewhere}).headers["Location"] == "/my"


@pytest.mark.parametrize(
    ("username", "place"),
    [("congdan1", "/my"), ("motcua.y99.10", "/desk/"), ("quantri.y99", "/console/")],
)
def test_everyone_to_their_own_work(province: Province, client: Client, username: str, place: str) -> None:
    answer = client.post("/sign-in", {"username": username, "password": accounts.PASSWORD})

    assert answer.headers["Location"] == place


def test_the_session_gets_a_new_key(province: Province, client: Client) -> None:
    session = client.session
    session["before"] = "1"
    session.save()
    before = client.cookies["sessionid"].value if "sessionid" in client.cookies else session.session_key

    client.post("/sign-in", RIGHT)

    assert client.cookies["sessionid"].value != before


def test_a_wrong_password_keeps_the_username_and_nothing_else(province: Province, client: Client) -> None:
    answer = client.post("/sign-in", {"username": "congdan1", "password": "sai-mat-khau", "next": "/my"})

    assert answer.status_code == 401
    assert "Tên đăng nhập hoặc mật khẩu không đúng." in answer.text
    assert 'value="congdan1"' in answer.text and 'value="/my"' in answer.text
    assert "sai-mat-khau" not in answer.text


def test_empty_fields_are_named(province: Province, client: Client) -> None:
    answer = client.post("/sign-in", {"username": "", "password": ""})

    assert answer.status_code == 422
    assert 'href="#username"' in answer.text and 'href="#password"' in answer.text


def test_too_many_tries(province: Province, client: Client) -> None:
    for _ in range(40):
        answer = client.post("/sign-in", {"username": "congdan1", "password": "x"})
        if answer.status_code == 429:
            break
    assert answer.status_code == 429
    assert "15 phút" in answer.text


def test_signing_out_ends_the_session(citizen: Client) -> None:
    assert citizen.get("/sign-out").status_code == 405
    assert citizen.post("/sign-out").headers["Location"] == "/"
    assert citizen.get("/my").status_code == 302


def test_the_sample_account_is_told_in_a_demonstration_alone(
    province: Province, client: Client, settings: Any
) -> None:
    hint = f"<code>{accounts.CITIZENS[0][0]}</code> / <code>{accounts.PASSWORD}</code>"
    settings.DEMO = False
    assert hint not in client.get("/sign-in").text
    settings.DEMO = True
    assert hint in client.get("/sign-in").text


def test_who_is_signed_in_may_change_the_account(citizen: Client) -> None:
    assert "Nguyễn Thị Hoa" in citizen.get("/sign-in").text


def test_this_browser_is_known_again_where_one_signs_in_and_nowhere_else(
    province: Province, client: Client
) -> None:
    for _ in range(12):
        client.post("/sign-in", {**RIGHT, "password": "x"})
    assert client.post("/sign-in", RIGHT).status_code == 429
    known = Client(REMOTE_ADDR="10.0.0.9")
    known.post("/sign-in", RIGHT)
    cookie = known.cookies["device"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/sign-in", True, "Lax")

    client.cookies["device"] = cookie.value

    assert client.post("/sign-in", RIGHT).status_code == 303


def test_a_forged_address_does_not_help_a_guesser(province: Province, client: Client) -> None:
    answers = {
        client.post(
            "/sign-in", {**RIGHT, "password": "x"}, headers={"X-Forwarded-For": f"203.0.113.{number}"}
        ).status_code
        for number in range(12)
    }
    assert answers == {401, 429}
