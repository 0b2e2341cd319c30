"""A small authority for demonstration and tests: root, time-stamp key, certificates, revocation list.

Its name says that it has no legal value. A province takes certificates of the Government CA or a public CA instead and
puts their roots into `trusted/`.
"""

import re
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Final

from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
    pkcs12,
)

from motcua.signing import certificates, tokens
from motcua.signing.certificates import Issuer, Purpose
from motcua.signing.config import SigningConfig, configured
from motcua.signing.errors import UnknownKey
from motcua.signing.key_files import write_new, write_over
from motcua.signing.shapes import Kind

ORGANISATION: Final = "Một Cửa - môi trường thử nghiệm, không có giá trị pháp lý"
ROOT_NAME: Final = "Một Cửa DEMO Root CA"
TIME_STAMP_NAME: Final = "Một Cửa DEMO TSA"
_ALIAS: Final = re.compile(r"[a-z0-9][a-z0-9._-]{0,62}")


def create_authority(*, now: datetime, config: SigningConfig | None = None) -> None:
    """A root, a time-stamp key and an empty revocation list under `keys_dir`; nothing when they are there."""
    config = config or configured()
    home = config.authority_dir
    if (home / "root.pem").exists():
        return
    key = certificates.new_key()
    root = certificates.issue_root(certificates.subject(ROOT_NAME, ORGANISATION), key, now=now)
    issuer = Issuer(root, key)
    encryption = BestAvailableEncryption(config.passphrase.encode())
    write_new(home / "root.key", key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption))
    _keep_key(
        home / "tsa.p12",
        certificates.subject(TIME_STAMP_NAME, ORGANISATION),
        purpose="time-stamp",
        issuer=issuer,
        config=config,
        now=now,
    )
    _publish_revocations(issuer, [], number=1, config=config, now=now)
    write_new(config.trusted_dir / "demo-root.pem", root.public_bytes(Encoding.PEM))
    write_new(home / "root.pem", root.public_bytes(Encoding.PEM))


def enrol(
    *,
    alias: str,
    common_name: str,
    organisation: str,
    kind: Kind,
    now: datetime,
    token: str = "",
    config: SigningConfig | None = None,
) -> str:
    """Make a P-256 key with a certificate of the authority and return its reference.

    The key lies in a PKCS#12 file, or in the PKCS#11 token `token`. An alias that exists is kept and its reference
    returned. Raises ValueError for an alias that is not lower-case letters, digits and `._-`, and UnknownKey when
    there is no authority.
    """
    config = config or configured()
    if not _ALIAS.fullmatch(alias):
        raise ValueError(f"not an alias: {alias!r}")
    name = certificates.subject(common_name, organisation)
    if not token:
        file = config.keys_dir / f"{alias}.p12"
        if not file.exists():
            _keep_key(file, name, purpose=kind, issuer=_issuer(config), config=config, now=now)
        return f"file:{alias}"
    if not tokens.has_key(token, alias, config):
        issuer = _issuer(config)
        public_key = tokens.generate(token, alias, config)
        certificate = certificates.issue(name, public_key, issuer=issuer, purpose=kind, now=now)
        tokens.store_certificate(token, alias, certificate, config)
    return f"pkcs11:{token}/{alias}"


def revoke(*, certificate: bytes, now: datetime, config: SigningConfig | None = None) -> None:
    """Put a certificate (DER) of the authority on its revocation list as of `now`."""
    config = config or configured()
    serial = x509.load_der_x509_certificate(certificate).serial_number
    current = x509.load_der_x509_crl((config.authority_dir / "root.crl").read_bytes())
    if current.get_revoked_certificate_by_serial_number(serial) is None:
        number = current.extensions.get_extension_for_class(x509.CRLNumber).value.crl_number
        entries = [*current, certificates.revoked_entry(serial, now=now)]
        _publish_revocations(_issuer(config), entries, number=number + 1, config=config, now=now)


def _issuer(config: SigningConfig) -> Issuer:
    home = config.authority_dir
    try:
        certificate = x509.load_pem_x509_certificate((home / "root.pem").read_bytes())
        key = load_pem_private_key((home / "root.key").read_bytes(), config.passphrase.encode())
    except (OSError, ValueError) as error:
        raise UnknownKey(f"the authority in {home} cannot be opened: {error}") from error
    assert isinstance(key, ec.EllipticCurvePrivateKey)
    return Issuer(certificate, key)


def _keep_key(
    file: Path, name: x509.Name, *, purpose: Purpose, issuer: Issuer, config: SigningConfig, now: datetime
) -> None:
    key = certificates.new_key()
    certificate = certificates.issue(name, key.public_key(), issuer=issuer, purpose=purpose, now=now)
    encryption = BestAvailableEncryption(config.passphrase.encode())
    write_new(file, pkcs12.serialize_key_and_certificates(None, key, certificate, None, encryption))


def _publish_revocations(
    issuer: Issuer,
    entries: Iterable[x509.RevokedCertificate],
    *,
    number: int,
    config: SigningConfig,
    now: datetime,
) -> None:
    crl = certificates.revocation_list(issuer, entries, number=number, now=now)
    write_over(config.authority_dir / "root.crl", crl.public_bytes(Encoding.DER))
