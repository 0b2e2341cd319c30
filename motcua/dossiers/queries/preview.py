"""The result as it would be printed, before anyone signs it."""

from uuid import UUID

from motcua.accounts.door import Actor
from motcua.directory.door import agency
from motcua.dossiers import paper_data, policies
from motcua.dossiers.models import ResultDocument
from motcua.dossiers.queries.detail import find
from motcua.kernel.errors import NotFound
from motcua.papers.door import typeset_paper


def preview_result(actor: Actor | None, *, dossier_id: UUID) -> bytes:
    """The drafted result as an unsigned PDF marked as a draft; officers only."""
    dossier = find(actor, dossier_id=dossier_id)
    draft = ResultDocument.objects.filter(dossier=dossier, superseded_at=None).first()
    if draft is None or actor is None or policies.is_owner(actor, dossier) or dossier.competent_agency_id is None:
        raise NotFound
    draft.dossier = dossier
    return typeset_paper(paper_data.for_result(draft, agency(dossier.competent_agency_id)))
