"""Who may touch accounts, keys and delegations. No actor means no."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from motcua.accounts.actor import Actor
from motcua.accounts.errors import ConfirmFirst
from motcua.accounts.models import Account, Delegation
from motcua.directory.door import PositionView, administers, positions_of
from motcua.kernel import clock
from motcua.kernel.compiled import Given
from motcua.kernel.errors import NotAllowed


def may_manage(actor: Actor | None, person_id: UUID | None, *, now: dt.datetime) -> Actor:
    """`actor`, when they administer every agency in which that person has a seat; the whole province when in none.

    An administrator of a commune so cannot take over the account of one above. Raises NotAllowed.
    """
    if actor is None or actor.scopes is not None:  # no scope of a key reaches accounts
        raise NotAllowed
    if actor.kind == "system":
        return actor
    # Who takes over an account acts in what was delegated to its person too.
    held = positions_of(person_id, today(now), also=delegated_to(person_id, now)) if person_id else ()
    if not all(administers(actor, path) for path in _paths(held)):
        raise NotAllowed
    return actor


def manages(actor: Actor | None, person_id: UUID | None, *, now: dt.datetime) -> bool:
    """Whether `may_manage` lets the actor through: for faces, which hide what would be refused."""
    try:
        may_manage(actor, person_id, now=now)
    except NotAllowed:
        return False
    return True


def own_or_managed(
    actor: Actor | None, account_id: UUID, person_id: UUID | None, *, now: dt.datetime
) -> Actor:
    """`actor`, when the account is theirs or they may manage it. Raises NotAllowed."""
    if actor is not None and actor.id == account_id and actor.scopes is None:
        return actor
    return may_manage(actor, person_id, now=now)


def confirmed(actor: Actor | None, *, now: dt.datetime) -> Actor:
    """`actor`, when the person has proved who they are within `MOTCUA_CONFIRM_MINUTES`: for what binds them or others.

    A signature, a key or a new password must not be had from a computer that somebody left alone. Keys of machines
    never pass. Raises ConfirmFirst, NotAllowed.
    """
    if actor is None or actor.scopes is not None:
        raise NotAllowed
    if actor.kind == "system":
        return actor
    lasts = dt.timedelta(minutes=settings.MOTCUA_CONFIRM_MINUTES)
    if actor.confirmed_at is None or now - actor.confirmed_at > lasts:
        raise ConfirmFirst
    return actor


def may_delegate(actor: Actor | None, position: PositionView) -> Actor:
    """`actor`, when the position is their own (not one delegated to them) or in an agency they administer."""
    if actor is None or actor.scopes is not None:
        raise NotAllowed
    own = actor.person_id is not None and actor.person_id == position.person_id
    if not own and not administers(actor, position.agency_path):
        raise NotAllowed
    return actor


def may_issue_token(actor: Actor | None, account: Account, *, now: dt.datetime) -> Actor:
    """`actor`, when it is a machine's account and they may manage it: a key to a person's account would act in that
    person's name without them. Raises NotAllowed, ConfirmFirst.
    """
    allowed = may_manage(actor, account.person_id, now=now)
    if allowed.kind != "system" and account.kind != Account.Kind.MACHINE:
        raise NotAllowed(_("Chỉ cấp khóa truy cập cho tài khoản của hệ thống kết nối."))
    return confirmed(allowed, now=now)


def live_delegations(now: dt.datetime | Given, day: dt.date | Given) -> Q:
    """The filter of delegations in force at `now`, on its `day` in Vietnam."""
    return (Q(revoked_at=None) | Q(revoked_at__gt=now)) & Q(from_date__lte=day, until_date__gte=day)


def delegated_to(person_id: UUID, now: dt.datetime) -> list[UUID]:
    """The positions in which a person may act for their holders."""
    mine = Delegation.objects.filter(live_delegations(now, today(now)), to_person=person_id)
    return list(mine.values_list("position_id", flat=True))


def today(now: dt.datetime) -> dt.date:
    """The day in Vietnam."""
    return now.astimezone(clock.VIETNAM).date()


def _paths(held: Iterable[PositionView]) -> list[str]:
    return [position.agency_path for position in held] or [""]
