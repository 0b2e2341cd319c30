"""Agencies, and what a paper is worth."""

from typing import Literal
from uuid import UUID

from django.utils.translation import gettext_noop as N_
from pydantic import Field

from motcua.api.schemas.values import Moment, Next, Shape


class AgencyShape(Shape):
    """An agency of the province."""

    id: UUID
    identifier: str = Field(description=N_("Mã định danh theo QĐ 20/2020/QĐ-TTg."), examples=["H44.14"])
    old_identifier: str
    name: str
    kind: str = Field(examples=["department"])
    level: str = Field(examples=["province"])
    parent_id: UUID | None


class AgencyPage(Shape):
    """A page of agencies."""

    items: list[AgencyShape]
    next: Next


class RegisterEntry(Shape):
    """What the register says of a result. The owner's name is masked."""

    number: str
    result_name: str
    outcome_label: str
    owner_masked: str = Field(examples=["N. T. Hòa"])
    agency_name: str
    signer_name: str
    signed_at: Moment | None
    released_at: Moment | None
    dossier_code: str
    current: bool = Field(description=N_("false khi kết quả đã bị thay thế, đã thu hồi hoặc chưa phát hành."))
    revoked_at: Moment | None


class SignatureShape(Shape):
    """One signature in the file."""

    signer: str
    organisation: str
    signed_at: Moment | None
    trusted: bool
    intact: bool
    modified_after: bool
    problem: str


class VerdictShape(Shape):
    """What is known of a file. Only `valid` means that every signature holds and the whole file is covered."""

    verdict: Literal["valid", "altered", "unknown_signer", "unsigned", "unreadable"]
    intact: bool
    covers_whole_file: bool
    problem: str
    signatures: list[SignatureShape]
    registered: RegisterEntry | None = Field(
        description=N_("Kết quả mà sổ của hệ thống này ghi với đúng tệp này; null khi không có.")
    )
