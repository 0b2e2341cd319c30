"""Pages on paper, and for those whom movement makes sick."""

import pytest
from playwright.sync_api import Browser

from tests.journeys import pages

pytestmark = pytest.mark.journey

MOVES = """() => [...document.querySelectorAll('*')].filter(e => {
  const style = getComputedStyle(e);
  return [style.transitionDuration, style.animationDuration].join(', ').split(', ').some(d => parseFloat(d) > 0.001);
}).map(e => e.outerHTML.slice(0, 100))"""


@pytest.mark.parametrize(("who", "address"), [("", "/"), ("congdan1", "/my"), ("motcua.y99.10", "/desk/")])
def test_paper_has_no_menus_and_stillness_is_kept(
    browser: Browser, live: str, who: str, address: str
) -> None:
    context = pages.visitor(browser, live, viewport=pages.DESKTOP, reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    if who:
        pages.sign_in(page, who)
        page.wait_for_url(f"**{address}")
    assert page.evaluate(MOVES) == []
    page.emulate_media(media="print")
    assert page.get_by_role("main").is_visible()
    for unwanted in (".mc-header", ".mc-footer", ".govuk-skip-link", ".mc-desk__side"):
        assert not page.locator(unwanted).first.is_visible()
    assert page.pdf().startswith(b"%PDF")
    context.close()
