"""Letting messages go: by rule of retention, or with the thing that they told of."""

import datetime as dt
import uuid

from django.db.models import Count, Min

from motcua.audit.door import Order, Stock
from motcua.notices.models import Message, Preference, Round

# Longer than anything lasts of which one is told once.
_ROUNDS_KEPT = dt.timedelta(days=400)


def old_messages(before: dt.datetime) -> Stock:
    """Messages written before `before`, sent or not. One statement."""
    found = Message.objects.filter(created_at__lt=before).aggregate(
        count=Count("id"), oldest=Min("created_at")
    )
    return Stock(**found)


def forget_messages(order: Order, most: int) -> int:
    """Erase at most `most` of them."""
    found = Message.objects.filter(created_at__lt=order.before).order_by("created_at")
    ids = list(found.select_for_update(skip_locked=True).values_list("id", flat=True)[:most])
    return Message.objects.filter(id__in=ids).delete()[0]


def forget_about(kind: str, about_id: uuid.UUID) -> None:
    """Erase all that was told of a thing that is itself erased."""
    Message.objects.filter(about_kind=kind, about_id=about_id).delete()


def forget_person(account_id: uuid.UUID) -> None:
    """Erase what an account was told and how it wanted to hear; in the transaction that closes it."""
    Message.objects.filter(account=account_id).delete()
    Preference.objects.filter(account=account_id).delete()


def forget_rounds(*, now: dt.datetime) -> None:
    """Forget rounds of long ago."""
    Round.objects.filter(at__lt=now - _ROUNDS_KEPT).delete()
