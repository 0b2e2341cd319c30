"""The axis of money. It moves by payments alone, never by the workflow."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.door import Actor
from motcua.audit import door as audit
from motcua.dossiers import policies
from motcua.dossiers.errors import ActionNotPossible
from motcua.dossiers.models import Money
from motcua.dossiers.operations.moving import lock
from motcua.kernel.errors import Invalid, NotAllowed


def confirm_payment(*, actor: Actor | None, dossier_id: uuid.UUID, voucher: str, now: dt.datetime) -> None:
    """Confirm that the fee was paid; `voucher` is the number of the fee receipt (biên lai)."""
    with transaction.atomic():
        dossier = lock(dossier_id, actor=actor)
        if actor is None or not policies.may_confirm_payment(actor, dossier):
            raise NotAllowed
        if dossier.money != Money.ASKED:
            raise ActionNotPossible
        if not voucher.strip():
            raise Invalid(fields={"voucher": _("Nhập số biên lai.")})
        dossier.money = Money.CONFIRMED
        dossier.version += 1
        dossier.save(update_fields=["money", "version"])
        audit.record(
            actor=actor,
            action="dossier.confirm_payment",
            subject="dossier",
            subject_id=dossier.id,
            data={"voucher": voucher.strip(), "amount": dossier.fee_amount},
            now=now,
        )
