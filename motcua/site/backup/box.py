"""Secrets under a passphrase: scrypt (RFC 7914) makes the key, AES-256-GCM seals."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

_MAGIC = b"motcua-secrets-1\n"
_SALT, _NONCE = 16, 12


class WrongPassphrase(RuntimeError):
    """The box does not open: another passphrase, or it was altered."""


def seal(content: bytes, passphrase: str) -> bytes:
    """`content`, unreadable without `passphrase`."""
    salt, nonce = os.urandom(_SALT), os.urandom(_NONCE)
    return _MAGIC + salt + nonce + AESGCM(_key(passphrase, salt)).encrypt(nonce, content, _MAGIC)


def unseal(box: bytes, passphrase: str) -> bytes:
    """What `seal` was given. Raises WrongPassphrase."""
    head, rest = box[: len(_MAGIC)], box[len(_MAGIC) :]
    salt, nonce, sealed = rest[:_SALT], rest[_SALT : _SALT + _NONCE], rest[_SALT + _NONCE :]
    try:
        return AESGCM(_key(passphrase, salt)).decrypt(nonce, sealed, head)
    except InvalidTag as error:
        raise WrongPassphrase("The passphrase does not open the secrets of this backup.") from error


def _key(passphrase: str, salt: bytes) -> bytes:
    # 64 MiB and about a fifth of a second for each guess.
    return Scrypt(salt=salt, length=32, n=2**16, r=8, p=1).derive(passphrase.encode())
