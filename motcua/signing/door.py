"""The only public part of the room."""

from motcua.signing.authority import create_authority, enrol, revoke
from motcua.signing.config import SigningConfig
from motcua.signing.errors import SigningRefused, TimestampUnavailable, UnknownKey
from motcua.signing.keys import SigningKey, assign_key, key_of, load_key
from motcua.signing.sealing import seal_pdf, sign_pdf
from motcua.signing.shapes import Box, SignatureFacts, Verification
from motcua.signing.verification import verify_pdf

__all__ = [
    "Box",
    "SignatureFacts",
    "SigningConfig",
    "SigningKey",
    "SigningRefused",
    "TimestampUnavailable",
    "UnknownKey",
    "Verification",
    "assign_key",
    "create_authority",
    "enrol",
    "key_of",
    "load_key",
    "revoke",
    "seal_pdf",
    "sign_pdf",
    "verify_pdf",
]
