"""Every look at somebody else's dossier is kept, with the seat it came from and what it was for."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.accounts.door import Actor
from motcua.audit.door import STATED, LookKind, Purpose, note_look
from motcua.directory.door import Role
from motcua.dossiers import policies
from motcua.dossiers.models import Dossier
from motcua.dossiers.types import Stated
from motcua.kernel.errors import Invalid
from motcua.kernel.text import mask_number, mask_personal_ids, normalise
from motcua.procedures.door import FormDefinition, ProcedureView, revision

_SUPERVISORS = (Role.UNIT_HEAD, Role.LEADER, Role.CENTRE_HEAD)
_NO_PURPOSE = _("Chọn mục đích xem.")
_NO_WORDS = _("Ghi rõ mục đích.")


def look(
    actor: Actor | None, dossier: Dossier, kind: LookKind, *, now: dt.datetime, stated: Stated | None = None
) -> None:
    """Keep the look, unless it is at one's own. Raises Invalid (`purpose`, `words`) when what is stated says nothing.

    Without a stated purpose it follows from what the actor has to do with the dossier at its present step.
    """
    if actor is None or policies.may_see_unlogged(actor, dossier):
        return
    workflow = revision(dossier.revision_id).workflow
    seat = policies.handling_seat(actor, dossier, workflow.steps[dossier.step])
    derived = Purpose.HANDLING if seat else None
    if seat is None:
        seat = policies.looking_seat(actor, dossier)
        supervises = seat is not None and seat.role in _SUPERVISORS
        derived = None if kind == LookKind.NUMBERS else _other_than_handling(supervises)
    note_look(
        actor=actor.on(seat) if seat else actor,
        role=seat.role if seat else "",
        agency_name=seat.agency_name if seat else "",
        subject="dossier",
        subject_id=dossier.id,
        label=dossier.code or "",
        kind=kind,
        purpose=_said(stated, derived),
        step=dossier.step,
        words=stated.words if stated else "",
        now=now,
    )


def handles(actor: Actor | None, dossier: Dossier) -> bool:
    """Whether the dossier lies at a step of the actor's: then opening numbers needs no words."""
    if actor is None:
        return False
    step = revision(dossier.revision_id).workflow.steps[dossier.step]
    return policies.handling_seat(actor, dossier, step) is not None


def masked_answers(procedure: ProcedureView, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers with identity and passport numbers masked, and identity numbers written into other answers."""
    hidden = _number_keys(procedure.form)
    return {
        key: mask_number(str(value)) if key in hidden and value else mask_personal_ids(value)
        for key, value in answers.items()
    }


def _number_keys(form: FormDefinition) -> set[str]:
    return {field.key for field in form.fields() if field.kind == "personal_id"} | {"passport_number"}


def _other_than_handling(supervises: bool) -> Purpose:
    return Purpose.SUPERVISION if supervises else Purpose.CONSULTATION


def _said(stated: Stated | None, derived: Purpose | None) -> Purpose:
    if stated is None or not stated.purpose:
        if derived is None:
            raise Invalid(fields={"purpose": _NO_PURPOSE})
        return derived
    if stated.purpose not in (*STATED, Purpose.INTAKE):
        raise Invalid(fields={"purpose": _NO_PURPOSE})
    if stated.purpose == Purpose.OTHER and not normalise(stated.words):
        raise Invalid(fields={"words": _NO_WORDS})
    return Purpose(stated.purpose)
