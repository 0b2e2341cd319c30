"""From what came over the wire to the intake contract of the dossiers room."""

from django.utils.translation import gettext as _

from motcua.accounts.door import Actor
from motcua.api.applicants import answers_of
from motcua.api.schemas.intake import IntakeGiven
from motcua.api.schemas.procedures import CHANNELS
from motcua.directory.door import agency_by_identifier
from motcua.dossiers.door import ComponentInput, IntakeRequest
from motcua.kernel.errors import Invalid
from motcua.procedures.door import procedure

_CHANNEL_NUMBERS = {name: number for number, name in CHANNELS.items()}


def intake_request(given: IntakeGiven, actor: Actor) -> IntakeRequest:
    """The request as the room below takes it. Raises Invalid for a commune that the directory does not
    know, NotFound for such a procedure."""
    channel = given.channel or ("counter" if actor.kind == "official" else "online")
    commune = agency_by_identifier(given.commune) if given.commune else None
    if given.commune and commune is None:
        raise Invalid(fields={"commune": _("Không có cơ quan nào mang mã định danh này.")})
    asked = {field.key for field in procedure(given.procedure).form.fields()}
    return IntakeRequest(
        procedure_code=given.procedure,
        channel=_CHANNEL_NUMBERS[channel],
        answers=answers_of(given.applicant, given.answers, asked=asked, online=channel == "online"),
        case_key=given.case,
        components=tuple(
            ComponentInput(
                document_key=component.document,
                sha256=component.sha256,
                file_name=component.file_name,
                originals=component.originals,
                copies=component.copies,
                remark=component.remark,
            )
            for component in given.components
        ),
        commune_id=commune.id if commune else None,
    )
