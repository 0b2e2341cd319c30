"""One dossier in full, and the page after it was received."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.door import Actor
from motcua.audit.door import STATED
from motcua.desk.access import official
from motcua.desk.act_inputs import asked_by, prepared
from motcua.desk.labelled import answers_of, papers_of
from motcua.desk.pages import page, said, way_back
from motcua.desk.people import officers_of
from motcua.dossiers import door as dossiers
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.procedures.door import revision

# Inputs that fit into the header, beside the button of the primary action.
SHORT = frozenset({"assignee", "receiver"})


@require_safe
@official
def dossier(request: HttpRequest, actor: Actor, code: str) -> HttpResponseBase:
    """Everything of one dossier: what it says, what happened, what can be done now and why not the rest."""
    view = dossiers.dossier_view(actor, code=code, now=clock.now())
    return page(request, "dossier", section="inbox", next=way_back(request), **shown(view))


@require_POST
@official
def numbers(request: HttpRequest, actor: Actor, code: str) -> HttpResponseBase:
    """The same page with identity numbers in full. It is the answer to a post: who opens them says what for."""
    stated = dossiers.Stated(request.POST.get("purpose", ""), request.POST.get("words", ""))
    try:
        view, errors = dossiers.dossier_view(actor, code=code, now=clock.now(), stated=stated), {}
    except Invalid as refused:
        view, errors = dossiers.dossier_view(actor, code=code, now=clock.now()), said(refused)
    context = shown(view, errors=errors, asked_for=stated)
    return page(
        request,
        "dossier",
        status=422 if errors else 200,
        section="inbox",
        next=way_back(request),
        **context,
    )


def shown(view: dossiers.DossierView, **more: Any) -> dict[str, Any]:
    """What every page about one dossier shows of it."""
    procedure = revision(view.revision_id)
    allowed = [action for action in view.actions if action.allowed]
    primary = next((action for action in allowed if action.primary), None)
    needs_officer = primary is not None and "assignee" in primary.needs and view.competent_id is not None
    return {
        "view": view,
        "procedure": procedure,
        "case": procedure.case(view.case_key),
        "sections": answers_of(procedure, view.answers),
        "papers": papers_of(procedure, view),
        "primary": primary,
        "asks": asked_by(primary) if primary else (),
        "short": primary is not None and SHORT.issuperset(primary.needs),
        "others": [action for action in allowed if action is not primary],
        "closed": [action for action in view.actions if not action.allowed],
        "takes_papers": any(action.key == "supplement" for action in allowed),
        "officers": officers_of(view.competent_id, now=clock.now())
        if needs_officer and view.competent_id
        else [],
        "values": prepared(view, procedure),
        "purposes": [(purpose.value, purpose.label) for purpose in STATED],
        "asked_for": dossiers.Stated(),
        **more,
    }


@require_safe
@official
def received(request: HttpRequest, actor: Actor, code: str) -> HttpResponseBase:
    """After intake: what the person takes along, and on to the next one."""
    view = dossiers.dossier_view(actor, code=code, now=clock.now())
    receipts = sorted(view.papers, key=lambda paper: paper.kind != "receipt")
    return page(request, "received", section="intake", view=view, receipts=receipts)


@require_safe
@official
def transfers(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What one's agency sent on to the competent one."""
    found = dossiers.transfers(actor, cursor=request.GET.get("cursor", ""))
    return page(request, "transfers", section="inbox", found=found)
