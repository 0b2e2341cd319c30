"""Opinions of other agencies over the wire."""

from typing import Literal
from uuid import UUID

from django.utils.translation import gettext_noop as N_
from pydantic import Field

from motcua.api.schemas.dossiers import ProcedureRef
from motcua.api.schemas.values import Given, Moment, Next, Shape


class ShownFileShape(Shape):
    """A file that the asking agency shows."""

    id: UUID
    document_name: str
    file_name: str
    size: int = Field(description=N_("Số byte."))
    url: str


class ConsultationShape(Shape):
    """A question to another agency, open while `ended_at` is null."""

    id: UUID
    dossier: str = Field(description=N_("Mã hồ sơ."), examples=["H44.14-20260312-0001"])
    procedure: ProcedureRef
    agency: str = Field(description=N_("Cơ quan được hỏi."))
    asking: str = Field(description=N_("Cơ quan hỏi."))
    asked_at: Moment
    asked_by: str
    question: str
    due_at: Moment
    silent: bool = Field(description=N_("Đã quá thời hạn mà chưa có ý kiến."))
    answer: str = Field(examples=["agree"])
    words: str
    ended_at: Moment | None
    files: list[ShownFileShape] = Field(description=N_("Các tệp được xem; chỉ có khi đọc một câu hỏi."))


class ConsultationPage(Shape):
    """A page of questions."""

    items: list[ConsultationShape]
    next: Next


class OpinionGiven(Given):
    """An answer. `sha256` names a file stored before with `POST /files` by the same account."""

    answer: Literal["agree", "disagree", "other", "declined"]
    words: str = Field("", max_length=4000)
    sha256: str = Field("", pattern="^([0-9a-f]{64})?$")
    file_name: str = Field("", max_length=255)
