"""Transactional outbox: at least once, after commit, surviving a crash; a failing handler never undoes the fact.

An event is a frozen dataclass with a class variable `NAME` such as `dossier.accepted.v1` and ids as fields.
Handlers are registered in `AppConfig.ready`. A handler runs in a transaction together with the note that it ran,
so whatever it writes to the database happens exactly once.
"""

import dataclasses
import datetime as dt
import json
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, ClassVar, Protocol

import structlog
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, transaction
from django.db.models import Model, Q

from motcua.kernel import rows
from motcua.kernel.models import HandledEvent, OutboxEvent

log = structlog.get_logger(__name__)

CHANNEL = "motcua_outbox"
MAX_ATTEMPTS = 12
BATCH = 20


class Event(Protocol):
    """What `publish` takes: a frozen dataclass that knows its versioned name."""

    NAME: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]


@dataclasses.dataclass(frozen=True, slots=True)
class Delivery:
    """An event as a handler receives it: ids as text, as they lie in the outbox."""

    id: str
    name: str
    data: dict[str, Any]
    at: dt.datetime


Handler = Callable[[Delivery], None]
_handlers: dict[str, dict[str, Handler]] = defaultdict(dict)


def publish(*events: Event, now: dt.datetime, beside: Iterable[Model] = ()) -> None:
    """Write `events` beside the change they tell of, in one statement with its own new rows (`beside`).

    Call it inside the operation's transaction.
    """
    told = [
        OutboxEvent(name=event.NAME, payload=_payload(event), created_at=now, next_try_at=now)
        for event in events
    ]
    rows.insert(*beside, *told)
    # Once a transaction: whoever asked first cannot be rolled back without those who came after.
    if all(asked[1] is not _wake for asked in connection.run_on_commit):
        transaction.on_commit(_wake)


def _payload(event: Event) -> Any:
    data = {field.name: getattr(event, field.name) for field in dataclasses.fields(event)}
    return json.loads(json.dumps(data, cls=DjangoJSONEncoder))


def subscribe(name: str, handler: Handler) -> None:
    """Have `handler` hear events called `name`; its module path is the key that keeps it from hearing one twice."""
    _handlers[name][f"{handler.__module__}.{handler.__qualname__}"] = handler


def deliver_batch(*, now: dt.datetime, limit: int = BATCH) -> int:
    """Deliver up to `limit` waiting events; returns how many were taken. Safe to run in many processes at once."""
    with transaction.atomic():
        waiting = OutboxEvent.objects.select_for_update(skip_locked=True).filter(
            _is_due(now), state=OutboxEvent.State.WAITING
        )
        events = list(waiting.order_by("next_try_at", "id")[:limit])
        for event in events:
            _deliver(event, now)
    return len(events)


def _is_due(now: dt.datetime) -> Q:
    # A first try waits for no clock, and no later try longer than the longest pause: a clock that jumps back must
    # not hold up what was written before it did.
    longest = now + dt.timedelta(seconds=2**MAX_ATTEMPTS)
    return Q(next_try_at__lte=now) | Q(attempts=0) | Q(next_try_at__gt=longest)


def _deliver(event: OutboxEvent, now: dt.datetime) -> None:
    errors = [error for key, handler in _handlers[event.name].items() if (error := _run(event, key, handler))]
    event.attempts += 1
    event.last_error = "\n".join(errors)[:4000]
    if not errors:
        event.state, event.delivered_at = OutboxEvent.State.DELIVERED, now
    elif event.attempts >= MAX_ATTEMPTS:
        event.state = OutboxEvent.State.DEAD
    else:
        # 2 s, 4 s, 8 s … about an hour at the end: a passing fault mends itself, a lasting one does not spin.
        event.next_try_at = now + dt.timedelta(seconds=2**event.attempts)
    event.save()


def _run(event: OutboxEvent, key: str, handler: Handler) -> str:
    try:
        with transaction.atomic():
            _, first = HandledEvent.objects.get_or_create(event=event, handler=key)
            if first:
                handler(Delivery(str(event.id), event.name, event.payload, event.created_at))
    except Exception as error:
        # A handler may fail in any way; the event waits for its next try.
        log.warning(
            "outbox.handler_failed", event_id=str(event.id), name=event.name, handler=key, exc_info=True
        )
        return f"{key}: {type(error).__name__}: {error}"
    return ""


def replay(event_id: str, *, now: dt.datetime) -> bool:
    """Give a dead event another round of tries, by hand. False when it is not dead."""
    return bool(
        OutboxEvent.objects.filter(id=event_id, state=OutboxEvent.State.DEAD).update(
            state=OutboxEvent.State.WAITING, attempts=0, next_try_at=now
        )
    )


def _wake() -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"NOTIFY {CHANNEL}")
