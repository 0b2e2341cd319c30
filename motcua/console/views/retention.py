"""What would be erased now by rule of retention, and what is held back. Nothing is erased from here."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from motcua.accounts.door import Actor
from motcua.audit.door import BrokenTable, Due, plan_erasure
from motcua.console.access import provincial
from motcua.console.pages import page
from motcua.console.retention_words import say_kind
from motcua.dossiers.door import held_dossiers
from motcua.kernel import clock


@provincial
@require_safe
def retention(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Each rule in force with what it would erase, and the dossiers on hold. One statement for each kind, one more."""
    broken = ""
    plan: tuple[Due, ...] = ()
    try:
        plan = plan_erasure(now=clock.now())
    except BrokenTable as error:
        broken = str(error)
    rows = [(say_kind(due.rule.kind), due) for due in plan]
    held = held_dossiers(actor, cursor=request.GET.get("cursor", ""))
    asked = {"cursor": request.GET.get("cursor", "")}
    return page(request, actor, "retention", rows=rows, held=held, broken=broken, asked=asked)
