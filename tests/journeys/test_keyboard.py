"""With the keyboard alone: a citizen files, a clerk takes work on. Wherever the focus stops, it can be seen."""

from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect
from playwright.sync_api import Error as PlaywrightError

from tests.journeys import pages
from tests.unit.files.made_files import PDF

pytestmark = pytest.mark.journey

MOST_STOPS = 90
# What stands where the keyboard is: how a person would call it, and whether its mark is drawn.
STOP = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return window.before = null;
  const shown = [e, e.closest('label, .govuk-file-upload, .mc-drop') || e, e.nextElementSibling || e];
  const marked = part => ['', '::before', '::after'].some(which => {
    const style = getComputedStyle(part, which || null);
    const line = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
    return (line && !/, 0\\)$/.test(style.outlineColor)) || style.boxShadow !== 'none'
      || style.backgroundColor === 'rgb(255, 221, 0)';
  });
  const labels = [...(e.labels || [])].map(label => label.innerText);
  const box = e.getBoundingClientRect();
  const before = window.before;
  window.before = e;
  return {
    name: (e.getAttribute('aria-label') || labels.join(' ') || e.innerText || e.value || e.title || '').trim(),
    kind: e.type || e.tagName.toLowerCase(),
    marked: shown.some(marked),
    inside: box.bottom > 0 && box.right > 0 && box.top < innerHeight && box.left < innerWidth,
    back: Boolean(before?.isConnected && before.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING),
    html: e.outerHTML.slice(0, 160),
  };
}"""


class Keys:
    """Somebody who has no mouse."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def to(self, name: str, *kinds: str) -> dict[str, Any]:
        """Tab until the focus stands on what is called `name`; every stop on the way must be seen."""
        passed: list[str] = []
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            stop = self._stop()
            if stop is None:
                continue  # the browser's own bar, between the last and the first
            assert stop["marked"], f"{self.page.url}: focus is not seen on {stop['html']}"
            assert stop["inside"], f"{self.page.url}: focus is outside the window on {stop['html']}"
            assert not stop["back"], f"{self.page.url}: focus goes back in the page, to {stop['html']}"
            passed.append(stop["name"])
            if stop["name"].startswith(name) and (not kinds or stop["kind"] in kinds):
                return dict(stop)
        raise AssertionError(f"{self.page.url}: no way to {name!r} with the keyboard, only to {passed}")

    def _stop(self) -> dict[str, Any] | None:
        try:
            return self.page.evaluate(STOP)  # type: ignore[no-any-return]
        except (
            PlaywrightError
        ):  # the last press opened another page, which takes the place of this one just now
            self.page.wait_for_load_state()
            return None

    def press(self, name: str, *kinds: str, key: str = "Enter") -> None:
        """Go there and press."""
        self.to(name, *kinds)
        self.page.keyboard.press(key)

    def type(self, name: str, text: str) -> None:
        """Go to a field and type over what is in it."""
        self.to(name)
        self.page.keyboard.press("ControlOrMeta+A")
        self.page.keyboard.type(text)

    def choose(self, question: str, answer: str) -> None:
        """Tab into a group of answers, then the arrows, as radio buttons want it."""
        group = self.page.get_by_role("group", name=question)
        for _ in range(MOST_STOPS):
            self.page.keyboard.press("Tab")
            if group.locator(":focus").count():
                break
        for _ in range(10):
            if (stop := self._stop()) and stop["name"].startswith(answer):
                self.page.keyboard.press("Space")
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError(f"{self.page.url}: {answer!r} cannot be chosen with the keyboard")


@pytest.fixture
def keys(browser: Browser, live: str) -> Iterator[Keys]:
    context = pages.visitor(browser, live, viewport=pages.DESKTOP)
    page = context.new_page()
    page.set_default_timeout(20_000)
    yield Keys(page)
    context.close()


def _sign_in(keys: Keys, username: str) -> None:
    keys.type("Tên đăng nhập", username)
    keys.type("Mật khẩu", pages.PASSWORD)
    keys.page.keyboard.press("Enter")


def _go_on(keys: Keys, heading: str, button: str = "Lưu và tiếp tục") -> None:
    keys.press(button)
    expect(keys.page.get_by_role("heading", level=1)).to_contain_text(heading)


def test_a_citizen_files_without_a_mouse(keys: Keys) -> None:
    page = keys.page
    page.goto("/")
    page.keyboard.press("Tab")
    assert page.evaluate(STOP)["name"] == "Chuyển đến nội dung chính"
    page.keyboard.press("Enter")
    keys.type("Gõ tên hoặc mã thủ tục", "giay phep xay dung nha")
    page.keyboard.press("Enter")
    keys.press("Cấp giấy phép xây dựng nhà ở riêng lẻ")
    keys.press("Nộp hồ sơ trực tuyến")
    _sign_in(keys, "congdan2")
    expect(page.get_by_role("heading", name="Trước khi bắt đầu")).to_be_visible()
    keys.choose("Hồ sơ của bạn thuộc trường hợp nào?", "Đối với nhà xây mới")
    keys.type("Xã, phường", "phường Bến Trúc")
    keys.press("Bắt đầu điền hồ sơ")
    keys.choose("Bạn nộp cho chính mình hay nộp thay?", "Nộp cho chính mình")
    keys.press("Lưu và tiếp tục")
    # A mistake: the focus goes to what says it, and from there to the field.
    keys.type("Ngày sinh", "31/02/1985")
    keys.press("Lưu và tiếp tục")
    expect(page.locator(".govuk-error-summary")).to_be_focused()
    keys.press("Ngày không có thật")
    expect(page.get_by_label("Ngày sinh")).to_be_focused()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("2/3/1985")
    keys.press("Lưu và tiếp tục")
    keys.type("Xã, phường", "phường Bến Trúc")
    keys.type("Số nhà, đường", "Số 9, tổ 3")
    keys.press("Lưu và tiếp tục")
    keys.type("Nội dung", "Cấp phép xây nhà ba tầng")
    keys.press("Lưu và tiếp tục")
    keys.choose("Bạn muốn nhận kết quả bằng cách nào?", "Trực tuyến")
    _go_on(keys, "Giấy tờ kèm theo")
    documents = page.locator(".pt-uploads > li")
    for number in range(documents.count()):
        _upload(keys, number)
    _go_on(keys, "Kiểm tra trước khi nộp", "Tiếp tục")
    _go_on(keys, "Đã nộp hồ sơ", "Nộp hồ sơ")


def _upload(keys: Keys, number: int) -> None:
    document = keys.page.locator(".pt-uploads > li").nth(number)
    for _ in range(MOST_STOPS):
        keys.page.keyboard.press("Tab")
        if document.locator("input[type=file]:focus, button:focus").count():
            break
    with keys.page.expect_file_chooser() as chooser:
        keys.page.keyboard.press("Space")
    chooser.value.set_files({"name": f"giay-{number}.pdf", "mimeType": "application/pdf", "buffer": PDF})
    expect(document.get_by_role("link", name=f"giay-{number}.pdf")).to_be_visible()


def test_a_clerk_takes_work_on_without_a_mouse(keys: Keys) -> None:
    page = keys.page
    page.goto("/desk/")
    _sign_in(keys, "motcua.y99.10")
    expect(page.get_by_role("heading", level=1)).to_have_text("Hồ sơ cần giải quyết")
    row = page.locator(".desk-code a").first
    code = row.inner_text()
    keys.press(code)
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    assert code in page.url
    first = page.locator(".desk-primary button").first
    done = first.inner_text()
    keys.press(done, "submit")  # a place in the menu may be called the same
    expect(page.locator(".govuk-notification-banner, .govuk-panel, [role=status]").first).to_be_visible()
