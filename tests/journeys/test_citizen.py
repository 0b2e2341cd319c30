"""A citizen finds a procedure by words without marks, files, and follows the dossier: on a phone and on a desk."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import pages

pytestmark = pytest.mark.journey

LOOKS: dict[str, dict[str, Any]] = {
    "phone": {"viewport": pages.PHONE},
    "desktop": {"viewport": pages.DESKTOP},
    "phone-without-scripts": {"viewport": pages.PHONE, "java_script_enabled": False},
}


@pytest.fixture(params=LOOKS)
def page(browser: Browser, live: str, request: pytest.FixtureRequest) -> Iterator[Page]:
    context = pages.visitor(browser, live, **LOOKS[request.param])
    page = context.new_page()
    page.set_default_timeout(15_000)
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on("console", lambda line: complaints.append(line.text) if "Content Security" in line.text else None)
    yield page
    context.close()
    assert complaints == []


@pytest.fixture
def look(page: Page, request: pytest.FixtureRequest) -> Any:
    """Look whether nobody is shut out; axe-core itself needs scripts."""
    scripted = "without-scripts" not in request.node.callspec.params["page"]
    return (lambda: pages.check_access(page)) if scripted else (lambda: None)


def test_from_a_question_to_an_answer(page: Page, look: Any) -> None:
    find(page, look)
    start(page, look)
    answer(page, look)
    hand_in_papers(page, look)
    code, secret = file(page, look)
    follow(page, look, code, secret)


def find(page: Page, look: Any) -> None:
    page.goto("/")
    look()
    page.get_by_role("searchbox").fill("giay phep xay dung nha")
    page.get_by_role("button", name="Tìm", exact=True).click()
    look()
    page.get_by_role("link", name="Cấp giấy phép xây dựng nhà ở riêng lẻ").click()
    expect(page.get_by_text("15 ngày").first).to_be_visible()
    look()


def start(page: Page, look: Any) -> None:
    page.get_by_role("button", name="Nộp hồ sơ trực tuyến").first.click()
    look()
    pages.sign_in(page, "congdan2")
    expect(page.get_by_role("heading", name="Trước khi bắt đầu")).to_be_visible()
    pages.go_on(page, "Bắt đầu điền hồ sơ")
    expect(page.get_by_role("alert")).to_contain_text("Chọn trường hợp của bạn.")
    look()
    pages.choose(page, "Hồ sơ của bạn thuộc trường hợp nào?", "Đối với nhà xây mới")
    pages.fill(page, commune="ben truc")
    pages.go_on(page, "Bắt đầu điền hồ sơ")


def answer(page: Page, look: Any) -> None:
    expect(page.get_by_label("Họ và tên người nộp thay")).to_be_hidden()
    pages.choose(page, "Bạn nộp cho chính mình hay nộp thay?", "Nộp thay người khác")
    expect(page.get_by_label("Họ và tên người nộp thay")).to_be_visible()
    look()
    pages.choose(
        page, "Bạn nộp cho chính mình hay nộp thay?", "Nộp cho chính mình hoặc tổ chức mình đại diện"
    )
    pages.go_on(page)
    expect(page.get_by_label("Họ và tên")).to_have_value("Trần Văn Bình")
    pages.fill(page, birth_date="31/02/1985")
    pages.go_on(page)
    expect(page.get_by_role("alert")).to_contain_text("Ngày không có thật")
    expect(page.get_by_label("Ngày sinh")).to_have_value("31/02/1985")
    look()
    pages.fill(page, birth_date="2/3/1985")
    pages.go_on(page)
    look()
    pages.fill(page, commune="phường Bến Trúc", address_detail="Số 9, tổ 3")
    pages.go_on(page)
    look()
    pages.fill(page, request_summary="Cấp phép xây nhà ba tầng ở Số 9, tổ 3, phường Bến Trúc")
    pages.go_on(page)
    look()
    pages.choose(page, "Bạn muốn nhận kết quả bằng cách nào?", "Trực tuyến")
    pages.go_on(page)


def hand_in_papers(page: Page, look: Any) -> None:
    expect(page.get_by_role("heading", name="Giấy tờ kèm theo")).to_be_visible()
    look()
    for number in range(page.locator(".pt-uploads > li").count()):
        pages.hand_in(page, number, f"giay-to-{number}.pdf")
    look()
    page.get_by_role("button", name="Tiếp tục").click()


def file(page: Page, look: Any) -> tuple[str, str]:
    expect(page.get_by_role("heading", name="Kiểm tra trước khi nộp")).to_be_visible()
    look()
    page.get_by_role("link", name="Thay đổi Số nhà, đường, thôn, tổ dân phố").click()
    pages.fill(page, address_detail="Số 11, tổ 3")
    pages.go_on(page)
    expect(page.get_by_text("Số 11, tổ 3")).to_be_visible()
    pages.go_on(page, "Nộp hồ sơ")
    expect(page.get_by_role("heading", name="Đã nộp hồ sơ")).to_be_visible()
    expect(page.get_by_role("img", name="Mã QR mở trang tra cứu hồ sơ này")).to_be_visible()
    look()
    with page.expect_download() as download:
        page.get_by_role("button", name="Tải giấy xác nhận nộp hồ sơ (PDF)").click()
    assert download.value.suggested_filename.endswith(".pdf")
    codes = page.locator(".pt-keys dd code")
    return codes.nth(0).inner_text(), codes.nth(1).inner_text()


def follow(page: Page, look: Any, code: str, secret: str) -> None:
    page.goto("/my")
    look()
    page.goto(f"/my/{code}")
    expect(page.get_by_text("Mới đăng ký")).to_be_visible()
    look()
    menu = page.get_by_role("button", name="Trình đơn")
    if menu.is_visible():
        menu.click()
    page.get_by_role("button", name="Đăng xuất").click()
    page.goto(f"/track?code={code}")
    expect(page.get_by_label("Mã hồ sơ")).to_have_value(code)
    look()
    pages.fill(page, secret=secret.lower())
    pages.go_on(page, "Xem tình trạng")
    expect(page.get_by_text("T. V. Bình")).to_be_visible()
    expect(page.get_by_text("Trần Văn Bình")).to_have_count(0)
    look()


def test_pages_for_everyone(page: Page, look: Any) -> None:
    for address in ("/help", "/verify", "/verify/abc", "/procedures?q=zzqqxx", "/procedures/8.888888"):
        page.goto(address)
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        look()
