"""X.509 certificates and revocation lists of the demonstration authority (RFC 5280)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from motcua.signing.names import shorten

COUNTRY: Final = "VN"
CLOCK_SKEW: Final = timedelta(minutes=5)
DOCUMENT_SIGNING: Final = ObjectIdentifier("1.3.6.1.5.5.7.3.36")  # RFC 9336
Purpose = Literal["authority", "time-stamp", "person", "agency"]
_YEARS: Final[dict[Purpose, int]] = {"authority": 20, "time-stamp": 15, "person": 3, "agency": 5}
CRL_YEARS: Final = 5


@dataclass(frozen=True, slots=True)
class Issuer:
    """An authority: its certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey


def new_key() -> ec.EllipticCurvePrivateKey:
    """A P-256 key: a signature costs a third of what RSA-2048 costs."""
    return ec.generate_private_key(ec.SECP256R1())


def subject(common_name: str, organisation: str) -> x509.Name:
    """A distinguished name. The common name is cut to what RFC 5280 allows; the organisation is kept whole."""
    return x509.Name(
        [
            x509.NameAttribute(NameOID.COUNTRY_NAME, COUNTRY),
            x509.NameAttribute(NameOID.ORGANIZATION_NAME, organisation),
            x509.NameAttribute(NameOID.COMMON_NAME, shorten(common_name)),
        ]
    )


def issue(
    name: x509.Name, public_key: ec.EllipticCurvePublicKey, *, issuer: Issuer, purpose: Purpose, now: datetime
) -> x509.Certificate:
    """A certificate for `purpose`, valid from shortly before `now`."""
    builder = (
        _base(name, public_key, now=now, years=_YEARS[purpose])
        .issuer_name(issuer.certificate.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False
        )
    )
    if purpose == "time-stamp":
        builder = builder.add_extension(_usage(digital_signature=True), critical=True).add_extension(
            x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True
        )
    else:
        builder = builder.add_extension(
            _usage(digital_signature=True, content_commitment=True), critical=True
        ).add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
    return builder.sign(issuer.key, hashes.SHA256())


def issue_root(name: x509.Name, key: ec.EllipticCurvePrivateKey, *, now: datetime) -> x509.Certificate:
    """A self-signed root that may issue end-entity certificates only."""
    return (
        _base(name, key.public_key(), now=now, years=_YEARS["authority"])
        .issuer_name(name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(key_cert_sign=True, crl_sign=True), critical=True)
        .sign(key, hashes.SHA256())
    )


def revocation_list(
    issuer: Issuer, revoked: Iterable[x509.RevokedCertificate], *, number: int, now: datetime
) -> x509.CertificateRevocationList:
    """The list of revoked certificates as of `now`."""
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.certificate.subject)
        .last_update(now - CLOCK_SKEW)
        .next_update(now + timedelta(days=365 * CRL_YEARS))
        .add_extension(x509.CRLNumber(number), critical=False)
        .add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer.key.public_key()), critical=False
        )
    )
    for entry in revoked:
        builder = builder.add_revoked_certificate(entry)
    return builder.sign(issuer.key, hashes.SHA256())


def revoked_entry(serial_number: int, *, now: datetime) -> x509.RevokedCertificate:
    """An entry of the list."""
    return x509.RevokedCertificateBuilder().serial_number(serial_number).revocation_date(now).build()


def _base(
    name: x509.Name, public_key: ec.EllipticCurvePublicKey, *, now: datetime, years: int
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(name)
        .public_key(public_key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCK_SKEW)
        .not_valid_after(now + timedelta(days=365 * years))
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public_key), critical=False)
    )


def _usage(
    *,
    digital_signature: bool = False,
    content_commitment: bool = False,
    key_cert_sign: bool = False,
    crl_sign: bool = False,
) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=digital_signature,
        content_commitment=content_commitment,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=key_cert_sign,
        crl_sign=crl_sign,
        encipher_only=False,
        decipher_only=False,
    )
