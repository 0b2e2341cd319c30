"""Going from door to door: one request, and what there is to complain of."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.walk.asking import body_of, form_of, names_of, query_of
from tests.walk.expectations import (
    CALLERS,
    DEAD_KEYS,
    ENTERS,
    KNOW_OF,
    MAY,
    NO_SUCH_METHOD,
    SIGNED_IN,
    TELLING,
    VISITORS,
    Row,
)
from tests.walk.routes import routes
from tests.walk.world import World, undone

_READABLE = ("text/", "application/json", "application/problem+json")
# Whoever watches over looks reads at which dossiers they were, by code, and nothing of the dossiers.
_LOOKS = {"console:looks", "console:looks_export"}


@dataclass(frozen=True)
class Step:
    """One role asking for one thing in one way."""

    row: Row
    role: str
    thing: str

    def __str__(self) -> str:
        what = f" of {self.thing}" if self.thing else ""
        variant = f"?{self.row.variant}" if self.row.variant else ""
        return f"{self.row.method} {self.row.address}{variant}{what} as {self.role}"


def steps_of(rows: Iterable[Row]) -> Iterator[Step]:
    """Every role before the first thing of every row, every telling one that enters before the others."""
    for row in rows:
        is_api = row.address.startswith("api:")
        roles = {"visitor", *CALLERS, *DEAD_KEYS} if is_api else SIGNED_IN | VISITORS
        for number, thing in enumerate(row.things or ("",)):
            for role in sorted(roles & TELLING & ENTERS[row.enters] if number else roles):
                yield Step(row, role, thing)


def complaints(world: World, steps: Iterable[Step]) -> Iterator[str]:
    """What went otherwise than the table says, one line each."""
    for step in steps:
        with undone():
            response = ask(world, step)
            seen, wanted = _outcome(response), step.row.expects(step.role, step.thing)
            if seen != wanted:
                yield f"{step}: {seen} ({response.status_code}), the table says {wanted}"
            elif step.row.must_succeed and wanted == "in" and response.status_code >= 400:
                yield f"{step}: {response.status_code}, but must succeed"
            for canary in _leaked(world, step, response):
                yield f"{step}: shows “{canary}” of a stranger"


def ask(world: World, step: Step) -> HttpResponseBase:
    """The answer to one step."""
    named = names_of(world, step.thing, step.row)
    address = address_of(step.row, named) + query_of(step.row, named)
    if step.row.address.startswith("api:"):
        token = world.tokens.get(step.role)
        headers = {"Idempotency-Key": "walk"} | ({"Authorization": f"Bearer {token}"} if token else {})
        body = body_of(step.row, named) if step.row.method == "POST" else ""
        return world.clients["visitor"].generic(
            step.row.method, address, body, content_type="application/json", headers=headers
        )
    client = world.clients[step.role]
    cookies = client.cookies.copy()
    try:
        return _sent(client, step, address, named)
    finally:
        client.cookies = cookies


def _sent(client: Client, step: Step, address: str, named: dict[str, Any]) -> HttpResponseBase:
    if step.row.method == "POST":
        return client.post(address, form_of(step.row, named))
    return client.generic(step.row.method, address)


def address_of(row: Row, named: dict[str, Any]) -> str:
    """The address of a row for one thing."""
    if row.address == "api:nothing_here":
        return "/api/v1/nothing-here"
    if row.address == "healthz":
        return "/healthz"
    return reverse(row.address, kwargs={key: named[key] for key in _parameters(row.address)})


@lru_cache
def _parameters(address: str) -> tuple[str, ...]:
    """The names in an address."""
    pattern = next(route.pattern for route in routes() if route.name == address)
    return tuple(part.split(">")[0].split(":")[-1] for part in pattern.split("<")[1:])


def _outcome(response: HttpResponseBase) -> str:
    status = response.status_code
    if status == 401 or (status == 302 and response.headers["Location"].startswith("/sign-in?")):
        return "sign in"
    if status >= 500:
        return "fault"
    return {403: "refused", 404: "absent", 405: NO_SUCH_METHOD}.get(status, "in")


def _leaked(world: World, step: Step, response: HttpResponseBase) -> list[str]:
    """Words of dossiers that this role may not see, unless the request itself brought them."""
    if not response.headers.get("Content-Type", "").startswith(_READABLE):
        return []
    said = getattr(response, "content", b"").decode(errors="replace") + str(response.headers)
    leaked = []
    for name, thing in world.things.items():
        if step.role in MAY["reads"](name):
            continue
        brought = {thing.code, str(thing.id), str(thing.component)} if name in _touched(step.thing) else set()
        if step.row.address in _LOOKS:
            brought = brought | {thing.code}
        if step.role in KNOW_OF.get(name, ()):
            brought = brought | {thing.code, str(thing.component), f"tep-{name}-canary"}
        leaked += [canary for canary in thing.canaries if canary not in brought and canary in said]
    return leaked


def _touched(thing: str) -> tuple[str, ...]:
    several = {"mixed": ("mixed", "submitted", "sister"), "the question": ("questioned",)}
    return several.get(thing, (thing,))
