"""Who may enter a view, by who is signed in and which seats they hold."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from motcua.accounts.actor import Actor, Seat
from motcua.accounts.errors import SetUpFirst
from motcua.directory.door import Role, administers
from motcua.kernel.access import Access, SignInFirst, declared
from motcua.kernel.errors import NotAllowed

Rest = ParamSpec("Rest")
View = Callable[Concatenate[HttpRequest, Actor, Rest], HttpResponseBase]
Guarded = Callable[Concatenate[HttpRequest, Rest], HttpResponseBase]


def access(policy: Access) -> Callable[[View[Rest]], Guarded[Rest]]:
    """Let in those whom `policy` admits, and give the view its actor.

    The site's gate decides and leaves the actor behind; without the gate nobody gets through.
    """

    def guard(view: View[Rest]) -> Guarded[Rest]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: Rest.args, **kwargs: Rest.kwargs) -> HttpResponseBase:
            return view(request, request.entrant, *args, **kwargs)  # type: ignore[attr-defined]

        return declared(policy)(guarded)

    return guard


def seated(name: str, *roles: str) -> Access:
    """Holders of one of `roles`. They enter in that seat: of a delegated one, the evidence names the holder too."""

    def admit(actor: Actor | None) -> Actor:
        return _in_seat(actor, lambda signed_in: signed_in.seat(*roles))

    return Access(name, admit)


def present(actor: Actor | None) -> Actor:
    """Whoever is signed in and has nothing to put in order first. Raises SignInFirst, SetUpFirst."""
    signed_in = _unfinished(actor)
    if signed_in.must:
        raise SetUpFirst(signed_in.must)
    return signed_in


def _unfinished(actor: Actor | None) -> Actor:
    if actor is None:
        raise SignInFirst
    return actor


def _in_seat(actor: Actor | None, find: Callable[[Actor], Seat | None]) -> Actor:
    signed_in = present(actor)
    seat = find(signed_in)
    if seat is None:
        raise NotAllowed
    return signed_in.on(seat)


def _provincial(actor: Actor | None) -> Actor:
    if not administers(present(actor), ""):
        raise NotAllowed
    return _in_seat(actor, lambda signed_in: signed_in.seat(Role.ADMINISTRATOR))


SIGNED_IN = Access("signed in", present)
# For the pages where one puts one's own account in order.
UNFINISHED = Access("signed in, perhaps with something to set up", _unfinished)
ADMINISTRATOR = seated("administrator", Role.ADMINISTRATOR)
PROVINCE_ADMINISTRATOR = Access("administrator of the province", _provincial)
