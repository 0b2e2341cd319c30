"""Uploaded files, standard papers and results of dossiers one may see."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from motcua.accounts.door import Actor
from motcua.dossiers import door as dossiers
from motcua.kernel import clock
from motcua.kernel.downloads import PDF, send
from motcua.portal.access import signed_in


@require_GET
@signed_in
def component(request: HttpRequest, actor: Actor, dossier_id: UUID, component_id: UUID) -> HttpResponseBase:
    """An uploaded file, for a look at it."""
    view, stream = dossiers.component_file(
        actor, dossier_id=dossier_id, component_id=component_id, now=clock.now()
    )
    return send(stream, name=view.file_name, media_type=view.media_type, inline=True)


@require_GET
@signed_in
def paper(request: HttpRequest, actor: Actor, dossier_id: UUID, paper_id: UUID) -> HttpResponseBase:
    """A standard paper."""
    content = dossiers.paper_file(actor, dossier_id=dossier_id, paper_id=paper_id, now=clock.now())
    return send(content, name=f"giay-to-{paper_id}.pdf", media_type=PDF)


@require_GET
@signed_in
def result(request: HttpRequest, actor: Actor, dossier_id: UUID) -> HttpResponseBase:
    """The signed result."""
    content = dossiers.result_file(actor, dossier_id=dossier_id, now=clock.now())
    return send(content, name=f"ket-qua-{dossier_id}.pdf", media_type=PDF)
