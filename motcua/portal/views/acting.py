"""What the owner may do with a dossier after handing it in."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts.door import Actor
from motcua.dossiers import door as dossiers
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotFound
from motcua.portal import uploads
from motcua.portal.access import signed_in
from motcua.portal.pages import go, page, said
from motcua.portal.past import past_act
from motcua.portal.views.mine import dossier_page, own_dossier
from motcua.procedures.door import revision

ACTIONS = ("supplement", "report_obligation", "withdraw", "collect")
FILES = "files"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def my_act(request: HttpRequest, actor: Actor, code: str, action: str) -> HttpResponseBase:
    """Answer a request to complete, report a payment, withdraw, or take the electronic result."""
    if action not in ACTIONS:
        raise NotFound
    view = own_dossier(actor, code)
    if request.method != "POST":
        return _show(request, view, action, {})
    reason, version = request.POST.get("reason", ""), _version(request)
    try:
        dossiers.act(
            actor=actor,
            dossier_id=view.row.id,
            action=action,
            inputs={"reason": reason},
            version=version,
            now=clock.now(),
        )
    except Invalid as refused:
        return _show(request, view, action, said(refused))
    except (dossiers.Changed, dossiers.ActionNotPossible) as refused:
        view = own_dossier(actor, code)
        if not dossiers.is_repeat(view, action=action, version=version, reason=reason):
            return _show(request, view, action, said(refused), status=refused.status)
    return go("my_dossier", code, done=action)


@require_POST
@signed_in
def my_attach(request: HttpRequest, actor: Actor, code: str) -> HttpResponseBase:
    """Add files while completing a dossier."""
    view = own_dossier(actor, code)
    try:
        errors = uploads.take(request, actor, view.row.id, field=FILES, now=clock.now())
    except dossiers.ActionNotPossible:
        return past_act(request, view)
    if errors:
        return _show(request, own_dossier(actor, code), "supplement", errors)
    return go("my_act", code, "supplement", at="added")


@require_POST
@signed_in
def my_detach(request: HttpRequest, actor: Actor, code: str, component_id: UUID) -> HttpResponseBase:
    """Take a file out again that was added since the request to complete."""
    view = own_dossier(actor, code)
    try:
        dossiers.detach(actor=actor, dossier_id=view.row.id, component_id=component_id, now=clock.now())
    except dossiers.ActionNotPossible:
        return past_act(request, view)
    return go("my_act", code, "supplement", at="added")


@require_POST
@signed_in
def my_rate(request: HttpRequest, actor: Actor, code: str) -> HttpResponseBase:
    """Say how it was, 1 to 5."""
    view = own_dossier(actor, code)
    stars, comment = request.POST.get("stars", ""), request.POST.get("comment", "")
    try:
        dossiers.rate(
            actor=actor,
            dossier_id=view.row.id,
            stars=int(stars) if stars in ("1", "2", "3", "4", "5") else 0,
            comment=comment,
            now=clock.now(),
        )
    except Invalid as refused:
        return dossier_page(request, view, errors=said(refused), comment=comment)
    return go("my_dossier", code, done="rated")


def _show(
    request: HttpRequest,
    view: dossiers.DossierView,
    action: str,
    errors: dict[str, str],
    *,
    status: int = Invalid.status,
) -> HttpResponseBase:
    """The form of an act with what was typed; once the act is no longer possible, what happened instead."""
    if not any(one.key == action and one.allowed for one in view.actions):
        return past_act(request, view)
    more: dict[str, Any] = {}
    if action == "supplement":
        procedure = revision(view.revision_id)
        asked = next((one for one in view.supplements if one.answered_at is None), None)
        more = {
            "asked": asked,
            "documents": (procedure.case(view.case_key) or procedure.cases[0]).documents,
            "document": request.POST.get("document", ""),
            "added": [one for one in view.components if asked and one.added_at >= asked.asked_at],
            "accept": uploads.ACCEPT,
            "max_bytes": uploads.max_bytes(),
            "limits": uploads.say_limits(),
        }
    return page(
        request,
        f"act_{action}",
        status=status if errors else 200,
        errors=errors,
        d=view,
        reason=request.POST.get("reason", ""),
        **more,
    )


def _version(request: HttpRequest) -> int | None:
    given = request.POST.get("version", "")
    return int(given) if given.isascii() and given.isdigit() else None
