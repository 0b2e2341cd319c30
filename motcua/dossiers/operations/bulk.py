"""Acts on many dossiers at once: each its own transaction and its own outcome."""

import datetime as dt
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from motcua.accounts.door import Actor, actor_of, confirmed
from motcua.dossiers import policies
from motcua.dossiers.errors import ActionNotPossible
from motcua.dossiers.models import Dossier
from motcua.dossiers.operations.acts import act
from motcua.dossiers.operations.inputs import plain_inputs
from motcua.kernel import clock, progress
from motcua.kernel.errors import Invalid, NotAllowed
from motcua.kernel.models import LongWork
from motcua.procedures.door import standard_workflow

BULK_LIMIT = 500
KIND = "dossiers.act"


def act_on_many(
    *,
    actor: Actor | None,
    action: str,
    dossiers: Sequence[tuple[uuid.UUID, int]],
    inputs: Mapping[str, Any] | None = None,
    now: dt.datetime,
) -> LongWork:
    """Queue `action` for up to 500 (dossier id, version seen) pairs; progress and outcomes are in the work returned.

    Its items are [id, version, code]; the code is empty for a dossier that the actor may not see. Raises NotAllowed,
    Invalid, ConfirmFirst for what signs, and ActionNotPossible for an action that is done one by one.
    """
    if actor is None or not policies.has_scope(actor, policies.WRITE):
        raise NotAllowed
    edges = [edge for edge in standard_workflow().actions.values() if edge.key == action and edge.bulk]
    if not edges:
        raise ActionNotPossible
    given = plain_inputs(inputs or {}, needed=edges[0].needs)
    if action in policies.SIGNING:
        confirmed(actor, now=now)
    if not 0 < len(dossiers) <= BULK_LIMIT:
        raise Invalid(_("Chọn từ 1 đến %(limit)s hồ sơ.") % {"limit": BULK_LIMIT})
    wanted = [dossier_id for dossier_id, _version in dossiers]
    codes = dict(Dossier.objects.filter(policies.scope(actor), id__in=wanted).values_list("id", "code"))
    return progress.start(
        kind=KIND,
        title=action,
        owner_id=actor.id,
        items=[[str(dossier_id), version, codes.get(dossier_id, "")] for dossier_id, version in dossiers],
        now=now,
        action=action,
        inputs=given,
    )


def one(work: LongWork, item: list[Any]) -> dict[str, Any]:
    """Do the act for one dossier, with the rights its actor has at this moment."""
    now = clock.now()
    actor = actor_of(work.owner_id, now=now)
    outcome = act(
        # Whoever queued the work had proved then who they are; five hundred signatures may take a while.
        actor=replace(actor, confirmed_at=now) if actor else None,
        dossier_id=uuid.UUID(item[0]),
        action=work.arguments["action"],
        inputs=work.arguments["inputs"],
        version=item[1],
        now=now,
    )
    return {"code": outcome.code, "step": outcome.step}
