"""Sign PDF files: PAdES B-T and B-LTA (ETSI EN 319 142-1), each signature an incremental update."""

import asyncio
import io
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import pkcs11
from asn1crypto import x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.misc import PdfError
from pyhanko.sign.fields import SigFieldSpec, SigSeedSubFilter
from pyhanko.sign.general import SigningError
from pyhanko.sign.signers import PdfSignatureMetadata, PdfSigner
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.signers.pdf_signer import DSSContentSettings, SigDSSPlacementPreference
from pyhanko.sign.timestamps.common_utils import TimestampRequestError
from pyhanko_certvalidator.errors import PathError

from motcua.signing import appearance, keys, timestamps, trust
from motcua.signing.config import SigningConfig, configured
from motcua.signing.errors import SigningRefused, TimestampUnavailable
from motcua.signing.keys import SigningKey
from motcua.signing.names import holder
from motcua.signing.shapes import Box, Level

_FIELD: Final = re.compile(r"[A-Za-z][A-Za-z0-9_-]{0,62}")


def sign_pdf(
    *,
    pdf: bytes,
    key: str,
    reason: str,
    location: str,
    signer_name: str,
    field: str,
    visible: bool | Box,
    now: datetime,
    level: Level = "B-LTA",
    config: SigningConfig | None = None,
) -> bytes:
    """The file with one more PAdES signature; what was there stays byte for byte, so earlier signatures hold.

    `key` is a reference (`file:<alias>`, `pkcs11:<token>/<label>`), `field` a name not yet used in the file, `now`
    aware. `visible` shows the signature in the top margin of page 1 or in a box. `B-T` carries a trusted time stamp;
    `B-LTA` also the certificates and revocation lists, under a document time stamp. Raises UnknownKey,
    TimestampUnavailable and SigningRefused (certificate expired or revoked, file not readable); ValueError for a
    field name that is not a plain identifier.
    """
    config = config or configured()
    if not _FIELD.fullmatch(field):
        raise ValueError(f"not a field name: {field!r}")
    loaded = keys.load_key(key, config)
    metadata = _metadata(
        config, loaded, field=field, reason=reason, location=location, name=signer_name, level=level, now=now
    )

    def work() -> bytes:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        box = _box(writer, visible)
        words = appearance.lines(signer_name, _organisation(loaded), now)
        signer = PdfSigner(
            metadata,
            loaded.signer,
            timestamper=timestamps.timestamper(config, now=now),
            stamp_style=appearance.style(words, box) if box else None,
            new_field_spec=_field_spec(field, box, signer_name),
        )
        return asyncio.run(_sign(signer, writer, now))

    return _guarded(work, loaded, config)


def seal_pdf(
    *,
    pdf: bytes,
    holder_id: UUID,
    reason: str,
    now: datetime,
    location: str = "",
    visible: bool | Box = True,
    level: Level = "B-LTA",
    config: SigningConfig | None = None,
) -> bytes:
    """`sign_pdf` with the key assigned to a person or an agency, under the name in its certificate."""
    config = config or configured()
    key = keys.key_of(holder_id, config)
    loaded = keys.load_key(key, config)
    return sign_pdf(
        pdf=pdf,
        key=key,
        reason=reason,
        location=location,
        signer_name=holder(_subject(loaded)),
        field=f"signature-{_signatures_in(pdf) + 1}",
        visible=visible,
        now=now,
        level=level,
        config=config,
    )


async def _sign(signer: PdfSigner, writer: IncrementalPdfFileWriter, now: datetime) -> bytes:
    """The steps of `PdfSigner.async_sign_pdf`, which would take the time of signing from the machine's clock."""
    session = signer.init_signing_session(writer)
    session.system_time = now
    validation = await session.perform_presign_validation(writer)
    reserved = await session.estimate_signature_container_size(validation)
    document = session.prepare_tbs_document(bytes_reserved=reserved, validation_info=validation)
    prepared, output = document.digest_tbs_document()
    signed = await document.perform_signature(
        document_digest=prepared.document_digest,
        pdf_cms_signed_attrs=PdfCMSSignedAttributes(signing_time=now),
    )
    await signed.post_signature_processing(output)
    output.seek(0)
    return bytes(output.read())


def _metadata(
    config: SigningConfig,
    key: SigningKey,
    *,
    field: str,
    reason: str,
    location: str,
    name: str,
    level: Level,
    now: datetime,
) -> PdfSignatureMetadata:
    archive = level == "B-LTA"
    return PdfSignatureMetadata(
        field_name=field,
        md_algorithm="sha256",
        reason=reason or None,
        location=location or None,
        name=name or None,
        subfilter=SigSeedSubFilter.PADES,
        embed_validation_info=archive,
        use_pades_lta=archive,
        timestamp_field_name=f"{field}-archive" if archive else None,
        validation_context=trust.signing_context(
            config, certificate=_certificate(key), now=now, proof_required=archive
        ),
        dss_settings=DSSContentSettings(
            include_vri=False, placement=SigDSSPlacementPreference.TOGETHER_WITH_NEXT_TS
        ),
    )


def _guarded(work: Callable[[], bytes], key: SigningKey, config: SigningConfig) -> bytes:
    try:
        with key.guard:
            return work()
    except pkcs11.PKCS11Error as error:
        keys.forget_key(key, config)
        raise SigningRefused(f"the token failed: {error!r}") from error
    except (TimestampRequestError, OSError) as error:
        raise TimestampUnavailable(repr(error)) from error
    except PathError as error:
        raise SigningRefused(f"the certificate may not be used: {error}") from error
    except (SigningError, PdfError) as error:
        raise SigningRefused(str(error)) from error


def _box(writer: IncrementalPdfFileWriter, visible: bool | Box) -> Box | None:
    if isinstance(visible, Box):
        return visible
    if not visible:
        return None
    _left, _bottom, width, height = _media_box(writer)
    rectangles = [signature.sig_field["/Rect"] for signature in writer.prev.embedded_regular_signatures]
    return appearance.default_box(
        page_width=width, page_height=height, shown=[float(corners[3]) for corners in rectangles]
    )


def _media_box(writer: IncrementalPdfFileWriter) -> list[float]:
    page_reference, _resources = writer.find_page_for_modification(0)
    node = page_reference.get_object()
    while "/MediaBox" not in node and "/Parent" in node:  # inheritable (ISO 32000-2, 7.7.3.4)
        node = node["/Parent"]
    return [float(side) for side in node["/MediaBox"]]


def _field_spec(field: str, box: Box | None, name: str) -> SigFieldSpec:
    if box is None:
        return SigFieldSpec(field, readable_field_name=name)
    corners: Any = (box.left, box.bottom, box.right, box.top)
    return SigFieldSpec(field, on_page=box.page, box=corners, readable_field_name=name)


def _signatures_in(pdf: bytes) -> int:
    try:
        return len(IncrementalPdfFileWriter(io.BytesIO(pdf)).prev.embedded_regular_signatures)
    except PdfError as error:
        raise SigningRefused(f"the file cannot be read: {error}") from error


def _certificate(key: SigningKey) -> x509.Certificate:
    certificate = key.signer.signing_cert
    assert certificate is not None
    return certificate


def _subject(key: SigningKey) -> dict[str, Any]:
    return dict(_certificate(key).subject.native)


def _organisation(key: SigningKey) -> str:
    return str(_subject(key).get("organization_name", ""))
