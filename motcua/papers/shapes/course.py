"""Papers of the way through the agencies: hand-overs and books."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from motcua.papers.shapes.parts import Heading, Qr


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOver:
    """One row of the control sheet: who gave the dossier to whom, when, and whether in time."""

    giver: str  # agency or unit
    receiver: str
    at: datetime
    giver_name: str = ""  # the person who gave
    receiver_name: str = ""
    outcome: str = ""  # "Trước hạn", "Đúng hạn" or "Quá hạn"
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ControlSheet:
    """Phiếu kiểm soát quá trình giải quyết hồ sơ: paper 05 of TT 01/2018, 06 of TT 03/2025."""

    template: ClassVar[str] = "control_sheet"
    document_title: ClassVar[str] = "Phiếu kiểm soát quá trình giải quyết hồ sơ"

    heading: Heading
    dossier_code: str
    procedure: str
    lead_agency: str
    hand_overs: tuple[HandOver, ...]
    coordinating_agencies: tuple[str, ...] = ()
    applicant: str = ""
    received_at: datetime | None = None
    due_at: datetime | None = None
    qr: Qr | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterRow:
    """One dossier in the register. A date that has not come yet stays empty."""

    sequence: int
    dossier_code: str
    procedure: str
    name: str
    lead_agency: str
    received_at: datetime
    sets: int = 1
    address: str = ""
    phone: str = ""
    due_at: datetime | None = None
    sent_at: datetime | None = None  # to the agency that decides
    result_at: datetime | None = None  # when its result came in
    returned_at: datetime | None = None
    return_method: str = ""
    received_by: str = ""  # who signed for the result
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Sổ theo dõi hồ sơ: paper 06 of TT 01/2018, 07 of TT 03/2025."""

    template: ClassVar[str] = "register"
    document_title: ClassVar[str] = "Sổ theo dõi hồ sơ"

    heading: Heading
    rows: tuple[RegisterRow, ...]
    book: str = ""  # "Quyển số …"
    first_day: date | None = None
    last_day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HandedDossier:
    """One dossier in a hand-over list."""

    dossier_code: str
    procedure: str
    applicant: str
    papers: str = ""  # what lies in the folder, e.g. "02 bản chính, 01 bản sao"
    due_at: datetime | None = None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class HandoverList:
    """Danh sách bàn giao hồ sơ giấy: paper dossiers on their way from one unit to another."""

    template: ClassVar[str] = "handover_list"
    document_title: ClassVar[str] = "Danh sách bàn giao hồ sơ giấy"

    heading: Heading
    giver: str
    receiver: str
    handed_at: datetime
    rows: tuple[HandedDossier, ...]
    giver_name: str = ""
    receiver_name: str = ""
