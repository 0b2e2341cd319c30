"""Personal data at rest: sealed with a key that the database does not know, found again by a blind index.

A sealed value is `version (1 byte) | key id (4) | nonce (12) | AES-256-GCM ciphertext with its tag (16)`. The key id
is the beginning of the key's digest, so no two keys share one by mistake. Version, key id and purpose are bound as
associated data: a value moved to a column of another purpose does not open. It is not bound to its row; whoever can
write the table could swap two people's values, and the audit trail is what shows that.

Nonces are random: at one key, change it before some 2**32 values were sealed (NIST SP 800-38D, 8.3). A province
seals some ten values a dossier, so a key outlives its yearly change by far.
"""

import base64
import binascii
import hashlib
import hmac
import json
import secrets
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models

_VERSION = b"\x01"
_KEY_BYTES, _ID_BYTES, _NONCE_BYTES, _TAG_BYTES = 32, 4, 12, 16
_HEAD = len(_VERSION) + _ID_BYTES


class Unreadable(Exception):
    """A sealed value does not open: its key is gone, it was altered, or it belongs to another purpose."""


def encrypt(value: bytes, *, purpose: str) -> bytes:
    """Seal `value` with the newest key. `purpose` names where it is kept, such as `accounts.phone`; ASCII, stable."""
    key_id, cipher = next(iter(_ring().items()))
    head = _VERSION + key_id
    nonce = secrets.token_bytes(_NONCE_BYTES)
    return head + nonce + cipher.encrypt(nonce, value, head + purpose.encode("ascii"))


def decrypt(token: bytes, *, purpose: str) -> bytes:
    """Open what `encrypt` sealed for the same purpose, with whichever key it was. Raises Unreadable."""
    token = bytes(token)
    if token[:1] != _VERSION or len(token) < _HEAD + _NONCE_BYTES + _TAG_BYTES:
        raise Unreadable(f"not a sealed value ({purpose})")
    head, nonce, sealed = token[:_HEAD], token[_HEAD : _HEAD + _NONCE_BYTES], token[_HEAD + _NONCE_BYTES :]
    try:
        return _cipher(key_id_of(token)).decrypt(nonce, sealed, head + purpose.encode("ascii"))
    except InvalidTag as error:
        raise Unreadable(f"altered, or not of this purpose ({purpose})") from error


def fingerprint(value: str, *, purpose: str) -> bytes:
    """A blind index: equal values of one purpose give equal 32 bytes (HMAC-SHA256), which tell nothing else.

    Its key is not a data key and does not change with them, or nothing would be found any more. Numbers are few
    enough to be tried out by whoever holds that key: it is as secret as the data.
    """
    key = settings.MOTCUA_FINGERPRINT_KEY.encode()
    return hmac.digest(key, purpose.encode("ascii") + b"\0" + value.encode(), "sha256")


def new_key() -> str:
    """A fresh data key as MOTCUA_DATA_KEYS holds it: 32 random bytes in URL-safe base64."""
    return secrets.token_urlsafe(_KEY_BYTES)


def add_key(file: Path) -> None:
    """Put a fresh key first in the kept file. Running processes read it when they meet its first value."""
    fresh = file.with_suffix(".new")
    fresh.touch(mode=0o600)
    fresh.write_text(f"{new_key()}\n{file.read_text()}")
    fresh.replace(file)
    forget_keys()


def forget_keys() -> None:
    """Read the keys again at the next use."""
    _ring_of.cache_clear()


def key_id_of(token: bytes) -> bytes:
    """Which key sealed it."""
    return bytes(token[len(_VERSION) : _HEAD])


def newest_key_id() -> bytes:
    """The key that seals now: what carries another id waits for rotation."""
    return next(iter(_ring()))


def _cipher(key_id: bytes) -> AESGCM:
    if key_id not in _ring():
        forget_keys()  # another process may have added a key to the kept file
    try:
        return _ring()[key_id]
    except KeyError as error:
        raise Unreadable(f"the key {key_id.hex()} is not among MOTCUA_DATA_KEYS") from error


def _ring() -> dict[bytes, AESGCM]:
    return _ring_of(settings.MOTCUA_DATA_KEYS, settings.MOTCUA_DATA_KEYS_FILE)


@lru_cache(maxsize=2)
def _ring_of(given: str, file: Path) -> dict[bytes, AESGCM]:
    text = given or file.read_text()
    ring = dict(_keys(text.replace(",", " ").split()))
    if not ring:
        raise ImproperlyConfigured("MOTCUA_DATA_KEYS holds no key")
    return ring


def _keys(texts: Iterable[str]) -> Iterable[tuple[bytes, AESGCM]]:
    for place, text in enumerate(texts, start=1):
        try:
            key = base64.urlsafe_b64decode(f"{text}==")
        except binascii.Error:
            key = b""
        if len(key) != _KEY_BYTES:
            raise ImproperlyConfigured(f"key {place} of MOTCUA_DATA_KEYS is not 32 bytes in URL-safe base64")
        yield hashlib.sha256(b"motcua data key\0" + key).digest()[:_ID_BYTES], AESGCM(key)


class EncryptedTextField(models.Field):  # type: ignore[type-arg] # it takes none at run time
    """Text, sealed. Nothing but NULL can be asked of it in SQL; keep a fingerprint beside it to look up.

    An empty value is kept as no bytes: that somebody gave no phone number is not worth a secret.
    """

    def __init__(self, *args: Any, purpose: str, **kwargs: Any) -> None:
        self.purpose = purpose
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "purpose": self.purpose}

    def get_internal_type(self) -> str:
        return "BinaryField"

    def get_lookup(self, lookup_name: str) -> Any:
        return super().get_lookup(lookup_name) if lookup_name == "isnull" else None

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is None:
            return None
        return encrypt(self._to_bytes(value), purpose=self.purpose) if value else b""

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        if value is None:
            return None
        return self._from_bytes(decrypt(value, purpose=self.purpose)) if value else self._nothing()

    def _to_bytes(self, value: Any) -> bytes:
        return str(value).encode()

    def _from_bytes(self, value: bytes) -> Any:
        return value.decode()

    def _nothing(self) -> Any:
        return ""


class EncryptedJSONField(EncryptedTextField):
    """A JSON object, sealed as a whole."""

    def _to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()

    def _from_bytes(self, value: bytes) -> Any:
        return json.loads(value)

    def _nothing(self) -> Any:
        return {}
