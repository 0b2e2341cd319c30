"""Progress of long work: start it, leave the page, come back, cancel."""

import datetime as dt
import uuid
from collections.abc import Callable, Iterable
from typing import Any

import structlog
from django.db import transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app

from motcua.kernel import clock
from motcua.kernel.errors import NotFound, Refused
from motcua.kernel.models import LongWork

log = structlog.get_logger(__name__)

OneResult = dict[str, Any]
_kinds: dict[str, Callable[[LongWork, Any], OneResult]] = {}


def register_kind(kind: str, one: Callable[[LongWork, Any], OneResult]) -> None:
    """Say how one item of a kind of work is done: `one(work, item)` returns what to show for that item."""
    _kinds[kind] = one


def start(
    *, kind: str, title: str, owner_id: uuid.UUID, items: Iterable[Any], now: dt.datetime, **more: Any
) -> LongWork:
    """Queue work over `items` (JSON values); the worker takes it up after the caller's transaction commits."""
    wanted = list(items)
    with transaction.atomic():
        work = LongWork.objects.create(
            kind=kind,
            title=title,
            owner_id=owner_id,
            total=len(wanted),
            created_at=now,
            arguments={"items": wanted, **more},
        )
        # By name: the task's module imports this one.
        app.configure_task(name="kernel.run_work").defer(work_id=str(work.id))
    return work


def of_owner(work_id: uuid.UUID, *, owner_id: uuid.UUID) -> LongWork:
    """One's own work. Raises NotFound for everyone else's."""
    work = LongWork.objects.filter(id=work_id, owner_id=owner_id).first()
    if work is None:
        raise NotFound
    return work


def latest(*, owner_id: uuid.UUID, since: dt.datetime, limit: int = 3) -> tuple[LongWork, ...]:
    """One's own newest works, without their items and results."""
    works = LongWork.objects.filter(owner_id=owner_id, created_at__gte=since).order_by("-created_at")
    return tuple(works.defer("arguments", "results")[:limit])


def cancel(work_id: uuid.UUID, *, owner_id: uuid.UUID) -> None:
    """Ask the worker to stop after the item at hand; what is done stays done."""
    of_owner(work_id, owner_id=owner_id)
    LongWork.objects.filter(id=work_id, ended_at=None).update(cancel_asked=True)


def run(work_id: uuid.UUID) -> None:
    """Do the items not done yet. Each item commits with its result, so a crash repeats nothing."""
    LongWork.objects.filter(id=work_id, state=LongWork.State.WAITING).update(state=LongWork.State.RUNNING)
    while _step(work_id):
        pass


def _step(work_id: uuid.UUID) -> bool:
    with transaction.atomic():
        work = LongWork.objects.select_for_update().get(id=work_id)
        if work.ended_at is not None:
            return False
        if work.cancel_asked or work.done >= work.total:
            work.state = LongWork.State.CANCELLED if work.done < work.total else LongWork.State.DONE
            work.ended_at = clock.now()
        else:
            work.results.append(_attempt(work, work.arguments["items"][work.done]))
            work.done += 1
        work.save()
    return work.ended_at is None


def _attempt(work: LongWork, item: Any) -> OneResult:
    try:
        with transaction.atomic():
            return {"item": item, "ok": True, **_kinds[work.kind](work, item)}
    except Refused as refusal:
        return {"item": item, "ok": False, "message": str(refusal)}
    except Exception:
        # One item must not stop the rest; the log keeps the reason.
        log.exception("long_work.item_failed", work=str(work.id), item=item)
        return {"item": item, "ok": False, "message": _("Lỗi kỹ thuật. Vui lòng thử lại.")}
