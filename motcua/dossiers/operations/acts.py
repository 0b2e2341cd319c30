"""Acts of officers and citizens on a submitted dossier. The transition table decides; nothing else moves a dossier."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import Any

from django.db import transaction

from motcua.accounts.door import Actor, confirmed
from motcua.directory.door import agency
from motcua.dossiers import policies
from motcua.dossiers.errors import ActionNotPossible, ActionNotYours, Changed, TooLateToWithdraw
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.effects import EFFECTS
from motcua.dossiers.operations.inputs import plain_inputs
from motcua.dossiers.operations.moving import Act, complete, lock, procedure_of
from motcua.dossiers.types import ActOutcome
from motcua.kernel.errors import NotAllowed
from motcua.procedures.door import Action


def act(
    *,
    actor: Actor | None,
    dossier_id: uuid.UUID,
    action: str,
    inputs: Mapping[str, Any] | None = None,
    version: int | None = None,
    now: dt.datetime,
) -> ActOutcome:
    """Do `action`, as the transition table of the dossier's own revision allows it to `actor`.

    `inputs` carries what the action `needs` (`reason`, `items`, `assignee`, `result`, `receiver`); `version` is the
    dossier's version the actor looked at. Raises NotFound, Changed, ActionNotPossible, ActionNotYours, Invalid,
    ConfirmFirst for what signs.
    """
    with transaction.atomic():
        dossier = lock(dossier_id, actor=actor)
        if actor is None:
            raise NotAllowed
        procedure = procedure_of(dossier)
        edge = procedure.workflow.action(dossier.step, action)
        if version is not None and version != dossier.version:
            raise Changed
        if edge is None or not dossier.status:
            raise _why_not_now(dossier, action)
        if not policies.may_act(actor, dossier, edge):
            raise ActionNotYours(_whose(actor, dossier, edge))
        if action in policies.SIGNING:
            confirmed(actor, now=now)
        seat = policies.seat_for(actor, dossier, edge)
        given = plain_inputs(inputs or {}, needed=edge.needs)
        doing = Act(
            dossier,
            procedure,
            edge,
            actor.on(seat) if seat else actor,
            seat,
            given,
            now,
            note=given.get("reason", ""),
            before=dict(vars(dossier)),
        )
        EFFECTS.get(action, _no_effect)(doing)
        complete(doing)
    return ActOutcome(dossier.id, dossier.code or "", action, dossier.step, dossier.status, dossier.version)


def _why_not_now(dossier: Dossier, action: str) -> ActionNotPossible:
    being_signed = action == "withdraw" and dossier.status == 4
    return TooLateToWithdraw() if being_signed else ActionNotPossible()


def _no_effect(act: Act) -> None:
    """Actions that only move the dossier on."""


def _whose(actor: Actor, dossier: Dossier, edge: Action) -> str:
    receiving = agency(dossier.receiving_agency_id).name if dossier.receiving_agency_id else ""
    competent = agency(dossier.competent_agency_id).name if dossier.competent_agency_id else ""
    return policies.why_not(actor, dossier, edge, receiving=receiving, competent=competent)
