"""Keys by reference: `file:<alias>` or `pkcs11:<token label>/<key label>`. Loaded keys stay in the process."""

import contextlib
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final
from uuid import UUID

from pyhanko.sign.pkcs11 import PKCS11Signer
from pyhanko.sign.signers import Signer, SimpleSigner

from motcua.signing import tokens
from motcua.signing.config import SigningConfig, configured
from motcua.signing.errors import UnknownKey
from motcua.signing.key_files import write_over

_FILE: Final = re.compile(r"file:([a-z0-9][a-z0-9._-]{0,62})")
_TOKEN: Final = re.compile(r"pkcs11:([^/]{1,32})/(.{1,255})")


@dataclass(frozen=True, slots=True)
class SigningKey:
    """A key ready to sign. `guard` is held during a signature: a token's session serves one at a time."""

    reference: str
    signer: Signer
    guard: contextlib.AbstractContextManager[Any]

    @property
    def certificate(self) -> bytes:
        """The holder's certificate, DER."""
        certificate = self.signer.signing_cert
        assert certificate is not None
        return bytes(certificate.dump())


_kept: dict[tuple[str, SigningConfig, int], SigningKey] = {}


def load_key(reference: str, config: SigningConfig | None = None) -> SigningKey:
    """The key of a reference; opened once in a process (33 ms), again when its file changes. Raises UnknownKey."""
    config = config or configured()
    if match := _FILE.fullmatch(reference):
        file = _file_of(match[1], config)
        place = (reference, config, file.stat().st_mtime_ns)
        if place not in _kept:
            _kept[place] = SigningKey(reference, open_file(file, config), contextlib.nullcontext())
        return _kept[place]
    if match := _TOKEN.fullmatch(reference):
        place = (reference, config, 0)
        if place not in _kept:
            _kept[place] = SigningKey(reference, *tokens.signer(match[1], match[2], config))
        return _kept[place]
    raise UnknownKey(f"not a key reference: {reference!r}")


def forget_key(key: SigningKey, config: SigningConfig) -> None:
    """Drop a key that failed, with its session; the next use opens it anew."""
    for place in [place for place, kept in _kept.items() if kept is key]:
        del _kept[place]
    if isinstance(key.signer, PKCS11Signer) and (match := _TOKEN.fullmatch(key.reference)):
        tokens.forget(match[1], config)


def assign_key(*, holder_id: UUID, key: str, config: SigningConfig | None = None) -> None:
    """From now on this person or agency signs with that key. Raises UnknownKey when it cannot be opened."""
    config = config or configured()
    load_key(key, config)
    write_over(config.holders_dir / str(holder_id), key.encode())


def key_of(holder_id: UUID, config: SigningConfig | None = None) -> str:
    """The reference of the key in use. Raises UnknownKey when the holder has none."""
    file = (config or configured()).holders_dir / str(holder_id)
    try:
        return file.read_text().strip()
    except FileNotFoundError as error:
        raise UnknownKey(f"no key is assigned to {holder_id}") from error


def open_file(file: Path, config: SigningConfig) -> SimpleSigner:
    """A signer from PKCS#12, or from PEM with certificate and encrypted key in one file. Raises UnknownKey."""
    passphrase = config.passphrase.encode()
    signer: SimpleSigner | None
    if file.suffix == ".p12":
        signer = SimpleSigner.load_pkcs12(str(file), passphrase=passphrase)
    else:
        signer = SimpleSigner.load(str(file), str(file), key_passphrase=passphrase)
    if signer is None:
        raise UnknownKey(f"{file.name} cannot be opened with the configured passphrase")
    signer.embed_roots = False
    return signer


def _file_of(alias: str, config: SigningConfig) -> Path:
    for suffix in (".p12", ".pem"):
        file = config.keys_dir / f"{alias}{suffix}"
        if file.is_file():
            return file
    raise UnknownKey(f"there is no key file for {alias!r}")
