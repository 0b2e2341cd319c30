"""The result as it would be printed, before anyone signs it."""

import datetime as dt
from uuid import UUID

from motcua.accounts.door import Actor
from motcua.audit.door import LookKind
from motcua.directory.door import agency
from motcua.dossiers import looking, paper_data, policies
from motcua.dossiers.models import Dossier, ResultDocument
from motcua.dossiers.queries.detail import find
from motcua.kernel.errors import NotFound
from motcua.kernel.text import normalise
from motcua.papers.door import typeset_paper


def preview_result(actor: Actor | None, *, dossier_id: UUID, now: dt.datetime) -> bytes:
    """The drafted result as an unsigned PDF marked as a draft; officers only."""
    dossier = find(actor, dossier_id=dossier_id)
    draft = ResultDocument.objects.filter(dossier=dossier, superseded_at=None).first()
    if draft is None:
        raise NotFound
    return _typeset(actor, dossier, draft, now)


def preview_draft(
    actor: Actor | None, *, dossier_id: UUID, outcome: str, result_name: str, body: str, now: dt.datetime
) -> bytes:
    """A result as it would be printed if it were proposed with these words; nothing is kept. Officers only."""
    dossier = find(actor, dossier_id=dossier_id)
    known = ResultDocument.Outcome
    draft = ResultDocument(
        dossier=dossier,
        outcome=outcome if outcome in known.values else known.GRANTED,
        result_name=normalise(result_name)[:500] or dossier.procedure.name,
        body=body,
        drafted_at=now,
    )
    return _typeset(actor, dossier, draft, now)


def _typeset(actor: Actor | None, dossier: Dossier, draft: ResultDocument, now: dt.datetime) -> bytes:
    if actor is None or policies.is_owner(actor, dossier) or dossier.competent_agency_id is None:
        raise NotFound
    looking.look(actor, dossier, LookKind.RESULT, now=now)
    draft.dossier = dossier
    return typeset_paper(paper_data.for_result(draft, agency(dossier.competent_agency_id)))
