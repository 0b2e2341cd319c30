"""Sheets to print: all papers of a dossier, its control sheet, and the books of a counter."""

import datetime as dt
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.accounts.door import Actor
from motcua.desk.access import counter_clerk, official
from motcua.desk.pages import page, said
from motcua.dossiers import door as dossiers
from motcua.kernel import clock
from motcua.kernel.errors import Invalid


@require_safe
@counter_clerk
def printing(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Choose what to print and of which days; today is filled in."""
    return _choosing(request)


@require_safe
@counter_clerk
def register(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The register of the counter, from one day to another."""
    try:
        first, last = _day(request, "first"), _day(request, "last")
        pdf = dossiers.register_book(actor, first=first, last=last, now=clock.now())
    except Invalid as refused:
        return _choosing(request, refused)
    return _shown(pdf, f"so-theo-doi-{first:%Y%m%d}-{last:%Y%m%d}.pdf")


@require_safe
@counter_clerk
def handover(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The lists of paper dossiers that the counter handed over on a day."""
    try:
        day = _day(request, "day")
        pdf = dossiers.hand_over_lists_of_day(actor, day=day, now=clock.now())
    except Invalid as refused:
        return _choosing(request, refused)
    return _shown(pdf, f"ban-giao-{day:%Y%m%d}.pdf")


@require_safe
@official
def papers(request: HttpRequest, actor: Actor, dossier_id: UUID) -> HttpResponseBase:
    """All papers of a dossier in one file."""
    pdf = dossiers.all_papers(actor, dossier_id=dossier_id, now=clock.now())
    return _shown(pdf, f"giay-to-{dossier_id}.pdf")


@require_safe
@official
def control_sheet(request: HttpRequest, actor: Actor, dossier_id: UUID) -> HttpResponseBase:
    """The control sheet of a dossier as it stands."""
    pdf = dossiers.control_sheet(actor, dossier_id=dossier_id, now=clock.now())
    return _shown(pdf, f"phieu-kiem-soat-{dossier_id}.pdf")


def _choosing(request: HttpRequest, refused: Invalid | None = None) -> HttpResponse:
    today = clock.say_date(clock.now())
    values = {name: request.GET.get(name, today) for name in ("first", "last", "day")}
    errors = said(refused) if refused else {}
    status = refused.status if refused else 200
    return page(request, "printing", status=status, section="printing", values=values, errors=errors)


def _day(request: HttpRequest, name: str) -> dt.date:
    day = clock.read_date(request.GET.get(name, ""))
    if day is None:
        raise Invalid(fields={name: _("Nhập ngày theo dạng ngày/tháng/năm, ví dụ 05/03/2026.")})
    return day


def _shown(pdf: bytes, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'inline; filename="{name}"', "Cache-Control": "private, no-store"}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
