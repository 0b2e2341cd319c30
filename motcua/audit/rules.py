"""The bytes that the chains are made of. Their form may never change: old links would not verify."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

EMPTY = b""
# Of whoever is named no more, and what an entry says of how many entries before it were blanked.
NOBODY = uuid.UUID(int=0)
BLANKED = "entries_blanked"


def plain(value: Any) -> Any:
    """`value` as JSON that PostgreSQL gives back exactly as it got it, so that its bytes can be made again.

    Numbers that are not whole become their text (jsonb would rewrite 1e3), NUL and lone surrogates, which
    jsonb refuses, become U+FFFD. Raises TypeError for what is not data.
    """
    if value is None or isinstance(value, bool):
        return value
    if isinstance(value, int):
        return int(value)
    if isinstance(value, str):
        return (
            str(value).replace("\0", "\ufffd").encode("utf-16", "surrogatepass").decode("utf-16", "replace")
        )
    if isinstance(value, Mapping):
        return {plain(str(key)): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [
            plain(item) for item in (value if isinstance(value, list | tuple) else sorted(value, key=str))
        ]
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    if isinstance(value, float | Decimal | uuid.UUID):
        return str(value)
    raise TypeError(f"{type(value).__name__} cannot be kept in the audit trail")


def canonical(value: Any) -> bytes:
    """One text for one JSON value: sorted keys, no blanks, UTF-8."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def entry_bytes(
    *,
    subject: str,
    subject_id: uuid.UUID,
    at: dt.datetime,
    actor_id: uuid.UUID,
    actor_name: str,
    acting_for: str,
    action: str,
    data: Any,
) -> bytes:
    """What an entry says, as the bytes that are hashed. `data` is already plain."""
    moment = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return canonical([subject, str(subject_id), moment, str(actor_id), actor_name, acting_for, action, data])


def entry_hash(prev_hash: bytes, seq: int, body: bytes) -> bytes:
    """SHA-256 (FIPS 180-4) over the link before, the place in the chain (4 bytes, big endian), the content."""
    return hashlib.sha256(prev_hash + seq.to_bytes(4, "big") + body).digest()


def seal_hash(prev_hash: bytes, *, number: int, at: dt.datetime, entries: int, heads: list[Any]) -> bytes:
    """SHA-256 over the seal before and what this seal says."""
    moment = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return hashlib.sha256(prev_hash + canonical([number, moment, entries, heads])).digest()
