"""Who may keep the words of notices and look after their delivery. No actor means no."""

from motcua.accounts.door import Actor
from motcua.directory.door import administers
from motcua.kernel.errors import NotAllowed


def keeper(actor: Actor | None) -> Actor:
    """`actor`, when they administer the whole province: its letters bear its name. Raises NotAllowed."""
    if actor is None or actor.scopes is not None or not (actor.kind == "system" or administers(actor, "")):
        raise NotAllowed
    return actor
