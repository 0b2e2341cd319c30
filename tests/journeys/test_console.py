"""Keepers of the house at their browsers: every page that a link leads to, and the acts that take several pages."""

import json
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import resolve
from playwright.sync_api import Browser, Page, expect

from tests.integration.console.places import KEPT, NAMES, POST_ONLY
from tests.journeys.pages import DESKTOP, PHONE, check_access, fill, go_on, sign_in, visitor
from tests.unit.procedures.catalogue.made import channels, record

pytestmark = pytest.mark.journey

LOOKS = {"desktop": DESKTOP, "phone": PHONE}
# Pages about what the sample has none of: an account with a second factor, a machine's account, an import under way;
# a recount has a test of its own below.
PAGES = set(NAMES) - POST_ONLY - {"account_factor", "import_work", "recount_work", "token_issue"}


@pytest.fixture(params=LOOKS)
def page(browser: Browser, live: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = visitor(browser, live, viewport=LOOKS[request.param])
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
    yield page
    context.close()
    assert complaints == []


def enter(page: Page, username: str) -> None:
    page.goto("/console/")
    sign_in(page, username)
    expect(page.get_by_role("heading", level=1)).to_have_text("Việc cần chú ý")


def walk(page: Page, *starts: str) -> set[str]:
    """Follow links, to one page of each kind; nobody is shut out of any. Returns the names of the pages."""
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        address = waiting.pop(0)
        name = str(resolve(urlsplit(address).path).url_name)
        if name in seen:
            continue
        seen.add(name)
        answer = page.goto(address)
        assert answer
        assert answer.status == 200, address
        check_access(page)
        waiting += page.eval_on_selector_all(
            "a[href^='/console/']", "links => links.map(link => link.getAttribute('href'))"
        )
    return seen


def test_every_page_of_an_administrator(page: Page) -> None:
    enter(page, "quantri.y99")
    # A year with declared days, and accounts that have passwords.
    assert walk(page, "/console/calendar?year=2026", "/console/accounts?kind=citizen", "/console/") == PAGES


def test_every_page_of_a_service_owner(page: Page) -> None:
    enter(page, "thutuc.y99")
    assert walk(page, "/console/") == PAGES & KEPT


def test_due_dates_are_looked_at_before_they_are_counted_again(page: Page) -> None:
    enter(page, "quantri.y99")
    page.goto("/console/calendar")
    page.get_by_role("button", name="Tính lại hạn hồ sơ").click()
    check_access(page)
    go_on(page, "Tính lại")
    expect(page.get_by_role("alert")).to_be_visible()
    fill(page, date="20/11/2026")
    go_on(page, "Xem trước")
    expect(page.get_by_text("Đã xong.")).to_be_visible()
    expect(page.get_by_text("Sẽ lùi hạn")).to_be_visible()
    check_access(page)


def test_a_catalogue_is_taken_over_while_one_watches(page: Page, request: pytest.FixtureRequest) -> None:
    look = request.node.callspec.params["page"]
    enter(page, "thutuc.y99")
    code = {"desktop": "9.910001", "phone": "9.910002"}[look]
    lines = [
        record(ma_thu_tuc=code, cach_thuc_thuc_hien=channels("Trực tiếp3Miễn phí")),
        {"ten_thu_tuc": "?"},
    ]
    content = "\n".join(json.dumps(line) for line in lines).encode()
    page.goto("/console/imports")
    page.locator("input[type=file]").set_input_files(
        {"name": f"{look}.jsonl", "mimeType": "application/x-ndjson", "buffer": content}
    )
    go_on(page, "Nhập danh mục")
    page.get_by_role("link", name="Xem báo cáo").or_(page.get_by_role("heading", name="Báo cáo")).wait_for(
        timeout=60_000
    )
    if page.get_by_role("link", name="Xem báo cáo").is_visible():
        check_access(page)
        page.get_by_role("link", name="Xem báo cáo").click()
    expect(page.get_by_text("Thiếu mã thủ tục")).to_be_visible()

    page.goto(f"/console/procedures/{code}/doubts")
    page.get_by_role("link", name="Thời gian chỉ là một con số").click()
    fill(page, duration="3", note="Bước 2 của trình tự")
    go_on(page, "Xác nhận")
    expect(page.get_by_text("Đã xác nhận.")).to_be_visible()
    page.get_by_role("link", name="Phiên bản", exact=True).click()
    expect(page.locator("ins").last).to_contain_text("3 ngày làm việc")
    check_access(page)


def test_a_password_is_shown_once(page: Page, request: pytest.FixtureRequest) -> None:
    look = request.node.callspec.params["page"]
    enter(page, "quantri.y99")
    page.goto("/console/people/add")
    fill(page, name=f"Đặng Thị Ễnh {look}")
    go_on(page, "Thêm cán bộ")
    page.get_by_role("link", name="Tạo tài khoản").click()
    go_on(page, "Tạo tài khoản")
    expect(page.get_by_text(re.compile(r"^[a-z2-9]{4}(-[a-z2-9]{4}){3}$"))).to_be_visible()
    check_access(page)
    page.get_by_role("link", name="Đã ghi lại").or_(page.get_by_role("button", name="Đã ghi lại")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("dang.thi.enh")


def test_the_trail_is_checked(page: Page) -> None:
    enter(page, "quantri.y99")
    page.goto("/console/audit")
    go_on(page, "Kiểm tra toàn bộ nhật ký")
    expect(page.get_by_text("Nhật ký nguyên vẹn")).to_be_visible()
    check_access(page)
