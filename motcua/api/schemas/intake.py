"""What a caller hands in, and what it gets to keep."""

from typing import Annotated, Any, Literal
from uuid import UUID

from django.utils.translation import gettext_noop as N_
from pydantic import BaseModel, ConfigDict, Field, PlainValidator
from pydantic_core import PydanticCustomError

from motcua.api.schemas.procedures import ChannelName
from motcua.api.schemas.values import Given, Moment, Shape

OwnerKind = Literal["citizen", "enterprise", "household_business", "organisation"]
# The columns that keep counts of papers hold no more; no dossier has as many.
MOST_PAPERS = 999


def _answer(value: Any) -> str | list[str]:
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    if isinstance(value, str) or (isinstance(value, list) and all(isinstance(item, str) for item in value)):
        return value
    raise PydanticCustomError("answer_type", "text or a list of texts")


# The form takes text, or the chosen values of a question with several; a number is taken as its digits.
Answer = Annotated[str | list[str], PlainValidator(_answer, json_schema_input_type=str | list[str] | int)]


class Address(Given):
    """Where the owner lives or sits."""

    commune: str = Field("", max_length=120, examples=["phường Việt Trì"])
    detail: str = Field("", max_length=200, examples=["Số 12, đường Hùng Vương"])


class Filer(Given):
    """Whoever hands in for the owner, and on what ground."""

    name: str = Field(max_length=120)
    personal_id: str = Field(max_length=20)
    ground: str = Field(max_length=300, examples=["Giấy ủy quyền ngày 05/3/2026"])


class Applicant(BaseModel):
    """The owner of the dossier in a few plain words; further keys are taken as keys of the form."""

    model_config = ConfigDict(extra="allow", frozen=True)
    __pydantic_extra__: dict[str, Answer]

    kind: OwnerKind | None = Field(
        None, description=N_("Không ghi: doanh nghiệp khi chỉ có mã số thuế, còn lại là cá nhân.")
    )
    name: str = Field("", max_length=300, examples=["Nguyễn Thị Hòa"])
    personal_id: str = Field("", max_length=20, examples=["025190000018"])
    passport_number: str = Field("", max_length=20)
    birth_date: str = Field("", max_length=10, examples=["1990-03-27"])
    tax_code: str = Field("", max_length=20)
    representative: str = Field("", max_length=120)
    phone: str = Field("", max_length=20, examples=["0912345678"])
    email: str = Field("", max_length=254, examples=["hoa@vidu.vn"])
    address: Address | str = Field("", description=N_("Đối tượng {commune, detail}, hoặc một dòng chữ."))
    filer: Filer | None = Field(None, description=N_("Người nộp thay; bỏ trống khi nộp cho chính mình."))


class ComponentGiven(Given):
    """A file (stored by `POST /files` beforehand) and/or a count of papers for one required document."""

    document: str = Field(max_length=80, description=N_("`key` của giấy tờ trong `required_documents`."))
    sha256: str = Field("", pattern=r"^([0-9a-f]{64})?$", description=N_("Mã băm do `POST /files` trả về."))
    file_name: str = Field("", max_length=255, examples=["to-khai.pdf"])
    originals: int = Field(0, ge=0, le=MOST_PAPERS)
    copies: int = Field(0, ge=0, le=MOST_PAPERS)
    remark: str = Field("", max_length=500)


class IntakeGiven(Given):
    """A dossier to be filed."""

    procedure: str = Field(max_length=30, examples=["1.000894"])
    channel: ChannelName | None = Field(
        None, description=N_("Không ghi: `counter` với mã truy cập của cán bộ, `online` với mọi mã khác.")
    )
    case: str = Field("", max_length=80, description=N_("`key` của trường hợp trong `cases`."))
    commune: str = Field(
        "",
        max_length=35,
        description=N_("Mã định danh của xã quyết định, với thủ tục cấp xã."),
        examples=["H44.99.1"],
    )
    applicant: Applicant | None = None
    answers: dict[str, Answer] = Field(
        {}, description=N_("Thông tin theo khóa của mẫu; được ưu tiên khi trùng với `applicant`.")
    )
    components: list[ComponentGiven] = Field([], max_length=200)


class IntakeLinks(Shape):
    """Where to go on."""

    self: str
    tracking: str = Field(description=N_("Trang tra cứu cho công dân."))


class IntakeShape(Shape):
    """What the one who filed must keep."""

    code: str = Field(description=N_("Mã hồ sơ."), examples=["H44.14-20260312-0001"])
    secret: str = Field(
        description=N_("Mã tra cứu: cùng mã hồ sơ mở trang tra cứu. Không gửi cho người khác."),
        examples=["7KQM4XWP"],
    )
    status: int = Field(description=N_("Trạng thái theo Cổng Dịch vụ công quốc gia, 1 đến 10."), examples=[1])
    step: str = Field(examples=["submitted"])
    acceptance_due_at: Moment | None = Field(description=N_("Hạn trả lời có tiếp nhận hay không."))
    due_at: Moment | None = Field(
        description=N_(
            "Hạn trả kết quả, muộn nhất; được ấn định khi tiếp nhận. null khi chưa công bố thời hạn."
        )
    )
    links: IntakeLinks


class ResultGiven(Given):
    """A drafted result."""

    outcome: Literal["granted", "denied"]
    name: str = Field("", max_length=500)
    body: str = Field(max_length=4000)


class ActionGiven(BaseModel):
    """What an action needs; `actions[].needs` of the dossier says which. Further keys go on as they are."""

    model_config = ConfigDict(extra="allow", frozen=True)

    reason: str | None = Field(None, max_length=4000)
    items: list[str] | None = Field(None, max_length=100, description=N_("Nội dung cần bổ sung."))
    assignee: UUID | None = Field(None, description=N_("Vị trí công tác của cán bộ thụ lý."))
    result: ResultGiven | None = None
    receiver: str | None = Field(None, max_length=300)
    by: Literal["counter", "post"] | None = Field(None, description=N_("Cách trả kết quả."))
    amount: int | None = Field(None, gt=0, description=N_("Số tiền của nghĩa vụ tài chính, đồng."))
    voucher: str | None = Field(None, max_length=100, description=N_("Số chứng từ nộp tiền."))
    new_date: str | None = Field(None, description=N_("Ngày hẹn mới, ví dụ 27/03/2026."))
    exception: str | None = Field(
        None,
        max_length=4000,
        description=N_("Căn cứ khi yêu cầu bổ sung thêm lần nữa, hoặc làm việc đã quá hạn."),
    )
    agency: UUID | None = Field(None, description=N_("Cơ quan có thẩm quyền mà hồ sơ được chuyển đến."))
    agencies: list[UUID] | None = Field(None, max_length=20, description=N_("Các cơ quan được lấy ý kiến."))
    question: str | None = Field(None, max_length=4000, description=N_("Nội dung lấy ý kiến."))
    days: str | None = Field(None, max_length=2, description=N_("Số ngày làm việc để trả lời."))
    shown: list[UUID] | None = Field(
        None, max_length=100, description=N_("Các `components[].id` cho cơ quan được hỏi xem.")
    )
    consultation: UUID | None = Field(None, description=N_("Câu hỏi thôi không lấy ý kiến nữa."))
    ground: str | None = Field(None, max_length=500, description=N_("Căn cứ pháp lý của quyết định."))
    anew: str | None = Field(
        None, max_length=3, description=N_("`yes`: đính chính và tính lại thời hạn từ đầu.")
    )
    version: int | None = Field(None, ge=0, description=N_("Phiên bản đã xem; thay cho If-Match."))


class ActionShape(Shape):
    """Where the dossier stands after an act."""

    code: str
    action: str = Field(examples=["accept"])
    step: str = Field(examples=["accepted"])
    status: int = Field(examples=[2])
    version: int = Field(examples=[2])


class FileShape(Shape):
    """A stored file."""

    sha256: str
    size: int = Field(description=N_("Số byte."))
    media_type: str = Field(examples=["application/pdf"])


class AttachedShape(Shape):
    """A component that was added."""

    id: UUID
