"""Letters and notices to a citizen or another agency, signed by the head."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from motcua.papers.shapes.parts import Component, Heading, Qr, Signatory


@dataclass(frozen=True, slots=True, kw_only=True)
class Apology:
    """Paper 04: a slip by TT 01/2018, a letter that also asks for more time by TT 03/2025."""

    template: ClassVar[str] = "apology"
    document_title: ClassVar[str] = "Xin lỗi và hẹn lại ngày trả kết quả"

    heading: Heading  # number: … + "/PXL"
    applicant: str
    dossier_code: str
    procedure: str
    received_at: datetime
    promised_at: datetime
    reason: str
    new_due_at: datetime
    signatory: Signatory
    address: str = ""
    phone: str = ""
    email: str = ""
    recipients: tuple[str, ...] = ()
    qr: Qr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StopNotice:
    """Thông báo dừng giải quyết hồ sơ: paper 05 of TT 03/2025."""

    template: ClassVar[str] = "stop_notice"
    document_title: ClassVar[str] = "Thông báo dừng giải quyết hồ sơ"

    heading: Heading
    applicant: str
    dossier_code: str
    procedure: str
    stopped_at: datetime
    decided_by: str  # who asked for it or decided it
    stage: str  # how far the dossier had come
    ground: str
    signatory: Signatory
    money: str = ""  # what happens to money paid
    papers: str = ""  # what happens to papers handed in
    guidance: str = ""  # what the citizen can do now
    contact: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    recipients: tuple[str, ...] = ()
    qr: Qr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obligation:
    """One sum to be paid, in đồng, and what it rests on."""

    name: str
    amount: int
    basis: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObligationNotice:
    """Thông báo nghĩa vụ tài chính: what is to be paid, to whom, until when. The clock stands until it is paid."""

    template: ClassVar[str] = "obligation_notice"
    document_title: ClassVar[str] = "Thông báo nghĩa vụ tài chính"

    heading: Heading
    applicant: str
    dossier_code: str
    procedure: str
    obligations: tuple[Obligation, ...]
    signatory: Signatory
    in_words: str = ""  # the sum in words
    paused_at: datetime | None = None  # since when the time limit stands still
    pay_by: date | None = None
    payee: str = ""
    account: str = ""  # number and bank or treasury
    payment_code: str = ""
    ways: tuple[str, ...] = ()  # how it can be paid
    contact: str = ""
    applicant_number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    recipients: tuple[str, ...] = ()
    qr: Qr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsultationRequest:
    """Văn bản lấy ý kiến: what another agency is asked, and until when it answers."""

    template: ClassVar[str] = "consultation_request"
    document_title: ClassVar[str] = "Văn bản lấy ý kiến"

    heading: Heading
    addressees: tuple[str, ...]
    dossier_code: str
    procedure: str
    questions: tuple[str, ...]
    answer_by: datetime
    signatory: Signatory
    applicant: str = ""  # only where the question cannot be answered without knowing whose case it is
    ground: str = ""  # why the opinion is needed
    attachments: tuple[str, ...] = ()
    contact: str = ""
    recipients: tuple[str, ...] = ()
    qr: Qr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TransferSlip:
    """Phiếu chuyển hồ sơ đến cơ quan có thẩm quyền."""

    template: ClassVar[str] = "transfer_slip"
    document_title: ClassVar[str] = "Phiếu chuyển hồ sơ"

    heading: Heading
    receiver: str  # the competent agency
    applicant: str
    dossier_code: str
    procedure: str
    received_at: datetime
    reason: str
    signatory: Signatory
    legal_basis: str = ""
    components: tuple[Component, ...] = ()
    due_at: datetime | None = None
    address: str = ""
    phone: str = ""
    email: str = ""
    recipients: tuple[str, ...] = ()
    qr: Qr | None = None
