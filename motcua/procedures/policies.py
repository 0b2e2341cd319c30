"""Who may change the catalogue. It is the whole province's; reading it is open to everyone: the law publishes it."""

from typing import TypeGuard

from motcua.accounts.door import Actor, Seat, present
from motcua.directory.door import Role, is_the_province
from motcua.kernel.access import Access
from motcua.kernel.errors import NotAllowed

KEEPERS = (Role.SERVICE_OWNER, Role.ADMINISTRATOR)


def keeper_seat(actor: Actor | None) -> Seat | None:
    """The seat from which to keep the catalogue: a service owner's or an administrator's, in the province itself.

    Not one below: whoever administers a commune appoints its people and could name themself service owner.
    """
    seats = actor.seats if actor else ()
    fitting = [seat for seat in seats if seat.role in KEEPERS and is_the_province(seat.agency_path)]
    return min(fitting, key=lambda seat: bool(seat.acting_for), default=None)


def may_keep_catalogue(actor: Actor | None) -> TypeGuard[Actor]:
    """Import, settle doubts, say who is competent: holders of a keeper's seat, and the system itself."""
    return actor is not None and (actor.kind == "system" or keeper_seat(actor) is not None)


def check_keeper(actor: Actor | None) -> Actor:
    """The actor, if they may keep the catalogue. Raises NotAllowed."""
    if not may_keep_catalogue(actor):
        raise NotAllowed
    return actor


def _admit(actor: Actor | None) -> Actor:
    signed_in, seat = present(actor), keeper_seat(actor)
    if seat is None:
        raise NotAllowed
    return signed_in.on(seat)


CATALOGUE_KEEPER = Access("keeper of the catalogue", _admit)
