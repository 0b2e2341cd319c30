"""Erasing by rule of retention: what tells of people goes; code, procedure, agencies, states and times stay.

Whose data it was is not looked at: nothing here opens a sealed column.
"""

import datetime as dt
import uuid
from collections.abc import Collection

from django.db import transaction
from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet

from motcua.audit import door as audit
from motcua.dossiers import rules
from motcua.dossiers.events import DossierErased
from motcua.dossiers.models import (
    Component,
    Dossier,
    Hold,
    IntakeKey,
    Paper,
    Rating,
    ResultDocument,
    TimelineEntry,
    Upload,
)
from motcua.dossiers.road_models import Consultation
from motcua.files import door as files
from motcua.kernel import outbox
from motcua.notices import door as notices
from motcua.procedures.door import revision

# Of what an act recorded: facts without people.
_KEPT_OF_ENTRIES = (
    "from", "to", "outcome", "due_at", "number", "stars", "amount", "accepted_at", "completed_at", "returned_at",
)  # fmt: skip
_NOBODY = uuid.UUID(int=0)


def throw_away(ids: Collection[uuid.UUID], *, now: dt.datetime) -> None:
    """Leave nothing of drafts, which were never handed in. In the caller's transaction, which holds their rows."""
    components = Component.objects.filter(dossier__in=ids)
    blobs = _blobs(components)
    components.delete()
    Dossier.objects.filter(id__in=ids, status=0).delete()
    files.release(blobs, now=now)


def old_drafts(before: dt.datetime) -> audit.Stock:
    """The drafts nobody has changed since `before`. One statement."""
    found = _old_drafts(before).aggregate(count=Count("id"), oldest=Min("changed_at"))
    return audit.Stock(**found)


def forget_drafts(order: audit.Order, most: int) -> int:
    """Throw away at most `most` of them; one at work is left alone."""
    found = _old_drafts(order.before).order_by("changed_at").select_for_update(skip_locked=True)
    ids = list(found.values_list("id", flat=True)[:most])
    throw_away(ids, now=order.now)
    return len(ids)


def old_uploads(before: dt.datetime) -> audit.Stock:
    """The notes of who brought a file in, made before `before`. One statement."""
    found = Upload.objects.filter(at__lt=before).aggregate(count=Count("id"), oldest=Min("at"))
    return audit.Stock(**found)


def forget_uploads(order: audit.Order, most: int) -> int:
    """Forget at most `most` of them; a file that no dossier holds goes as well."""
    found = Upload.objects.filter(at__lt=order.before).order_by("at").select_for_update(skip_locked=True)
    rows = dict(found.values_list("id", "blob_id")[:most])
    Upload.objects.filter(id__in=rows).delete()
    files.release(set(rows.values()), now=order.now)
    return len(rows)


def ended_without_result(before: dt.datetime) -> audit.Stock:
    """Dossiers refused, withdrawn or stopped before `before`. One statement."""
    return _ended(rules.WITHOUT_RESULT, before)


def erase_without_result(order: audit.Order, most: int) -> int:
    """Erase at most `most` of them, each in a transaction of its own."""
    return _erase(rules.WITHOUT_RESULT, order, most)


def finished(before: dt.datetime) -> audit.Stock:
    """Dossiers whose result was returned before `before`. One statement."""
    return _ended(rules.FINISHED, before)


def erase_finished(order: audit.Order, most: int) -> int:
    """Erase at most `most` of them, each in a transaction of its own."""
    return _erase(rules.FINISHED, order, most)


def _old_drafts(before: dt.datetime) -> QuerySet[Dossier]:
    return Dossier.objects.filter(status=0, changed_at__lt=before)


def _past(statuses: Collection[int], before: dt.datetime) -> QuerySet[Dossier]:
    # The first condition is the one of the index, in its words.
    ended = Dossier.objects.filter(status__in=sorted(rules.ENDED), erased_at=None)
    return ended.filter(status__in=sorted(statuses), changed_at__lt=before)


def _held() -> Exists:
    return Exists(Hold.objects.filter(dossier=OuterRef("pk"), lifted_at=None))


def _ended(statuses: Collection[int], before: dt.datetime) -> audit.Stock:
    free = Q(is_held=False)
    found = (
        _past(statuses, before)
        .annotate(is_held=_held())
        .aggregate(
            count=Count("id", filter=free),
            oldest=Min("changed_at", filter=free),
            held=Count("id", filter=Q(is_held=True)),
        )
    )
    return audit.Stock(**found)


def _erase(statuses: Collection[int], order: audit.Order, most: int) -> int:
    free = _past(statuses, order.before).exclude(_held())
    ids = list(free.order_by("changed_at").values_list("id", flat=True)[:most])
    return sum(_erase_one(dossier_id, statuses, order) for dossier_id in ids)


@transaction.atomic
def _erase_one(dossier_id: uuid.UUID, statuses: Collection[int], order: audit.Order) -> bool:
    wanted = _past(statuses, order.before).filter(id=dossier_id).select_for_update(skip_locked=True)
    dossier = wanted.only("id", "revision", "owner_account", "entered_by").first()
    # A hold is placed under the same lock, so that now it is seen or comes too late.
    if dossier is None or dossier.holds.filter(lifted_at=None).exists():
        return False
    people = _people(dossier)
    blobs = _forget_what_came(dossier, people, order)
    _forget_what_was_said(dossier, people)
    _forget_the_owner(dossier, people, order.now)
    audit.erase_entries(
        subject="dossier",
        subject_id=dossier.id,
        people=people,
        keep=_KEPT_OF_ENTRIES,
        actor=audit.BY_RULE,
        action="dossier.erased",
        data={"kind": order.rule.kind, "since": order.rule.since, "before": order.before},
        now=order.now,
    )
    notices.forget_about("dossier", dossier.id)
    outbox.publish(DossierErased(dossier.id), now=order.now)
    files.release(blobs, now=order.now)
    return True


def _people(dossier: Dossier) -> set[uuid.UUID]:
    """The accounts that acted for the owner. Officials are named in their office, and stay named."""
    acted = dossier.timeline.filter(actor_kind__in=("citizen", "machine")).values_list("actor_id", flat=True)
    return {*acted, *((dossier.owner_account_id,) if dossier.owner_account_id else ())}


def _forget_what_came(dossier: Dossier, people: Collection[uuid.UUID], order: audit.Order) -> set[str]:
    """Files, papers and the result's content; returns the blobs that they referred to."""
    results = ResultDocument.objects.filter(dossier=dossier)
    consultations = dossier.consultations.all()
    dossier.transfers.update(reason="")
    blobs = (
        _blobs(consultations)
        | _blobs(dossier.components.all())
        | _blobs(dossier.papers.all())
        | _blobs(results)
    )
    brought_by = {*people, *((dossier.entered_by_id,) if dossier.entered_by_id else ())}
    Upload.objects.filter(account__in=brought_by, blob__in=blobs, at__lt=order.before).delete()
    consultations.update(question="", words="", shown=[], blob=None, file_name="", paper=None)
    dossier.components.all().delete()
    dossier.papers.all().delete()
    # Number, signer and token stay: whoever holds the paper may still ask whether it is genuine.
    results.update(body="", blob=None, revocation_ground="")
    procedure = revision(dossier.revision_id)
    # The catalogue's names for results stay; what an officer typed instead may name somebody.
    known = {kind.name.rstrip(" .")[:500] for kind in procedure.results} | {procedure.name[:500]}
    results.exclude(result_name__in=known).update(result_name=procedure.name[:500])
    return blobs


def _forget_what_was_said(dossier: Dossier, people: Collection[uuid.UUID]) -> None:
    timeline = TimelineEntry.objects.filter(dossier=dossier)
    theirs = timeline.filter(actor_id__in=people)
    # Grounds of adjustments are articles of law, and stay; that a request was late or repeated is a figure.
    dossier.adjustments.filter(actor_name__in=list(theirs.values_list("actor_name", flat=True))).update(
        actor_name=""
    )
    theirs.update(actor_id=_NOBODY, actor_name="", acting_for="")
    timeline.update(note="", data={})
    dossier.supplements.exclude(exception="").update(exception="–")
    dossier.supplements.update(items=[], reason="", answered_by="")
    dossier.obligations.update(reason="", report="", voucher="")
    dossier.holds.update(ground="")
    Rating.objects.filter(dossier=dossier).update(comment="")
    IntakeKey.objects.filter(dossier=dossier).delete()


def _forget_the_owner(dossier: Dossier, people: Collection[uuid.UUID], now: dt.datetime) -> None:
    Dossier.objects.filter(id=dossier.id).update(
        owner_account=None,
        entered_by=None if dossier.entered_by_id in people else dossier.entered_by_id,
        owner_name="",
        owner_number="",
        owner_phone="",
        owner_email="",
        answers={},
        search=None,
        erased_at=now,
        version=F("version") + 1,
    )


def _blobs(
    rows: "QuerySet[Component] | QuerySet[Paper] | QuerySet[ResultDocument] | QuerySet[Consultation]",
) -> set[str]:
    return {sha256 for sha256 in rows.values_list("blob_id", flat=True) if sha256}
