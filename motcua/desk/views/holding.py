"""Keeping a dossier from being erased when its time comes."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from motcua.accounts.door import Actor
from motcua.desk.access import official
from motcua.desk.pages import go, page, said
from motcua.desk.views.dossiers import shown
from motcua.dossiers import door as dossiers
from motcua.kernel import clock
from motcua.kernel.errors import Invalid


@require_POST
@official
def hold(request: HttpRequest, actor: Actor, code: str) -> HttpResponseBase:
    """Put the dossier on hold, on the ground given."""
    now, ground = clock.now(), request.POST.get("ground", "")
    dossier_id = dossiers.dossier_id_of(actor, code=code)
    try:
        dossiers.place_hold(actor=actor, dossier_id=dossier_id, ground=ground, now=now)
    except Invalid as refused:
        view = dossiers.dossier_view(actor, dossier_id=dossier_id, now=now)
        context = shown(view, errors=said(refused), ground=ground)
        return page(request, "dossier", section="inbox", next="", status=refused.status, **context)
    return go("dossier", code)


@require_POST
@official
def lift(request: HttpRequest, actor: Actor, code: str) -> HttpResponseBase:
    """Let its retention time count again."""
    dossier_id = dossiers.dossier_id_of(actor, code=code)
    dossiers.lift_hold(actor=actor, dossier_id=dossier_id, now=clock.now())
    return go("dossier", code)
