"""A slow line and a broken one: no button does a thing twice, nothing typed is lost, the page says what to do."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from motcua.dossiers.models import Dossier, TimelineEntry
from motcua.kernel.kept import forget_all
from tests.integration.dossiers.conftest import keys_dir
from tests.integration.dossiers.province import Province, build
from tests.journeys.line import Line
from tests.journeys.pages import DESKTOP, PHONE, check_access, choose, fill, go_on, sign_in, visitor

__all__ = ["keys_dir"]

pytestmark = pytest.mark.journey
Opened = Callable[..., Page]


@pytest.fixture
def province(transactional_db: None, keys_dir: Path, tmp_path: Path) -> Iterator[Province]:
    forget_all()
    yield build(tmp_path)
    forget_all()


@pytest.fixture
def line(live_server: Any) -> Iterator[Line]:
    line = Line(live_server.url)
    yield line
    line.close()


@pytest.fixture
def opened(browser: Browser, line: Line, province: Province) -> Iterator[Opened]:
    """`opened("congdan1", "/my")`: a phone signed in at that address; `scripts=False` for one without."""
    contexts = []
    complaints: list[str] = []

    def page_at(
        username: str, address: str, *, viewport: dict[str, int] = PHONE, scripts: bool = True
    ) -> Page:
        context = visitor(browser, line.url, viewport=viewport, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address)
        sign_in(page, username)
        page.wait_for_url(f"**{address}")
        return page

    yield page_at
    for context in contexts:
        context.close()
    assert complaints == []


def press(page: Page, name: str) -> None:
    """Press by keyboard: a click of the test's own waits for what comes of it."""
    page.get_by_role("main").get_by_role("button", name=name, exact=True).focus()
    page.keyboard.press("Enter")


def press_and_read(page: Page, name: str, words: str) -> None:
    """Press, and see the page say `words` while the next one is on its way: until that has come, nobody can ask it."""
    page.evaluate(
        "new MutationObserver(() => console.info(document.querySelector('.mc-sending')?.textContent))"
        ".observe(document.body, {childList: true, subtree: true})"
    )
    with page.expect_console_message(lambda line: line.text == words):
        press(page, name)


def broken(page: Page) -> None:
    """The browser's own page about a broken line has come."""
    page.wait_for_function("location.protocol === 'chrome-error:'")


@pytest.mark.parametrize("scripts", [True, False])
def test_a_dossier_is_filed_once_on_a_slow_line(
    opened: Opened, line: Line, province: Province, scripts: bool
) -> None:
    draft = province.draft()
    page = opened("congdan1", f"/drafts/{draft}/check", scripts=scripts)
    sent = line.posts
    line.hold()
    if scripts:
        press_and_read(page, "Nộp hồ sơ", "Đang gửi, xin chờ.")
    else:
        press(page, "Nộp hồ sơ")
    page.keyboard.press("Enter")
    line.mend()
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã nộp hồ sơ")
    assert not scripts or line.posts == sent + 1
    assert TimelineEntry.objects.filter(action="submit").count() == 1


@pytest.mark.parametrize("scripts", [True, False])
def test_a_start_is_one_draft_on_a_slow_line(
    opened: Opened, line: Line, province: Province, scripts: bool
) -> None:
    page = opened("congdan1", f"/procedures/{province.service.code}/start", scripts=scripts)
    choose(page, "Hồ sơ của bạn thuộc trường hợp nào?", province.service.cases[0].label)
    fill(page, commune="phường Một")
    line.hold()
    press(page, "Bắt đầu điền hồ sơ")
    page.keyboard.press("Enter")
    line.mend()
    page.wait_for_url("**/drafts/**")
    assert Dossier.objects.count() == 1


def test_without_a_line_the_page_stays_and_says_so(opened: Opened, province: Province) -> None:
    page = opened("congdan1", f"/drafts/{province.draft()}/form/address")
    fill(page, address_detail="Số 99, tổ 9")
    page.context.set_offline(True)
    go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("Không có kết nối mạng nên chưa gửi được.")
    expect(page.locator('[name="address_detail"]')).to_have_value("Số 99, tổ 9")
    check_access(page)
    page.context.set_offline(False)
    page.wait_for_function("navigator.onLine")
    # The button itself rests for a second after it was pressed.
    page.evaluate("document.querySelector('form[data-kept]').requestSubmit()")
    expect(page.locator('[name="request_summary"]')).to_be_visible()
    assert Dossier.objects.get().answers["address_detail"] == "Số 99, tổ 9"


def test_what_did_not_arrive_is_filled_in_again(opened: Opened, line: Line, province: Province) -> None:
    address = f"/drafts/{province.draft()}/form/address"
    page = opened("congdan1", address)
    line.cut()
    fill(page, address_detail="Số 99, tổ 9")
    press(page, "Lưu và tiếp tục")
    broken(page)
    line.mend()
    page.goto("/my")
    page.goto(address)
    expect(page.get_by_role("alert")).to_contain_text("Lần gửi trước chưa có trả lời.")
    expect(page.locator('[name="address_detail"]')).to_have_value("Số 99, tổ 9")
    check_access(page)
    go_on(page)
    expect(page.locator('[name="request_summary"]')).to_be_visible()
    assert Dossier.objects.get().answers["address_detail"] == "Số 99, tổ 9"
    page.go_back()
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("scripts", [True, False])
def test_an_answer_that_was_lost_is_found(
    opened: Opened, line: Line, province: Province, scripts: bool
) -> None:
    draft = province.draft()
    page = opened("congdan1", f"/drafts/{draft}/check", scripts=scripts)
    line.cut(answers_only=True)
    press(page, "Nộp hồ sơ")
    broken(page)
    line.mend()
    page.go_back()
    expect(page.get_by_text("Bạn đã nộp hồ sơ này rồi.")).to_be_visible()
    assert TimelineEntry.objects.filter(action="submit").count() == 1


def test_at_the_counter_an_answer_that_was_lost_makes_no_second_dossier(
    opened: Opened, line: Line, province: Province
) -> None:
    case = province.service.cases[0].key
    address = f"/desk/intake/{province.service.code}?case={case}"
    page = opened("motcua.y99.10", address, viewport=DESKTOP)
    fill(page, owner_name="Lê Thị Mai", personal_id="025190000123", phone="0912345678")
    fill(page, birth_date="12/04/1990", commune="phường Một", address_detail="Tổ 3")
    line.cut(answers_only=True)
    press(page, "Tiếp nhận và in giấy hẹn")
    broken(page)
    line.mend()
    page.goto(address)
    expect(page.get_by_role("alert")).to_contain_text("Lần gửi trước chưa có trả lời.")
    expect(page.get_by_label("Họ và tên", exact=True)).to_have_value("Lê Thị Mai")
    press(page, "Tiếp nhận và in giấy hẹn")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã tiếp nhận hồ sơ")
    assert Dossier.objects.count() == 1


def test_the_words_are_english_for_who_reads_english(opened: Opened, province: Province) -> None:
    page = opened("congdan1", f"/drafts/{province.draft()}/form/address")
    page.context.add_cookies([{"name": "lang", "value": "en", "url": page.url}])
    page.reload()
    fill(page, address_detail="Số 99, tổ 9")
    page.context.set_offline(True)
    go_on(page, "Save and continue")
    expect(page.get_by_role("alert")).to_contain_text("There is no network connection, so nothing was sent.")
    page.context.set_offline(False)
    form = page.locator("form[data-kept]")
    for name, words in {
        "data-sending": "Sending, please wait.",
        "data-slow": "The network is slow; still sending.",
        "data-lost": "What you sent before was not answered.",
    }.items():
        assert words in (form.get_attribute(name) or "")
