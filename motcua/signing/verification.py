"""Judge signed PDF files: every signature, and that the last one covers the whole file."""

import asyncio
import io
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from typing import IO, Final

import structlog
from django.utils.translation import gettext as _
from pydantic import TypeAdapter
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel

from motcua.kernel import confined
from motcua.signing.config import SigningConfig, configured
from motcua.signing.judging import Judge, StampFacts
from motcua.signing.shapes import SignatureFacts, Verdict, Verification

log = structlog.get_logger(__name__)

# More than any paper has; what is beyond is not worth the memory and time of reading it.
MAX_BYTES: Final = 200 * 1024 * 1024
MAX_SIGNATURES: Final = 64
# Each signature appends three revisions at most. Fields count as often as they can be reached: a tree whose branches
# meet again has few fields and endlessly many ways through them.
MAX_REVISIONS: Final = 512
MAX_FIELDS: Final = 20_000
# The largest honest file takes less than one second.
_LIMITS: Final = confined.Limits(cpu_seconds=4, seconds=10.0)
_VERIFICATION: Final = TypeAdapter(Verification)


def verify_pdf(
    pdf: bytes, *, now: datetime | None = None, config: SigningConfig | None = None
) -> Verification:
    """Judge all signatures of a file (ISO 32000-2, 12.8; ETSI EN 319 102-1). Reads nothing from the network.

    `valid`: every signature and time stamp is intact and trusted, later changes are further signatures only, and the
    last one covers the file to its end. `altered`: at least one does not hold, or bytes lie outside. `unknown_signer`:
    all hold, but a chain does not end at a configured anchor, or a certificate was expired or revoked. `unsigned` and
    `unreadable` say what they mean. A chain is judged at the time of its trusted time stamp, else at `now` (the clock
    when None). Never raises, whatever the bytes are.
    """
    if len(pdf) > MAX_BYTES:
        return _without("unreadable", _("Tệp quá lớn."))
    # Judging needs no key, so the process that reads a stranger's file gets no way to one.
    keyless = replace(config or configured(), passphrase="", pkcs11_module="", pkcs11_pin="")
    try:
        found = _VERIFICATION.validate_json(
            confined.confined(judge, pdf, limits=_LIMITS, now=now, config=keyless)
        )
    # Hostile bytes break parsers in ways that nobody can list; the answer to all of them is the same.
    except (confined.Overran, confined.Broke) as error:
        log.info("signing.unreadable", why=f"{type(error).__name__} {error}".strip())
        return _without("unreadable", _("Không đọc được tệp. Hãy kiểm tra lại tệp PDF."))
    return _in_words(found)


def judge(content: IO[bytes], *, now: datetime | None, config: SigningConfig) -> bytes:
    """The confined part: a `Verification` as JSON, its words not translated yet."""
    return _VERIFICATION.dump_json(_verify(content.read(), now, config))


def _in_words(found: Verification) -> Verification:
    signatures = tuple(replace(one, problem=one.problem and _(one.problem)) for one in found.signatures)
    return replace(found, signatures=signatures, problem=found.problem and _(found.problem))


def _verify(pdf: bytes, now: datetime | None, config: SigningConfig) -> Verification:
    reader = PdfFileReader(io.BytesIO(pdf))
    if reader.encrypted:
        return _without("unreadable", _("Tệp được bảo vệ bằng mật khẩu."))
    if reader.xrefs.total_revisions > MAX_REVISIONS or _has_endless_fields(reader):
        return _without("unreadable", _("Tệp quá phức tạp."))
    filled = sum(1 for _field in enumerate_sig_fields(reader, filled_status=True))
    if filled > MAX_SIGNATURES or filled != len(reader.embedded_signatures):
        return _without("unreadable", _("Tệp có chữ ký theo định dạng không được hỗ trợ."))
    if not reader.embedded_regular_signatures:
        return _without("unsigned", _("Tệp không có chữ ký số."))
    return asyncio.run(_judge(Judge.of(pdf, reader, config, now), reader.embedded_signatures))


def _has_endless_fields(reader: PdfFileReader) -> bool:
    left = MAX_FIELDS
    for revision in range(reader.xrefs.total_revisions):
        root = reader.get_historical_root(revision)
        waiting = list(_below(root["/AcroForm"], "/Fields")) if "/AcroForm" in root else []
        while waiting:
            left -= 1
            if left < 0:
                return True
            waiting.extend(_below(waiting.pop(), "/Kids"))
    return False


def _below(parent: object, key: str) -> Iterator[generic.PdfObject]:
    if isinstance(parent, generic.DictionaryObject) and key in parent:
        below = parent[key]
        if isinstance(below, generic.ArrayObject):
            yield from (below[place] for place in range(min(len(below), MAX_FIELDS + 1)))


async def _judge(judge: Judge, embedded: Sequence[EmbeddedPdfSignature]) -> Verification:
    signatures = [await judge.signature(one) for one in embedded if one.sig_object_type == "/Sig"]
    stamps = [await judge.stamp(one) for one in embedded if one.sig_object_type != "/Sig"]
    whole = embedded[-1].coverage == SignatureCoverageLevel.ENTIRE_FILE
    return _conclude(signatures, stamps, whole=whole)


def _conclude(
    signatures: Sequence[SignatureFacts], stamps: Sequence[StampFacts], *, whole: bool
) -> Verification:
    """The worst that is true of any part is true of the file."""
    unchanged = all(one.intact and not one.modified_after for one in signatures)
    intact = unchanged and all(stamp.intact for stamp in stamps)
    verdict: Verdict = "valid"
    problem = ""
    if not (intact and whole):
        verdict = "altered"
        problem = _("Tệp đã bị thay đổi sau khi ký hoặc có phần không được chữ ký bảo vệ.")
    elif not (all(one.trusted for one in signatures) and all(stamp.trusted for stamp in stamps)):
        verdict = "unknown_signer"
        problem = _("Chữ ký còn nguyên vẹn nhưng chưa xác định được người ký đáng tin cậy.")
    return Verification(verdict, intact, whole, tuple(signatures), problem)


def _without(verdict: Verdict, problem: str) -> Verification:
    return Verification(verdict, intact=False, covers_whole_file=False, signatures=(), problem=problem)
