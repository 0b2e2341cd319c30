"""One signature or time stamp: do its bytes hold, and does its chain end at an anchor?"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from asn1crypto import cms, x509
from django.utils.translation import gettext as _
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.diff_analysis import ModificationLevel
from pyhanko.sign.validation import (
    DocumentSecurityStore,
    EmbeddedPdfSignature,
    SignatureCoverageLevel,
    async_validate_pdf_signature,
    async_validate_pdf_timestamp,
)
from pyhanko.sign.validation.errors import NoDSSFoundError, SignatureValidationError
from pyhanko.sign.validation.generic_cms import extract_certs_for_validation, extract_tst_data_iter
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext

from motcua.signing import container, trust
from motcua.signing.config import SigningConfig
from motcua.signing.names import holder
from motcua.signing.shapes import SignatureFacts

# What may come after a signature: archive data, further signatures.
_HARMLESS: Final = {ModificationLevel.NONE, ModificationLevel.LTA_UPDATES, ModificationLevel.FORM_FILLING}
_COVERED: Final = {SignatureCoverageLevel.ENTIRE_FILE, SignatureCoverageLevel.ENTIRE_REVISION}


@dataclass(frozen=True, slots=True)
class StampFacts:
    """A document time stamp: whether it holds and whether its authority is trusted."""

    intact: bool
    trusted: bool


@dataclass(frozen=True, slots=True)
class Judge:
    """A file with the evidence inside it, and the service's anchors."""

    pdf: bytes
    config: SigningConfig
    now: datetime | None
    archive: dict[str, Any]  # certificates, OCSP answers and revocation lists of the file's security store

    @classmethod
    def of(cls, pdf: bytes, reader: PdfFileReader, config: SigningConfig, now: datetime | None) -> "Judge":
        """The judge of one file."""
        try:
            store = DocumentSecurityStore.read_dss(reader)
        except NoDSSFoundError:
            return cls(pdf, config, now, {})
        held = store.as_validation_context({"trust_roots": []})
        return cls(
            pdf,
            config,
            now,
            {"other_certs": list(store.load_certs()), "ocsps": held.ocsps, "crls": held.crls},
        )

    async def signature(self, embedded: EmbeddedPdfSignature) -> SignatureFacts:
        """The facts of a signature; one that cannot be evaluated does not hold."""
        names = embedded.signer_cert.subject.native
        stamp = _time_stamp_of(embedded)
        at = _time_of(stamp) if stamp else self.now
        try:
            status = await async_validate_pdf_signature(
                embedded,
                signer_validation_context=self._context(embedded.signer_cert, at),
                ts_validation_context=self._context(_signer_of(stamp), at) if stamp else None,
            )
        except SignatureValidationError as error:
            return _facts(names, embedded.field_name, problem=str(error.failure_message))
        stamped = status.timestamp_validity
        stamp_intact = stamp is None or (
            stamped is not None
            and stamped.intact
            and stamped.valid
            and container.envelope_is_regular(stamp, _signer_of(stamp))
        )
        stamp_trusted = stamped is None or stamped.trusted
        intact = status.intact and status.valid and stamp_intact and self._is_complete(embedded)
        modified = status.modification_level not in _HARMLESS or not status.docmdp_ok
        return _facts(
            names,
            embedded.field_name,
            signed_at=stamped.timestamp if stamped and stamp_intact and stamp_trusted else None,
            trusted=status.trusted and stamp_trusted,
            intact=intact,
            modified_after=modified,
            problem=_problem(status, intact=intact, modified=modified, stamp_trusted=stamp_trusted),
        )

    async def stamp(self, embedded: EmbeddedPdfSignature) -> StampFacts:
        """The facts of a document time stamp."""
        at = _time_of(embedded.signed_data)
        try:
            status = await async_validate_pdf_timestamp(embedded, self._context(embedded.signer_cert, at))
        except SignatureValidationError:
            return StampFacts(intact=False, trusted=False)
        harmless = status.modification_level in _HARMLESS
        intact = status.intact and status.valid and harmless and self._is_complete(embedded)
        return StampFacts(intact=intact, trusted=status.trusted)

    def _is_complete(self, embedded: EmbeddedPdfSignature) -> bool:
        return (
            embedded.coverage in _COVERED
            and container.gap_is_clean(self.pdf, embedded)
            and container.envelope_is_regular(embedded.signed_data, embedded.signer_cert)
        )

    def _context(self, certificate: x509.Certificate, at: datetime | None) -> ValidationContext:
        return trust.context(self.config, moment=at, certificate=certificate, archive=self.archive)


def _time_stamp_of(embedded: EmbeddedPdfSignature) -> cms.SignedData | None:
    return next(extract_tst_data_iter(embedded.signer_info, signed=False), None)


def _time_of(stamp: cms.SignedData) -> datetime:
    at = stamp["encap_content_info"]["content"].parsed["gen_time"].native
    assert isinstance(at, datetime)
    return at


def _signer_of(stamp: cms.SignedData) -> x509.Certificate:
    return extract_certs_for_validation(stamp).signer_cert


def _facts(
    names: dict[str, Any],
    field: str,
    *,
    signed_at: datetime | None = None,
    trusted: bool = False,
    intact: bool = False,
    modified_after: bool = False,
    problem: str = "",
) -> SignatureFacts:
    return SignatureFacts(
        signer=holder(names),
        organisation=str(names.get("organization_name", "")),
        field=field,
        signed_at=signed_at,
        trusted=trusted,
        intact=intact,
        modified_after=modified_after,
        problem=problem,
    )


def _problem(status: PdfSignatureStatus, *, intact: bool, modified: bool, stamp_trusted: bool) -> str:
    if not intact:
        return _("Nội dung đã bị thay đổi hoặc chữ ký bị hỏng.")
    if modified:
        return _("Nội dung đã bị thay đổi sau khi ký.")
    if status.revoked:
        return _("Chứng thư số đã bị thu hồi.")
    if not status.trusted:
        return _("Chứng thư số không thuộc tổ chức chứng thực được tin cậy hoặc đã hết hạn khi ký.")
    if not stamp_trusted:
        return _("Dấu thời gian không thuộc tổ chức được tin cậy.")
    return ""
