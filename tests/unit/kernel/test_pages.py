"""The shared look: what a page may hold, and what fields do with what was typed."""

import datetime as dt
import re
from typing import Any

import pytest
from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.template import engines
from django.test import RequestFactory
from django.utils import translation
from jinja2 import UndefinedError

from motcua.kernel import clock
from motcua.kernel.ui.environment import as_typed, query
from motcua.kernel.ui.views import components, set_language


def render(source: str, **context: Any) -> str:
    return str(engines["jinja2"].from_string('{% import "ui/macros.html" as ui %}' + source).render(context))


@pytest.fixture
def request_(rf: RequestFactory) -> HttpRequest:
    return rf.get("/x")


def test_no_page_needs_an_exception_from_the_content_security_policy(request_: HttpRequest) -> None:
    page = components(request_).content.decode()

    assert not re.search(r"<script(?![^>]*\ssrc=)", page)
    assert not re.search(r"<[^>]+\s(style|on\w+)=", page)
    assert "<style" not in page


def test_a_page_is_english_when_asked(request_: HttpRequest) -> None:
    with translation.override("en"):
        page = components(request_).content.decode()

    assert '<html lang="en"' in page
    assert "Track a dossier" in page
    assert "Tra cứu hồ sơ" not in page


def test_a_field_keeps_what_was_typed_as_text_and_says_what_is_wrong() -> None:
    html = render('{{ ui.text("name", "Họ & tên", "<b>An</b>", error="Thiếu họ") }}')

    assert 'value="&lt;b&gt;An&lt;/b&gt;"' in html
    assert "Họ &amp; tên" in html
    assert 'aria-describedby="name-error"' in html


def test_a_choice_is_kept_whether_it_is_a_number_or_text() -> None:
    html = render('{{ ui.radios("n", "Chọn", [(1, "Một"), (2, "Hai")], value=2) }}')

    assert re.findall(r'value="(\d)"\s+checked', html) == ["2"]


def test_the_question_behind_a_choice_does_not_depend_on_scripts() -> None:
    html = render('{{ ui.radios("n", "Chọn", [{"value": 1, "text": "Một", "html": "<i>thêm</i>"}]) }}')

    assert "<i>thêm</i>" in html
    assert "aria-controls" not in html


def test_each_national_status_has_its_own_words() -> None:
    words = re.findall(r">([^<]+)<", render("{% for code in range(11) %}{{ ui.status(code) }}{% endfor %}"))

    assert len(set(words)) == 11


def test_rows_carry_their_id_to_the_bulk_action() -> None:
    html = render(
        '{% call(row) ui.table("Hồ sơ", ["Mã"], rows, select="dossier") %}'
        "<td>{{ row.code }}</td>{% endcall %}",
        rows=[{"id": 7, "code": "<7>"}],
    )

    assert 'name="dossier" value="7"' in html
    assert "<td>&lt;7&gt;</td>" in html


def test_an_empty_list_says_so() -> None:
    assert "Hết việc" in render('{{ ui.plain_table("Hồ sơ", ["Mã"], [], empty="Hết việc") }}')


def test_a_misspelt_variable_is_an_error() -> None:
    with pytest.raises(UndefinedError):
        render("{{ dosier }}")


def test_query_changes_one_parameter_and_keeps_the_rest() -> None:
    current = QueryDict("state=4&state=5&cursor=abc&q=sổ đỏ")

    assert query(current, cursor="") == "?state=4&state=5&q=s%E1%BB%95+%C4%91%E1%BB%8F"
    assert query(current, q=None, cursor="x") == "?state=4&state=5&cursor=x"


@pytest.mark.parametrize("typed", ["27/3/1990", "27-03-1990", " 27.03.1990 ", "27031990", "1990-03-27"])
def test_dates_are_read_as_people_type_them(typed: str) -> None:
    assert clock.read_date(typed) == dt.date(1990, 3, 27)


@pytest.mark.parametrize(
    "typed", ["", "31/02/2026", "3/1990", "27/03/90", "hôm qua", "1990-3-27", "3/2/0202", "27/03/19900"]
)
def test_what_is_no_date_is_not_guessed(typed: str) -> None:
    assert clock.read_date(typed) is None
    assert as_typed(typed) == typed


def test_a_stored_date_is_shown_as_people_write_it() -> None:
    assert as_typed("1990-03-27") == as_typed(dt.date(1990, 3, 27)) == "27/03/1990"


@pytest.mark.parametrize(("wanted", "given"), [("/track?q=1", "/track?q=1"), ("https://evil.example/", "/")])
def test_the_language_switch_never_leaves_the_site(rf: RequestFactory, wanted: str, given: str) -> None:
    response = set_language(rf.post("/language", {"language": "en", "next": wanted}))

    assert response["Location"] == given
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "en"


def test_the_language_does_not_change_by_a_link(rf: RequestFactory) -> None:
    assert set_language(rf.get("/language", {"language": "en"})).status_code == 405


@pytest.mark.parametrize("template", ["errors/404.html", "errors/500.html"])
def test_error_pages_need_nothing_from_the_request(template: str) -> None:
    assert "<h1" in engines["jinja2"].get_template(template).render({})
