"""Who gets to the desk, and what the others are told."""

import pytest
from django.test import Client

from tests.integration.desk.conftest import SignIn
from tests.integration.dossiers.province import Province

PLACES = ("/desk/", "/desk/intake", "/desk/approve", "/desk/search?q=a")


@pytest.mark.parametrize("place", PLACES)
def test_a_visitor_signs_in_first_and_comes_back(place: str, province: Province) -> None:
    answer = Client().get(place)
    assert answer.status_code == 302
    assert answer["Location"].startswith("/sign-in?next=%2Fdesk%2F")


@pytest.mark.parametrize("place", PLACES)
def test_a_citizen_is_told_that_this_is_not_for_them(place: str, sign_in: SignIn) -> None:
    answer = sign_in("congdan1").get(place)
    assert answer.status_code == 403
    assert "chỉ dành cho cán bộ" in answer.content.decode()


def test_whoever_keeps_the_catalogue_is_shown_to_the_console(sign_in: SignIn) -> None:
    answer = sign_in("thutuc.y99").get("/desk/")
    assert answer.status_code == 403
    assert 'href="/console/"' in answer.content.decode()


def test_places_open_only_to_those_who_work_there(sign_in: SignIn) -> None:
    assert sign_in("thuly.y99.10").get("/desk/intake").status_code == 403
    assert sign_in("thuly.y99.10").get("/desk/approve").status_code == 403
    bar = sign_in("lanhdao.y99.10").get("/desk/").content.decode()
    assert 'href="/desk/approve"' in bar
    assert 'href="/desk/intake"' not in bar


def test_a_dossier_of_another_commune_is_not_there(province: Province, sign_in: SignIn) -> None:
    code = province.file().code
    for page in ("", "/received", "/act/accept"):
        assert sign_in("motcua.y99.11").get(f"/desk/dossiers/{code}{page}").status_code == 404
    assert (
        sign_in("motcua.y99.11").post(f"/desk/dossiers/{code}/act/accept", {"version": 1}).status_code == 404
    )


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_speaks_the_language_asked_for(province: Province, sign_in: SignIn, language: str) -> None:
    answer = province.file()
    code = answer.code
    province.carry(answer.dossier_id, upto="endorse")
    leader, clerk = sign_in("lanhdao.y99.10"), sign_in("motcua.y99.10")
    for client, places in (
        (leader, ("", "approve", f"dossiers/{code}", f"dossiers/{code}/act/send_back", "search?q=lê")),
        (clerk, ("intake", f"intake/{province.service.code}", f"dossiers/{code}/received")),
    ):
        client.cookies["lang"] = language
        for place in places:
            page = client.get(f"/desk/{place}")
            text = page.content.decode()
            assert page.status_code == 200, place
            assert f'<html lang="{language}"' in text
            assert ("Sign out" if language == "en" else "Đăng xuất") in text
