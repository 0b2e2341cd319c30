"""The pages that are opened all day, at a size: statements, processor time, delays under 32 connections."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.dossiers import rules
from motcua.dossiers.models import Dossier
from motcua.site.demo.accounts import PASSWORD
from tools.bench.province import CITIZEN, CLERK, Bench
from tools.bench.serving import Answered, Site

_ASKED = 200  # different dossiers that are asked for in turn
Request = tuple[str, str, str]


@dataclass(frozen=True)
class Page:
    """A page, who opens it, and the requests that open it for different dossiers."""

    name: str
    visitor: str
    requests: list[Request]


@dataclass(frozen=True)
class Opened:
    """One page at one size. `statements` are those of the whole request, sign-in included."""

    page: str
    size: int
    statements: int
    kilobytes: float
    answered: Answered


def measure(site: Site, bench: Bench, *, size: int, seconds: int) -> Iterator[Opened]:
    """Every page, one after the other."""
    visitors = {"": Client(SERVER_NAME="127.0.0.1"), CLERK: _signed_in(CLERK), CITIZEN: _signed_in(CITIZEN)}
    for page in _pages(bench, visitors[""]):
        yield _open(site, page, visitors[page.visitor], size=size, seconds=seconds)


def _pages(bench: Bench, visitor: Client) -> list[Page]:
    chance = random.Random(4)
    here = Dossier.objects.filter(competent_agency=bench.commune.id, status__gt=0)
    some = list(here.values_list("code", "id", "owner_name")[:_ASKED])
    chance.shuffle(some)
    token = _form_token(visitor)
    return [
        Page("inbox of 50", CLERK, [("GET", "/desk/?size=50", "")]),
        Page("dossier", CLERK, [("GET", f"/desk/dossiers/{code}", "") for code, _pk, _name in some]),
        Page("citizen's list", CITIZEN, [("GET", "/my", "")]),
        Page("tracking", "", [_track(code, pk, token) for code, pk, _name in some]),
        Page(
            "search by name",
            CLERK,
            [("GET", "/desk/search?" + urlencode({"q": name}), "") for _c, _p, name in some],
        ),
        Page(
            "search by code",
            CLERK,
            [("GET", "/desk/search?" + urlencode({"q": code}), "") for code, _p, _n in some],
        ),
        Page("portal home", "", [("GET", "/", "")]),
        Page("procedure", "", [("GET", f"/procedures/{bench.service.code}", "")]),
    ]


def _track(code: str, pk: Any, token: str) -> Request:
    secret = rules.lookup_secret(pk, key=settings.SECRET_KEY)
    return ("POST", "/track", urlencode({"code": code, "secret": secret, "csrfmiddlewaretoken": token}))


def _open(site: Site, page: Page, visitor: Client, *, size: int, seconds: int) -> Opened:
    _ask(visitor, page.requests[0])  # what a process keeps, it keeps
    with CaptureQueriesContext(connection) as captured:
        content = _ask(visitor, page.requests[0])
    headers = {"Cookie": _cookies(visitor), "Accept-Encoding": "gzip"}
    if page.requests[0][0] == "POST":
        headers |= {"Content-Type": "application/x-www-form-urlencoded"}
    site.load(page.requests, headers=headers, seconds=2)
    answered = site.load(page.requests, headers=headers, seconds=seconds)
    return Opened(page.name, size, len(captured.captured_queries), len(content) / 1024, answered)


def _ask(visitor: Client, request: Request) -> bytes:
    method, path, body = request
    answer = (
        visitor.get(path)
        if method == "GET"
        else visitor.post(path, body, "application/x-www-form-urlencoded")
    )
    if answer.status_code not in (200, 303):  # a code that is found leads to its dossier
        raise RuntimeError(f"{path}: {answer.status_code}")
    return bytes(answer.content)


def _signed_in(username: str) -> Client:
    visitor = Client(SERVER_NAME="127.0.0.1")
    token = _form_token(visitor)
    answer = visitor.post(
        "/sign-in", {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": token}
    )
    if answer.status_code not in (302, 303):
        raise RuntimeError(f"{username} was not let in: {answer.status_code}")
    return visitor


def _form_token(visitor: Client) -> str:
    visitor.get("/sign-in")
    cookie = visitor.cookies.get(settings.CSRF_COOKIE_NAME)
    return cookie.value if cookie else ""


def _cookies(visitor: Client) -> str:
    return "; ".join(f"{name}={morsel.value}" for name, morsel in visitor.cookies.items())
