"""Every declaration and every policy, loosened one at a time: each time the walk must complain."""

import inspect
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import Any
from uuid import UUID

import pytest
from django.db.models import Q

from motcua.accounts import policies as of_accounts
from motcua.accounts.door import Actor, Seat
from motcua.api.contract import api
from motcua.api.tokens import Bearer
from motcua.deadlines import policies as of_deadlines
from motcua.directory import policies as of_directory
from motcua.dossiers import policies as of_dossiers
from motcua.kernel.access import ANYONE, Access, access_of
from motcua.kernel.errors import NotAllowed
from motcua.procedures import policies as of_procedures
from tests.walk.expectations import ENTERS, Row, read_table
from tests.walk.routes import routes
from tests.walk.walking import complaints, steps_of
from tests.walk.world import World

ROOMS = (of_accounts, of_deadlines, of_directory, of_dossiers, of_procedures)
# Not asked whether somebody may: words, and names of things.
NO_QUESTION = {"why_not", "today", "delegated_to", "live_delegations"}
# Where a look is enough to see a policy loosened.
SHOWN_AT = {
    "manages": "console:account",
    "may_manage": "console:account",
    "may_issue_token": "console:token_issue",
    "own_or_managed": "console:token_revoke",
    "may_delegate": "console:delegation_revoke",
    "administers": "console:events",
    "is_the_province": "console:events",
    "keeper_seat": "console:competence",
    "has_scope": "api:act_on_dossier",
    "answering_seat": "desk:consultation",
    "asked_of": "desk:consultations",
    "asked_by": "desk:consultations",
    "sent_on_by": "desk:transfers",
    "may_see_consultation": "desk:consultation",
    "attaching_seat": "desk:attach",
    "collector_seat": "desk:payment",
    "holding_seat": "desk:hold",
    "is_owner": "portal:submit",
    "owned": "portal:my_dossier",
    "may_assign": "api:list_assignees",
    "may_act": "desk:act",
    "may_file": "api:file_dossier",
    "may_see": "desk:dossier",
    "scope": "api:list_dossiers",
    "seat_for": "desk:act",
    "works_on_dossiers": "desk:inbox",
}
SHOWN_IN = {
    (of_deadlines, "allowed"): "console:calendar_day",
    (of_directory, "allowed"): "console:agency_contact",
}
# Another question stands before these, so that nothing opens when they say yes; each has a test of its own room.
HELD_TWICE = {
    "check_keeper": "the gate asks keeper_seat",
    "may_keep_catalogue": "the gate asks keeper_seat",
    "confirmed": "asks when, not who: everybody in the walk has just signed in",
    "may_confirm_payment": "only shows the form; confirming asks collector_seat",
    "handling_seat": "asks what for, not whether: numbers open after may_see (dossiers/test_looks)",
    "looking_seat": "names the seat of a look that may_see let in",
    "may_see_unlogged": "keeps one's own looks out of the list (dossiers/test_looks)",
}


def _questions() -> list[tuple[ModuleType, str]]:
    return [
        (room, name)
        for room in ROOMS
        for name, function in inspect.getmembers(room, inspect.isfunction)
        if function.__module__ == room.__name__
        and not name.startswith("_")
        and name not in NO_QUESTION | HELD_TWICE.keys()
    ]


@pytest.mark.parametrize(("room", "name"), _questions(), ids=lambda one: getattr(one, "__name__", one))
def test_no_policy_can_be_loosened_unseen(room: ModuleType, name: str, db: None, world: World) -> None:
    address = SHOWN_IN.get((room, name)) or SHOWN_AT[name]
    rows = [row for row in read_table() if row.address == address]
    with _everywhere(getattr(room, name), _loosened(getattr(room, name))):
        assert next(complaints(world, steps_of(rows)), None), "the walk noticed nothing"


def test_no_declaration_can_be_loosened_unseen(db: None, world: World, monkeypatch: Any) -> None:
    by_address: dict[str, list[Row]] = {}
    for row in read_table():
        by_address.setdefault(row.address, []).append(row)
    unseen = []
    for route in routes():
        declared, rows = access_of(route.view), by_address.get(route.name, [])
        if declared is None or declared is ANYONE or route.name.startswith("api:"):
            continue
        with monkeypatch.context() as patch:
            patch.setattr(route.view, "access", Access("loosened", lambda actor: actor or _somebody()))
            if next(complaints(world, steps_of(rows)), None) is None:
                unseen.append(route.name)
    assert not unseen


def test_no_key_of_the_machines_door_can_be_loosened_unseen(db: None, world: World, monkeypatch: Any) -> None:
    rows = [
        row for row in read_table() if row.address.startswith("api:") and row.enters in {"readers", "writers"}
    ]
    assert len({row.address for row in rows}) >= 8
    with monkeypatch.context() as patch:
        patch.setattr(Bearer, "authenticate", _any_scope)
        unseen = [row.address for row in rows if next(complaints(world, steps_of([row])), None) is None]
    assert not unseen
    assert api.auth is not None, "an operation that is silent falls back on this"


def _any_scope(bearer: Bearer, request: Any, token: str) -> Actor:
    """A key good for everything, whatever it was given for."""
    return _somebody_with(request)


def _somebody_with(request: Any) -> Actor:
    request.actor = _somebody()
    return request.actor


def _somebody() -> Actor:
    return Actor(id=UUID(int=7), name="Ai đó", kind="official")


def _loosened(question: Callable[..., Any]) -> Callable[..., Any]:
    """The same question, to which the answer is always yes."""
    answer = str(inspect.signature(question).return_annotation)

    def yes(*args: Any, **kwargs: Any) -> Any:
        if "bool" in answer or "TypeGuard" in answer:
            return True
        if answer.endswith("Q'>") or answer == "Q":
            return Q()
        actor = args[0] if args else None
        if "Seat" in answer:
            return _any_seat(actor)
        if actor is None:
            raise NotAllowed
        return actor

    return yes


def _any_seat(actor: Actor | None) -> Seat | None:
    return actor.seats[0] if actor and actor.seats else None


@contextmanager
def _everywhere(old: Callable[..., Any], new: Callable[..., Any]) -> Iterator[None]:
    """Put `new` in the place of `old` in every module that holds it."""
    with pytest.MonkeyPatch.context() as patch:
        for name, module in list(sys.modules.items()):
            if name.startswith("motcua.") and module is not None:
                for attribute, value in list(vars(module).items()):
                    if value is old:
                        patch.setattr(module, attribute, new)
        yield


def test_the_table_knows_somebody_for_whom_each_gate_is_shut() -> None:
    assert all(ENTERS["anyone"] - ENTERS[name] for name in ENTERS if name != "anyone")
