"""Filing, reading and acting on dossiers, as far as the token's actor may."""

import re
from typing import Annotated, Literal
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_
from ninja import Body, Header, Path, Query, Router, Status

from motcua.api.dossier_shapes import deadline, detail, item
from motcua.api.envelope import etag_of
from motcua.api.errors import KeyMissing, PreconditionFailed
from motcua.api.intake_request import intake_request
from motcua.api.schemas.dossiers import (
    AssigneeList,
    AssigneeShape,
    DeadlineShape,
    DossierPage,
    DossierShape,
)
from motcua.api.schemas.intake import (
    ActionGiven,
    ActionShape,
    AttachedShape,
    IntakeGiven,
    IntakeLinks,
    IntakeShape,
)
from motcua.api.tokens import READ, WRITE, actor_of, reading, writing
from motcua.api.views.files import body_of
from motcua.api.views.limits import Code, Cursor, Limit, cursor_of, next_of
from motcua.dossiers import door as dossiers
from motcua.kernel import clock
from motcua.kernel.errors import Invalid

router = Router(tags=["dossiers"])

_KEY = re.compile(r"[\x21-\x7e]([\x20-\x7e]{0,198}[\x21-\x7e])?")
_VERSION = re.compile(r'(?:W/)?"(\d{1,9})(?:-[0-9a-f]+)?"|(\d{1,9})')
Box = Literal["mine", "unit", "all", "late", "others", "ended"]


@router.post(
    "",
    auth=writing,
    response={201: IntakeShape},
    operation_id="file_dossier",
    summary=N_("Nộp một hồ sơ"),
    description=N_(
        "Một yêu cầu, một hồ sơ: gửi lại cùng `Idempotency-Key` và cùng nội dung thì nhận lại đúng câu trả lời cũ "
        "(kèm tiêu đề `Idempotent-Replayed: true`); cùng khóa với nội dung khác bị từ chối với mã 422."
    ),
    openapi_extra={"x-scope": WRITE},
)
def file_dossier(
    request: HttpRequest,
    response: HttpResponse,
    body: IntakeGiven,
    idempotency_key: Annotated[
        str,
        Header(alias="Idempotency-Key", description=N_("1 đến 200 ký tự ASCII in được, mỗi hồ sơ một khóa.")),
    ] = "",
) -> Status[IntakeShape]:
    if not _KEY.fullmatch(idempotency_key):
        raise KeyMissing
    actor = actor_of(request)
    answer = dossiers.intake(
        actor=actor, request=intake_request(body, actor), key=idempotency_key, now=clock.now()
    )
    address = reverse("api:read_dossier", args=[answer.code])
    response.headers["Location"] = address
    if answer.repeated:
        response.headers["Idempotent-Replayed"] = "true"
    shape = IntakeShape(
        code=answer.code,
        secret=answer.secret,
        status=answer.status,
        step=answer.step,
        acceptance_due_at=answer.acceptance_due_at,
        due_at=answer.due_at,
        links=IntakeLinks(self=address, tracking=f"{settings.PUBLIC_URL}/track?code={answer.code}"),
    )
    return Status(201, shape)


@router.get(
    "",
    auth=reading,
    response=DossierPage,
    operation_id="list_dossiers",
    summary=N_("Liệt kê hồ sơ"),
    description=N_(
        "Với mã truy cập của cán bộ: hồ sơ của các cơ quan mình làm việc, việc gấp trước. "
        "Với mọi mã khác: hồ sơ đã nộp bằng tài khoản đó, mới thay đổi trước."
    ),
    openapi_extra={"x-scope": READ},
)
def list_dossiers(
    request: HttpRequest,
    box: Annotated[Box, Query(description=N_("Ngăn hồ sơ, chỉ với cán bộ."))] = "all",
    q: Annotated[
        str, Query(max_length=200, description=N_("Mã hồ sơ, số định danh hoặc tên; chỉ với cán bộ."))
    ] = "",
    step: Annotated[str, Query(max_length=40, description=N_("Bước xử lý, chỉ với cán bộ."))] = "",
    procedure: Annotated[str, Query(max_length=30, description=N_("Mã thủ tục, chỉ với cán bộ."))] = "",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> DossierPage:
    actor, now = actor_of(request), clock.now()
    name = "inbox" if actor.seats else "mine"
    after = cursor_of(cursor, of=name)
    if actor.seats:
        wanted = dossiers.InboxFilter(
            box=box, q=q, step=step, procedure_code=procedure, cursor=after, size=limit
        )
        page = dossiers.inbox(actor, wanted, now=now)
    else:
        page = dossiers.my_dossiers(actor, cursor=after, size=limit, now=now)
    # A draft has neither code nor status: to this contract it is not a dossier yet.
    return DossierPage(
        items=[item(row) for row in page.items if row.status], next=next_of(page.next, of=name)
    )


@router.get(
    "/{code}",
    auth=reading,
    response=DossierShape,
    operation_id="read_dossier",
    summary=N_("Đọc một hồ sơ"),
    description=N_(
        "Trạng thái, bước xử lý, các cơ quan, hạn, lịch sử, giấy tờ và những thao tác có thể làm tiếp. "
        "Hồ sơ mà mã truy cập không được xem trả lời như hồ sơ không tồn tại."
    ),
    openapi_extra={"x-scope": READ},
)
def read_dossier(request: HttpRequest, response: HttpResponse, code: Code) -> DossierShape:
    shape = detail(dossiers.dossier_view(actor_of(request), code=code, now=clock.now()))
    # The clock runs on without the dossier changing: a caller who asks again wants to hear of changes.
    lasting = shape.model_dump_json(
        exclude={"clock": {"words", "minutes_left"}, "deadline": {"left", "minutes_left"}}
    )
    response.headers["ETag"] = etag_of(lasting.encode(), version=shape.version)
    return shape


@router.get(
    "/{code}/deadline",
    auth=reading,
    response=DeadlineShape,
    operation_id="explain_deadline",
    summary=N_("Vì sao hẹn ngày này"),
    description=N_(
        "Hạn ban đầu, hạn hiện tại, thời gian làm việc còn lại đến từng phút, và từng bước dẫn đến ngày đó kèm căn cứ."
    ),
    openapi_extra={"x-scope": READ},
)
def explain_deadline(request: HttpRequest, code: Code) -> DeadlineShape:
    return deadline(dossiers.deadline_view(actor_of(request), code=code, now=clock.now()))


@router.post(
    "/{code}/actions/{action}",
    auth=writing,
    response=ActionShape,
    operation_id="act_on_dossier",
    summary=N_("Thực hiện một thao tác"),
    description=N_(
        "Chỉ những thao tác mà bảng chuyển bước của hồ sơ cho phép với người này; `actions` của hồ sơ liệt kê chúng và "
        "thông tin cần kèm. Gửi `If-Match` để không ghi đè lên việc người khác vừa làm."
    ),
    openapi_extra={"x-scope": WRITE},
)
def act_on_dossier(
    request: HttpRequest,
    code: Code,
    action: Annotated[str, Path(max_length=40, description=N_("Khóa của thao tác, ví dụ `accept`."))],
    body: Annotated[ActionGiven | None, Body()] = None,
    if_match: Annotated[
        str, Header(alias="If-Match", description=N_('Phiên bản đã xem: ETag của hồ sơ, hoặc `"3"`.'))
    ] = "",
) -> ActionShape:
    actor, now = actor_of(request), clock.now()
    given = body or ActionGiven()
    expected = _expected(if_match)
    try:
        outcome = dossiers.act(
            actor=actor,
            dossier_id=dossiers.dossier_id_of(actor, code=code),
            action=action,
            inputs=given.model_dump(exclude={"version"}, exclude_none=True),
            version=given.version if expected is None else expected,
            now=now,
        )
    except dossiers.Changed as changed:
        raise PreconditionFailed if expected is not None else changed from changed
    return ActionShape(
        code=outcome.code,
        action=outcome.action,
        step=outcome.step,
        status=outcome.status,
        version=outcome.version,
    )


@router.get(
    "/{code}/assignees",
    auth=reading,
    response=AssigneeList,
    operation_id="list_assignees",
    summary=N_("Liệt kê người có thể thụ lý"),
    description=N_(
        "Cho người được phân công hồ sơ: các vị trí có thể ghi vào `assignee` của thao tác `assign`."
    ),
    openapi_extra={"x-scope": READ},
)
def list_assignees(request: HttpRequest, code: Code) -> AssigneeList:
    people = dossiers.officers_to_assign(actor_of(request), code=code, now=clock.now())
    return AssigneeList(
        items=[AssigneeShape(assignee=p.position_id, name=p.name, title=p.title, unit=p.unit) for p in people]
    )


@router.post(
    "/{code}/components",
    auth=writing,
    response={201: AttachedShape},
    operation_id="attach_component",
    summary=N_("Bổ sung một tệp vào hồ sơ"),
    description=N_(
        "Khi hồ sơ đang chờ bổ sung. Gửi tệp như với `POST /files`; bổ sung xong thì thực hiện thao tác `supplement`."
    ),
    openapi_extra={"x-scope": WRITE, "x-body": "any"},
)
def attach_component(
    request: HttpRequest,
    code: Code,
    document: Annotated[
        str, Query(max_length=80, description=N_("`key` của giấy tờ trong `required_documents`."))
    ],
) -> Status[AttachedShape]:
    actor, now = actor_of(request), clock.now()
    content, name = body_of(request)
    component_id = dossiers.attach(
        actor=actor,
        dossier_id=dossiers.dossier_id_of(actor, code=code),
        document_key=document,
        content=content,
        file_name=name,
        now=now,
    )
    return Status(201, AttachedShape(id=component_id))


@router.get(
    "/{code}/papers/{paper_id}",
    auth=reading,
    operation_id="read_paper",
    summary=N_("Tải một giấy tờ chuẩn của hồ sơ (PDF)"),
    description=N_("Giấy tiếp nhận và hẹn trả kết quả, phiếu yêu cầu bổ sung, phiếu từ chối; đã ký số."),
    openapi_extra={"x-scope": READ, "x-file": "application/pdf"},
)
def read_paper(request: HttpRequest, code: Code, paper_id: UUID) -> HttpResponse:
    actor, now = actor_of(request), clock.now()
    dossier_id = dossiers.dossier_id_of(actor, code=code)
    return _pdf(dossiers.paper_file(actor, dossier_id=dossier_id, paper_id=paper_id, now=now), f"{code}.pdf")


@router.get(
    "/{code}/result",
    auth=reading,
    operation_id="read_result",
    summary=N_("Tải kết quả giải quyết (PDF đã ký số)"),
    description=N_("Chủ hồ sơ tải được khi kết quả đã phát hành."),
    openapi_extra={"x-scope": READ, "x-file": "application/pdf"},
)
def read_result(request: HttpRequest, code: Code) -> HttpResponse:
    actor = actor_of(request)
    dossier_id = dossiers.dossier_id_of(actor, code=code)
    return _pdf(dossiers.result_file(actor, dossier_id=dossier_id, now=clock.now()), f"{code}-ket-qua.pdf")


def _expected(if_match: str) -> int | None:
    """The version in `If-Match`. `*` (RFC 9110) asks only that the dossier exists, which the act finds out anyway."""
    text = if_match.strip()
    if text in ("", "*"):
        return None
    found = _VERSION.fullmatch(text)
    if found is None:
        raise Invalid(fields={"If-Match": _("Không phải một phiên bản.")})
    return int(found[1] or found[2])


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response.headers["Cache-Control"] = "private, no-store"
    return response
