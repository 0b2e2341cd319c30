"""From the dossiers room's questions to the contract's shapes."""

from django.urls import reverse

from motcua.api.schemas import consultations as shapes
from motcua.api.schemas.dossiers import ProcedureRef
from motcua.dossiers import door


def consultation(view: door.ConsultationView) -> shapes.ConsultationShape:
    """A question to another agency."""
    return shapes.ConsultationShape(
        id=view.id,
        dossier=view.dossier_code,
        procedure=ProcedureRef(code=view.procedure_code, name=view.procedure_name),
        agency=view.agency_name,
        asking=view.asking_name,
        asked_at=view.asked_at,
        asked_by=view.asked_by,
        question=view.question,
        due_at=view.due_at,
        silent=view.silent,
        answer=view.answer,
        words=view.words,
        ended_at=view.ended_at,
        files=[
            shapes.ShownFileShape(
                id=one.id,
                document_name=one.document_name,
                file_name=one.file_name,
                size=one.size,
                url=reverse("api:read_shown_file", args=[view.id, one.id]),
            )
            for one in view.files
        ],
    )
