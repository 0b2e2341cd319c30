"""Walks the whole installation by its own links: every kind of page once, and which kinds there are to reach."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from inspect import getclosurevars
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve
from playwright.sync_api import Page

from tests.journeys.examine import ASKING, Listener, faults_of, faults_when_empty

# Parts of an address that make it another kind of page, not another thing on the same kind.
KINDS = ("action", "page_key")
# Pages that differ with the thing's state and with who looks: so many of them, for each walker anew.
MORE = {"portal:my_dossier": 4, "desk:dossier": 2, "desk:approve": 2, "console:account": 2}
LINKS = """() => [
  ...[...document.links].map(link => link.href),
  ...[...document.querySelectorAll('form[method=get]')].filter(form => form.q).map(form => form.action + '?q=giay'),
]"""


def route_of(address: str) -> tuple[str, str] | None:
    """The route's name and the kind of page within it; None for what is not a page of ours."""
    try:
        match = resolve(urlsplit(address).path)
    except Resolver404:
        return None
    kind = " ".join(str(match.kwargs[name]) for name in KINDS if name in match.kwargs)
    asked = " found" if "q=" in urlsplit(address).query else ""
    return match.view_name, (kind + asked).strip()


def routes(patterns: Any = None, prefix: str = "") -> Iterator[str]:
    """Names of all routes that answer to GET and are not the API's."""
    for one in patterns or get_resolver().url_patterns:
        if isinstance(one, URLResolver) and one.namespace != "api":
            yield from routes(one.url_patterns, f"{one.namespace}:" if one.namespace else "")
        elif isinstance(one, URLPattern) and "GET" in _methods(one.callback):
            yield prefix + (one.name or str(one.pattern))


def _methods(view: Any) -> set[str]:
    """What every `require_http_methods` around the view allows."""
    allowed = {"GET", "POST"}
    while view is not None:
        allowed &= set(getclosurevars(view).nonlocals.get("request_method_list", allowed))
        view = getattr(view, "__wrapped__", None)
    return allowed


@dataclass
class Walk:
    """What all walkers together have seen: a few pages of each kind, by each walker anew if `thorough`."""

    thorough: bool = False
    reached: set[str] = field(default_factory=set)
    titles: dict[str, str] = field(default_factory=dict)
    faults: dict[str, list[str]] = field(default_factory=dict)
    looked: dict[tuple[str, str], int] = field(default_factory=dict)
    sent: set[tuple[tuple[str, str], int]] = field(default_factory=set)

    def through(self, page: Page, starts: list[str], who: str) -> int:
        """Follow every link of our own from the pages at `starts`; returns how many pages were looked at."""
        listener = Listener(page)
        self.looked = {} if self.thorough else {k: n for k, n in self.looked.items() if k[0] not in MORE}
        waiting, asked, count = list(starts), set(starts), 0
        while waiting:
            address = waiting.pop(0)
            route = route_of(address)
            if route is None or (self.looked.get(route, 0) >= self._enough(route) and address not in starts):
                continue
            self.looked[route] = self.looked.get(route, 0) + 1
            if self._look(page, address, who, listener):
                count += 1
                found = [link.partition("#")[0] for link in page.evaluate(LINKS)]
                new = [link for link in found if _ours(link, page.url) and link not in asked]
                asked.update(new)
                waiting += new
                self._send_empty(page, who, listener)
        return count

    def _send_empty(self, page: Page, who: str, listener: Listener) -> None:
        """Every form of a route that asks for something, once without it: errors in words, nothing lost."""
        here, route = page.url, route_of(page.url)
        for number in page.evaluate(ASKING):
            if route is None or (route, number) in self.sent:
                continue
            self.sent.add((route, number))
            page.goto(here)
            found = faults_when_empty(page, number)
            listener.taken()  # the answer's own status, 422, is no fault
            if found:
                self.faults[f"{who} {' '.join(route)} form {number} {urlsplit(here).path}"] = found

    def _enough(self, route: tuple[str, str]) -> int:
        return 3 if self.thorough else MORE.get(route[0], 1)

    def _look(self, page: Page, address: str, who: str, listener: Listener) -> bool:
        """Open one page and note its faults; False when it is no page but a file."""
        answer = page.request.get(urljoin(page.url, address))
        route = route_of(answer.url)
        name = " ".join(part for part in route or ("?",) if part)
        self.reached.update(one[0] for one in (route, route_of(address)) if one)
        place = f"{who} {name} {urlsplit(answer.url).path}"
        if answer.status != 200:
            self.faults[place] = [f"answers {answer.status}"]
            return False
        if "text/html" not in answer.headers.get("content-type", ""):
            return False
        page.goto(answer.url)
        found = faults_of(page, answer.text(), thorough=self.thorough) + listener.taken()
        title, kind = page.title(), name.removesuffix(" found")
        if self.titles.setdefault(title, kind) != kind:
            found.append(f"title {title!r} is that of {self.titles[title]} too")
        if found:
            self.faults[place] = found
        return True


def _ours(link: str, here: str) -> bool:
    return urlsplit(link).netloc == urlsplit(here).netloc and not urlsplit(link).path.startswith("/static/")
