"""Giving a dead event another round of tries. The kernel keeps events and knows no actors; hence it is told here."""

import datetime as dt
from uuid import UUID

from django.db import transaction

from motcua.accounts.door import Actor
from motcua.audit.door import record
from motcua.directory.door import administers
from motcua.kernel import outbox
from motcua.kernel.errors import Conflict, NotAllowed


@transaction.atomic
def replay_event(*, event_id: UUID, actor: Actor | None, now: dt.datetime) -> None:
    """Have the worker try again what it gave up. Raises NotAllowed, Conflict when the event is not dead (any more)."""
    if actor is None or not administers(actor, ""):
        raise NotAllowed
    if not outbox.replay(str(event_id), now=now):
        raise Conflict
    record(actor=actor, action="event.replayed", subject="event", subject_id=event_id, data={}, now=now)
