"""What the papers say that go from one agency to another, always in Vietnamese."""

import datetime as dt

from motcua.dossiers.models import Component, Dossier, Paper
from motcua.kernel.clock import VIETNAM
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
        answer_by=dt.datetime.fromisoformat(p.data["due_at"]).astimezone(VIETNAM),
        attachments=tuple(one.document_name for one in shown),
        contact=p.data["officer"],
        recipients=("Như trên", "Lưu: VT, hồ sơ."),
        signatory=papers.Signatory(position=heading.agency, name=""),
    )
