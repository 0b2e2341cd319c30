"""Reading the trail, and proving it whole."""

import datetime as dt
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.audit import rules
from motcua.audit.models import Entry


@dataclass(frozen=True, slots=True)
class EntryView:
    """One act as readers see it."""

    seq: int
    at: dt.datetime
    actor_id: UUID
    actor_name: str
    acting_for: str
    action: str
    data: dict[str, Any]
    # What it said of people went with their data.
    blanked: bool


@dataclass(frozen=True, slots=True)
class EntryRef:
    """A place in the trail. Of a seal: subject `seal`, no subject_id, and the seal's number."""

    subject: str
    subject_id: UUID | None
    seq: int


@dataclass(frozen=True, slots=True)
class Verdict:
    """What `verify` found. `last_seal` (hex) is worth keeping elsewhere: it fixes all that it covers."""

    ok: bool
    checked: int
    first_bad: EntryRef | None
    why: str
    last_seal: str


def history(subject: str, subject_id: UUID) -> tuple[EntryView, ...]:
    """What happened to one thing, oldest first. One statement."""
    rows = Entry.objects.filter(subject=subject, subject_id=subject_id).order_by("seq")
    fields = ("seq", "at", "actor_id", "actor_name", "acting_for", "action", "data")
    marked = rows.annotate(blanked=Q(erased_by__isnull=False))
    return tuple(EntryView(*row) for row in marked.values_list(*fields, "blanked"))


class _Broken(Exception):
    def __init__(self, where: EntryRef | None, why: str) -> None:
        super().__init__(why)
        self.where = where
        self.why = why


def verify() -> Verdict:
    """Recompute every link and every seal; names the first altered or missing entry. Memory stays bounded.

    Links are walked subject by subject, then seals in order. What the trail alone cannot show is the loss of
    its newest seals together with all they covered: compare `last_seal` with one kept outside.
    """
    progress = _Progress()
    with _snapshot():
        try:
            _walk_chains(progress)
            _walk_seals(progress)
            _balance(progress)
        except _Broken as broken:
            return Verdict(False, progress.entries, broken.where, broken.why, progress.last_seal.hex())
    return Verdict(True, progress.entries, None, "", progress.last_seal.hex())


@dataclass(slots=True)
class _Progress:
    entries: int = 0
    sealed: int = 0
    last_seal: bytes = rules.EMPTY


@contextmanager
def _snapshot() -> Iterator[None]:
    """One unchanging view of the trail for all statements, however many acts are being recorded meanwhile."""
    outermost = not connection.in_atomic_block
    with transaction.atomic():
        if outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        yield


def _rows(statement: str) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(statement)
        while rows := cursor.fetchmany(1000):
            yield from rows


_ENTRIES = """
SELECT subject, subject_id, seq, at, actor_id, actor_name, acting_for, action, data::text, prev_hash, hash, erased_by
FROM audit_entry ORDER BY subject, subject_id, seq
"""
_COLUMNS = ("subject", "subject_id", "at", "actor_id", "actor_name", "acting_for", "action", "data")


def _walk_chains(progress: _Progress) -> None:
    for (subject, subject_id), rows in groupby(_rows(_ENTRIES), key=lambda row: row[:2]):
        prev = rules.EMPTY
        blanked: dict[int, list[int]] = {}
        for seq, (_subject, _id, found, *said, data, prev_hash, digest, erased_by) in enumerate(
            rows, start=1
        ):
            if found != seq:
                raise _Broken(EntryRef(subject, subject_id, seq), _("Thiếu một mục trong nhật ký."))
            content = json.loads(data)
            values = (subject, subject_id, *said, content)
            body = rules.entry_bytes(**dict(zip(_COLUMNS, values, strict=True)))
            whole = erased_by is not None or bytes(digest) == rules.entry_hash(prev, seq, body)
            if bytes(prev_hash) != prev or not whole:
                raise _Broken(EntryRef(subject, subject_id, seq), _("Một mục trong nhật ký đã bị sửa."))
            if erased_by is not None:
                blanked.setdefault(erased_by, []).append(seq)
            # Only an entry that is itself untouched answers for those it says it blanked.
            elif content.get(rules.BLANKED, 0) == len(blanked.get(seq, ())):
                blanked.pop(seq, None)
            prev = bytes(digest)
            progress.entries += 1
        if blanked:
            first = min(map(min, blanked.values()))
            raise _Broken(EntryRef(subject, subject_id, first), _("Một mục trong nhật ký đã bị sửa."))


_SEALS = "SELECT number, at, entries, heads::text, prev_hash, hash FROM audit_seal ORDER BY number"


def _walk_seals(progress: _Progress) -> None:
    for number, (found, at, entries, text, prev_hash, digest) in enumerate(_rows(_SEALS), start=1):
        heads = json.loads(text)
        if found != number:
            raise _Broken(EntryRef("seal", None, number), _("Thiếu một dấu niêm phong."))
        expected = rules.seal_hash(progress.last_seal, number=number, at=at, entries=entries, heads=heads)
        if bytes(prev_hash) != progress.last_seal or bytes(digest) != expected:
            raise _Broken(EntryRef("seal", None, number), _("Một dấu niêm phong đã bị sửa."))
        _check_heads(text)
        progress.last_seal = bytes(digest)
        progress.sealed += entries


_HEADS = """
SELECT head ->> 0, (head ->> 1)::uuid, (head ->> 2)::int, entry.seq IS NULL,
    (SELECT max(seq) FROM audit_entry kept
     WHERE kept.subject = head ->> 0 AND kept.subject_id = (head ->> 1)::uuid)
FROM jsonb_array_elements(%s::jsonb) WITH ORDINALITY AS heads(head, place)
LEFT JOIN audit_entry entry
    ON entry.subject = head ->> 0 AND entry.subject_id = (head ->> 1)::uuid AND entry.seq = (head ->> 2)::int
WHERE encode(entry.hash, 'hex') IS DISTINCT FROM head ->> 3
ORDER BY place LIMIT 1
"""


def _check_heads(heads: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_HEADS, [heads])
        bad = cursor.fetchone()
    if bad is None:
        return
    subject, subject_id, seq, missing, kept = bad
    if missing:
        # The chain below is whole (it was walked before), so the first one lost follows the last one kept.
        raise _Broken(EntryRef(subject, subject_id, (kept or 0) + 1), _("Thiếu một mục trong nhật ký."))
    raise _Broken(EntryRef(subject, subject_id, seq), _("Một chuỗi mục trong nhật ký đã bị viết lại."))


_LOST = """
SELECT waiting.subject, waiting.subject_id, waiting.seq
FROM audit_unsealed waiting LEFT JOIN audit_entry entry USING (id) WHERE entry.id IS NULL ORDER BY id LIMIT 1
"""


def _balance(progress: _Progress) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_LOST)
        if lost := cursor.fetchone():
            raise _Broken(EntryRef(*lost), _("Thiếu một mục trong nhật ký."))
        cursor.execute("SELECT count(*) FROM audit_unsealed")
        (waiting,) = cursor.fetchone()
    if progress.sealed + waiting != progress.entries:
        raise _Broken(None, _("Có mục nằm ngoài mọi dấu niêm phong."))
