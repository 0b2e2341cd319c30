"""Closing one's own account: refused while a dossier runs, and afterwards nothing tells whose it was."""

from typing import cast

import pytest
from django.db import connection
from django.test import Client

from motcua.accounts.door import SYSTEM, Account, SessionStore, create_account, issue_token, set_active
from motcua.accounts.models import ApiToken, Session
from motcua.audit import door as audit
from motcua.dossiers.models import Component, Dossier, Upload
from motcua.kernel import clock
from motcua.kernel.errors import Conflict
from motcua.notices.door import choose_channel, tell
from motcua.notices.models import Message, Preference
from tests.integration.dossiers.province import Province

NUMBER = "025190000123"
WHERE = "/account/close"


def test_a_running_dossier_comes_first_and_is_named(citizen: Client, province: Province) -> None:
    answer = province.file("congdan1")
    page = citizen.get(WHERE)
    assert page.status_code == 200 and answer.code in page.text and 'name="sure"' not in page.text
    page = citizen.post(WHERE, {"sure": "1"})
    assert page.status_code == 409 and answer.code in page.text
    assert Account.objects.get(id=province.accounts["congdan1"]).is_active


def test_nothing_happens_without_the_tick(citizen: Client, province: Province) -> None:
    page = citizen.post(WHERE)
    assert page.status_code == 422 and "Đánh dấu" in page.text
    assert Account.objects.get(id=province.accounts["congdan1"]).is_active


def test_the_account_goes_and_ended_dossiers_stay(citizen: Client, province: Province) -> None:
    owner, now = province.actor("congdan1"), province.now
    ended = province.file("congdan1")
    province.act(ended.dossier_id, "withdraw", "congdan1")
    draft = province.draft()
    issue_token(account_id=owner.id, name="khóa", scopes=["dossiers:read"], actor=SYSTEM, now=now)
    choose_channel(actor=owner, channel="email", language="vi", address="mai@example.vn", now=now)
    assert tell(template="refused", once="1", values={}, account_id=owner.id, now=now)
    other_device = Client()
    other_device.force_login(Account.objects.get(id=owner.id))

    gone = citizen.post(WHERE, {"sure": "1"}, follow=True)
    assert gone.redirect_chain == [("/account/closed", 303)] and "Đã đóng tài khoản" in gone.text
    assert citizen.get("/my").status_code == 302 and other_device.get("/my").status_code == 302

    account = Account.objects.get(id=owner.id)
    assert (account.personal_id, account.phone, account.email, account.is_active) == ("", "", "", False)
    assert not account.has_usable_password() and account.personal_id_fingerprint is None
    assert not Session.objects.filter(account=account).exists()
    assert not ApiToken.objects.filter(account=account).exists()
    assert (
        not Dossier.objects.filter(id=draft).exists() and not Upload.objects.filter(account=account).exists()
    )
    assert not Message.objects.exists() and not Preference.objects.exists()
    kept = Dossier.objects.get(id=ended.dossier_id)
    assert (kept.owner_name, kept.owner_number) == ("Lê Thị Mai", NUMBER)
    assert Component.objects.filter(dossier=kept).exists()
    assert audit.verify().ok


def test_the_trail_of_the_account_names_nobody(citizen: Client, province: Province) -> None:
    owner = province.actor("congdan1")
    assert citizen.post("/account/data/archive").status_code == 200  # leaves an entry with the name
    citizen.post(WHERE, {"sure": "1"})
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t::text FROM audit_entry t WHERE subject = 'account' AND subject_id = %s", [owner.id]
        )
        said = "\n".join(row for (row,) in cursor.fetchall())
        cursor.execute("SELECT t::text FROM accounts_account t WHERE id = %s", [owner.id])
        said += cursor.fetchone()[0]
    assert "account.erased" in said and "account.data_taken" in said
    assert owner.name not in said and "congdan1" not in said
    assert audit.verify().ok


def test_it_cannot_be_opened_again_and_its_number_is_free(citizen: Client, province: Province) -> None:
    owner_id = province.accounts["congdan1"]
    citizen.post(WHERE, {"sure": "1"})
    with pytest.raises(Conflict):
        set_active(account_id=owner_id, active=True, actor=SYSTEM, now=province.now)
    by = {"actor": SYSTEM, "now": clock.now()}
    assert create_account(username="congdan.moi", name="Người Mới", kind="citizen", personal_id=NUMBER, **by)


def test_who_they_are_is_asked_again(citizen: Client, province: Province) -> None:
    store = cast(SessionStore, citizen.session)
    store["confirmed_at"] = 0
    store.save()
    page = citizen.post(WHERE, {"sure": "1"})
    assert page.status_code == 403 and 'name="sure"' in page.text and 'type="password"' in page.text
    assert Account.objects.get(id=province.accounts["congdan1"]).is_active


def test_an_official_s_account_is_not_theirs_to_close(official: Client, province: Province) -> None:
    assert official.get(WHERE).status_code == 403 and official.post(WHERE, {"sure": "1"}).status_code == 403
    assert "/account/close" not in official.get("/account/data").text
