"""What an operator watches: whether events are delivered and the worker lives."""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from motcua.kernel.models import OutboxEvent
from motcua.kernel.paging import Page, cut, decode_id_cursor, page_size

# The worker says that it lives every ten seconds.
WORKER_SILENT_AFTER = dt.timedelta(seconds=60)

_FIGURES = """
SELECT (SELECT count(*) FROM kernel_outboxevent WHERE state = 'waiting'),
       (SELECT min(next_try_at) FROM kernel_outboxevent WHERE state = 'waiting'),
       (SELECT count(*) FROM kernel_outboxevent WHERE state = 'dead'),
       (SELECT max(last_heartbeat) FROM procrastinate_workers),
       (SELECT created_at FROM kernel_outboxevent ORDER BY id DESC LIMIT 1),
       (SELECT coalesce(jsonb_object_agg(key, detail), '{}')::text FROM kernel_standingalarm)
"""


@dataclass(frozen=True, slots=True)
class Figures:
    """`due`: when the most urgent waiting event is to be tried; `heartbeat`: when a worker was last heard; `newest`:
    the latest moment that was ever written down (ids of events follow the clock); `standing`: alarms with details."""

    waiting: int
    due: dt.datetime | None
    dead: int
    heartbeat: dt.datetime | None
    newest: dt.datetime | None
    standing: Mapping[str, str]

    def is_worker_alive(self, now: dt.datetime) -> bool:
        """Whether a worker was heard lately."""
        return self.heartbeat is not None and now - self.heartbeat < WORKER_SILENT_AFTER


@dataclass(frozen=True, slots=True)
class EventView:
    """An event that was not delivered yet, and what went wrong at the last try."""

    id: UUID
    name: str
    payload: dict[str, Any]
    created_at: dt.datetime
    attempts: int
    next_try_at: dt.datetime
    last_error: str


def figures() -> Figures:
    """The state of delivery. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_FIGURES)
        waiting, due, dead, heartbeat, newest, standing = cursor.fetchone()
    return Figures(waiting, due, dead, heartbeat, newest, json.loads(standing))


def undelivered(*, state: str, cursor: str = "", size: int = 50) -> Page[EventView]:
    """Events that are `dead` or `waiting`, oldest first, a page at a time. One statement."""
    size = page_size(size)
    rows = OutboxEvent.objects.filter(state=state).order_by("id")
    if after := decode_id_cursor(cursor):
        rows = rows.filter(id__gt=after)
    fields = ("id", "name", "payload", "created_at", "attempts", "next_try_at", "last_error")
    fetched = [EventView(*row) for row in rows.values_list(*fields)[: size + 1]]
    return cut(fetched, size=size, key=lambda row: (row.id,))
