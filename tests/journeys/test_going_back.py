"""Back buttons and two tabs: what is past is explained, nothing is done twice, nothing typed is lost."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from motcua.dossiers.models import Dossier, TimelineEntry
from motcua.kernel.kept import forget_all
from tests.integration.dossiers.conftest import keys_dir
from tests.integration.dossiers.province import Province, build
from tests.journeys.pages import DESKTOP, PHONE, check_access, fill, go_on, sign_in, visitor

__all__ = ["keys_dir"]

pytestmark = pytest.mark.journey
LOOKS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": PHONE},
    "desktop-without-scripts": {"viewport": DESKTOP, "java_script_enabled": False},
}
At = Callable[[str, str], Page]


@pytest.fixture
def province(transactional_db: None, keys_dir: Path, tmp_path: Path) -> Iterator[Province]:
    forget_all()
    yield build(tmp_path)
    forget_all()


@pytest.fixture(params=LOOKS)
def at(
    browser: Browser, live_server: Any, province: Province, request: pytest.FixtureRequest
) -> Iterator[At]:
    """`at("congdan1", "/my")`: a page in that person's own browser, signed in; the next one is a second tab."""
    contexts: dict[str, BrowserContext] = {}

    def opened(username: str, address: str) -> Page:
        if username in contexts:
            page = contexts[username].new_page()
            page.goto(address)
            return page
        contexts[username] = visitor(browser, live_server.url, **LOOKS[request.param])
        page = contexts[username].new_page()
        page.goto(address)
        sign_in(page, username)
        return page

    yield opened
    for context in contexts.values():
        context.close()


@pytest.fixture
def look(request: pytest.FixtureRequest) -> Callable[[Page], None]:
    """Look whether nobody is shut out; axe-core itself needs scripts."""
    scripted = "without-scripts" not in request.node.callspec.params["at"]
    return check_access if scripted else (lambda page: None)


def heading(page: Page, text: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(text)


def test_back_after_filing(at: At, province: Province, look: Callable[[Page], None]) -> None:
    draft = province.draft()
    page = at("congdan1", f"/drafts/{draft}/check")
    other_tab = at("congdan1", f"/drafts/{draft}/form/address")
    go_on(page, "Nộp hồ sơ")
    heading(page, "Đã nộp hồ sơ")

    page.go_back()
    if page.get_by_role("button", name="Nộp hồ sơ").is_visible():  # a browser that kept the page
        go_on(page, "Nộp hồ sơ")
    expect(page.get_by_text("Bạn đã nộp hồ sơ này rồi").or_(page.get_by_text("Đã nộp hồ sơ"))).to_be_visible()
    look(page)

    fill(other_tab, address_detail="Số 99, tổ 9")
    go_on(other_tab)
    heading(other_tab, "Hồ sơ này đã nộp rồi")
    expect(other_tab.get_by_text("Số 99, tổ 9")).to_be_visible()
    look(other_tab)
    code = Dossier.objects.get().code
    go_to(other_tab, f"Xem hồ sơ {code}")
    expect(other_tab.get_by_text("Mới đăng ký")).to_be_visible()
    assert TimelineEntry.objects.count() == 1


def go_to(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).click()


def test_back_between_the_pages_of_a_form(at: At, province: Province) -> None:
    draft = province.draft()
    page = at("congdan1", f"/drafts/{draft}/form/address")
    fill(page, address_detail="Số 10, tổ 1")
    go_on(page)
    expect(page.locator('[name="request_summary"]')).to_be_visible()
    page.go_back()
    expect(page.locator('[name="address_detail"]')).to_have_value("Số 10, tổ 1")
    fill(page, address_detail="Số 12, tổ 1")
    go_on(page)
    page.go_back()
    expect(page.locator('[name="address_detail"]')).to_have_value("Số 12, tổ 1")
    assert Dossier.objects.get().answers["address_detail"] == "Số 12, tổ 1"


def test_one_draft_in_two_tabs(at: At, province: Province, look: Callable[[Page], None]) -> None:
    form = f"/drafts/{province.draft()}/form"
    page, other_tab = at("congdan1", f"{form}/address"), at("congdan1", f"{form}/address")
    third = at("congdan1", f"{form}/request")
    fill(page, address_detail="Số 1, tổ 1")
    go_on(page)
    expect(page.locator('[name="request_summary"]')).to_be_visible()
    fill(third, request_summary="Xây nhà hai tầng")
    go_on(third)
    heading(third, "Nhận kết quả")

    fill(other_tab, address_detail="Số 2, tổ 2")
    go_on(other_tab)
    expect(other_tab.get_by_text("Ở thẻ khác bạn đã lưu “Số 1, tổ 1”").first).to_be_visible()
    expect(other_tab.locator('[name="address_detail"]')).to_have_value("Số 2, tổ 2")
    look(other_tab)
    go_on(other_tab)
    expect(other_tab.locator('[name="request_summary"]')).to_have_value("Xây nhà hai tầng")
    assert Dossier.objects.get().answers["address_detail"] == "Số 2, tổ 2"


def test_a_draft_thrown_away_in_another_tab(at: At, province: Province, look: Callable[[Page], None]) -> None:
    draft = province.draft()
    page = at("congdan1", f"/drafts/{draft}/form/address")
    other_tab = at("congdan1", f"/drafts/{draft}/discard")
    go_on(other_tab, "Xóa bản nháp")
    expect(other_tab.get_by_text("Đã xóa bản nháp.")).to_be_visible()

    other_tab.go_back()
    if other_tab.get_by_role("button", name="Xóa bản nháp").is_visible():
        go_on(other_tab, "Xóa bản nháp")
    heading(other_tab, "Không còn bản nháp này")

    fill(page, address_detail="Số 99, tổ 9")
    go_on(page)
    heading(page, "Không còn bản nháp này")
    expect(page.get_by_text("Số 99, tổ 9")).to_be_visible()
    look(page)
    go_to(page, "Hồ sơ của tôi")
    heading(page, "Hồ sơ của tôi")


def test_back_after_handing_in_a_supplement(at: At, province: Province, look: Callable[[Page], None]) -> None:
    filed = province.file(by="congdan1")
    province.act(filed.dossier_id, "request_supplement", "motcua.y99.10")
    place = f"/my/{filed.code}/act/supplement"
    page, other_tab = at("congdan1", place), at("congdan1", place)
    fill(page, reason="Đã gửi bản sao")
    go_on(page, "Nộp bổ sung")
    expect(page.get_by_text("Đã nộp bổ sung.")).to_be_visible()

    page.go_back()
    if page.get_by_role("button", name="Nộp bổ sung").is_visible():
        go_on(page, "Nộp bổ sung")
    heading(page, "Việc này không còn thực hiện được")
    expect(page.get_by_text("Bạn đã thực hiện “Nộp bổ sung”")).to_be_visible()
    look(page)

    fill(other_tab, reason="Lời nhắn khác")
    go_on(other_tab, "Nộp bổ sung")
    expect(other_tab.get_by_text("Lời nhắn khác")).to_be_visible()
    go_to(other_tab, f"Xem hồ sơ {filed.code}")
    assert TimelineEntry.objects.filter(action="supplement").count() == 1


def test_two_tabs_at_the_desk(at: At, province: Province, look: Callable[[Page], None]) -> None:
    code = province.file().code
    place = f"/desk/dossiers/{code}/act/refuse"
    page, other_tab = at("motcua.y99.10", place), at("motcua.y99.10", place)
    fill(page, reason="Không thuộc thẩm quyền")
    go_on(page, "Từ chối tiếp nhận")
    expect(page.get_by_text("Đã thực hiện: Từ chối tiếp nhận")).to_be_visible()

    page.go_back()
    if page.get_by_role("main").get_by_role("button", name="Từ chối tiếp nhận").is_visible():
        go_on(page, "Từ chối tiếp nhận")
    expect(
        page.get_by_text("Bạn đã thực hiện “Từ chối tiếp nhận”").or_(page.get_by_text("Đã thực hiện:"))
    ).to_be_visible()
    look(page)

    fill(other_tab, reason="Vì một lý do khác")
    go_on(other_tab, "Từ chối tiếp nhận")
    heading(other_tab, "Hồ sơ đã được chuyển bước")
    expect(other_tab.get_by_text("Bạn đã thực hiện “Từ chối tiếp nhận”")).to_be_visible()
    expect(other_tab.get_by_text("Vì một lý do khác")).to_be_visible()
    look(other_tab)
    other_tab.get_by_role("link", name="Xem hồ sơ mới nhất").click()
    expect(other_tab.get_by_role("link", name="Xem hồ sơ mới nhất")).to_have_count(0)
    assert TimelineEntry.objects.filter(action="refuse").count() == 1


def test_signed_out_in_one_tab_sending_in_the_other(
    at: At, province: Province, look: Callable[[Page], None]
) -> None:
    draft = province.draft()
    page, other_tab = at("congdan1", f"/drafts/{draft}/form/address"), at("congdan1", "/my")
    menu = other_tab.get_by_role("button", name="Trình đơn")
    if menu.is_visible():
        menu.click()
    other_tab.get_by_role("button", name="Đăng xuất").click()
    expect(other_tab.locator("form[action='/sign-out']")).to_have_count(0)

    fill(page, address_detail="Số 99, tổ 9")
    go_on(page)
    heading(page, "Phiên đăng nhập đã hết")
    look(page)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Đăng nhập lại (mở thẻ mới)").click()
    sign_in(opened.value, "congdan1")
    heading(opened.value, "Hồ sơ của tôi")
    go_on(page, "Gửi lại")
    heading(page, "Gửi lại biểu mẫu")  # signing in gave the browser another token
    go_on(page, "Gửi lại")
    expect(page.locator('[name="request_summary"]')).to_be_visible()
    assert Dossier.objects.get().answers["address_detail"] == "Số 99, tổ 9"
