"""The style guide in a real browser, under the site's own policy: accessible, and its small comforts work."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.urls import path
from playwright.sync_api import Browser, Page, expect

from motcua.kernel.access import anyone
from motcua.kernel.ui.views import components, set_language

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]

pytestmark = [pytest.mark.journey, pytest.mark.urls(__name__)]


@anyone
def upload(request: HttpRequest) -> HttpResponse:
    """Answers as a form with an error does, and names what arrived."""
    return HttpResponse(f"<main>{[str(file) for file in request.FILES.values()]}</main>", status=422)


urlpatterns = [path("", components), path("language", set_language), path("upload", upload)]


@pytest.fixture
def page(browser: Browser, live_server: Any, request: pytest.FixtureRequest) -> Iterator[Page]:
    options = {"viewport": {"width": 1280, "height": 900}, "locale": "en-GB"} | getattr(request, "param", {})
    context = browser.new_context(base_url=live_server.url, **options)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
    page.goto("/")
    yield page
    context.close()
    assert complaints == []


PHONE = {"viewport": {"width": 390, "height": 800}}


@pytest.mark.parametrize("page", [{}, PHONE], indirect=True, ids=["desktop", "phone"])
def test_nobody_is_shut_out(page: Page) -> None:
    page.evaluate(AXE + ";1")
    found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)

    assert [(v["id"], [n["html"] for n in v["nodes"]]) for v in found["violations"]] == []
    assert len(found["passes"]) > 20
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize(
    "page", [{}, {"java_script_enabled": False}], indirect=True, ids=["scripts", "no-scripts"]
)
def test_a_choice_opens_its_question(page: Page) -> None:
    question = page.get_by_label("Địa chỉ nhận")
    expect(question).to_be_hidden()
    page.get_by_text("Qua bưu chính", exact=True).click()
    expect(question).to_be_visible()


def test_the_language_is_vietnamese_until_one_chooses(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("lang", "vi")
    page.get_by_role("button", name="EN").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.get_by_role("link", name="Track a dossier")).to_be_visible()


@pytest.mark.parametrize(
    "page", [{}, {"java_script_enabled": False}], indirect=True, ids=["scripts", "no-scripts"]
)
def test_a_file_arrives(page: Page) -> None:
    drawing = {"name": "mat-bang.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-" + b"0" * 300_000}
    page.get_by_label("Bản vẽ", exact=True).last.set_input_files(drawing)  # type: ignore[arg-type]
    page.get_by_role("button", name="Nộp hồ sơ").click()
    expect(page.locator("main")).to_have_text("['mat-bang.pdf']")


def test_how_much_was_sent_is_shown(page: Page) -> None:
    page.evaluate(
        """() => {
            window.seen = [];
            const bar = document.querySelector(".mc-upload progress");
            new MutationObserver(() => window.seen.push(bar.value)).observe(bar, {attributes: true});
        }"""
    )
    drawing = {"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"0" * 3_000_000}
    page.get_by_label("Bản vẽ", exact=True).last.set_input_files(drawing)  # type: ignore[arg-type]
    page.get_by_role("button", name="Nộp hồ sơ").click()
    expect(page.locator("main")).to_have_text("['a.pdf']")
    assert page.evaluate("window.seen.at(-1)") == 100


def test_a_list_is_worked_through_by_keyboard(page: Page) -> None:
    page.get_by_role("region", name="Hồ sơ chờ xử lý").focus()
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("a")
    page.keyboard.press("k")
    page.keyboard.press("j")
    page.keyboard.press("Enter")

    assert page.locator("input[name=dossier]:checked").input_value() == "8"
    assert page.url.endswith("#8")


def test_keys_typed_elsewhere_do_nothing(page: Page) -> None:
    page.get_by_label("Từ khoá").press_sequentially("jak")
    expect(page.get_by_label("Từ khoá")).to_have_value("jak")
    assert page.locator("input[name=dossier]:checked").count() == 0


def test_select_all_follows_its_rows(page: Page) -> None:
    every = page.locator("[data-select-all]")
    every.check()
    assert page.locator("input[name=dossier]:checked").count() == 3
    page.locator("input[name=dossier]").first.uncheck()
    expect(every).not_to_be_checked()
    assert every.evaluate("box => box.indeterminate")
