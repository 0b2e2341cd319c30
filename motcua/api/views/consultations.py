"""What other agencies ask of the token's agencies, and the answer."""

from typing import Annotated, Literal
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_noop as N_
from ninja import Path, Query, Router

from motcua.api.consultation_shapes import consultation as shape
from motcua.api.schemas.consultations import ConsultationPage, ConsultationShape, OpinionGiven
from motcua.api.tokens import READ, WRITE, actor_of, reading, writing
from motcua.api.views.limits import Cursor, Limit, cursor_of, next_of
from motcua.dossiers import door as dossiers
from motcua.kernel import clock
from motcua.kernel.downloads import send

router = Router(tags=["consultations"])
Box = Literal["open", "asked", "ended"]
Question = Annotated[UUID, Path(description=N_("`id` của câu hỏi."))]
Shown = Annotated[UUID, Path(description=N_("`id` của tệp trong `files`."))]


@router.get(
    "/consultations",
    auth=reading,
    response=ConsultationPage,
    operation_id="list_consultations",
    summary=N_("Liệt kê các câu hỏi lấy ý kiến"),
    description=N_(
        "`open`: cơ quan mình cần cho ý kiến; `asked`: cơ quan mình đang hỏi nơi khác; `ended`: đã xong."
    ),
    openapi_extra={"x-scope": READ},
)
def list_consultations(
    request: HttpRequest,
    box: Annotated[Box, Query(description=N_("Danh sách nào."))] = "open",
    cursor: Cursor = "",
    limit: Limit = 50,
) -> ConsultationPage:
    name = f"consultations.{box}"
    page = dossiers.consultations(
        actor_of(request), box=box, cursor=cursor_of(cursor, of=name), size=limit, now=clock.now()
    )
    return ConsultationPage(items=[shape(one) for one in page.items], next=next_of(page.next, of=name))


@router.get(
    "/consultations/{consultation_id}",
    auth=reading,
    response=ConsultationShape,
    operation_id="read_consultation",
    summary=N_("Đọc một câu hỏi lấy ý kiến"),
    description=N_("Câu hỏi, thời hạn và các tệp mà cơ quan hỏi cho xem; không có phần còn lại của hồ sơ."),
    openapi_extra={"x-scope": READ},
)
def read_consultation(request: HttpRequest, consultation_id: Question) -> ConsultationShape:
    return shape(dossiers.consultation(actor_of(request), consultation_id=consultation_id, now=clock.now()))


@router.post(
    "/consultations/{consultation_id}/opinion",
    auth=writing,
    response=ConsultationShape,
    operation_id="give_opinion",
    summary=N_("Cho ý kiến"),
    description=N_("Ghi rõ nội dung khi không đồng ý, có ý kiến khác hoặc không thuộc thẩm quyền."),
    openapi_extra={"x-scope": WRITE},
)
def give_opinion(request: HttpRequest, consultation_id: Question, body: OpinionGiven) -> ConsultationShape:
    actor, now = actor_of(request), clock.now()
    opinion = dossiers.Opinion(body.answer, body.words, body.sha256, body.file_name)
    dossiers.give_opinion(actor=actor, consultation_id=consultation_id, opinion=opinion, now=now)
    return shape(dossiers.consultation(actor, consultation_id=consultation_id, now=now))


@router.get(
    "/consultations/{consultation_id}/files/{component_id}",
    auth=reading,
    operation_id="read_shown_file",
    summary=N_("Tải một tệp gửi kèm câu hỏi"),
    description=N_("Chỉ khi câu hỏi còn chờ ý kiến."),
    openapi_extra={"x-scope": READ, "x-file": "application/octet-stream"},
)
def read_shown_file(request: HttpRequest, consultation_id: Question, component_id: Shown) -> HttpResponseBase:
    found = dossiers.consultation_file(
        actor_of(request), consultation_id=consultation_id, component_id=component_id, now=clock.now()
    )
    return send(found.content, name=found.name, media_type=found.media_type)
