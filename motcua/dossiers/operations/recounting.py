"""Due dates counted again after the calendar changed: ordered, first as a preview, never silently."""

import datetime as dt
import uuid
from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import F, QuerySet, Window
from django.db.models.functions import RowNumber
from django.utils.translation import gettext as _

from motcua.accounts.door import Actor, actor_of
from motcua.audit import door as audit
from motcua.deadlines.door import Reading, dump_trace, read
from motcua.directory.door import administers, agency, all_agencies
from motcua.dossiers import durations
from motcua.dossiers.events import DossierRedated
from motcua.dossiers.models import SAID_BY_OWNER, Adjustment, Dossier, TimelineEntry
from motcua.kernel import clock, outbox, progress
from motcua.kernel.errors import Invalid, NotAllowed
from motcua.kernel.models import LongWork
from motcua.kernel.text import normalise

KIND = "dossiers.recount"
ACTION = "recount"
# So many dossiers are locked together; an officer at one of them waits for a moment at most.
CHUNK = 200
EXAMPLES = 3
_LAST = str(uuid.UUID(int=2**128 - 1))


def recount(
    *,
    actor: Actor | None,
    agency_id: uuid.UUID | None,
    from_date: dt.date,
    ground: str,
    apply: bool,
    now: dt.datetime,
) -> LongWork:
    """Queue the recount of every running dossier due at or after `from_date` of an agency and those below it.

    Without `apply` it only says what would change. A date that comes out later moves, as an adjustment with `ground`;
    one that comes out earlier stays as it was promised. Raises NotAllowed for all but the administrators of the
    agency (None: the province), Invalid without a ground.
    """
    if actor is None or not administers(actor, agency(agency_id).path if agency_id else ""):
        raise NotAllowed
    ground = normalise(ground)[:500]
    if apply and not ground:
        raise Invalid(fields={"ground": _("Nhập căn cứ.")})
    day = dt.datetime.combine(from_date, dt.time(), clock.VIETNAM)
    return progress.start(
        kind=KIND,
        title=KIND,
        owner_id=actor.id,
        items=_chunks(_running(_below(agency_id), day)),
        now=now,
        agency_id=str(agency_id) if agency_id else None,
        day=day.isoformat(),
        ground=ground,
        apply=apply,
    )


def one(work: LongWork, item: list[str]) -> dict[str, Any]:
    """Count the dossiers of one chunk again (first id, last id), with the rights its actor has at this moment."""
    now, given = clock.now(), work.arguments
    actor = actor_of(work.owner_id, now=now)
    agency_id = uuid.UUID(given["agency_id"]) if given["agency_id"] else None
    if actor is None or not administers(actor, agency(agency_id).path if agency_id else ""):
        raise NotAllowed
    running = _running(_below(agency_id), dt.datetime.fromisoformat(given["day"]))
    found = running.filter(id__range=item).order_by("id").defer(*SAID_BY_OWNER)
    if given["apply"]:
        found = found.select_for_update(of=("self",))
    told: dict[str, Any] = {"checked": 0, "moved": 0, "kept": 0, "examples": []}
    for dossier, reading in _read(found):
        told["checked"] += 1
        before = dossier.due_at
        if before is None or reading.due is None or reading.due == before:
            continue
        if reading.due < before:
            told["kept"] += 1
            continue
        told["moved"] += 1
        if len(told["examples"]) < EXAMPLES:
            told["examples"].append([dossier.code, before.isoformat(), reading.due.isoformat()])
        if given["apply"]:
            _move(dossier, reading, actor=actor, ground=given["ground"], now=now)
    return told


def _move(dossier: Dossier, reading: Reading, *, actor: Actor, ground: str, now: dt.datetime) -> None:
    before = dossier.due_at
    if dossier.work_due_at == before:
        dossier.work_due_at = reading.due
    dossier.due_at, dossier.changed_at = reading.due, now
    dossier.version += 1
    dossier.save(update_fields=["due_at", "work_due_at", "changed_at", "version"])
    adjustment = Adjustment(
        dossier=dossier,
        kind=Adjustment.Kind.CALENDAR,
        at=now,
        before=before,
        after=reading.due,
        ground=ground,
        trace=dump_trace(reading.trace),
        actor_name=actor.name,
    )
    entry = TimelineEntry(
        dossier=dossier,
        seq=dossier.version,
        at=now,
        action=ACTION,
        from_step=dossier.step,
        to_step=dossier.step,
        status=dossier.status,
        actor_id=actor.id,
        actor_name=actor.name,
        actor_kind=actor.kind,
        note=ground,
        data={"due_at": clock.say_moment(reading.due) if reading.due else None},
    )
    audit.record(
        actor=actor,
        action=f"dossier.{ACTION}",
        subject="dossier",
        subject_id=dossier.id,
        data={"before": before, "after": reading.due, "ground": ground},
        now=now,
    )
    outbox.publish(DossierRedated(dossier.id), now=now, beside=[adjustment, entry])


def _read(dossiers: QuerySet[Dossier]) -> Iterator[tuple[Dossier, Reading]]:
    rows = list(dossiers)
    of: dict[uuid.UUID, list[Adjustment]] = {row.id: [] for row in rows}
    for adjustment in Adjustment.objects.filter(dossier__in=rows).order_by("at", "id"):
        of[adjustment.dossier_id].append(adjustment)
    for row in rows:
        turns = durations.turns_of(of[row.id])
        if turns and row.accepted_at is not None:
            yield row, read(turns, durations.calendar_of(row.competent_agency_id, at=row.accepted_at))


def _running(agency_ids: Sequence[uuid.UUID] | None, day: dt.datetime) -> QuerySet[Dossier]:
    """Those whose clock runs and whose date the change can reach; what stands is counted anew when it goes on."""
    found = Dossier.objects.filter(
        status__in=(2, 4), completed_at=None, stands_since=None, erased_at=None, due_at__gte=day
    )
    return found if agency_ids is None else found.filter(competent_agency_id__in=agency_ids)


def _chunks(dossiers: QuerySet[Dossier]) -> list[list[str]]:
    """First and last id of each chunk; whoever comes in between while they are worked on belongs to it too."""
    numbered = dossiers.annotate(place=Window(RowNumber(), order_by="id"), rest=F("place") % CHUNK)
    firsts = [str(one) for one in numbered.filter(rest=1).order_by("id").values_list("id", flat=True)]
    ends = [str(uuid.UUID(int=uuid.UUID(first).int - 1)) for first in firsts[1:]]
    return [list(ends) for ends in zip(firsts, [*ends, _LAST], strict=True)] if firsts else []


def _below(agency_id: uuid.UUID | None) -> list[uuid.UUID] | None:
    if agency_id is None:
        return None
    path = agency(agency_id).path
    return [one.id for one in all_agencies() if one.path.startswith(path)]
