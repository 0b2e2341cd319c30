"""Papers of the counter: what a citizen takes away when a dossier is handed in."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from motcua.papers.shapes.parts import Component, Heading, Qr


@dataclass(frozen=True, slots=True)
class Receipt:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả: paper 01."""

    template: ClassVar[str] = "receipt"
    document_title: ClassVar[str] = "Giấy tiếp nhận hồ sơ và hẹn trả kết quả"

    heading: Heading  # number: the dossier code + "/TNHS"
    receiving_unit: str
    applicant: str
    address: str
    procedure: str
    components: tuple[Component, ...]
    processing_time: str  # as the regulation says it, e.g. "05 ngày làm việc"
    received_at: datetime
    officer: str
    due_at: datetime | None = None
    competent_agency: str = ""  # who decides, when it is not who receives
    applicant_number: str = ""  # personal number or tax code
    phone: str = ""
    email: str = ""
    sets: int = 1
    fees: str = ""
    return_channel: str = ""
    register_book: str = ""
    register_sequence: str = ""
    shelf: str = ""
    secret: str = ""
    submitter: str = ""  # name under the signature of the one who hands in
    qr: Qr | None = None


@dataclass(frozen=True, slots=True)
class SupplementRequest:
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: paper 02."""

    template: ClassVar[str] = "supplement_request"
    document_title: ClassVar[str] = "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ"

    heading: Heading  # number: … + "/HDHS"
    applicant: str
    dossier_code: str
    procedure: str
    items: tuple[str, ...]
    reason: str
    officer: str
    contact: str = ""  # person or unit and phone
    respond_by: date | None = None
    address: str = ""
    phone: str = ""
    email: str = ""
    qr: Qr | None = None


@dataclass(frozen=True, slots=True)
class RefusalSlip:
    """Phiếu từ chối tiếp nhận giải quyết hồ sơ: paper 03."""

    template: ClassVar[str] = "refusal_slip"
    document_title: ClassVar[str] = "Phiếu từ chối tiếp nhận giải quyết hồ sơ"

    heading: Heading
    receiving_unit: str
    applicant: str
    procedure: str
    reasons: tuple[str, ...]
    officer: str
    dossier_code: str = ""
    legal_basis: str = ""
    guidance: str = ""  # where to go instead
    submitter: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    qr: Qr | None = None


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """Phiếu xác nhận nộp hồ sơ trực tuyến: code, secret and what happens next."""

    template: ClassVar[str] = "acknowledgement"
    document_title: ClassVar[str] = "Phiếu xác nhận nộp hồ sơ trực tuyến"

    heading: Heading
    dossier_code: str
    secret: str
    applicant: str
    procedure: str
    receiving_unit: str
    submitted_at: datetime
    next_steps: tuple[str, ...]
    qr: Qr
    components: tuple[str, ...] = ()
    fees: str = ""
    reception_time: str = ""  # e.g. "trong 08 giờ làm việc"


@dataclass(frozen=True, slots=True, kw_only=True)
class WithdrawalConfirmation:
    """Xác nhận rút hồ sơ: what was withdrawn, at whose wish, and what went back."""

    template: ClassVar[str] = "withdrawal_confirmation"
    document_title: ClassVar[str] = "Giấy xác nhận rút hồ sơ"

    heading: Heading
    receiving_unit: str
    applicant: str
    dossier_code: str
    procedure: str
    requested_at: datetime
    withdrawn_at: datetime
    officer: str
    requested_by: str = ""  # when it is not the applicant
    reason: str = ""
    stage: str = ""  # how far the dossier had come
    money: str = ""  # what happens to money paid
    returned: tuple[Component, ...] = ()  # the papers given back
    submitter: str = ""
    applicant_number: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    qr: Qr | None = None
