"""A second factor: set up, asked for, lost, and required of officials."""

import re
from typing import Any

import pytest
from django.test import Client

from motcua.accounts import rules
from motcua.accounts.models import Authenticator, Passkey
from motcua.audit.door import history
from motcua.kernel import clock
from motcua.site.demo.accounts import PASSWORD
from tests.integration.dossiers.province import Province

LEADER, ADMIN = "lanhdao.y99.10", "quantri.y99"


def sign_in(client: Client, username: str = LEADER) -> Any:
    return client.post("/sign-in", {"username": username, "password": PASSWORD, "next": "/my"})


def shown_code(secret: str, steps: int = 0) -> str:
    return rules.totp(secret, int(clock.now().timestamp()) // 30 + steps)


def set_up(client: Client) -> tuple[str, list[str]]:
    """An application for whoever is signed in: its secret, and the recovery codes."""
    page = client.post("/account/app/new").text
    secret = re.search(r"<code>([A-Z2-7 ]+)</code>", page)
    assert secret
    plain = secret[1].replace(" ", "")
    assert client.post("/account/app", {"code": "000000"}).status_code == 422
    answer = client.post("/account/app", {"code": shown_code(plain, -1)})
    codes = re.findall(r"<code>([a-z2-9-]{14})</code>", answer.text)
    assert len(codes) == 10
    return plain, codes


@pytest.fixture
def enrolled(province: Province, client: Client) -> tuple[str, list[str]]:
    sign_in(client)
    made = set_up(client)
    client.post("/sign-out")
    return made


def test_the_password_alone_opens_nothing_any_more(enrolled: tuple[str, list[str]], client: Client) -> None:
    secret, _codes = enrolled
    assert sign_in(client).headers["Location"] == "/sign-in/code"
    assert client.get("/my").status_code == 302 and client.get("/desk/").status_code == 302
    assert client.post("/sign-in/code", {"code": "000000"}).status_code == 401

    answer = client.post("/sign-in/code", {"code": shown_code(secret)})

    assert (answer.status_code, answer.headers["Location"]) == (303, "/my")
    assert client.get("/my").status_code == 200


def test_a_code_opens_once(enrolled: tuple[str, list[str]], client: Client) -> None:
    secret, _codes = enrolled
    code, other = shown_code(secret), Client()
    sign_in(client)
    sign_in(other)
    assert client.post("/sign-in/code", {"code": code}).status_code == 303
    assert other.post("/sign-in/code", {"code": code}).status_code == 401


def test_a_recovery_code_opens_once(enrolled: tuple[str, list[str]], client: Client) -> None:
    _secret, codes = enrolled
    for status in (303, 401):
        sign_in(client)
        assert client.post("/sign-in/code", {"code": codes[3].upper()}).status_code == status


def test_guessing_codes_is_stopped(enrolled: tuple[str, list[str]], client: Client) -> None:
    secret, _codes = enrolled
    sign_in(client)
    for _ in range(11):
        client.post("/sign-in/code", {"code": "000000"})
    assert client.post("/sign-in/code", {"code": shown_code(secret)}).status_code == 401
    assert client.get("/my").status_code == 302


def test_without_a_password_before_there_is_nothing_to_try(province: Province, client: Client) -> None:
    assert 'name="password"' in client.post("/sign-in/code", {"code": "000000"}).text


def test_the_secret_is_sealed_in_the_database(
    enrolled: tuple[str, list[str]], django_assert_num_queries: Any
) -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM accounts_authenticator")
        assert enrolled[0] not in str(cursor.fetchall()) and enrolled[0].encode() not in b"".join(
            bytes(part) for row in cursor.fetchall() for part in row if isinstance(part, memoryview | bytes)
        )
    assert Authenticator.objects.get().secret == enrolled[0]


def test_officials_set_one_up_before_anything_else(province: Province, client: Client, settings: Any) -> None:
    settings.MOTCUA_SECOND_FACTOR = "required"
    sign_in(client)
    for place in ("/desk/", "/my", "/account/devices"):
        assert client.get(place).headers["Location"] == "/account/second-factor", place
    assert client.get("/account/second-factor").status_code == 200
    set_up(client)
    assert client.get("/desk/").status_code == 200
    assert client.post("/account/app/remove").status_code == 409  # the last one stays

    citizen = Client()
    sign_in(citizen, "congdan1")
    assert citizen.get("/my").status_code == 200


def test_changing_it_asks_again_and_gives_the_session_a_new_key(province: Province, client: Client) -> None:
    sign_in(client)
    session = client.session
    session["confirmed_at"] -= 16 * 60
    session.save()
    for place in (
        "/account/app/new",
        "/account/app/remove",
        "/account/recovery-codes",
        "/account/passkeys/new",
    ):
        assert client.post(place).status_code == 403, place
    assert (
        client.post("/account/app/new", {"_confirm": "1", "_confirm_password": PASSWORD}).status_code == 200
    )
    before = client.cookies["sessionid"].value
    set_up(client)
    assert client.cookies["sessionid"].value != before


def test_an_administrator_helps_who_lost_everything(
    enrolled: tuple[str, list[str]], province: Province, client: Client
) -> None:
    admin = Client()
    sign_in(admin, ADMIN)
    account = province.accounts[LEADER]
    assert "Gỡ xác thực hai bước" in admin.get(f"/console/accounts/{account}").text
    admin.post(f"/console/accounts/{account}/second-factor")
    assert sign_in(client).headers["Location"] == "/my"
    assert "account.second_factor_reset" in [entry.action for entry in history("account", account)]


def test_an_answer_without_a_question_signs_nobody_in(province: Province, client: Client) -> None:
    for answer in ("", "{}", '{"id": "AAAA"}', "[]", "null"):
        assert client.post("/sign-in/passkey", {"answer": answer}).status_code == 422
    assert not Passkey.objects.exists()
