"""People, their positions, accounts and keys."""

import re
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse

from motcua.accounts.door import (
    Account,
    SignInFailed,
    accounts_of,
    actor_by_token,
    actor_of,
    authenticate,
    delegations_of,
)
from motcua.directory.door import every_position_of, people, people_of
from motcua.kernel import clock
from tests.integration.dossiers.province import Province


def clerk_of(province: Province) -> tuple[UUID, UUID]:
    found = people_of(province.commune.id, roles=["counter_clerk"], on=clock.now().date())[0]
    return found.person_id, found.position_id


def shown_once(page: str) -> str:
    return re.findall(r"<code>([^<]+)</code>", page)[-1]


def test_somebody_new_is_entered_appointed_and_given_an_account(admin: Client, province: Province) -> None:
    admin.post("/console/people/add", {"name": "Lý Thị Ễnh", "phone": "0912", "email": ""})
    person = people(q="ly thi enh").items[0]
    position = {
        "agency": "Y99.10",
        "role": "case_officer",
        "valid_from": "01/03/2026",
        "title": "Chuyên viên",
    }
    page = admin.post(f"/console/people/{person.id}/appoint", position, follow=True).content.decode()
    assert "Đã bổ nhiệm." in page and "Chuyên viên thụ lý" in page and "UBND phường Một" in page

    made = admin.post(f"/console/people/{person.id}/account", {"username": "ly.thi.enh"})
    password = shown_once(made.content.decode())
    assert "no-store" in made["Cache-Control"]
    account = authenticate(username="ly.thi.enh", password=password, address="127.0.0.1", now=clock.now())
    actor = actor_of(account.id, now=clock.now())
    assert actor and actor.holds("case_officer")
    taken = admin.post(f"/console/people/{person.id}/account", {"username": "ly.thi.enh"})
    assert taken.status_code == 409 and 'value="ly.thi.enh"' in taken.content.decode()


def test_the_list_finds_names_without_marks_and_says_what_people_do(
    admin: Client, province: Province
) -> None:
    person_id, _position = clerk_of(province)
    name = next(row.name for row in people().items if row.id == person_id)
    page = admin.get("/console/people", {"q": name.split()[-1]}).content.decode()
    assert name in page and "Cán bộ một cửa – UBND phường Một" in page


def test_a_position_ends(admin: Client, province: Province) -> None:
    person_id, position_id = clerk_of(province)
    bad = admin.post(f"/console/positions/{position_id}/end", {"on": "01/01/2000"})
    assert bad.status_code == 422 and 'value="01/01/2000"' in bad.content.decode()
    page = admin.post(
        f"/console/positions/{position_id}/end", {"on": "05/03/2026"}, follow=True
    ).content.decode()
    assert "đã kết thúc" in page and "05/03/2026" in page
    assert str(every_position_of(person_id)[0].valid_to) == "2026-03-05"


def test_a_colleague_acts_during_an_absence(admin: Client, province: Province) -> None:
    person_id, position_id = clerk_of(province)
    to = people_of(province.commune.id, roles=["unit_head"], on=clock.now().date())[0].person_id
    dates = {"from_date": "01/03/2026", "until_date": "31/12/2099"}
    where = f"/console/positions/{position_id}/delegate"
    refused = admin.post(where, {"to_person_id": "", **dates, "ground": ""})
    assert refused.status_code == 422 and 'value="31/12/2099"' in refused.content.decode()
    admin.post(where, {"to_person_id": str(to), **dates, "ground": "nghỉ phép năm"})
    (given,) = delegations_of(person_id)
    page = admin.get(f"/console/people/{person_id}").content.decode()
    assert "nghỉ phép năm" in page and "Thu hồi" in page
    admin.post(reverse("console:delegation_revoke", args=[person_id, given.id]))
    assert delegations_of(person_id)[0].revoked_at is not None


def test_an_account_is_closed_opened_and_gets_a_new_password(admin: Client, province: Province) -> None:
    person_id, _position = clerk_of(province)
    (account,) = accounts_of(person_id)
    where = reverse("console:account", args=[account.id])
    admin.post(where + "/active", {"active": "0"})
    assert actor_of(account.id, now=clock.now()) is None
    admin.post(where + "/active", {"active": "1"})
    assert actor_of(account.id, now=clock.now()) is not None

    assert "chỉ hiện một lần" in admin.get(where + "/password").content.decode()
    password = shown_once(admin.post(where + "/password").content.decode())
    authenticate(username=account.username, password=password, address="127.0.0.1", now=clock.now())
    with pytest.raises(SignInFailed):
        authenticate(username=account.username, password="mot-cua-2026", address="127.0.0.1", now=clock.now())


def test_a_key_is_shown_once_and_revoked(admin: Client, province: Province) -> None:
    machine = province.accounts["may1"]
    where = reverse("console:token_issue", args=[machine])
    refused = admin.post(where, {"name": "", "days": "30"})
    assert refused.status_code == 422
    assert refused.content.decode().count('class="govuk-error-message"') == 2
    page = admin.post(
        where, {"name": "máy chủ", "days": "30", "scopes": ["dossiers:read", "root"]}
    ).content.decode()
    token = shown_once(page)
    actor = actor_by_token(token, now=clock.now())
    assert actor and actor.scopes == {"dossiers:read"}
    account_page = admin.get(reverse("console:account", args=[machine])).content.decode()
    assert "máy chủ" in account_page and token not in account_page
    revoke = re.search(r'action="([^"]+/revoke)"', account_page)
    assert revoke
    admin.post(revoke[1])
    assert actor_by_token(token, now=clock.now()) is None


def test_a_connected_system_gets_an_account_without_password(admin: Client) -> None:
    made = admin.post(
        "/console/accounts/add", {"username": "ioffice", "name": "iOffice", "phone": "", "email": ""}
    )
    account = Account.objects.get(username="ioffice")
    assert made["Location"] == f"/console/accounts/{account.id}?done=account"
    assert account.kind == "machine" and not account.has_usable_password()
    bad = admin.post("/console/accounts/add", {"username": "ă", "name": "x"})
    assert bad.status_code == 422 and 'value="ă"' in bad.content.decode()


def test_characters_that_no_database_holds_are_left_out(admin: Client) -> None:
    admin.post("/console/people/add", {"name": "Mai\0 Văn Sậy", "phone": "", "email": ""})
    assert [row.name for row in people(q="mai van say").items] == ["Mai Văn Sậy"]
