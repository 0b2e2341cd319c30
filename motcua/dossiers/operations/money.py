"""The axis of money. It moves by payments alone, never by the workflow."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from motcua.accounts.door import Actor
from motcua.audit import door as audit
from motcua.dossiers import policies, rules
from motcua.dossiers.errors import ActionNotPossible
from motcua.dossiers.models import Money
from motcua.dossiers.operations.moving import lock
from motcua.kernel.errors import Invalid, NotAllowed
from motcua.kernel.text import normalise

MAX_VOUCHER = 100


def confirm_payment(*, actor: Actor | None, dossier_id: uuid.UUID, voucher: str, now: dt.datetime) -> None:
    """Confirm that the fee was paid; `voucher` is the number of the fee receipt (biên lai).

    Raises NotFound, NotAllowed, ActionNotPossible when nothing is owed (any more), Invalid.
    """
    with transaction.atomic():
        dossier = lock(dossier_id, actor=actor)
        seat = policies.collector_seat(actor, dossier)
        if actor is None or seat is None:
            raise NotAllowed
        if not rules.fee_is_open(dossier.money, status=dossier.status):
            raise ActionNotPossible
        voucher = normalise(voucher)
        if not voucher:
            raise Invalid(fields={"voucher": _("Nhập số biên lai.")})
        if len(voucher) > MAX_VOUCHER:
            raise Invalid(fields={"voucher": _("Nhập không quá %(max)d ký tự.") % {"max": MAX_VOUCHER}})
        dossier.money = Money.CONFIRMED
        dossier.version += 1
        dossier.save(update_fields=["money", "version"])
        audit.record(
            actor=actor.on(seat),
            action="dossier.confirm_payment",
            subject="dossier",
            subject_id=dossier.id,
            data={"voucher": voucher, "amount": dossier.fee_amount},
            now=now,
        )
