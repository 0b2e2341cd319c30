"""Letting content go that nothing refers to any more.

A blob ends in three steps, so that neither a crash nor somebody who brings the same content at this moment loses or
leaves anything: its row goes with the last reference looked for under its lock; a note that its file has to go commits
with that; and the file goes after the commit, unless the content has come back meanwhile.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from functools import reduce
from operator import or_

from django.core.files.storage import default_storage
from django.db import connection, models, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from motcua.files.models import Blob, Removed
from motcua.files.names import blob_name

# Content that was brought in so lately may be about to be referred to.
SETTLED_AFTER = dt.timedelta(days=1)
BATCH = 500
_STORING = "SELECT pg_advisory_xact_lock_shared(hashtextextended(%s, 0))"
_REMOVING = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"


def release(sha256s: Collection[str], *, now: dt.datetime) -> int:
    """Remove those of these blobs that nothing refers to, once the caller's transaction commits; returns how many.

    Call it in the transaction that takes the references away. Content that came in during the last day stays until
    `sweep_unreferenced`.
    """
    return _let_go(Blob.objects.filter(sha256__in=sha256s), now) if sha256s else 0


def sweep_unreferenced(*, now: dt.datetime) -> int:
    """Remove every blob that nothing refers to, such as uploads nobody handed in; returns how many."""
    total = 0
    while True:
        with transaction.atomic():
            count = _let_go(Blob.objects.all(), now)
        total += count
        if count == 0:
            remove_files()
            return total


def remove_files() -> int:
    """Remove the files of blobs that are gone; returns how many. Broken off, it goes on when called again."""
    gone = 0
    for sha256 in Removed.objects.values_list("sha256", flat=True)[:BATCH]:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(_REMOVING, [sha256])
            if not Blob.objects.filter(sha256=sha256).exists():
                default_storage.delete(blob_name(sha256))
                gone += 1
            Removed.objects.filter(sha256=sha256).delete()
    return gone


def storing(sha256: str) -> None:
    """Keep the file of this content from being removed until the caller's transaction ends. One statement."""
    with connection.cursor() as cursor:
        cursor.execute(_STORING, [sha256])


def _let_go(among: QuerySet[Blob], now: dt.datetime) -> int:
    before = now - SETTLED_AFTER
    settled = Q(last_stored_at=None, created_at__lt=before) | Q(last_stored_at__lt=before)
    candidates = among.filter(settled).exclude(_referred_to())
    ids = list(candidates.select_for_update(skip_locked=True).values_list("sha256", flat=True)[:BATCH])
    # Asked again, now that the rows are locked: what was about to be referred to has committed or waits for us.
    free = list(Blob.objects.filter(sha256__in=ids).exclude(_referred_to()).values_list("sha256", flat=True))
    Removed.objects.bulk_create([Removed(sha256=sha256, at=now) for sha256 in free], ignore_conflicts=True)
    Blob.objects.filter(sha256__in=free).delete()
    if free:
        transaction.on_commit(remove_files)
    return len(free)


def _referred_to() -> Q:
    """Whether any foreign key of any room leads to the blob."""
    return reduce(or_, (Q(Exists(rows)) for rows in _references()))


def _references() -> Iterator[QuerySet[models.Model]]:
    for relation in Blob._meta.get_fields(include_hidden=True):
        if isinstance(relation, models.ManyToOneRel):
            yield relation.related_model._base_manager.filter(**{relation.field.name: OuterRef("pk")})
