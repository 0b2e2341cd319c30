"""An upload that is cut off goes on by itself: no network, a killed server, another visit."""

import hashlib
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from tests.journeys import pages
from tests.unit.files.made_files import pdf

pytestmark = pytest.mark.journey
CONTENT = pdf(b"<</Length 3500000>>stream\n" + bytes(range(250)) * 14_000 + b"\nendstream")
SCAN = {"name": "quét.pdf", "mimeType": "application/pdf", "buffer": CONTENT}


@pytest.fixture
def page(browser: Browser, live: str) -> Iterator[Page]:
    """A citizen's phone on the upload page of a new draft."""
    context = pages.visitor(browser, live, viewport=pages.PHONE)
    page = context.new_page()
    page.goto("/")
    page.get_by_role("searchbox").fill("giay phep xay dung nha")
    page.get_by_role("button", name="Tìm", exact=True).click()
    page.get_by_role("link", name="Cấp giấy phép xây dựng nhà ở riêng lẻ").click()
    page.get_by_role("button", name="Nộp hồ sơ trực tuyến").first.click()
    pages.sign_in(page, "congdan1")
    pages.choose(page, "Hồ sơ của bạn thuộc trường hợp nào?", "Đối với nhà xây mới")
    pages.fill(page, commune="ben truc")
    pages.go_on(page, "Bắt đầu điền hồ sơ")
    page.wait_for_url("**/drafts/*/**")
    page.goto("/drafts/" + page.url.split("/drafts/")[1][:36] + "/documents")
    yield page
    context.close()


class Line:
    """The network between the browser and the server; `cut` is asked for each piece, by its number from 1."""

    def __init__(self, page: Page) -> None:
        self.offsets: list[int] = []
        self.cut = lambda number: False
        page.route("**/uploads/*", self.pass_on)

    def pass_on(self, route: Route) -> None:
        if route.request.method == "PATCH":
            self.offsets.append(int(route.request.headers["upload-offset"]))
            if self.cut(len(self.offsets)):
                return route.abort("connectionreset")
        return route.continue_()


def choose(page: Page) -> None:
    page.locator(".pt-uploads input[type=file]").first.set_input_files(SCAN)  # type: ignore[arg-type]


def is_whole(page: Page) -> None:
    """The file is on the page, and what is kept is what was sent."""
    link = page.locator(".pt-files a", has_text="quét.pdf")
    expect(link).to_have_count(1, timeout=60_000)
    kept = page.request.get(link.get_attribute("href") or "").body()
    assert hashlib.sha256(kept).digest() == hashlib.sha256(CONTENT).digest()


def test_a_cut_line_costs_one_piece(page: Page) -> None:
    line = Line(page)
    line.cut = lambda number: number in (2, 3)
    choose(page)
    expect(page.locator(".mc-upload").first).to_contain_text(
        "Mất kết nối. Đã giữ 20 phần trăm của “quét.pdf”"
    )
    pages.check_access(page)
    is_whole(page)
    first, *rest = line.offsets
    assert first == 0 and rest[:3] == [1024 * 1024] * 3


def test_a_killed_server_costs_nothing_that_was_counted(page: Page, live: str) -> None:
    line = Line(page)

    def kill(number: int) -> bool:
        if number == 2:
            for worker in _web_processes(urlsplit(live).port or 0):
                os.kill(worker, signal.SIGKILL)
        return False

    line.cut = kill
    choose(page)
    is_whole(page)
    assert line.offsets.count(0) == 1


def _web_processes(port: int) -> list[int]:
    """The processes that serve on this port: children of the one that was told so."""
    wanted = f"\0--port\0{port}\0".encode()
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if b"granian" in (line := (process / "cmdline").read_bytes()) and wanted in line:
                return [
                    int(one) for one in (process / "task" / process.name / "children").read_text().split()
                ]
        except OSError:
            continue
    raise AssertionError("no web server found")


def test_another_visit_goes_on_with_the_same_file(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "quét.pdf"
    file.write_bytes(CONTENT)
    line = Line(page)
    line.cut = lambda number: number >= 3
    page.locator(".pt-uploads input[type=file]").first.set_input_files(file)
    expect(page.locator(".mc-upload").first).to_contain_text("Đã giữ 50 phần trăm")
    page.reload()
    line.cut, line.offsets = (lambda number: False), []
    page.locator(".pt-uploads input[type=file]").first.set_input_files(file)
    is_whole(page)
    assert line.offsets[0] == 2 * 1024 * 1024


def test_a_refusal_is_said_beside_the_file(page: Page) -> None:
    virus = {"name": "đơn.pdf", "mimeType": "application/pdf", "buffer": b"MZ" + bytes(2000)}
    box = page.locator(".pt-uploads input[type=file]").first
    box.set_input_files(virus)  # type: ignore[arg-type]
    expect(page.get_by_role("alert")).to_contain_text("đơn.pdf: Tệp chứa chương trình chạy được")
    expect(box).to_be_focused()
    pages.check_access(page)
