"""Who may change the directory: administrators, each for their own agency and those below; and the system."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from motcua.directory import cache
from motcua.directory.models import Agency, Role
from motcua.directory.rules import covers
from motcua.kernel.errors import NotAllowed


class HeldSeat(Protocol):
    """A position held today."""

    @property
    def role(self) -> str: ...
    @property
    def agency_path(self) -> str: ...


class Acting(Protocol):
    """Whoever asks, as much of it as the directory needs."""

    @property
    def id(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def acting_for(self) -> str: ...
    @property
    def seats(self) -> Iterable[HeldSeat]: ...


def administers(actor: Acting | None, path: str) -> bool:
    """Whether `actor` administers the agency at `path`; an empty path means the whole installation.

    That is the province's alone: the directory may hold roots beside it (a ministry's body in the province).
    """
    if actor is None:
        return False
    if actor.kind == "system":
        return True
    above = [seat.agency_path for seat in actor.seats if seat.role == Role.ADMINISTRATOR]
    return any(covers(one, path) if path else is_the_province(one) for one in above)


def allowed(actor: Acting | None, path: str) -> Acting:
    """`actor`, when they administer the agency at `path`. Raises NotAllowed otherwise."""
    if actor is None or not administers(actor, path):
        raise NotAllowed
    return actor


def is_the_province(path: str) -> bool:
    """Whether the agency at `path` is the root of the province, over all its bodies and communes."""
    found = cache.AGENCIES.get().by_identifier.get(path)
    return found is not None and found.parent_id is None and found.kind == Agency.Kind.PROVINCE
