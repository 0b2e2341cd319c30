"""Standard papers: owed in the act's transaction, printed and sealed right after it."""

import datetime as dt
import uuid
from typing import Any

from django.db import transaction

from motcua.dossiers import paper_data
from motcua.dossiers.events import PaperDue
from motcua.dossiers.models import Paper
from motcua.dossiers.operations.moving import Act
from motcua.files import door as files
from motcua.papers.door import Typeset, typeset_for_signing
from motcua.signing.door import Box, seal_pdf


def owe(act: Act, kind: Paper.Kind, *, data: dict[str, Any], seq: int = 0) -> Paper:
    """Note that a paper is owed. The worker makes it; `issue` makes it at once for who cannot wait.

    `seq` numbers papers of a kind. Most come once in a dossier's life, or once more when it was taken up again.
    """
    before = act.dossier.papers.filter(kind=kind).count() if act.dossier.reopened_at and not seq else 0
    seq = seq or before + 1
    paper = Paper(dossier_id=act.dossier.id, kind=kind, seq=seq, data=data, due_since=act.now)
    act.rows.append(paper)
    act.events.append(PaperDue(act.dossier.id, paper.id))
    return paper


def issue(paper_id: uuid.UUID, *, now: dt.datetime) -> Paper:
    """Print, seal with the receiving agency's key, and keep. Doing it again changes nothing."""
    with transaction.atomic():
        paper = Paper.objects.select_for_update(of=("self",)).select_related("dossier").get(id=paper_id)
        if paper.blob_id is None:
            paper.blob_id = _make(paper, now)
            paper.issued_at = now
            paper.save(update_fields=["blob", "issued_at"])
    return paper


def box(sheet: Typeset, *slots: str) -> Box | bool:
    """Where on the sheet the signature goes: the first of these places that it leaves, or else the top margin."""
    place = next((sheet.slots[slot] for slot in slots if slot in sheet.slots), None)
    return Box(place.page, place.left, place.bottom, place.right, place.top) if place else True


def _make(paper: Paper, now: dt.datetime) -> str:
    content, on = paper_data.for_paper(paper), paper_data.received_on(paper.dossier)
    sheet = typeset_for_signing(content, received_on=on)
    # Signed by the person who decided, where the law wants that; otherwise sealed by the agency whose paper it is.
    signer = paper.data.get("signer_id")
    pdf = seal_pdf(
        pdf=sheet.pdf,
        holder_id=uuid.UUID(signer) if signer else paper_data.issuer(paper).id,
        reason=str(Paper.Kind(paper.kind).label),
        visible=box(sheet, "leader", "officer"),
        now=now,
    )
    return files.store_own(pdf, name=f"{paper.kind}.pdf", media_type=files.PDF, now=now).sha256
