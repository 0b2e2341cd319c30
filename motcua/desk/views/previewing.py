"""The result as it would be printed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods

from motcua.accounts.door import Actor
from motcua.desk.access import official
from motcua.desk.act_inputs import typed
from motcua.dossiers import door as dossiers
from motcua.kernel import clock


@require_http_methods(["GET", "HEAD", "POST"])
@official
def preview(request: HttpRequest, actor: Actor, dossier_id: UUID) -> HttpResponseBase:
    """The drafted result as PDF; a post shows the words in the form, which nobody has kept yet."""
    if request.method == "POST":
        words = typed(request.POST)
        pdf = dossiers.preview_draft(
            actor,
            dossier_id=dossier_id,
            outcome=words["outcome"],
            result_name=words["result_name"],
            body=words["body"],
            now=clock.now(),
        )
    else:
        pdf = dossiers.preview_result(actor, dossier_id=dossier_id, now=clock.now())
    name = f"du-thao-{dossier_id}.pdf"
    disposition = f'inline; filename="{name}"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": disposition})
