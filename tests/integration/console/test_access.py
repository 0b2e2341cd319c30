"""Who gets in, for every address of the console."""

import pytest
from django.test import Client
from django.urls import reverse

from motcua.accounts.door import SYSTEM, Account, create_account
from motcua.directory.door import Role, add_person, appoint
from motcua.kernel import clock
from tests.integration.console.conftest import SignIn
from tests.integration.console.places import KEPT, NAMES, POST_ONLY, address
from tests.integration.dossiers.province import Province

OUTSIDERS = ("congdan1", "motcua.y99.10")


@pytest.mark.parametrize("name", NAMES)
def test_a_visitor_signs_in_first(name: str, province: Province) -> None:
    answer = (
        Client().get(address(name, province))
        if name not in POST_ONLY
        else Client().post(address(name, province))
    )
    assert answer.status_code == 302
    assert answer["Location"].startswith(reverse("portal:sign_in"))


@pytest.mark.parametrize("name", NAMES)
def test_citizens_and_officials_without_the_role_are_refused(
    name: str, province: Province, sign_in: SignIn
) -> None:
    for who in OUTSIDERS:
        client = sign_in(who)
        where = address(name, province, who=who)
        answer = client.post(where) if name in POST_ONLY else client.get(where)
        assert answer.status_code == 403, who
        assert "Bạn không có quyền" in answer.content.decode()


@pytest.mark.parametrize("name", sorted(set(NAMES) - POST_ONLY))
@pytest.mark.parametrize("language", ["vi", "en"])
def test_an_administrator_sees_every_page(
    name: str, language: str, province: Province, admin: Client
) -> None:
    admin.cookies["lang"] = language
    answer = admin.get(address(name, province))
    page = answer.content.decode()
    assert answer.status_code == 200
    assert f'<html lang="{language}"' in page
    assert ("Parts of the console" in page) == (language == "en")


@pytest.mark.parametrize("name", NAMES)
def test_a_service_owner_keeps_the_catalogue_and_nothing_else(
    name: str, province: Province, owner: Client
) -> None:
    where = address(name, province, who="thutuc.y99")
    answer = owner.post(where) if name in POST_ONLY else owner.get(where)
    if name in KEPT:
        assert answer.status_code != 403
    else:
        assert answer.status_code == 403


def test_the_menu_shows_only_what_opens(admin: Client, owner: Client) -> None:
    assert 'href="/console/people"' in admin.get("/console/").content.decode()
    page = owner.get("/console/").content.decode()
    assert 'href="/console/reviews"' in page
    assert not any(
        f'href="/console/{place}"' in page for place in ("people", "agencies", "events", "audit", "accounts")
    )


def test_an_administrator_of_a_commune_ends_at_its_border(province: Province) -> None:
    by = {"actor": SYSTEM, "now": clock.now()}
    person = add_person(name="Mai Thị Sen", **by)
    appoint(
        person_id=person,
        agency_id=province.commune.id,
        role=Role.ADMINISTRATOR,
        valid_from=clock.now().date(),
        **by,
    )
    made = create_account(username="sen", name="Mai Thị Sen", kind="official", person_id=person, **by)
    client = Client()
    client.force_login(Account.objects.get(id=made))
    for name in ("accounts", "agencies_import", "audit", "events"):
        assert client.get(address(name, province)).status_code == 403, name
    assert "Đổi tên" in client.get("/console/agencies/Y99.10").content.decode()
    assert "/rename" not in client.get("/console/agencies/Y99.11").content.decode()
    renamed = {"name": "UBND xã Ba", "on": "01/03/2026", "ground": "QĐ 1"}
    assert client.post("/console/agencies/Y99.11/rename", renamed).status_code == 403
    assert client.get(reverse("console:account", args=[province.accounts["thuly.y99.10"]])).status_code == 200
    assert client.get(reverse("console:account", args=[province.accounts["thuly.y99.11"]])).status_code == 403


@pytest.mark.parametrize("name", sorted(POST_ONLY))
def test_what_changes_something_is_not_a_link(name: str, province: Province, admin: Client) -> None:
    assert admin.get(address(name, province)).status_code == 405


@pytest.mark.parametrize("odd", ["\0", "x" * 5000, "WyJ4Il0"])
def test_nonsense_in_an_address_is_no_fault_of_ours(odd: str, province: Province, admin: Client) -> None:
    keys = "q cursor kind sector level reason agency year date id phrase".split()
    lists = "accounts agencies audit calendar calendar_day events people procedures reviews synonyms".split()
    for name in lists:
        for key in keys:
            assert admin.get(reverse(f"console:{name}"), {key: odd}).status_code < 500, (name, key)
