"""Opening identity numbers on the page of a dossier."""

from django.test import Client

from motcua.audit.models import Look
from tests.integration.desk.conftest import SignIn
from tests.integration.desk.test_counter import place
from tests.integration.dossiers.province import Province

NUMBER, MASKED = "025190000123", "0********123"


def test_one_press_opens_numbers_at_ones_own_step(province: Province, clerk: Client) -> None:
    answer = province.file()
    page = clerk.get(f"/desk/dossiers/{answer.code}").text
    assert MASKED in page and NUMBER not in page and 'name="purpose"' not in page
    opened = clerk.post(f"/desk/dossiers/{answer.code}/numbers")
    assert NUMBER in opened.text and opened.headers["Cache-Control"].find("no-store") >= 0
    assert NUMBER not in clerk.get(f"/desk/dossiers/{answer.code}").text
    assert clerk.get(f"/desk/dossiers/{answer.code}/numbers").status_code == 405


def test_elsewhere_the_purpose_is_stated(province: Province, sign_in: SignIn) -> None:
    answer, head = province.file(), sign_in("truongphong.y99.10")
    assert 'name="purpose"' in head.get(f"/desk/dossiers/{answer.code}").text
    refused = head.post(f"/desk/dossiers/{answer.code}/numbers", {"purpose": "other", "words": ""})
    assert refused.status_code == 422 and NUMBER not in refused.text and 'href="#words"' in refused.text
    given = {"purpose": "inspection", "words": "đoàn kiểm tra 12/QĐ"}
    assert NUMBER in head.post(f"/desk/dossiers/{answer.code}/numbers", given).text
    assert Look.objects.get(kind="numbers").words == "đoàn kiểm tra 12/QĐ"


def test_no_other_page_of_the_desk_shows_a_number(province: Province, sign_in: SignIn) -> None:
    answer = province.file()
    province.carry(answer.dossier_id, upto="endorse")
    for path in ("", "?box=all", "approve", f"dossiers/{answer.code}", f"dossiers/{answer.code}/act/sign"):
        page = sign_in("lanhdao.y99.10").get(f"/desk/{path}")
        assert page.status_code == 200 and NUMBER not in page.text, path


def test_the_counter_fills_in_who_gave_the_number(province: Province, clerk: Client) -> None:
    answer = province.file()
    page = clerk.post(place(province), {"find": NUMBER})
    assert 'value="Lê Thị Mai"' in page.text and f'value="{NUMBER}"' in page.text
    assert Look.objects.get(subject_id=answer.dossier_id).purpose == "intake"
