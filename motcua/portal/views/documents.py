"""Uploading what the procedure asks for."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.door import Actor
from motcua.dossiers.door import detach
from motcua.kernel import clock
from motcua.portal import uploads
from motcua.portal.access import signed_in
from motcua.portal.drafts import open_draft
from motcua.portal.pages import go, page
from motcua.portal.past import of_draft


@require_safe
@signed_in
@of_draft
def documents(request: HttpRequest, actor: Actor, draft_id: UUID) -> HttpResponseBase:
    """Each document with its files and a way to add more."""
    return _show(request, actor, draft_id, at=request.GET.get("document", ""), errors={})


@require_POST
@signed_in
@of_draft
def upload(request: HttpRequest, actor: Actor, draft_id: UUID) -> HttpResponseBase:
    """Take the files of one document; those that are refused are named with the reason."""
    open_draft(actor, draft_id)  # what was filed meanwhile takes files at its own address
    document = request.POST.get("document", "")
    errors = uploads.take(request, actor, draft_id, field=f"file-{document}", now=clock.now())
    if errors:
        return _show(request, actor, draft_id, at=document, errors=errors)
    return go("documents", draft_id, at=f"document.{document}", document=document)


@require_POST
@signed_in
@of_draft
def remove(request: HttpRequest, actor: Actor, draft_id: UUID, component_id: UUID) -> HttpResponseBase:
    """Take a file out again."""
    open_draft(actor, draft_id)
    detach(actor=actor, dossier_id=draft_id, component_id=component_id, now=clock.now())
    document = request.POST.get("document", "")
    return go("documents", draft_id, at=f"document.{document}")


def _show(
    request: HttpRequest, actor: Actor, draft_id: UUID, *, at: str, errors: dict[str, str]
) -> HttpResponseBase:
    draft = open_draft(actor, draft_id)
    response = page(
        request,
        "documents",
        status=422 if errors else 200,
        draft=draft,
        errors=errors,
        accept=uploads.ACCEPT,
        max_bytes=uploads.max_bytes(),
        limits=uploads.say_limits(),
    )
    if not errors and any(paper.document.key == at for paper in draft.papers):
        # htmx follows a redirect without its fragment: bring the document that just changed back into view.
        response.headers["HX-Reswap"] = f"innerHTML show:[id='document.{at}']:top"
    return response
