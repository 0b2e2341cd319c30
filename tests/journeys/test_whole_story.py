"""The whole story through every face: a citizen files, the officials decide and sign, anyone verifies the result.

With MOTCUA_SCREENSHOTS=folder the pages are kept as pictures: docs/screenshots is made so.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys import pages, test_citizen

pytestmark = pytest.mark.journey

LOOKS: dict[str, dict[str, int]] = {"phone": pages.PHONE, "desktop": pages.DESKTOP}
TURNS = (
    ("motcua.y99.10", "Tiếp nhận"),
    ("motcua.y99.10", "Chuyển xử lý"),
    ("truongphong.y99.10", "Phân công"),
    ("thuly.y99.10", "Trình kết quả"),
    ("truongphong.y99.10", "Đồng ý, trình lãnh đạo"),
    ("lanhdao.y99.10", "Ký duyệt"),
    ("vanthu.y99.10", "Đóng dấu, phát hành"),
)

Desk = Callable[[str], Page]


@pytest.fixture(params=LOOKS)
def look(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def at(browser: Browser, live: str, look: str) -> Iterator[Desk]:
    """`at("motcua.y99.10")`: that person's own browser, signed in; `at("")`: a visitor's."""
    contexts: dict[str, BrowserContext] = {}

    def opened(username: str) -> Page:
        known = contexts.get(username)
        if known:
            return known.pages[0]
        contexts[username] = pages.visitor(browser, live, viewport=LOOKS[look])
        page = contexts[username].new_page()
        page.set_default_timeout(20_000)
        if username:
            page.goto("/sign-in")
            pages.sign_in(page, username)
            page.wait_for_url("**/desk/" if "." in username else "**/my")
        return page

    yield opened
    for context in contexts.values():
        context.close()


@pytest.fixture
def keep(look: str) -> Callable[[Page, str], None]:
    """Keep a picture of the page, when pictures are wanted."""
    folder = os.environ.get("MOTCUA_SCREENSHOTS", "")

    def kept(page: Page, name: str) -> None:
        pages.check_access(page)
        if folder:
            path = Path(folder) / f"{name}-{look}.png"
            page.screenshot(path=path, full_page=look == "desktop" and page.url.endswith("/"))

    return kept


def test_from_search_to_a_verified_result(at: Desk, keep: Any, tmp_path: Path) -> None:
    citizen = at("congdan2")
    keep_home(at(""), keep)
    code = file_online(citizen, keep)
    for username, action in TURNS:
        do(at(username), code, action, keep)
    pdf = take_result(citizen, code, keep)
    verify(at(""), pdf, tmp_path, keep)
    citizen.goto(f"/my/{code}")
    expect(citizen.get_by_text("Đã trả kết quả").first).to_be_visible()
    keep(citizen, "timeline")


def keep_home(visitor: Page, keep: Any) -> None:
    visitor.goto("/")
    keep(visitor, "home")
    visitor.goto("/procedures?q=giay phep xay dung nha")
    keep(visitor, "search")
    visitor.get_by_role("link", name="Cấp giấy phép xây dựng nhà ở riêng lẻ").click()
    keep(visitor, "procedure")


def file_online(citizen: Page, keep: Any) -> str:
    citizen.goto("/procedures?q=giay phep xay dung nha")
    citizen.get_by_role("link", name="Cấp giấy phép xây dựng nhà ở riêng lẻ").click()
    citizen.get_by_role("button", name="Nộp hồ sơ trực tuyến").first.click()
    pages.choose(citizen, "Hồ sơ của bạn thuộc trường hợp nào?", "Đối với nhà xây mới")
    pages.fill(citizen, commune="phường Bến Trúc")
    pages.go_on(citizen, "Bắt đầu điền hồ sơ")
    test_citizen.answer(citizen, lambda: None)
    keep(citizen, "documents")
    test_citizen.hand_in_papers(citizen, lambda: None)
    keep(citizen, "check")
    code, _secret = test_citizen.file(citizen, lambda: None)
    keep(citizen, "submitted")
    return code


def do(official: Page, code: str, action: str, keep: Any) -> None:
    """Open the inbox, then the dossier, and do one act."""
    official.goto("/desk/")
    expect(official.get_by_role("link", name=code)).to_be_visible()
    if action == "Tiếp nhận":
        keep(official, "inbox")
    if action == "Ký duyệt":
        official.goto("/desk/approve")
        official.get_by_role("link", name=code).click()
        keep(official, "approve")
    official.goto(f"/desk/dossiers/{code}")
    pages.check_access(official)
    if action == "Trình kết quả":
        keep(official, "dossier")
    main = official.get_by_role("main")
    if action == "Phân công":
        official.get_by_label("Cán bộ thụ lý").first.select_option(index=1)
    main.get_by_role("button", name=action, exact=True).first.click()
    if action == "Trình kết quả":
        official.get_by_label("Đồng ý giải quyết").check()
        official.get_by_label("Nội dung kết quả").fill("Hồ sơ đủ điều kiện.\nĐồng ý cấp giấy phép xây dựng.")
        keep(official, "propose")
        main.get_by_role("button", name=action, exact=True).click()
    expect(official.get_by_text(f"Đã thực hiện: {action}")).to_be_visible()


def take_result(citizen: Page, code: str, keep: Any) -> bytes:
    citizen.goto(f"/my/{code}")
    expect(citizen.get_by_text("Đã xử lý xong").first).to_be_visible()
    keep(citizen, "result")
    link = citizen.locator("a[href^='/results/']").first.get_attribute("href")
    content = citizen.request.get(link or "").body()
    assert content.startswith(b"%PDF")
    citizen.goto(f"/my/{code}/act/collect")
    citizen.get_by_role("main").locator("form button").first.click()
    return content


def verify(visitor: Page, pdf: bytes, folder: Path, keep: Any) -> None:
    """The file as it was issued is whole; one changed byte is caught."""
    for content, verdict in ((pdf, "whole"), (pdf[:2000] + bytes([pdf[2000] ^ 1]) + pdf[2001:], "altered")):
        file = folder / f"{verdict}.pdf"
        file.write_bytes(content)
        visitor.goto("/verify")
        visitor.locator("input[type=file]").set_input_files(file)
        visitor.get_by_role("main").locator("form button[type=submit], form button").last.click()
        main = visitor.get_by_role("main")
        expect(main).to_contain_text("UBND phường Bến Trúc" if verdict == "whole" else "thay đổi")
        keep(visitor, f"verify-{verdict}")
