"""Every page of every role holds for everyone: found by following links, not chosen from a list.

With MOTCUA_THOROUGH=1 (`make accessibility`) each role walks on its own, three pages of a kind, on both sizes.
"""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page

from tests.journeys import pages, test_citizen
from tests.journeys.crawl import Walk, routes

pytestmark = pytest.mark.journey

THOROUGH = bool(os.environ.get("MOTCUA_THOROUGH"))
ROLES = {
    "thuly.y99.10": "/desk/",
    "truongphong.y99.10": "/desk/",
    "lanhdao.y99.10": "/desk/",
    "vanthu.y99.10": "/desk/",
    "ketoan.y99.01": "/desk/",
    "thutuc.y99": "/console/",
    "quantri.y99": "/console/",
}
# Routes without a page of their own to look at, or whose page has another test.
ELSEWHERE = {
    "healthz",  # for machines
    "desk:print_handover",  # books as files, asked for by a form: tests/integration/desk/test_printing.py
    "desk:print_register",
    "desk:opinion_file",  # a file, there when another agency answered with one
    "portal:account_closed",  # the last page of an account: test_leaving
    "portal:sign_in_code",  # only between a password and its second factor
    "console:recount_work",  # there after the calendar changed: test_console
    "console:import_work",  # there while a file is being imported: test_console
}


@pytest.fixture(scope="module")
def at(browser: Browser, live: str) -> Iterator[dict[str, Page]]:
    """Everyone's own window, signed in; "" is a visitor's."""
    contexts: list[BrowserContext] = []
    windows = {}
    for who in ("", "congdan1", "congdan2", "motcua.y99.10", *ROLES):
        size = pages.DESKTOP if "." in who else pages.PHONE
        contexts.append(pages.visitor(browser, live, viewport=size))
        windows[who] = page = contexts[-1].new_page()
        page.goto("/sign-in" if who else "/")
        if who:
            pages.sign_in(page, who)
            page.wait_for_url(lambda url: "/sign-in" not in url)
    yield windows
    for context in contexts:
        context.close()


def fill_a_draft(page: Page) -> list[str]:
    """Write a dossier up to the point where it could be filed."""
    page.goto("/procedures?q=giay phep xay dung nha")
    page.get_by_role("link", name="Cấp giấy phép xây dựng nhà ở riêng lẻ").click()
    page.get_by_role("button", name="Nộp hồ sơ trực tuyến").first.click()
    pages.choose(page, "Hồ sơ của bạn thuộc trường hợp nào?", "Đối với nhà xây mới")
    pages.fill(page, commune="phường Bến Trúc")
    pages.go_on(page, "Bắt đầu điền hồ sơ")
    test_citizen.answer(page, lambda: None)
    documents = page.url
    test_citizen.hand_in_papers(page, lambda: None)
    return [page.url, documents, "/my"]


def keep_a_dossier(page: Page) -> list[str]:
    """Pages of a filed dossier to which no link leads: those right after filing."""
    page.goto("/my")
    mine = [
        link for link in page.evaluate("[...document.links].map(link => link.pathname)") if "/my/" in link
    ]
    return ["/my", f"{mine[0]}/submitted"]


def set_to_work(page: Page) -> list[str]:
    """Hand over a ticked dossier, as work that goes on by itself; and the page right after taking one in."""
    page.goto("/desk/")
    page.locator("input[name=dossier]").first.check()
    page.locator(".mc-bulk button").first.click()
    page.wait_for_url("**/desk/work/*")
    work = page.url
    page.goto("/desk/")
    dossier = page.locator(".desk-code a").first.get_attribute("href") or ""
    return ["/desk/", work, dossier.partition("?")[0] + "/received"]


def test_every_page_holds_for_everyone(at: dict[str, Page]) -> None:
    walk = Walk(thorough=THOROUGH)
    walk.through(at[""], ["/"], "visitor")
    walk.through(at["congdan2"], fill_a_draft(at["congdan2"]), "citizen with a draft")
    walk.through(at["congdan1"], keep_a_dossier(at["congdan1"]), "citizen")
    walk.through(at["motcua.y99.10"], set_to_work(at["motcua.y99.10"]), "counter clerk")
    for who, start in ROLES.items():
        walk.through(at[who], [start], who)
    assert walk.faults == {}
    assert set(routes()) - walk.reached - set(ELSEWHERE) == set()
