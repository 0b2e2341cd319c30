"""The one way a dossier moves: change, history, evidence and event, in the caller's transaction."""

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Model, QuerySet, UUIDField
from django.utils.translation import gettext_lazy as _

from motcua.accounts.door import Actor, Seat
from motcua.audit import door as audit
from motcua.dossiers import policies
from motcua.dossiers.events import DossierMoved
from motcua.dossiers.models import SAID_BY_OWNER, Dossier, TimelineEntry
from motcua.kernel import outbox, rows
from motcua.kernel.compiled import Compiled, Given
from motcua.kernel.errors import Invalid, NotAllowed, NotFound
from motcua.procedures.door import Action, CaseView, ProcedureView, Workflow, revision


@dataclass(slots=True)
class Act:
    """One act while it happens: who does what to which dossier, with which inputs.

    Effects change `dossier` and add to `data` (what the record keeps), `rows` (what is new in other tables) and
    `events` (what others hear).
    """

    dossier: Dossier
    procedure: ProcedureView
    action: Action
    actor: Actor
    seat: Seat | None
    inputs: Mapping[str, Any]
    now: dt.datetime
    note: str = ""
    data: dict[str, Any] = field(default_factory=dict)
    rows: list[Model] = field(default_factory=list)
    events: list[outbox.Event] = field(default_factory=list)
    # The dossier as it was read, so that only changes are written; empty for one that is handed in.
    before: Mapping[str, Any] = field(default_factory=dict)

    @property
    def workflow(self) -> Workflow:
        """The workflow of the revision that the dossier keeps for life."""
        return self.procedure.workflow


def lock(dossier_id: uuid.UUID, *, actor: Actor | None, whole: bool = False) -> Dossier:
    """The dossier, locked for a change until the transaction ends.

    What the owner said stays sealed in its columns, and out of the next save, unless `whole`.
    Raises NotFound also when the actor may not see it, NotAllowed for a token that may only read.
    """
    dossier = (_WHOLE if whole else _LOCKED).first(id=dossier_id)
    if dossier is None or actor is None or not policies.may_see(actor, dossier):
        raise NotFound
    if not policies.has_scope(actor, policies.WRITE):
        raise NotAllowed
    return dossier


def _locked() -> QuerySet[Dossier]:
    return Dossier.objects.select_for_update().filter(id=Given("id", UUIDField()))


_WHOLE = Compiled(_locked)
_LOCKED = Compiled(lambda: _locked().defer(*SAID_BY_OWNER))


def procedure_of(dossier: Dossier) -> ProcedureView:
    """The revision under which the dossier was received."""
    return revision(dossier.revision_id)


def the_case(procedure: ProcedureView, key: str) -> CaseView:
    """The case called `key`, the first when none is named. Raises Invalid for one that does not exist."""
    case = procedure.case(key) if key else procedure.cases[0]
    if case is None:
        raise Invalid(fields={"case": _("Chọn trường hợp của thủ tục.")})
    return case


def complete(act: Act) -> None:
    """Write what `act` did: the dossier, one line of history, one audit entry, one event."""
    dossier, target = act.dossier, act.workflow.lands(act.dossier.step, act.action)
    # Against the limit that the holder had: the act may have set another one. An agency that is asked has its own.
    limit = act.before.get("work_due_at") if act.action.place != "consulted" else None
    from_step, overdue = dossier.step, limit is not None and act.now > limit
    dossier.step, dossier.status = target.key, target.status
    dossier.version += 1
    dossier.changed_at = act.now
    if target.final:
        dossier.work_due_at = dossier.stands_since = None
    if act.before:
        rows.update(dossier, act.before)
    else:
        dossier.save()
    entry = TimelineEntry(
        dossier=dossier,
        seq=dossier.version,
        at=act.now,
        action=act.action.key,
        from_step=from_step,
        to_step=target.key,
        status=target.status,
        actor_id=act.actor.id,
        actor_name=act.actor.name,
        acting_for=act.actor.acting_for,
        actor_kind=act.actor.kind,
        agency_name=act.seat.agency_name if act.seat else "",
        note=act.note,
        data=act.data,
        overdue=overdue,
    )
    audit.record(
        actor=act.actor,
        action=f"dossier.{act.action.key}",
        subject="dossier",
        subject_id=dossier.id,
        data={"from": from_step, "to": target.key, "note": act.note, **act.data},
        now=act.now,
    )
    moved = DossierMoved(dossier.id, act.action.key, from_step, target.key, target.status)
    outbox.publish(moved, *act.events, now=act.now, beside=[*act.rows, entry])
