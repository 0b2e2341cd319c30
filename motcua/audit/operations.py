"""Adding to the trail. There is no other operation: nothing is ever changed or taken away."""

import datetime as dt
from collections.abc import Mapping
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from motcua.audit import rules
from motcua.audit.models import Seal
from motcua.kernel.errors import NotAllowed
from motcua.kernel.text import mask_personal_ids

# Entries under one seal: bounds the memory of sealing and the size of a seal's row.
SEAL_SIZE = 5000
# Each further try means that somebody else recorded the same subject meanwhile; so many never do.
_MAX_TRIES = 1000
# Any number of ours: only one process seals at a time.
_SEAL_LOCK = 4_607_182_001


class Recordable(Protocol):
    """Whoever acts: an id, a name, and the name of the one they act for ("" when for themselves)."""

    @property
    def id(self) -> UUID: ...
    @property
    def name(self) -> str: ...
    @property
    def acting_for(self) -> str: ...


# Place and hash are computed by the database from the newest link it sees. Of two recorders that see the same
# one, the second waits at the unique constraint for the first to end; DO NOTHING then tells it to look again.
_APPEND = """
WITH newest AS (
    SELECT seq, hash FROM audit_entry WHERE subject = %(subject)s AND subject_id = %(subject_id)s
    ORDER BY seq DESC LIMIT 1
), place AS (
    SELECT coalesce((SELECT seq FROM newest), 0) + 1 AS seq,
        coalesce((SELECT hash FROM newest), ''::bytea) AS prev
), made AS (
    INSERT INTO audit_entry
        (subject, subject_id, seq, at, actor_id, actor_name, acting_for, action, data, prev_hash, hash)
    SELECT %(subject)s, %(subject_id)s, seq, %(at)s, %(actor_id)s, %(actor_name)s, %(acting_for)s,
        %(action)s, %(data)s, prev, sha256(prev || int4send(seq) || %(body)s::bytea)
    FROM place
    ON CONFLICT (subject, subject_id, seq) DO NOTHING
    RETURNING id, subject, subject_id, seq
)
INSERT INTO audit_unsealed (id, subject, subject_id, seq) SELECT id, subject, subject_id, seq FROM made
"""


def record(
    *,
    actor: Recordable | None,
    action: str,
    subject: str,
    subject_id: UUID,
    data: Mapping[str, Any],
    now: dt.datetime,
) -> None:
    """Add what `actor` did to the chain of one subject, in the caller's transaction: both happen or neither.

    `action` is a stable name such as `dossier.accepted`, `subject` a kind of thing such as `dossier`. `data`
    holds what a reader needs to understand the act, no more; numbers that are not whole are kept as text. One
    statement; it repeats only when somebody else recorded the same subject meanwhile, so two recorders never
    fork a chain. Raises NotAllowed without an actor.
    """
    if actor is None:
        raise NotAllowed
    said: dict[str, Any] = {
        "subject": subject,
        "subject_id": subject_id,
        "at": now,
        "actor_id": actor.id,
        "actor_name": rules.plain(actor.name),
        "acting_for": rules.plain(actor.acting_for),
        "action": action,
        "data": mask_personal_ids(rules.plain(data)),  # what is chained is never erased
    }
    body = rules.entry_bytes(**said)
    parameters: Any = {**said, "data": Jsonb(said["data"]), "body": body}
    with connection.cursor() as cursor:
        for _ in range(_MAX_TRIES):
            cursor.execute(_APPEND, parameters)
            if cursor.rowcount == 1:
                return
    raise RuntimeError(f"no place in the chain of {subject} {subject_id}")


# The newest link of each subject among the entries taken; each head fixes its whole chain below it.
_TAKE = """
WITH taken AS (
    DELETE FROM audit_unsealed WHERE id IN (
        SELECT id FROM audit_unsealed JOIN audit_entry USING (id) ORDER BY id LIMIT %s
    ) RETURNING id
)
SELECT DISTINCT ON (subject, subject_id) subject, subject_id::text, seq, encode(hash, 'hex'),
    count(*) OVER (PARTITION BY subject, subject_id)
FROM audit_entry WHERE id IN (SELECT id FROM taken)
ORDER BY subject, subject_id, seq DESC
"""


def seal(*, now: dt.datetime) -> int:
    """Chain all entries committed since the last seal; returns how many. The worker calls it every minute.

    A seal fixes the heads of all subjects' chains that grew, so that `verify` notices when a chain loses its
    tail, or is lost. Entries not yet committed are simply taken by a later seal.
    """
    total = 0
    while count := _seal_some(now):
        total += count
    return total


def _seal_some(now: dt.datetime) -> int:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_SEAL_LOCK])
        cursor.execute(_TAKE, [SEAL_SIZE])
        rows = cursor.fetchall()
        if not rows:
            return 0
        heads = [list(row[:4]) for row in rows]
        entries: int = sum(row[4] for row in rows)
        last = Seal.objects.order_by("-number").values_list("number", "hash").first()
        number, prev = (last[0] + 1, bytes(last[1])) if last else (1, rules.EMPTY)
        digest = rules.seal_hash(prev, number=number, at=now, entries=entries, heads=heads)
        Seal.objects.create(number=number, at=now, entries=entries, heads=heads, prev_hash=prev, hash=digest)
    return entries
