"""Identifiers."""

import uuid

import uuid_utils


def new_id() -> uuid.UUID:
    """A new UUIDv7 (RFC 9562): unique without asking the database, and ordered by the time of its making."""
    return uuid.UUID(int=uuid_utils.uuid7().int)
