"""What a visitor reads."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.kernel import messages
from tests.integration.dossiers.province import Province

PAGES = ["/", "/procedures", "/procedures?q=giay+phep", "/help", "/track?code=Y99-1", "/verify", "/sign-in"]


@pytest.mark.parametrize("address", PAGES)
def test_every_page_is_said_in_both_languages(province: Province, client: Client, address: str) -> None:
    messages.compile_catalogues()
    vietnamese = client.get(address)
    client.cookies["lang"] = "en"
    english = client.get(address)

    assert (vietnamese.status_code, english.status_code) == (200, 200)
    assert 'lang="vi"' in vietnamese.text
    assert 'lang="en"' in english.text
    assert vietnamese.text.split("<h1")[1].split("</h1>")[0] != english.text.split("<h1")[1].split("</h1>")[0]


def test_words_without_marks_find_a_procedure(province: Province, client: Client) -> None:
    page = client.get("/procedures", {"q": "giay phep xay dung nha o"}).text

    assert f"/procedures/{province.service.code}" in page
    assert province.service.name in page


def test_a_misspelt_word_is_replaced_and_that_is_said(province: Province, client: Client) -> None:
    page = client.get("/procedures", {"q": "khai simh"}).text

    assert "khai simh" in page
    assert "Đang hiển thị kết quả cho “khai sinh”" in page


def test_nothing_found_says_what_to_do(province: Province, client: Client) -> None:
    assert "Không tìm thấy thủ tục nào" in client.get("/procedures", {"q": "zzqqxx"}).text


def test_a_tampered_cursor_is_refused(province: Province, client: Client) -> None:
    assert client.get("/procedures", {"cursor": "bogus"}).status_code == 422


def test_the_start_page_says_all_before_one_begins(province: Province, client: Client) -> None:
    page = client.get(f"/procedures/{province.service.code}").text

    assert f"/procedures/{province.service.code}/start" in page
    for case in province.service.cases:
        for document in case.documents:
            assert document.name in page
    # The sample's fee carries a note that nobody has confirmed: the page must not state an amount.
    assert "Mức phí chưa được xác nhận" in page
    assert "15 ngày" in page


def test_an_unknown_procedure_is_not_found(province: Province, client: Client) -> None:
    assert client.get("/procedures/8.888888").status_code == 404


def test_pages_may_be_kept_for_visitors_alone(province: Province, client: Client, citizen: Client) -> None:
    assert client.get("/procedures").headers["Cache-Control"] == "public, max-age=60"
    assert citizen.get("/procedures").headers["Cache-Control"] == "private, no-store"
    with_token = client.get("/track")
    assert with_token.cookies and "public" not in with_token.headers.get("Cache-Control", "")


@pytest.mark.parametrize(
    ("address", "most"),
    [
        ("/", 3),
        ("/procedures", 3),
        ("/procedures/9.000005", 3),
        ("/procedures?q=cap+giay+phep", 4),
        ("/help", 0),
    ],
)
def test_a_page_costs_a_fixed_number_of_statements(
    province: Province, client: Client, address: str, most: int
) -> None:
    client.get(address)  # fills what the process keeps
    with CaptureQueriesContext(connection) as captured:
        client.get(address)
    real = [q["sql"] for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(real) <= most, "\n".join(real)
