"""Long work: its progress, its outcomes row by row, and stopping it."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.door import Actor
from motcua.desk.access import official
from motcua.desk.pages import go, page, way_back
from motcua.desk.queues import action_labels
from motcua.kernel import progress
from motcua.procedures.door import standard_workflow


@require_safe
@official
def work(request: HttpRequest, actor: Actor, work_id: UUID) -> HttpResponseBase:
    """How far the work is; renews itself until it has ended."""
    found = progress.of_owner(work_id, owner_id=actor.id)
    language = get_language() or "vi"
    steps = {key: step.label.said_in(language) for key, step in standard_workflow().steps.items()}
    return page(
        request,
        "work",
        section="inbox",
        work=found,
        title=action_labels().get(found.title, found.title),
        steps=steps,
        succeeded=sum(bool(result["ok"]) for result in found.results),
        back=way_back(request) or reverse("desk:inbox"),
        next=way_back(request),
    )


@require_POST
@official
def cancel(request: HttpRequest, actor: Actor, work_id: UUID) -> HttpResponseBase:
    """Stop after the dossier at hand; what is done stays done."""
    progress.cancel(work_id, owner_id=actor.id)
    return go("work", work_id, next=way_back(request))
