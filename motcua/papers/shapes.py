"""What each paper needs to know.

`typeset_paper` takes one of the papers below; `typeset` takes the same as a mapping. What has a default may be left
out. Aware times are shown in the time of Vietnam, naive ones as they are.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar


@dataclass(frozen=True, slots=True)
class Heading:
    """The two headings of an official paper (Decree 30/2020/NĐ-CP, art. 8 and annex I)."""

    agency: str
    place: str
    issued_on: date
    number: str = ""  # number and notation, e.g. "125/QĐ-UBND"; left out when empty
    superior: str = ""  # the agency above the issuing one
    abstract: str = ""  # "V/v …" below the number, only for a letter (công văn)


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code with the words under it."""

    url: str
    caption: str


@dataclass(frozen=True, slots=True)
class Component:
    """A paper that was handed in."""

    name: str
    originals: int = 0
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a table of facts."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs. `form` is one of TM., KT., TL., TUQ. with the head's position, or empty (art. 13)."""

    position: str
    name: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """Giấy tiếp nhận hồ sơ và hẹn trả kết quả: paper 01 of TT 01/2018/TT-VPCP."""

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
    """Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ: paper 02 of TT 01/2018/TT-VPCP."""

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
    """Phiếu từ chối tiếp nhận giải quyết hồ sơ: paper 03 of TT 01/2018/TT-VPCP."""

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


Paper = Receipt | SupplementRequest | RefusalSlip | Result | Acknowledgement
PAPERS: Mapping[str, type[Paper]] = {
    paper.template: paper for paper in (Receipt, SupplementRequest, RefusalSlip, Result, Acknowledgement)
}


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a signature is to be shown, in points from the lower left corner of the page (as PDF counts)."""

    page: int  # from 0
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Typeset:
    """A finished PDF and the places left free for signatures, by name: `leader`, `officer`, `applicant`."""

    pdf: bytes
    slots: Mapping[str, Slot]
