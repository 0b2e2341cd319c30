"""What must hold on every page, whoever opens it: `faults_of` opens one and says in words what is wrong with it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import tinyhtml5.parser
from playwright.sync_api import ConsoleMessage, Page, Response

from tests.journeys.pages import AXE, DESKTOP, PHONE, RULES

# 1280 px at 400 % (WCAG 2.2, 1.4.10) leave as much room as the narrowest telephones have.
NARROW = {"width": 320, "height": 640}
MOST_BYTES = 100_000

NEEDS_NAME = {
    "button", "checkbox", "combobox", "link", "listbox", "menuitem", "radio", "searchbox", "slider", "spinbutton",
    "switch", "tab", "textbox",
}  # fmt: skip
# Words a component says when nobody gave it Vietnamese ones.
ENGLISH = re.compile(
    r"\b(all|and|back|characters?|choose|chosen|close|content|copy|delete|error|hide|home|important|language|loading|main"
    r"|menu|next|open|page|password|previous|print|remaining|remove|required|search|section|select|show|skip|submit"
    r"|success|the|warning)\b(?!\.)",
    re.IGNORECASE,
)
# What a page weighs when nothing of it was kept: compressed, as it travels, before pictures.
WEIGHT = """() => performance.getEntries()
  .filter(e => ['navigation', 'resource'].includes(e.entryType))
  .filter(e => !/\\.(png|jpe?g|webp|gif|pdf)$/.test(e.name))
  .reduce((sum, e) => sum + e.encodedBodySize, 0)"""
OUTLINE = """() => ({
  lang: document.documentElement.lang,
  title: document.title,
  h1: [...document.querySelectorAll('h1')].map(h => h.innerText.trim()),
  swaps: !document.querySelector('[hx-get], [hx-post], [hx-boost]') || 'htmx' in window,
})"""
# The user's own distances between letters, words and lines (WCAG 2.2, 1.4.12); a constructed sheet is no inline style.
SPACING = """() => { const sheet = new CSSStyleSheet(); sheet.replaceSync(`* { line-height: 1.5 !important;
  letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }`);
  document.adoptedStyleSheets = [sheet]; }"""
# Text that cannot be seen in full: cut by its own box, other than where a style sheet shortens it to some lines.
CUT = """() => [...document.querySelectorAll('button, a, label, legend, th, dt, dd, h1, h2, h3, .govuk-tag')]
  .filter(e => !e.closest('.govuk-visually-hidden, .govuk-skip-link, .mc-nav__name'))
  .filter(e => getComputedStyle(e).overflow === 'hidden' && getComputedStyle(e).webkitLineClamp === 'none')
  .filter(e => e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2)
  .map(e => e.innerText)"""


# Forms that cannot be sent empty, by their place among the forms of the page.
ASKING = """() => [...document.querySelectorAll('main form[method=post]')].map((form, n) => [form, n])
  .filter(([form]) => [...form.querySelectorAll('input[type=text], input[type=email], input[type=password], textarea')]
    .some(e => e.getAttribute('aria-required') === 'true' && e.offsetParent)).map(([, n]) => n)"""
# Empties what is asked for and writes a word into a field that may stay empty, to see whether it is kept.
EMPTIED = """n => {
  const form = document.querySelectorAll('main form[method=post]')[n];
  for (const e of form.querySelectorAll('[aria-required=true]')) e.value = '';
  const free = [...form.querySelectorAll('input[type=text], textarea')]
    .find(e => e.getAttribute('aria-required') !== 'true' && e.offsetParent && e.name);
  sessionStorage.free = free ? free.name : '';
  if (free) free.value = 'Lời ghi';
}"""
SENT = """n => document.querySelectorAll('main form[method=post]')[n]
  .querySelector('button:not([type=button], [formtarget])').click()"""
ERRORS = """() => {
  const summary = document.querySelector('.govuk-error-summary');
  const at = link => document.getElementById(decodeURIComponent(link.hash.slice(1)));
  const links = summary ? [...summary.querySelectorAll('a')] : [];
  const fields = links.map(at).filter(e => e && e.matches('input, select, textarea'));
  const told = e => e?.getAttribute('aria-describedby') ?? '';
  const described = e => `${told(e)} ${told(e.closest('fieldset'))}`
    .split(' ').some(id => document.getElementById(id)?.classList.contains('govuk-error-message'));
  const free = sessionStorage.free && document.querySelector(`main [name="${sessionStorage.free}"]`);
  return {
    summary: Boolean(summary),
    focused: summary?.contains(document.activeElement),
    lost: links.filter(link => !at(link)).map(link => link.innerText),
    silent: fields.filter(e => !described(e)).map(e => e.name),
    title: document.title,
    kept: !free || free.value === 'Lời ghi',
  };
}"""


@dataclass
class Listener:
    """Hears what goes wrong behind a page while it is open."""

    page: Page
    heard: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("pageerror", lambda error: self.heard.append(f"script error: {error}"))
        self.page.on("console", self._console)
        self.page.on("response", self._response)

    def _console(self, line: ConsoleMessage) -> None:
        if line.type in ("error", "warning"):
            self.heard.append(f"console: {line.text}")

    def _response(self, response: Response) -> None:
        if response.status >= 400 and response.request.resource_type != "document":
            self.heard.append(f"{response.status}: {response.url}")

    def taken(self) -> list[str]:
        heard, self.heard = self.heard, []
        return heard


def faults_of(page: Page, source: str, *, thorough: bool = False) -> list[str]:
    """Everything wrong with the open page; `source` is its HTML as it was sent. Leaves the window as wide as before."""
    before = page.viewport_size or DESKTOP
    found = [*_outline(page), *_markup(source), *_names(page), *_weight(page), *_access(page)]
    for size in (DESKTOP, PHONE, NARROW):
        page.set_viewport_size(size)  # type: ignore[arg-type]
        found += _sideways(page, f"at {size['width']} px")
        if thorough and size["width"] != before["width"]:
            found += _access(page)
    page.evaluate(SPACING)
    found += _sideways(page, "at 320 px with wide letters")
    found += [f"cut with wide letters: {text!r}" for text in page.evaluate(CUT)]
    page.evaluate("document.adoptedStyleSheets = []")
    page.set_viewport_size(before)
    return found


def faults_when_empty(page: Page, number: int) -> list[str]:
    """Send the form at `number` without what it asks for: what is wrong with the page that comes back."""
    page.evaluate(EMPTIED, number)
    with page.expect_navigation():
        page.evaluate(SENT, number)
    said = page.evaluate(ERRORS)
    if not said["summary"]:
        return ["takes an empty form, or refuses it without a summary of errors"]
    found = [f"an error leads nowhere: {one}" for one in said["lost"]]
    found += [f"a field does not say its error: {one}" for one in said["silent"]]
    if not said["focused"]:
        found.append("the summary of errors is not focused")
    if not said["title"].startswith("Lỗi:"):
        found.append(f"the title {said['title']!r} does not tell of errors")
    if not said["kept"]:
        found.append("what was typed is gone")
    return [*found, *_names(page), *_access(page), *_sideways(page, "with errors")]


def _outline(page: Page) -> Iterator[str]:
    said = page.evaluate(OUTLINE)
    if said["lang"] != "vi":
        yield f"language {said['lang']!r}"
    name, dash, _site = said["title"].rpartition(" – ")
    if not dash or len(name.strip()) < 3:
        yield f"title {said['title']!r} says nothing"
    if len(said["h1"]) != 1 or not said["h1"][0]:
        yield f"headings of the first order: {said['h1']}"
    if not said["swaps"]:
        yield "has parts for htmx and does not load it"


def _markup(source: str) -> list[str]:
    """What a strict HTML parser complains about: wrong nesting, stray or missing end tags, doubled attributes."""
    parser = tinyhtml5.parser.HTMLParser()
    parser.parse(source)
    lines = source.splitlines()
    return [
        f"HTML {code} {details}: {lines[line - 1].strip()[:120]}"
        for (line, _), code, details in parser.errors
    ]


def tree(page: Page) -> list[dict[str, Any]]:
    """The nodes a screen reader meets, with `role` and `name`."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        {
            "role": node["role"]["value"],
            "name": node.get("name", {}).get("value", "").strip(),
            "properties": {one["name"]: one["value"].get("value") for one in node.get("properties", ())},
        }
        for node in nodes
        if not node["ignored"]
    ]


def _names(page: Page) -> Iterator[str]:
    for node in tree(page):
        if node["role"] not in NEEDS_NAME:
            continue
        if not node["name"]:
            yield f"a {node['role']} without a name"
        elif ENGLISH.search(node["name"]) and not node["name"].startswith("EN"):
            yield f"English name of a {node['role']}: {node['name']!r}"


def _weight(page: Page) -> Iterator[str]:
    weight = page.evaluate(WEIGHT)
    if weight >= MOST_BYTES:
        yield f"weighs {weight} bytes"


def _access(page: Page) -> Iterator[str]:
    page.evaluate(AXE + ";1")
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    for one in found["violations"]:
        yield f"axe {one['id']}: " + " | ".join(node["html"][:200] for node in one["nodes"][:4])


def _sideways(page: Page, when: str) -> Iterator[str]:
    if not page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
        wide = page.evaluate(
            "[...document.querySelectorAll('body *')].filter(e => e.getBoundingClientRect().right > innerWidth + 1)"
            ".slice(0, 3).map(e => e.outerHTML.slice(0, 120))"
        )
        yield f"scrolls sideways {when}: {wide}"
