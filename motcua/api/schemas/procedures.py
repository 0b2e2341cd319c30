"""Procedures over the wire."""

from typing import Any, Literal

from django.utils.translation import gettext_noop as N_
from pydantic import Field

from motcua.api.schemas.values import Next, Shape

CHANNELS = {1: "counter", 2: "online", 3: "post"}
ChannelName = Literal["online", "counter", "post"]
FilterLevel = Literal["ministry", "province", "commune"]
Level = Literal["ministry", "province", "commune", "other"]


class ProcedureItem(Shape):
    """A procedure in a list."""

    code: str = Field(examples=["1.000894"])
    name: str = Field(examples=["Thủ tục đăng ký kết hôn"])
    field: str = Field(description=N_("Lĩnh vực."), examples=["Hộ tịch"])
    levels: list[Level] = Field(examples=[["commune"]])


class ProcedurePage(Shape):
    """A page of procedures."""

    items: list[ProcedureItem]
    next: Next
    did_you_mean: str = Field(
        "", description=N_("Cụm từ đã được tìm thay khi không có thủ tục nào khớp với `q`.")
    )


class DurationShape(Shape):
    """A time limit with its unit; a unit is never converted into another."""

    value: int | float = Field(examples=[5])
    unit: Literal["working_minute", "working_hour", "working_day", "hour", "day", "month", "year"]


class FeeShape(Shape):
    """A fee."""

    amount: int | None = Field(
        description=N_("Số tiền bằng đồng; 0 là miễn phí; null là chưa xác định, xem `text`."),
        examples=[50000],
    )
    text: str = Field(description=N_("Nguyên văn đã công bố."))


class ChannelShape(Shape):
    """One way to file."""

    channel: ChannelName
    duration: DurationShape | None = Field(
        description=N_("null khi chưa công bố hoặc chưa rõ; xem `needs_review`.")
    )
    fee: FeeShape
    note: str


class DocumentShape(Shape):
    """A paper of the dossier."""

    key: str = Field(description=N_("Khóa ổn định, dùng cho `components[].document` khi nộp hồ sơ."))
    name: str
    originals: int | None
    copies: int | None
    form: str = Field(description=N_("Tên tệp mẫu đã công bố; rỗng khi không có."))
    required: bool = Field(description=N_("Bắt buộc khi nộp trực tuyến."))
    hand_in: bool = Field(description=N_("false là giấy tờ chỉ xuất trình, không phải nộp."))
    note: str


class CaseShape(Shape):
    """A situation with the papers it asks for."""

    key: str = Field(examples=["all"])
    label: str
    documents: list[str] = Field(description=N_("Khóa của các giấy tờ trong `required_documents`."))


class ResultShape(Shape):
    """What the agency hands over."""

    name: str
    code: str


class ReviewShape(Shape):
    """A doubt about the published record that waits for a person."""

    reason: str = Field(examples=["duration_no_unit"])
    field: str = Field(examples=["channels[0].duration"])
    text: str = Field(description=N_("Nguyên văn đoạn chưa rõ."))


class ProcedureShape(Shape):
    """Everything published about one procedure."""

    code: str = Field(examples=["1.000894"])
    name: str
    field: str
    levels: list[Level]
    applicants: list[str]
    channels: list[ChannelShape]
    required_documents: list[DocumentShape]
    cases: list[CaseShape]
    results: list[ResultShape]
    needs_review: list[ReviewShape]
    decision: str = Field(description=N_("Quyết định công bố."))
    performing_agency: str
    revision: int = Field(description=N_("Số thứ tự của bản công bố."), examples=[1])
    form_url: str = Field(description=N_("Nơi đọc mẫu thông tin (JSON Schema) của `answers` khi nộp hồ sơ."))


class FieldShape(Shape):
    """One question of the form."""

    key: str
    label: str
    kind: str
    required: bool
    hint: str
    options: list[dict[str, str]]


class FormShape(Shape):
    """The questions of a procedure."""

    fields: list[FieldShape]
    answers_schema: dict[str, Any] = Field(description=N_("JSON Schema 2020-12 của `answers`."))
