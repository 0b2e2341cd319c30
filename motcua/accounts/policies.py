"""Who may touch accounts, keys and delegations. No actor means no."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from motcua.accounts.actor import Actor
from motcua.directory.door import PositionView, administers, positions_of
from motcua.kernel import clock
from motcua.kernel.errors import NotAllowed


def may_manage(actor: Actor | None, person_id: UUID | None, *, now: dt.datetime) -> Actor:
    """`actor`, when they administer every agency in which that person works; the whole province when in none.

    An administrator of a commune so cannot take over the account of one above. Raises NotAllowed.
    """
    if actor is None or actor.scopes is not None:  # no scope of a key reaches accounts
        raise NotAllowed
    if actor.kind == "system":
        return actor
    held = positions_of(person_id, today(now)) if person_id else ()
    if not all(administers(actor, path) for path in _paths(held)):
        raise NotAllowed
    return actor


def manages(actor: Actor | None, person_id: UUID | None, *, now: dt.datetime) -> bool:
    """Whether `may_manage` lets the actor through: for faces, which hide what would be refused."""
    try:
        may_manage(actor, person_id, now=now)
    except NotAllowed:
        return False
    return True


def own_or_managed(
    actor: Actor | None, account_id: UUID, person_id: UUID | None, *, now: dt.datetime
) -> Actor:
    """`actor`, when the account is theirs or they may manage it. Raises NotAllowed."""
    if actor is not None and actor.id == account_id and actor.scopes is None:
        return actor
    return may_manage(actor, person_id, now=now)


def may_delegate(actor: Actor | None, position: PositionView) -> Actor:
    """`actor`, when the position is their own (not one delegated to them) or in an agency they administer."""
    if actor is None or actor.scopes is not None:
        raise NotAllowed
    own = actor.person_id is not None and actor.person_id == position.person_id
    if not own and not administers(actor, position.agency_path):
        raise NotAllowed
    return actor


def today(now: dt.datetime) -> dt.date:
    """The day in Vietnam."""
    return now.astimezone(clock.VIETNAM).date()


def _paths(held: Iterable[PositionView]) -> list[str]:
    return [position.agency_path for position in held] or [""]
