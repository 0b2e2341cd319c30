"""Who may change the catalogue. Reading it is open to everyone: the law publishes it."""

from typing import TypeGuard

from motcua.accounts.door import Actor, seated
from motcua.directory.door import Role
from motcua.kernel.errors import NotAllowed

KEEPERS = (Role.SERVICE_OWNER, Role.ADMINISTRATOR)
CATALOGUE_KEEPER = seated("keeper of the catalogue", *KEEPERS)


def may_keep_catalogue(actor: Actor | None) -> TypeGuard[Actor]:
    """Import, settle doubts, say who is competent: the service owner, an administrator, the system itself."""
    return actor is not None and (actor.kind == "system" or actor.holds(*KEEPERS))


def check_keeper(actor: Actor | None) -> Actor:
    """The actor, if they may keep the catalogue. Raises NotAllowed."""
    if not may_keep_catalogue(actor):
        raise NotAllowed
    return actor
