"""The catalogue, open to everyone."""

from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_noop as N_
from ninja import Path, Query, Router

from motcua.api.schemas.procedures import (
    CHANNELS,
    CaseShape,
    ChannelShape,
    DocumentShape,
    DurationShape,
    FeeShape,
    FieldShape,
    FilterLevel,
    FormShape,
    ProcedureItem,
    ProcedurePage,
    ProcedureShape,
    ResultShape,
    ReviewShape,
)
from motcua.api.views.limits import Cursor, Limit, cursor_of, next_of
from motcua.deadlines.door import Duration
from motcua.procedures import door as procedures

router = Router(tags=["procedures"])
# The catalogue changes by an import, some times a month.
PUBLIC = "public, max-age=300"

ProcedureCode = Annotated[str, Path(max_length=30, description=N_("Mã thủ tục."))]


@router.get(
    "",
    auth=None,
    response=ProcedurePage,
    operation_id="list_procedures",
    summary=N_("Tìm thủ tục hành chính"),
    description=N_(
        "Tìm theo mã hoặc từ ngữ, có dấu hay không dấu đều được. Không có `q` thì liệt kê toàn bộ danh mục theo trang."
    ),
)
def list_procedures(
    request: HttpRequest,
    response: HttpResponse,
    q: Annotated[str, Query(max_length=300, description=N_("Từ ngữ hoặc mã thủ tục."))] = "",
    field: Annotated[
        str, Query(max_length=300, description=N_("Tên lĩnh vực, đúng như trong danh mục."))
    ] = "",
    level: Annotated[FilterLevel | None, Query(description=N_("Cấp thực hiện."))] = None,
    cursor: Cursor = "",
    limit: Limit = 20,
) -> ProcedurePage:
    page = procedures.search(
        q=q,
        sector=field,
        level=level or "",
        cursor=cursor_of(cursor, of="procedures"),
        size=limit,
        live_only=False,
    )
    response.headers["Cache-Control"] = PUBLIC
    items = [
        ProcedureItem(code=i.code, name=i.name, field=i.sector, levels=list(i.levels)) for i in page.items
    ]
    return ProcedurePage(
        items=items, next=next_of(page.next, of="procedures"), did_you_mean=page.did_you_mean
    )


@router.get(
    "/{code}",
    auth=None,
    response=ProcedureShape,
    operation_id="read_procedure",
    summary=N_("Đọc một thủ tục hành chính"),
    description=N_(
        "Thời hạn và phí, lệ phí chỉ có giá trị khi đã công bố rõ; chỗ chưa rõ là null và nằm trong `needs_review`."
    ),
)
def read_procedure(request: HttpRequest, response: HttpResponse, code: ProcedureCode) -> ProcedureShape:
    view = procedures.procedure(code)
    response.headers["Cache-Control"] = PUBLIC
    return ProcedureShape(
        code=view.code,
        name=view.name,
        field=view.sector,
        levels=list(view.levels),
        applicants=list(view.applicants),
        channels=[_channel(view, row) for row in view.channels],
        required_documents=_documents(view),
        cases=[_case(case) for case in view.cases],
        results=[ResultShape(name=result.name, code=result.code) for result in view.results],
        needs_review=[
            ReviewShape(reason=r.reason, field=r.field, text=r.excerpt) for r in procedures.reviews_of(code)
        ],
        decision=view.decision,
        performing_agency=view.performing_agency,
        revision=view.revision_number,
        form_url=reverse("api:read_form", args=[view.code]),
    )


@router.get(
    "/{code}/form",
    auth=None,
    response=FormShape,
    operation_id="read_form",
    summary=N_("Đọc mẫu thông tin của một thủ tục"),
    description=N_("Các câu hỏi phải trả lời khi nộp hồ sơ, và JSON Schema của `answers`."),
)
def read_form(request: HttpRequest, response: HttpResponse, code: ProcedureCode) -> FormShape:
    form = procedures.procedure(code).form_in(get_language() or "")
    response.headers["Cache-Control"] = PUBLIC
    return FormShape(fields=[_field(field) for field in form.fields()], answers_schema=form.schema)


def _channel(view: procedures.ProcedureView, row: procedures.ChannelRow) -> ChannelShape:
    # Where the published row is in doubt, what a person confirmed stands in its place.
    duration = row.duration or view.duration_for(row.channel)
    amount = view.fee_for(row.channel) if row.fee is None else row.fee
    return ChannelShape(
        channel=CHANNELS[row.channel],
        duration=_duration(duration) if duration else None,
        fee=FeeShape(amount=amount, text=row.fee_text),
        note=row.note,
    )


def _duration(length: Duration) -> DurationShape:
    value = int(length.value) if length.is_whole else float(length.value)
    return DurationShape(value=value, unit=length.unit.value)


def _documents(view: procedures.ProcedureView) -> list[DocumentShape]:
    known = {document.key: document for case in view.cases for document in case.documents}
    return [
        DocumentShape(
            key=document.key,
            name=document.name,
            originals=document.originals,
            copies=document.copies,
            form=document.template,
            required=document.compulsory,
            hand_in=document.hand_in,
            note=str(document.note),
        )
        for document in known.values()
    ]


def _case(case: procedures.CaseView) -> CaseShape:
    return CaseShape(key=case.key, label=case.label, documents=[document.key for document in case.documents])


def _field(field: procedures.FormField) -> FieldShape:
    return FieldShape(
        key=field.key,
        label=field.label,
        kind=field.kind,
        required=field.required,
        hint=field.hint,
        options=[{"value": option.value, "label": option.label} for option in field.options],
    )
