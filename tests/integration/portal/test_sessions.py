"""Being signed in: on which devices, for how long, at what cost, and proving once more who sits there."""

import datetime as dt
import re
from typing import Any

import pytest
from django.test import Client

from motcua.accounts.door import SYSTEM, Account, set_active, set_password
from motcua.accounts.models import Session
from motcua.audit.door import history
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from motcua.site.demo.accounts import PASSWORD
from tests.integration.dossiers.province import LIFE, Province

CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"


def signed_in(username: str = "congdan1", password: str = PASSWORD, agent: str = CHROME) -> Client:
    client = Client(headers={"User-Agent": agent})
    assert client.post("/sign-in", {"username": username, "password": password}).status_code == 303
    return client


def moved(minutes: int, **more: Any) -> None:
    """Let time pass for every session."""
    back = dt.timedelta(minutes=minutes)
    for row in Session.objects.all():
        Session.objects.filter(id=row.id).update(last_seen_at=row.last_seen_at - back, **more)


def is_in(client: Client) -> bool:
    return client.get("/my").status_code == 200


@pytest.mark.parametrize(("username", "statements"), [("congdan1", 2), ("motcua.y99.10", 3)])
def test_finding_out_who_asks_costs(
    province: Province, username: str, statements: int, django_assert_num_queries: Any
) -> None:
    client = signed_in(username)
    client.get("/help")  # caches of the process
    with django_assert_num_queries(statements):
        assert client.get("/help").status_code == 200


def test_the_key_lies_nowhere_in_the_database(province: Province) -> None:
    client = signed_in()
    key = client.cookies["sessionid"].value
    (row,) = Session.objects.all()
    assert key not in row.data and key.encode() not in bytes(row.digest)


def test_a_device_is_signed_out_from_another_at_once(province: Province) -> None:
    here, there = signed_in(), signed_in(agent=PHONE)
    shown = here.get("/account/devices").text
    assert "Chrome trên Windows" in shown and "Safari trên iPhone" in shown
    assert shown.count("thiết bị này") == 1
    (end,) = re.findall(r'action="(/account/devices/[0-9a-f-]{36}/end)"', shown)

    assert here.post(end).status_code == 303

    assert is_in(here) and not is_in(there)
    account = Account.objects.get(username="congdan1")
    assert "account.sessions_ended" in [entry.action for entry in history("account", account.id)]


def test_all_others_are_signed_out_but_nobody_elses(province: Province) -> None:
    here, there, stranger = signed_in(), signed_in(), signed_in("congdan2")
    theirs = Session.objects.get(account__username="congdan2").id
    assert here.post(f"/account/devices/{theirs}/end").status_code == 404
    here.post("/account/devices/end-others")
    assert is_in(here) and not is_in(there) and is_in(stranger)


def test_an_official_who_left_the_desk_signs_in_again_a_citizen_does_not(province: Province) -> None:
    clerk, citizen = signed_in("motcua.y99.10"), signed_in()
    moved(59)
    assert is_in(clerk) and is_in(citizen)
    moved(61)
    assert not is_in(clerk) and is_in(citizen)


def test_everyone_signs_in_again_once_a_day(province: Province, settings: Any) -> None:
    citizen = signed_in()
    settings.MOTCUA_SESSION_HOURS = 0
    assert not is_in(citizen)


def test_closing_an_account_ends_its_sessions(province: Province) -> None:
    citizen = signed_in()
    set_active(account_id=province.accounts["congdan1"], active=False, actor=SYSTEM, now=clock.now())
    assert not is_in(citizen)


def test_a_new_password_signs_out_all_but_this_device_under_a_new_key(province: Province) -> None:
    here, there = signed_in(), signed_in()
    before = here.cookies["sessionid"].value
    new = {"current": PASSWORD, "password": "tre già măng mọc", "again": "tre già măng mọc"}
    assert here.post("/account/password", {**new, "current": "sai"}).status_code == 422
    assert here.post("/account/password", {**new, "again": "khác"}).status_code == 422

    assert here.post("/account/password", new).status_code == 303

    assert is_in(here) and not is_in(there)
    assert here.cookies["sessionid"].value != before
    assert is_in(signed_in(password="tre già măng mọc"))


def test_a_password_from_an_administrator_opens_nothing_but_its_change(province: Province) -> None:
    clerk_id, now = province.accounts["motcua.y99.10"], clock.now()
    admin = province.actor("quantri.y99")
    set_password(account_id=clerk_id, password="mật khẩu một lần", actor=admin, now=province.now)
    clerk = signed_in("motcua.y99.10", "mật khẩu một lần")
    for place in ("/desk/", "/my", "/account/devices", "/desk/intake"):
        assert clerk.get(place).headers["Location"] == "/account/password", place
    same = {"current": "mật khẩu một lần", "password": "mật khẩu một lần", "again": "mật khẩu một lần"}
    assert clerk.post("/account/password", same).status_code == 422
    clerk.post("/account/password", {**same, "password": "tre già măng mọc", "again": "tre già măng mọc"})
    assert clerk.get("/desk/").status_code == 200
    assert Session.objects.filter(account=clerk_id, last_seen_at__gte=now).count() == 1


def ready_to_sign(province: Province) -> str:
    code = province.file().code
    dossier = Dossier.objects.get(code=code)
    workers = {"accept": "motcua", "hand_over": "motcua", "assign": "truongphong", "propose": "thuly"}
    for action in LIFE[: LIFE.index("sign")]:
        province.act(dossier.id, action, f"{workers.get(action, 'truongphong')}.y99.10")
    return code


def test_signing_asks_again_keeps_what_was_typed_and_goes_on(province: Province) -> None:
    code = ready_to_sign(province)
    leader = signed_in("lanhdao.y99.10")
    version = Dossier.objects.get(code=code).version
    typed = {"version": str(version), "reason": 'Đã xem "kỹ"'}
    address = f"/desk/dossiers/{code}/act/sign"
    _forget_confirmation(leader)

    asked = leader.post(address, typed)

    assert asked.status_code == 403 and f'action="{address}"' in asked.text
    assert 'name="reason" value="Đã xem &#34;kỹ&#34;"' in asked.text
    assert Dossier.objects.get(code=code).version == version
    wrong = leader.post(address, {**typed, "_confirm": "1", "_confirm_password": "sai"})
    assert wrong.status_code == 401 and "Đã xem" in wrong.text and 'value="sai"' not in wrong.text
    before = leader.cookies["sessionid"].value
    done = leader.post(address, {**typed, "_confirm": "1", "_confirm_password": PASSWORD})
    assert done.status_code == 303 and Dossier.objects.get(code=code).step != "signing"
    assert Dossier.objects.get(code=code).version == version + 1
    assert leader.cookies["sessionid"].value != before and is_in(leader)


def test_whoever_signed_in_just_now_is_not_asked(province: Province) -> None:
    code = ready_to_sign(province)
    leader = signed_in("lanhdao.y99.10")
    typed = {"version": str(Dossier.objects.get(code=code).version)}
    assert leader.post(f"/desk/dossiers/{code}/act/sign", typed).status_code == 303


def test_guessing_at_the_confirmation_is_stopped(province: Province) -> None:
    leader = signed_in("lanhdao.y99.10")
    given = {"_confirm": "1", "_confirm_password": "sai"}
    answers = [leader.post("/account/devices/end-others", given).status_code for _ in range(12)]
    assert answers == [401] * 10 + [429] * 2


def _forget_confirmation(client: Client) -> None:
    session = client.session
    session["confirmed_at"] -= 16 * 60
    session.save()
