"""Whom the service believes: anchors and revocation lists from the key directory, never from the network."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from asn1crypto import crl, x509
from pyhanko.keys import load_certs_from_pemder
from pyhanko_certvalidator import ValidationContext
from pyhanko_certvalidator.policy_decl import CertRevTrustPolicy, RevocationCheckingPolicy
from pyhanko_certvalidator.policy_decl import RevocationCheckingRule as _Rule

from motcua.signing.config import SigningConfig

_ANCHORS = (".pem", ".crt", ".cer", ".der")


def anchors(config: SigningConfig) -> list[x509.Certificate]:
    """The certificates in `trusted/`: roots, and intermediates that files leave out."""
    files = sorted(file for file in _files(config.trusted_dir) if file.suffix in _ANCHORS)
    return list(load_certs_from_pemder([str(file) for file in files]))


def revocation_lists(config: SigningConfig) -> list[crl.CertificateList]:
    """The lists kept beside the anchors and that of the demonstration authority."""
    files = [*_files(config.trusted_dir), *_files(config.authority_dir)]
    return [crl.CertificateList.load(file.read_bytes()) for file in files if file.suffix == ".crl"]


def signing_context(
    config: SigningConfig, *, certificate: x509.Certificate, now: datetime, proof_required: bool
) -> ValidationContext:
    """How the signer's own chain is judged before a signature: expired and revoked keys do not sign.

    An outside time-stamp authority brings revocation data that have to be fetched. Only then the network is used.
    """
    lists = revocation_lists(config)
    holder = _rule(certificate, lists, proof_required=proof_required)
    authorities = _Rule.CRL_OR_OCSP_REQUIRED if proof_required else _Rule.CHECK_IF_DECLARED_SOFT
    outside = bool(config.tsa_url)
    return ValidationContext(
        trust_roots=anchors(config),
        moment=None if outside else now,
        allow_fetching=outside,
        crls=lists,
        revinfo_policy=_policy(holder, authorities),
    )


def context(
    config: SigningConfig,
    *,
    moment: datetime | None,
    certificate: x509.Certificate,
    archive: Mapping[str, Any],
) -> ValidationContext:
    """How the chain of a certificate is judged at `moment` (None: now), with the evidence archived in the file.

    Revocation is demanded when a list of the certificate's issuer is at hand. Otherwise the chain decides: an
    unreachable service, or an issuer that published nothing, must not make a good file fail.
    """
    lists = [*revocation_lists(config), *archive.get("crls", ())]
    rule = _rule(certificate, lists, proof_required=False)
    return ValidationContext(
        trust_roots=anchors(config),
        moment=moment,
        other_certs=archive.get("other_certs", ()),
        ocsps=archive.get("ocsps", ()),
        crls=lists,
        revinfo_policy=_policy(rule, _Rule.CHECK_IF_DECLARED_SOFT),
    )


def _rule(
    certificate: x509.Certificate, lists: Iterable[crl.CertificateList], *, proof_required: bool
) -> _Rule:
    known = any(one.issuer == certificate.issuer for one in lists)
    return _Rule.CRL_OR_OCSP_REQUIRED if known or proof_required else _Rule.CHECK_IF_DECLARED_SOFT


def _policy(holder: _Rule, authorities: _Rule) -> CertRevTrustPolicy:
    # A list issued after the signature speaks of it too: it names when each certificate was revoked.
    return CertRevTrustPolicy(RevocationCheckingPolicy(holder, authorities), retroactive_revinfo=True)


def _files(directory: Path) -> list[Path]:
    return sorted(directory.iterdir()) if directory.is_dir() else []
