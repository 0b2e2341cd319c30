"""What decisions about an ended dossier say: its result is revoked, or the case is taken up again."""

import datetime as dt
from uuid import UUID

from motcua.directory.door import agency, position
from motcua.dossiers import paper_parts
from motcua.dossiers.letter_data import RECIPIENTS, signatory
from motcua.dossiers.models import Dossier, Paper, ResultDocument
from motcua.dossiers.paper_parts import local
from motcua.papers import door as papers
from motcua.procedures.door import ProcedureView


def revocation(
    p: Paper, d: Dossier, procedure: ProcedureView, heading: papers.Heading
) -> papers.RevocationDecision:
    """Which result is revoked, on what ground, and why."""
    result = ResultDocument.objects.get(id=p.data["result_id"])
    return papers.RevocationDecision(
        heading=heading,
        authority=_authority(p),
        grounds=_grounds(p),
        result_name=result.result_name,
        result_number=result.number,
        result_issued_on=local(result.released_at or p.due_since).date(),
        applicant=d.owner_name,
        dossier_code=d.code or "",
        procedure=procedure.name,
        reason=p.data["reason"],
        signatory=signatory(p),
        recipients=RECIPIENTS,
        qr=paper_parts.qr(d),
    )


def reopening(
    p: Paper, d: Dossier, procedure: ProcedureView, heading: papers.Heading
) -> papers.ReopeningDecision:
    """How the case had ended, why it is taken up again, and until when."""
    due = p.data["due_at"]
    return papers.ReopeningDecision(
        heading=heading,
        authority=_authority(p),
        grounds=_grounds(p),
        applicant=d.owner_name,
        dossier_code=d.code or "",
        procedure=procedure.name,
        closed_at=local(dt.datetime.fromisoformat(p.data["closed_at"])),
        closed_as=procedure.workflow.steps[p.data["stage"]].label.vi,
        reason=p.data["reason"],
        due_at=local(dt.datetime.fromisoformat(due)) if due else None,
        signatory=signatory(p),
        recipients=RECIPIENTS,
        qr=paper_parts.qr(d),
    )


def _authority(p: Paper) -> str:
    seat = position(UUID(p.data["position_id"]))
    return f"{seat.title} {agency(seat.agency_id).name}"


def _grounds(p: Paper) -> tuple[str, ...]:
    said = p.data["ground"].rstrip(" .;")
    return (said if said.startswith("Căn cứ") else f"Căn cứ {said}",)
