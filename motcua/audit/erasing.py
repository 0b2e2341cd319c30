"""Blanking what a chain says of people whose data retention has let go. The chain itself stays whole.

An entry keeps its place, time, action and hash. Its text goes, and it points at a later entry of the same chain that
tells of the erasure and of how many entries it blanked; `verify` accepts nothing else in the place of the text.
"""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from django.db import connection

from motcua.audit.models import Entry
from motcua.audit.operations import Recordable, record
from motcua.audit.rules import BLANKED, NOBODY

# The trigger of the table lets nothing else be changed (migration 0004).
_ALLOW = "SELECT set_config('motcua.retention', %s, true)"
_BLANK = """
UPDATE audit_entry SET erased_by = %(told)s,
    data = (SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(data) WHERE key = ANY(%(keep)s)),
    actor_id = CASE WHEN actor_id = ANY(%(people)s) THEN %(nobody)s ELSE actor_id END,
    actor_name = CASE WHEN actor_id = ANY(%(people)s) THEN '' ELSE actor_name END,
    acting_for = CASE WHEN actor_id = ANY(%(people)s) THEN '' ELSE acting_for END
WHERE subject = %(subject)s AND subject_id = %(subject_id)s AND seq <= %(newest)s AND erased_by IS NULL
"""


def erase_entries(
    *,
    subject: str,
    subject_id: UUID,
    people: Collection[UUID],
    keep: Collection[str],
    actor: Recordable,
    action: str,
    data: Mapping[str, Any],
    now: dt.datetime,
) -> int:
    """Blank what the entries of one subject say, and record `action` that tells so; returns how many were blanked.

    Of their data the keys in `keep` stay. Whose accounts are `people` are named no more; others, officials in their
    office, stay named. In the caller's transaction. Six statements.
    """
    unblanked = Entry.objects.filter(subject=subject, subject_id=subject_id, erased_by=None)
    numbers = list(unblanked.order_by("seq").values_list("seq", flat=True))
    said = {**data, BLANKED: len(numbers)}
    record(actor=actor, action=action, subject=subject, subject_id=subject_id, data=said, now=now)
    told = (
        Entry.objects.filter(subject=subject, subject_id=subject_id).order_by("-seq").values_list("seq")[:1]
    )
    values: Any = {
        "told": told.get()[0],
        "keep": list(keep),
        "people": list(people),
        "nobody": NOBODY,
        "subject": subject,
        "subject_id": subject_id,
        "newest": numbers[-1] if numbers else 0,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ALLOW, ["on"])
        cursor.execute(_BLANK, values)
        cursor.execute(_ALLOW, ["off"])
    return len(numbers)
