"""The province's agencies, open to everyone."""

from typing import Annotated, Literal

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_noop as N_
from ninja import Query, Router

from motcua.api.schemas.evidence import AgencyPage, AgencyShape
from motcua.api.views.limits import Cursor, Limit, cursor_of, next_of
from motcua.directory import door as directory

router = Router(tags=["agencies"])
PUBLIC = "public, max-age=300"


@router.get(
    "/agencies",
    auth=None,
    response=AgencyPage,
    operation_id="list_agencies",
    summary=N_("Liệt kê cơ quan"),
    description=N_("Các cơ quan đang hoạt động, xếp theo mã định danh."),
)
def list_agencies(
    request: HttpRequest,
    response: HttpResponse,
    q: Annotated[str, Query(max_length=200, description=N_("Từ trong tên, hoặc mã định danh."))] = "",
    level: Annotated[Literal["ministry", "province", "commune"] | None, Query(description=N_("Cấp."))] = None,
    cursor: Cursor = "",
    limit: Limit = 50,
) -> AgencyPage:
    page = directory.agencies(level=level, q=q, cursor=cursor_of(cursor, of="agencies"), size=limit)
    response.headers["Cache-Control"] = PUBLIC
    return AgencyPage(
        items=[_agency(agency) for agency in page.items], next=next_of(page.next, of="agencies")
    )


def _agency(agency: directory.AgencyView) -> AgencyShape:
    return AgencyShape(
        id=agency.id,
        identifier=agency.identifier,
        old_identifier=agency.old_identifier,
        name=agency.name,
        kind=agency.kind,
        level=agency.level,
        parent_id=agency.parent_id,
    )
