"""What people do on the pages, for every journey: sign in, fill in a form page, look whether nobody is shut out."""

from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page, expect

from tests.unit.files.made_files import PDF

AXE = (Path(__file__).parents[1] / "vendor" / "axe.min.js").read_text()
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
PHONE = {"width": 390, "height": 844}
DESKTOP = {"width": 1280, "height": 900}
PASSWORD = "mot-cua-2026"

# A busy machine takes its time to sign and to redraw; waiting longer costs nothing when all is well.
expect.set_options(timeout=25_000)


def visitor(browser: Browser, address: str, *, viewport: dict[str, int], **options: Any) -> BrowserContext:
    """A browser of one's own; pages open at `address`."""
    return browser.new_context(base_url=address, viewport=viewport, locale="vi-VN", **options)  # type: ignore[arg-type]


def sign_in(page: Page, username: str, password: str = PASSWORD) -> None:
    """Fill in the sign-in form that is on the page."""
    page.get_by_label("Tên đăng nhập").fill(username)
    page.get_by_label("Mật khẩu", exact=True).fill(password)
    page.get_by_role("main").get_by_role("button", name="Đăng nhập").click()


def check_access(page: Page) -> None:
    """Nothing that axe-core finds, nothing that must be scrolled sideways. Needs scripts."""
    found = _looked_at(page)
    broken = [(one["id"], [node["html"] for node in one["nodes"]]) for one in found["violations"]]
    assert broken == [], f"{page.url}: {broken}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} scrolls sideways"


def _looked_at(page: Page, attempts: int = 3) -> Any:
    """What axe-core says of the page; one that gives way to the next while it looks is left for that next one."""
    page.wait_for_load_state()
    try:
        page.evaluate(AXE + ";1")
        return page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)
    except Error:
        if attempts == 1:
            raise
        return _looked_at(page, attempts - 1)


def choose(page: Page, question: str, answer: str) -> None:
    """Tick one answer of a question."""
    page.get_by_role("group", name=question).get_by_label(answer, exact=True).check()


def fill(page: Page, **answers: str) -> None:
    """Fill in fields by their name in the form."""
    for name, value in answers.items():
        page.locator(f'[name="{name}"]').fill(value)


def go_on(page: Page, button: str = "Lưu và tiếp tục") -> None:
    """Press the button of the page's form."""
    page.get_by_role("main").get_by_role("button", name=button, exact=True).click()


def hand_in(page: Page, number: int, name: str, content: bytes = PDF) -> None:
    """Upload a file for the document at `number` on the documents page."""
    page.wait_for_load_state()
    document = page.locator(".pt-uploads > li").nth(number)
    document.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "application/pdf", "buffer": content}
    )
    button = document.get_by_role("button", name="Tải lên")
    if button.is_visible():  # without scripts; with them a chosen file is sent at once
        button.click()
    expect(page.locator(".pt-uploads > li").nth(number).get_by_role("link", name=name)).to_be_visible()
