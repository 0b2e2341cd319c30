"""Keeping a dossier from being erased, and letting it go again. Nothing of its course changes."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.door import Actor
from motcua.audit import door as audit
from motcua.dossiers import policies
from motcua.dossiers.errors import ActionNotPossible, Erased
from motcua.dossiers.models import Dossier, Hold
from motcua.dossiers.operations.moving import lock
from motcua.kernel.errors import Invalid, NotAllowed
from motcua.kernel.text import normalise

MAX_GROUND = 500


def place_hold(*, actor: Actor | None, dossier_id: uuid.UUID, ground: str, now: dt.datetime) -> None:
    """Keep a dossier, whatever its retention time, on a ground such as an inspection or a lawsuit.

    Raises NotFound, NotAllowed, Invalid (`ground`), ActionNotPossible when it is held already, Erased.
    """
    with transaction.atomic():
        dossier, by = _locked(dossier_id, actor)
        if dossier.erased_at is not None:
            raise Erased
        ground = normalise(ground)
        if not ground or len(ground) > MAX_GROUND:
            words = _("Nhập không quá %(max)d ký tự.") % {"max": MAX_GROUND}
            raise Invalid(fields={"ground": words if ground else _("Nhập căn cứ giữ lại hồ sơ.")})
        if dossier.holds.filter(lifted_at=None).exists():
            raise ActionNotPossible(_("Hồ sơ này đang được giữ lại."))
        Hold.objects.create(dossier=dossier, ground=ground, placed_at=now, placed_by=by.name)
        _record(dossier, by, "dossier.held", now=now, ground=ground)


def lift_hold(*, actor: Actor | None, dossier_id: uuid.UUID, now: dt.datetime) -> None:
    """From now on the retention time counts again. Raises NotFound, NotAllowed, ActionNotPossible when none is open."""
    with transaction.atomic():
        dossier, by = _locked(dossier_id, actor)
        if not dossier.holds.filter(lifted_at=None).update(lifted_at=now, lifted_by=by.name):
            raise ActionNotPossible(_("Hồ sơ này không bị giữ lại."))
        _record(dossier, by, "dossier.hold_lifted", now=now)


def _locked(dossier_id: uuid.UUID, actor: Actor | None) -> tuple[Dossier, Actor]:
    """The dossier, under the lock that erasing takes as well, and the actor in the seat that may hold it."""
    dossier = lock(dossier_id, actor=actor)
    seat = policies.holding_seat(actor, dossier)
    if actor is None or seat is None:
        raise NotAllowed
    return dossier, actor.on(seat)


def _record(dossier: Dossier, by: Actor, action: str, *, now: dt.datetime, **data: str) -> None:
    audit.record(actor=by, action=action, subject="dossier", subject_id=dossier.id, data=data, now=now)
