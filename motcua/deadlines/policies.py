"""Who may declare office hours and days: administrators, for their own agency and those below; and the system."""

from uuid import UUID

from motcua.accounts.door import Actor
from motcua.directory.door import administers, agency
from motcua.kernel.errors import NotAllowed


def allowed(actor: Actor | None, agency_id: UUID | None) -> Actor:
    """`actor`, when they administer the agency (None: the province). Raises NotAllowed otherwise, and NotFound."""
    path = agency(agency_id).path if agency_id else ""
    if actor is None or not administers(actor, path):
        raise NotAllowed
    return actor
