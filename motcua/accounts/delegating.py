"""Letting somebody else act in one's position during an absence."""

import datetime as dt
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.actor import Actor
from motcua.accounts.models import Delegation
from motcua.accounts.policies import may_delegate, today
from motcua.audit.door import record
from motcua.directory.door import PositionView, person, position
from motcua.kernel.errors import Invalid, NotFound
from motcua.kernel.text import normalise


@transaction.atomic
def delegate(
    *,
    position_id: UUID,
    to_person_id: UUID,
    from_date: dt.date,
    until_date: dt.date,
    ground: str,
    actor: Actor | None,
    now: dt.datetime,
) -> UUID:
    """Let a person act in a position from the first to the last day, both included.

    Only its holder or an administrator of the agency may; a delegated position is not passed on. All acts in
    it carry both names. Raises NotAllowed, NotFound, Invalid (fields `to_person_id`, `until_date`, `ground`).
    """
    held = position(position_id)
    actor = may_delegate(actor, held)
    to = person(to_person_id)
    problems = {}
    if to.id == held.person_id:
        problems["to_person_id"] = _("Không thể ủy quyền cho chính người đang giữ vị trí.")
    if until_date < from_date or until_date < today(now):
        problems["until_date"] = _("Ngày kết thúc phải sau ngày bắt đầu và chưa qua.")
    if not normalise(ground):
        problems["ground"] = _("Không được để trống.")
    if problems:
        raise Invalid(fields=problems)
    made = Delegation.objects.create(
        position_id=position_id,
        to_person_id=to_person_id,
        from_date=from_date,
        until_date=until_date,
        ground=normalise(ground),
    )
    data = {"from": from_date, "until": until_date, "ground": made.ground}
    _record(actor, "position.delegated", made, held, to=to.name, data=data, now=now)
    return made.id


@transaction.atomic
def revoke_delegation(*, delegation_id: UUID, actor: Actor | None, now: dt.datetime) -> None:
    """End a delegation at once; its giver or an administrator may. Raises NotAllowed, NotFound."""
    found = Delegation.objects.select_for_update(of=("self",)).filter(id=delegation_id).first()
    if found is None:
        raise NotFound
    held = position(found.position_id)
    actor = may_delegate(actor, held)
    if found.revoked_at is not None:
        return
    found.revoked_at = now
    found.save(update_fields=["revoked_at"])
    to = person(found.to_person_id)
    _record(actor, "position.delegation_revoked", found, held, to=to.name, data={}, now=now)


def _record(
    actor: Actor,
    action: str,
    made: Delegation,
    held: PositionView,
    *,
    to: str,
    data: dict[str, object],
    now: dt.datetime,
) -> None:
    said = {"delegation": made.id, "holder": held.person_name, "delegate": to, **data}
    record(actor=actor, action=action, subject="position", subject_id=held.position_id, data=said, now=now)
