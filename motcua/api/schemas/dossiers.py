"""Dossiers over the wire."""

from typing import Any
from uuid import UUID

from django.utils.translation import gettext_noop as N_
from pydantic import Field

from motcua.api.schemas.procedures import ChannelName
from motcua.api.schemas.values import Moment, Next, Shape


class AgencyRef(Shape):
    """An agency of a dossier."""

    name: str
    identifier: str | None = Field(examples=["H44.14"])


class Agencies(Shape):
    """Where the citizen was helped, where the dossier was received, who decides."""

    assisting: AgencyRef | None
    receiving: AgencyRef | None
    competent: AgencyRef | None


class ProcedureRef(Shape):
    """The procedure of a dossier."""

    code: str
    name: str


class Clock(Shape):
    """How the dossier stands against its limit. `minutes_left` are working minutes, negative when overdue."""

    state: str = Field(examples=["running"])
    words: str
    minutes_left: int | None


class DossierItem(Shape):
    """A dossier in a list."""

    code: str = Field(examples=["H44.14-20260312-0001"])
    procedure: ProcedureRef
    owner_name: str
    channel: ChannelName
    status: int = Field(description=N_("Trạng thái theo Cổng Dịch vụ công quốc gia, 1 đến 10."), examples=[4])
    status_label: str
    step: str = Field(examples=["processing"])
    step_label: str
    assignee_name: str
    submitted_at: Moment | None
    changed_at: Moment
    due_at: Moment | None
    clock: Clock
    version: int = Field(description=N_("Tăng sau mỗi thay đổi; gửi trong If-Match khi thực hiện thao tác."))


class DossierPage(Shape):
    """A page of dossiers."""

    items: list[DossierItem]
    next: Next


class TimelineShape(Shape):
    """One act in the dossier's history."""

    at: Moment
    action: str
    action_label: str
    step: str
    step_label: str
    status: int
    status_label: str
    actor_name: str
    acting_for: str
    agency_name: str
    note: str
    overdue: bool


class ActionView(Shape):
    """An action out of the present step; `why` says whose it is when it is not the caller's."""

    action: str
    label: str
    allowed: bool
    why: str
    needs: list[str]


class ComponentShape(Shape):
    """Something handed in."""

    id: UUID
    document: str
    document_name: str
    file_name: str
    sha256: str
    size: int
    media_type: str
    originals: int
    copies: int
    remark: str
    added_at: Moment


class PaperShape(Shape):
    """A standard paper; `ready` is false until it is printed and sealed."""

    id: UUID
    kind: str = Field(examples=["receipt"])
    label: str
    ready: bool
    issued_at: Moment | None
    url: str


class SupplementShape(Shape):
    """A request to complete the dossier, open while `answered_at` is null."""

    asked_at: Moment
    asked_by: str
    items: list[str]
    reason: str
    answered_at: Moment | None
    answer_by: Moment | None = None


class AdjustmentShape(Shape):
    """One change of the clock and its ground; `after` is null while the clock stands."""

    kind: str = Field(examples=["pause"])
    kind_label: str
    at: Moment
    before: Moment | None
    after: Moment | None
    ground: str


class DeadlineShape(Shape):
    """Why this date: what was promised first, what holds now, every step between them in words."""

    code: str
    original_due_at: Moment | None
    due_at: Moment | None
    minutes_left: int | None = Field(description=N_("Số phút làm việc còn lại; số âm là quá hạn."))
    left: str
    stands_since: Moment | None = Field(description=N_("Đồng hồ dừng từ lúc này; null khi đang chạy."))
    provisional: bool
    why: list[str]
    adjustments: list[AdjustmentShape]


class ObligationShape(Shape):
    """A financial obligation, in đồng."""

    asked_at: Moment
    amount: int
    reason: str
    reported_at: Moment | None
    confirmed_at: Moment | None
    voucher: str


class QuestionShape(Shape):
    """Another agency that was asked for its opinion, open while `ended_at` is null; `GET /consultations/{id}`."""

    id: UUID
    agency: str
    asked_at: Moment
    due_at: Moment
    silent: bool
    answer: str
    ended_at: Moment | None


class ResultInfo(Shape):
    """The result as it stands."""

    outcome: str = Field(examples=["granted"])
    outcome_label: str
    name: str
    code: str
    number: str
    signer_name: str
    signer_title: str
    signed_at: Moment | None
    released_at: Moment | None
    revoked_at: Moment | None
    url: str | None


class DossierShape(DossierItem):
    """Everything of one dossier that its reader may see."""

    case: str
    agencies: Agencies
    acceptance_due_at: Moment | None
    original_due_at: Moment | None
    accepted_at: Moment | None
    completed_at: Moment | None
    returned_at: Moment | None
    fee_amount: int | None
    money: str
    delivery: str
    sync: str
    secret: str | None = Field(description=N_("Mã tra cứu; chỉ chủ hồ sơ nhận được."))
    answers: dict[str, Any]
    timeline: list[TimelineShape]
    actions: list[ActionView]
    components: list[ComponentShape]
    papers: list[PaperShape]
    supplements: list[SupplementShape]
    deadline: DeadlineShape
    obligations: list[ObligationShape]
    consultations: list[QuestionShape]
    result: ResultInfo | None


class AssigneeShape(Shape):
    """A case officer's position; `assignee` is what the action takes."""

    assignee: UUID
    name: str
    title: str
    unit: str


class AssigneeList(Shape):
    """Those to whom the dossier may be given."""

    items: list[AssigneeShape]
