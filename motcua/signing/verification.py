"""Judge signed PDF files: every signature, and that the last one covers the whole file."""

import asyncio
import io
import time
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from django.utils.translation import gettext as _
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.fields import enumerate_sig_fields
from pyhanko.sign.validation import EmbeddedPdfSignature, SignatureCoverageLevel

from motcua.signing.config import SigningConfig, configured
from motcua.signing.judging import Judge, StampFacts
from motcua.signing.shapes import SignatureFacts, Verdict, Verification

# More than any paper has; what is beyond is not worth the memory and time of reading it.
MAX_BYTES: Final = 200 * 1024 * 1024
MAX_SIGNATURES: Final = 64
# Each signature appends three revisions at most. Fields count as often as they can be reached: a tree whose branches
# meet again has few fields and endlessly many ways through them.
MAX_REVISIONS: Final = 512
MAX_FIELDS: Final = 20_000
# The largest honest file takes less than one.
MAX_SECONDS: Final = 10.0


class _Watched(io.BytesIO):
    """A file that can be read for a limited time: some bytes take a parser hours, and nobody can list them all."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self._end = time.monotonic() + MAX_SECONDS

    def read(self, size: int | None = -1, /) -> bytes:
        """The next bytes. Raises TimeoutError when the time is over."""
        if time.monotonic() > self._end:
            raise TimeoutError
        return super().read(size)


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
    config = config or configured()
    try:
        return _verify(pdf, now, config)
    # Hostile bytes break parsers in ways that nobody can list; the answer to all of them is the same.
    except Exception as error:  # noqa: BLE001
        return _without("unreadable", _("Không đọc được tệp (%(why)s).") % {"why": type(error).__name__})


def _verify(pdf: bytes, now: datetime | None, config: SigningConfig) -> Verification:
    if len(pdf) > MAX_BYTES:
        return _without("unreadable", _("Tệp quá lớn."))
    reader = PdfFileReader(_Watched(pdf))
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
