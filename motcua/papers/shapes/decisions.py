"""Results and the decisions about them."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from motcua.papers.shapes.parts import Fact, Heading, Qr, Signatory


@dataclass(frozen=True, slots=True)
class Result:
    """A decision, certificate or notice: the result of a dossier.

    From top to bottom: title, subject, authority, grounds, operative_title, opening, facts, paragraphs, recipients
    and signature. Everything but the title may be left out.
    """

    template: ClassVar[str] = "result"
    document_title: ClassVar[str] = "Kết quả giải quyết thủ tục hành chính"

    heading: Heading
    title: str  # "Quyết định", "Giấy xác nhận", …
    signatory: Signatory
    subject: str = ""  # "Về việc …"
    authority: str = ""  # who decides, above the grounds
    grounds: tuple[str, ...] = ()  # "Căn cứ …;"
    operative_title: str = ""  # "Quyết định": the line between the grounds and the articles
    opening: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    paragraphs: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    qr: Qr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationDecision:
    """Quyết định thu hồi a result that was issued."""

    template: ClassVar[str] = "revocation_decision"
    document_title: ClassVar[str] = "Quyết định thu hồi kết quả giải quyết thủ tục hành chính"

    heading: Heading
    authority: str  # who decides, e.g. "Chủ tịch Ủy ban nhân dân phường Bến Ngự"
    grounds: tuple[str, ...]
    result_name: str
    result_number: str
    result_issued_on: date
    applicant: str
    dossier_code: str
    procedure: str
    reason: str
    signatory: Signatory
    result_issuer: str = ""  # when it is not who decides now
    consequence: str = ""  # what becomes of rights and of the paper already given out
    executors: str = ""  # who carries it out
    recipients: tuple[str, ...] = ()
    qr: Qr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One mistake in a result: where, what was printed, what is right."""

    place: str
    printed: str
    correct: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectionDecision:
    """Quyết định đính chính a result that was issued."""

    template: ClassVar[str] = "correction_decision"
    document_title: ClassVar[str] = "Quyết định đính chính kết quả giải quyết thủ tục hành chính"

    heading: Heading
    authority: str
    grounds: tuple[str, ...]
    result_name: str
    result_number: str
    result_issued_on: date
    applicant: str
    dossier_code: str
    procedure: str
    corrections: tuple[Correction, ...]
    signatory: Signatory
    reason: str = ""
    result_issuer: str = ""
    executors: str = ""
    recipients: tuple[str, ...] = ()
    qr: Qr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReopeningDecision:
    """Quyết định giải quyết lại hồ sơ: a closed dossier is taken up again."""

    template: ClassVar[str] = "reopening_decision"
    document_title: ClassVar[str] = "Quyết định mở lại hồ sơ"

    heading: Heading
    authority: str
    grounds: tuple[str, ...]
    applicant: str
    dossier_code: str
    procedure: str
    closed_at: datetime
    closed_as: str  # how it had ended
    reason: str
    signatory: Signatory
    resumes_at: str = ""  # the step from which work goes on
    unit: str = ""  # who works on it
    due_at: datetime | None = None
    executors: str = ""
    recipients: tuple[str, ...] = ()
    qr: Qr | None = None
