"""Opinions: what other agencies ask of ours, what ours ask of them, and the answer."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.door import Actor
from motcua.desk.access import official
from motcua.desk.pages import go, page, said
from motcua.dossiers import door as dossiers
from motcua.kernel import clock
from motcua.kernel.downloads import PDF, send
from motcua.kernel.errors import Refused

_BOXES = ("open", "asked", "ended")


@require_safe
@official
def consultations(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """One tab of the list. One statement."""
    given = request.GET.get("box", "")
    box = given if given in _BOXES else "open"
    found = dossiers.consultations(actor, box=box, cursor=request.GET.get("cursor", ""), now=clock.now())
    return page(
        request,
        "consultations",
        section="opinions",
        box=box,
        boxes=[
            ("open", _("Cần cho ý kiến"), "?box=open", None),
            ("asked", _("Đang chờ nơi khác"), "?box=asked", None),
            ("ended", _("Đã xong"), "?box=ended", None),
        ],
        found=found,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@official
def consultation(request: HttpRequest, actor: Actor, consultation_id: UUID) -> HttpResponseBase:
    """The question with what may be seen of the dossier; a post answers it."""
    now = clock.now()
    if request.method != "POST":
        return _show(request, dossiers.consultation(actor, consultation_id=consultation_id, now=now))
    try:
        dossiers.give_opinion(
            actor=actor, consultation_id=consultation_id, opinion=_opinion(request, actor), now=now
        )
    except Refused as refused:
        view = dossiers.consultation(actor, consultation_id=consultation_id, now=now)
        return _show(request, view, errors=said(refused), status=refused.status)
    return go("consultations", done="give_opinion")


@require_safe
@official
def shown_file(
    request: HttpRequest, actor: Actor, consultation_id: UUID, component_id: UUID
) -> HttpResponseBase:
    """A file that the asking agency chose to show."""
    found = dossiers.consultation_file(
        actor, consultation_id=consultation_id, component_id=component_id, now=clock.now()
    )
    return send(found.content, name=found.name, media_type=found.media_type, inline=True)


@require_safe
@official
def opinion_file(request: HttpRequest, actor: Actor, consultation_id: UUID) -> HttpResponseBase:
    """The file that came with an opinion."""
    found = dossiers.opinion_file(actor, consultation_id=consultation_id, now=clock.now())
    return send(found.content, name=found.name, media_type=found.media_type, inline=True)


@require_safe
@official
def letter(request: HttpRequest, actor: Actor, consultation_id: UUID) -> HttpResponseBase:
    """The letter with the question, signed by the asking agency."""
    content = dossiers.consultation_letter(actor, consultation_id=consultation_id, now=clock.now())
    return send(content, name=f"lay-y-kien-{consultation_id}.pdf", media_type=PDF)


def _opinion(request: HttpRequest, actor: Actor) -> dossiers.Opinion:
    answer, words = request.POST.get("answer", ""), request.POST.get("words", "")
    file = request.FILES.get("file")
    if file is None:
        return dossiers.Opinion(answer, words)
    stored = dossiers.upload(actor=actor, content=file, file_name=file.name or "", now=clock.now())
    return dossiers.Opinion(answer, words, sha256=stored.sha256, file_name=stored.name)


def _show(
    request: HttpRequest,
    view: dossiers.ConsultationView,
    *,
    errors: dict[str, str] | None = None,
    status: int = 200,
) -> HttpResponseBase:
    context: dict[str, Any] = {name: request.POST.get(name, "") for name in ("answer", "words")}
    return page(
        request, "consultation", section="opinions", view=view, errors=errors or {}, status=status, **context
    )
