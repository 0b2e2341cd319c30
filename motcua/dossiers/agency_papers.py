"""What the papers say that go from one agency to another, always in Vietnamese."""

import datetime as dt

from motcua.dossiers import paper_parts
from motcua.dossiers.models import Component, Dossier, Paper
from motcua.papers import door as papers
from motcua.procedures.door import ProcedureView


def consultation(
    p: Paper, d: Dossier, procedure: ProcedureView, heading: papers.Heading
) -> papers.ConsultationRequest:
    """The letter with a question. Whose dossier it is stays unsaid: the question and the files shown suffice."""
    shown = Component.objects.filter(dossier=d, id__in=p.data["shown"]).order_by("document_key", "added_at")
    return papers.ConsultationRequest(
        heading=heading,
        addressees=(p.data["receiver"],),
        dossier_code=d.code or "",
        procedure=f"{procedure.name} ({procedure.code})",
        questions=tuple(line for line in p.data["question"].splitlines() if line.strip()),
        answer_by=paper_parts.local(dt.datetime.fromisoformat(p.data["due_at"])),
        attachments=tuple(one.document_name for one in shown),
        contact=p.data["officer"],
        recipients=("Như trên", "Lưu: VT, hồ sơ."),
        signatory=papers.Signatory(position=heading.agency, name=""),
    )


def transfer(p: Paper, d: Dossier, procedure: ProcedureView, heading: papers.Heading) -> papers.TransferSlip:
    """The slip with which a dossier goes on to the competent agency."""
    due_at = d.due_at or d.expected_due_at
    return papers.TransferSlip(
        heading=heading,
        receiver=p.data["receiver"],
        dossier_code=d.code or "",
        procedure=f"{procedure.name} ({procedure.code})",
        received_at=paper_parts.local(d.accepted_at or d.submitted_at or p.due_since),
        reason=p.data["reason"],
        signatory=papers.Signatory(position=heading.agency, name=""),
        components=paper_parts.components(p),
        due_at=paper_parts.local(due_at) if due_at else None,
        recipients=("Như trên", "Người nộp hồ sơ", "Lưu: VT, hồ sơ."),
        **paper_parts.person(d),
    )
