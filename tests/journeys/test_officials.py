"""The whole road of two dossiers, walked by the people at the desks; and the same by keyboard and without scripts."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from django.db import connection
from playwright.sync_api import Browser, BrowserContext, Page, expect

from motcua.dossiers.models import Dossier
from motcua.kernel import progress
from motcua.kernel.kept import forget_all
from motcua.kernel.models import LongWork
from tests.integration.dossiers.conftest import keys_dir
from tests.integration.dossiers.province import Province, build
from tests.journeys.pages import DESKTOP, PHONE, check_access, fill, sign_in, visitor
from tests.unit.files.made_files import PDF

__all__ = ["keys_dir"]

pytestmark = pytest.mark.journey

PEOPLE = {
    "Lê Thị Mai": "025190000123|190000456|Lê Thị Mai|12041990|Nữ|Tổ 3, đường Diều|15012022",
    "Trần Văn Bình": "025085000456|190000457|Trần Văn Bình|02031985|Nam|Tổ 7, đường Gió|15012022",
}


@pytest.fixture
def province(transactional_db: None, keys_dir: Path, tmp_path: Path) -> Iterator[Province]:
    forget_all()
    yield build(tmp_path)
    forget_all()


@pytest.fixture
def at_desk(browser: Browser, live_server: Any, province: Province) -> Iterator[Callable[..., Page]]:
    """`at_desk("motcua.y99.10")`: that person's own browser, signed in, at the list of work."""
    contexts: list[BrowserContext] = []

    def opened(username: str, viewport: dict[str, int] = DESKTOP, **options: Any) -> Page:
        context = visitor(browser, live_server.url, viewport=viewport, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto("/desk/")
        sign_in(page, username)
        expect(page.get_by_role("heading", level=1)).to_have_text("Hồ sơ cần giải quyết")
        return page

    yield opened
    for context in contexts:
        context.close()


def press(page: Page, name: str) -> None:
    page.get_by_role("main").get_by_role("button", name=name).click()


def take_in(page: Page, person: str, *, find: bool) -> str:
    """Receive one dossier at the counter and accept it; returns its code."""
    if find:
        page.get_by_role("link", name="Tiếp nhận", exact=True).click()
        check_access(page)
        page.get_by_role("searchbox", name="Thủ tục: tên, từ thường gọi hoặc mã").fill(
            "giay phep xay dung nha o"
        )
        page.keyboard.press("Enter")
        page.get_by_role("link", name="Cấp giấy phép xây dựng nhà ở riêng lẻ").click()
    page.locator(".desk-cases a").first.click()
    # The scanner types what the card says, and Enter.
    expect(page.locator("#find")).to_be_focused()
    page.keyboard.insert_text(PEOPLE[person])
    page.keyboard.press("Enter")
    expect(page.get_by_label("Họ và tên", exact=True)).to_have_value(person)
    fill(page, phone="0912345678", commune="phường Một")
    ticks = page.locator(".desk-sheets tbody .mc-tick input")
    for number in range(ticks.count()):
        ticks.nth(number).check()
    page.locator("input[type=file]").first.set_input_files(
        {"name": "don.pdf", "mimeType": "application/pdf", "buffer": PDF}
    )
    check_access(page)
    press(page, "Tiếp nhận và in giấy hẹn")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã tiếp nhận hồ sơ")
    check_access(page)
    receipt = page.get_by_role("button", name="Mở để in: Giấy tiếp nhận hồ sơ và hẹn trả kết quả")
    assert page.request.get(receipt.get_attribute("href") or "").body().startswith(b"%PDF")
    code = re.search(r"Y99\.10-\d{8}-\d{4}", page.locator(".govuk-panel").inner_text())
    assert code is not None
    return code[0]


def tick_all(page: Page) -> None:
    rows = page.locator("input[name=dossier]")
    expect(rows).to_have_count(2)
    for number in range(2):
        rows.nth(number).check()


def do_the_work() -> None:
    """What the worker does: in a thread of its own, since the browser keeps an event loop in this one."""

    def run() -> None:
        progress.run(LongWork.objects.latest("created_at").id)
        connection.close()

    worker = Thread(target=run)
    worker.start()
    worker.join()


def watch_work(page: Page) -> None:
    """The page of the work at hand renews itself while the worker (here: this test) does the work."""
    expect(page.get_by_text("Bạn có thể rời trang này")).to_be_visible()
    check_access(page)
    do_the_work()
    expect(page.get_by_text("2 trên 2 hồ sơ đã thực hiện.")).to_be_visible()
    check_access(page)


def propose(page: Page, code: str) -> None:
    page.goto("/desk/")
    page.get_by_role("link", name=code).click()
    expect(page.get_by_role("button", name="Trình kết quả")).to_be_visible()
    check_access(page)
    page.get_by_role("button", name="Trình kết quả").click()
    press(page, "Trình kết quả")
    expect(page.get_by_role("link", name="Nhập nội dung kết quả.")).to_be_visible()
    check_access(page)
    page.get_by_label("Đồng ý giải quyết").check()
    page.get_by_label("Nội dung kết quả").fill("Đủ điều kiện.\nĐồng ý cấp phép.")
    press(page, "Trình kết quả")
    expect(page.get_by_text("Đã thực hiện: Trình kết quả")).to_be_visible()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_two_dossiers_from_the_counter_to_the_hands_of_the_citizens(
    at_desk: Callable[..., Page], viewport: dict[str, int]
) -> None:
    clerk = at_desk("motcua.y99.10", viewport)
    check_access(clerk)
    first = take_in(clerk, "Lê Thị Mai", find=True)
    clerk.get_by_role("button", name="Người tiếp theo, cùng thủ tục").click()
    second = take_in(clerk, "Trần Văn Bình", find=False)

    clerk.goto("/desk/")
    tick_all(clerk)
    press(clerk, "Chuyển xử lý")
    watch_work(clerk)

    head = at_desk("truongphong.y99.10", viewport)
    tick_all(head)
    head.get_by_label("Cán bộ thụ lý").select_option(index=1)
    press(head, "Phân công")
    watch_work(head)

    officer = at_desk("thuly.y99.10", viewport)
    propose(officer, first)
    propose(officer, second)

    head.get_by_role("link", name="Duyệt, ký").click()
    check_access(head)
    head.get_by_role("button", name="Đồng ý, trình lãnh đạo", exact=True).click()
    expect(head.get_by_text("Đã thực hiện: Đồng ý, trình lãnh đạo")).to_be_visible()
    head.get_by_role("button", name="Đồng ý, trình lãnh đạo", exact=True).click()
    expect(head.get_by_text("Không có hồ sơ nào chờ bạn ở bước này.")).to_be_visible()
    check_access(head)

    leader = at_desk("lanhdao.y99.10", viewport)
    leader.get_by_role("link", name="Duyệt, ký").click()
    leader.get_by_role("link", name=second).click()
    expect(leader.locator("#case-title")).to_contain_text(second)
    check_access(leader)
    tick_all(leader)
    press(leader, "Ký duyệt các hồ sơ đã chọn")
    watch_work(leader)

    records = at_desk("vanthu.y99.10", viewport)
    tick_all(records)
    press(records, "Đóng dấu, phát hành")
    watch_work(records)

    clerk.goto(f"/desk/dossiers/{first}")
    clerk.get_by_label("Người nhận kết quả").fill("Lê Thị Mai")
    press(clerk, "Trả kết quả")
    expect(clerk.get_by_text("Đã thực hiện: Trả kết quả")).to_be_visible()
    expect(clerk.get_by_text("Người nhận: Lê Thị Mai")).to_be_visible()
    check_access(clerk)
    assert dict(Dossier.objects.values_list("code", "step")) == {first: "returned", second: "completed"}


def test_by_keyboard_alone(at_desk: Callable[..., Page], province: Province) -> None:
    code = province.file().code
    page = at_desk("motcua.y99.10")

    def tab_to(script: str) -> None:
        for _ in range(60):
            page.keyboard.press("Tab")
            if page.evaluate(f"(e => {script})(document.activeElement)"):
                return
        pytest.fail(f"not reached by Tab: {script}")

    tab_to("e.matches('[data-keys]')")
    page.keyboard.press("j")
    page.keyboard.press("a")
    expect(page.locator("input[name=dossier]:checked")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Cấp giấy phép xây dựng")
    tab_to("e.textContent.trim() === 'Tiếp nhận' && e.tagName === 'BUTTON'")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text(f"Đã thực hiện: Tiếp nhận. {code}")
    assert Dossier.objects.get(code=code).step == "accepted"


def test_without_scripts(at_desk: Callable[..., Page], province: Province) -> None:
    page = at_desk("motcua.y99.10", java_script_enabled=False)
    case = province.service.cases[0].key
    page.goto(f"/desk/intake/{province.service.code}?case={case}")
    fill(page, find=PEOPLE["Lê Thị Mai"])
    page.get_by_role("button", name="Điền thông tin").click()
    fill(page, phone="0912345678", commune="phường Một")
    press(page, "Tiếp nhận và in giấy hẹn")
    expect(page.get_by_role("heading", level=1)).to_have_text("Đã tiếp nhận hồ sơ")

    page.goto("/desk/")
    page.locator("input[name=dossier]").check()
    press(page, "Chuyển xử lý")
    do_the_work()
    expect(page.get_by_text("1 trên 1 hồ sơ đã thực hiện.")).to_be_visible()
