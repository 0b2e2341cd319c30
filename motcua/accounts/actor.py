"""Who acts, and in which seat."""

import datetime as dt
import uuid
from dataclasses import dataclass, replace
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Seat:
    """A position held today: one's own, or delegated during its holder's absence."""

    position_id: UUID
    agency_id: UUID
    agency_path: str
    agency_name: str
    unit: str
    role: str
    acting_for: str
    """The holder's name, empty when the seat is one's own."""


@dataclass(frozen=True, slots=True)
class Actor:
    """Whoever asks for something: a citizen, an official with seats, a machine, or the system itself.

    `scopes` limits a machine's key; None, as in a browser's session, limits nothing. `acting_for` is filled
    on the copy used for one act, see `on`.
    """

    id: UUID
    name: str
    kind: str
    person_id: UUID | None = None
    personal_id: str = ""
    phone: str = ""
    email: str = ""
    seats: tuple[Seat, ...] = ()
    scopes: frozenset[str] | None = None
    acting_for: str = ""
    unread: int = 0
    """How many notices came since the person last looked at them."""
    confirmed_at: dt.datetime | None = None
    """When the person at the browser last proved who they are; see `policies.confirmed`."""
    must: str = ""
    """What has to be done before anything else: `password`, `second_factor`, or nothing."""

    def seat(self, *roles: str, agency_id: UUID | None = None) -> Seat | None:
        """The first seat with one of `roles` (none: any) and in that agency, if one is given; own first."""
        fitting = (
            seat
            for seat in self.seats
            if (not roles or seat.role in roles) and (agency_id is None or seat.agency_id == agency_id)
        )
        return min(fitting, key=lambda seat: bool(seat.acting_for), default=None)

    def holds(self, *roles: str, agency_id: UUID | None = None) -> bool:
        """Whether there is such a seat."""
        return self.seat(*roles, agency_id=agency_id) is not None

    def agency_ids(self, *roles: str) -> frozenset[UUID]:
        """The agencies in which one of `roles` is held."""
        return frozenset(seat.agency_id for seat in self.seats if not roles or seat.role in roles)

    def on(self, seat: Seat) -> "Actor":
        """The same actor acting in `seat`: evidence will name the seat's holder too when it is delegated."""
        return replace(self, acting_for=seat.acting_for)


# The worker and the command line. The id is fixed, so that evidence of all installations reads alike.
SYSTEM = Actor(id=uuid.UUID("00000000-0000-7000-8000-000000000001"), name="Hệ thống", kind="system")
