"""Whether this installation can serve, for load balancers and for those on watch."""

import datetime as dt
from typing import Any

from django.db import DatabaseError
from django.http import HttpRequest, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.kernel import clock, watch
from motcua.kernel.access import anyone
from motcua.kernel.alarms import alarms
from motcua.site import stages


@require_safe
@never_cache
@anyone
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when pages can be served, 503 when not; `alarms` is what deserves a look, and what to do about it."""
    try:
        missing = stages.pending()
        if blocking := [name for name, stage in missing if stage == stages.BEFORE]:
            return _unavailable({"migrations": blocking, "remedy": "motcua upgrade --before"})
        parts = _parts(clock.now())
    except DatabaseError as error:
        return _unavailable({"database": type(error).__name__})
    later = {"migrations_after": [name for name, _stage in missing]} if missing else {}
    return JsonResponse({"status": "ok", **parts, **later})


def _unavailable(why: dict[str, Any]) -> JsonResponse:
    answer = JsonResponse({"status": "unavailable", **why}, status=503)
    answer.headers["Retry-After"] = "15"
    return answer


def _parts(now: dt.datetime) -> dict[str, Any]:
    figures = watch.figures()
    due, heartbeat = figures.due, figures.heartbeat
    return {
        "database": "ok",
        "outbox_lag_seconds": max(0, round((now - due).total_seconds())) if due else 0,
        "dead_letters": figures.dead,
        "worker": "ok" if figures.is_worker_alive(now) else "silent",
        "worker_heartbeat": heartbeat.isoformat() if heartbeat else None,
        "alarms": [
            {"key": alarm.key, "message": alarm.message, "remedy": alarm.remedy}
            for alarm in alarms(figures, now=now)
        ],
    }
