"""Whether this installation can serve, for load balancers and for those on watch."""

import datetime as dt
import functools
from typing import Any

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.kernel import clock
from motcua.kernel.access import anyone

WORKER_SILENT_AFTER = dt.timedelta(seconds=60)  # it says that it lives every ten seconds

_STATEMENT = """
SELECT (SELECT min(next_try_at) FROM kernel_outboxevent WHERE state = 'waiting'),
       (SELECT count(*) FROM kernel_outboxevent WHERE state = 'dead'),
       (SELECT max(last_heartbeat) FROM procrastinate_workers)
"""


class MigrationsMissing(Exception):
    """The code is newer than the database."""


@require_safe
@never_cache
@anyone
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when pages can be served, 503 when not; the parts tell what else deserves a look."""
    try:
        parts = _parts(clock.now())
    except (DatabaseError, MigrationsMissing) as error:
        reason = "migrations" if isinstance(error, MigrationsMissing) else "database"
        return JsonResponse({"status": "unavailable", reason: type(error).__name__}, status=503)
    return JsonResponse({"status": "ok", **parts})


def _parts(now: dt.datetime) -> dict[str, Any]:
    _require_migrations()
    due, dead, heartbeat = _figures()
    return {
        "database": "ok",
        "outbox_lag_seconds": max(0, round((now - due).total_seconds())) if due else 0,
        "dead_letters": dead,
        "worker": "ok" if heartbeat and now - heartbeat < WORKER_SILENT_AFTER else "silent",
        "worker_heartbeat": heartbeat.isoformat() if heartbeat else None,
    }


def _figures() -> tuple[dt.datetime | None, int, dt.datetime | None]:
    with connection.cursor() as cursor:
        cursor.execute(_STATEMENT)
        due, dead, heartbeat = cursor.fetchone()
    return due, dead, heartbeat


@functools.cache  # remembers only success: an exception is not kept
def _require_migrations() -> None:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        raise MigrationsMissing
