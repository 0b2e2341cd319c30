"""Acts on one dossier: the form of each, and what happens when somebody else was faster."""

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts.door import Actor, ConfirmFirst
from motcua.desk import act_inputs, agencies
from motcua.desk.access import official
from motcua.desk.pages import go, go_back, page, said, way_back
from motcua.desk.people import officers_of
from motcua.desk.views.dossiers import shown
from motcua.dossiers import door as dossiers
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotFound, Refused


@require_http_methods(["GET", "HEAD", "POST"])
@official
def act(request: HttpRequest, actor: Actor, code: str, action: str) -> HttpResponseBase:
    """The form of one act; a post does it. What was typed stays when it cannot be done."""
    now = clock.now()
    view = dossiers.dossier_view(actor, code=code, now=now)
    if request.method != "POST":
        return _form(request, view, action)
    values, version = act_inputs.typed(request.POST), act_inputs.version_of(request.POST)
    try:
        dossiers.act(
            actor=actor,
            dossier_id=view.row.id,
            action=action,
            inputs=act_inputs.inputs_of(values),
            version=version,
            now=now,
        )
    except ConfirmFirst:
        raise
    except Refused as refused:
        changed = isinstance(refused, dossiers.Changed)
        if changed:
            view = dossiers.dossier_view(actor, code=code, now=now)
        if not (changed and _is_repeat(view, action, version, values)):
            errors = said(refused, **act_inputs.RENAMED)
            return _form(
                request, view, action, values=values, errors=errors, changed=changed, status=refused.status
            )
    back = way_back(request)
    return go_back(back, done=action, of=code) if back else go("dossier", code, done=action)


def _is_repeat(view: dossiers.DossierView, action: str, version: int, values: dict[str, str]) -> bool:
    """The button was pressed twice: what was answered the first time is the answer. Other inputs are looked at anew."""
    says_more = any(value for name, value in values.items() if name != "reason")
    return not says_more and dossiers.is_repeat(view, action=action, version=version, reason=values["reason"])


def _form(
    request: HttpRequest, view: dossiers.DossierView, action: str, *, status: int = 200, **more: Any
) -> HttpResponseBase:
    """The page of an act. One that is not possible at this step is explained, also to who went back to it."""
    wanted = next((one for one in view.actions if one.key == action), None)
    context = {**shown(view), "changed": False, "errors": {}, "sent": "values" in more, **more}
    if wanted is None and "values" not in more:
        if action not in context["procedure"].workflow.action_keys():
            raise NotFound
        status = dossiers.ActionNotPossible.status
    if wanted and "assignee" in wanted.needs and view.competent_id:
        context["officers"] = officers_of(view.competent_id, now=clock.now())
    context["asks"] = act_inputs.asked_by(wanted) if wanted else ()
    context["more"] = agencies.choices(view, context["asks"], context["values"], now=clock.now())
    warns = wanted is not None and wanted.allowed and action == "request_supplement"
    context["warning"] = dossiers.supplement_warning(view, now=clock.now()) if warns else ""
    names = act_inputs.result_names(context["procedure"], context["values"]["result_name"])
    return page(
        request,
        "act",
        section="inbox",
        status=status,
        wanted=wanted,
        action=action,
        next=way_back(request),
        result_names=names,
        **context,
    )


@require_POST
@official
def attach(request: HttpRequest, actor: Actor, code: str) -> HttpResponseBase:
    """Add what the citizen brought to the counter when papers were asked for."""
    view = dossiers.dossier_view(actor, code=code, now=clock.now())
    try:
        _attach(request, actor, view)
    except Refused as refused:
        return _again(request, view, refused.status, errors={"file": str(refused)})
    return go("dossier", code)


def _attach(request: HttpRequest, actor: Actor, view: dossiers.DossierView) -> None:
    file = request.FILES.get("file")
    if file is None:
        raise Invalid(_("Chọn tệp cần tải lên."))
    dossiers.attach(
        actor=actor,
        dossier_id=view.row.id,
        document_key=request.POST.get("document", ""),
        content=file,
        file_name=file.name or "",
        now=clock.now(),
    )


@require_POST
@official
def payment(request: HttpRequest, actor: Actor, code: str) -> HttpResponseBase:
    """Confirm that the fee was paid."""
    view = dossiers.dossier_view(actor, code=code, now=clock.now())
    voucher = request.POST.get("voucher", "")
    try:
        dossiers.confirm_payment(actor=actor, dossier_id=view.row.id, voucher=voucher, now=clock.now())
    except Invalid as refused:
        return _again(request, view, refused.status, errors=said(refused), voucher=voucher)
    return go("dossier", code)


def _again(request: HttpRequest, view: dossiers.DossierView, status: int, **more: Any) -> HttpResponseBase:
    """The dossier's page once more, with what was wrong on it."""
    return page(request, "dossier", section="inbox", next="", status=status, **shown(view, **more))
