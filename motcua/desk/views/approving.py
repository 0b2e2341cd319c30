"""Decisions side by side: the list, and beside it the draft and the facts."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from motcua.accounts.door import Actor
from motcua.desk import selection
from motcua.desk.access import decider
from motcua.desk.pages import page
from motcua.desk.queues import queues_of
from motcua.desk.views.dossiers import shown
from motcua.desk.views.inbox import problems
from motcua.dossiers import door as dossiers
from motcua.kernel import clock


@require_safe
@decider
def approve(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The queue of a unit head or a leader; `code` says which dossier lies open, else the most urgent."""
    queues = queues_of(actor)
    now = clock.now()
    queue = next((one for one in queues if one.step == request.GET.get("step")), queues[-1])
    wanted = dossiers.InboxFilter(box="mine", step=queue.step, cursor=request.GET.get("cursor", ""))
    rows = dossiers.inbox(actor, wanted, now=now)
    code = request.GET.get("code", "")
    row = next((one for one in rows.items if one.code == code), next(iter(rows.items), None))
    chosen = shown(dossiers.dossier_view(actor, code=row.code, now=now)) if row else {"view": None}
    return page(
        request,
        "approve",
        section="approve",
        queues=queues,
        queue=queue,
        rows=[{"id": selection.tick(one), "row": one} for one in rows.items],
        next=rows.next,
        **chosen,
        errors=problems(request),
    )
