"""Being signed in: whose request this is, for how long, on which devices."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.db import transaction
from django.utils.crypto import constant_time_compare

from motcua.accounts import rules
from motcua.accounts.actor import Actor
from motcua.accounts.models import Account, Session
from motcua.accounts.queries import account_in_use, actor_from
from motcua.accounts.second_factor import required_of
from motcua.accounts.session_store import (
    ADDRESS,
    CONFIRMED_AT,
    SIGNED_IN_AT,
    USER_AGENT,
    SessionStore,
)
from motcua.audit.door import record
from motcua.kernel.errors import NotAllowed, NotFound

# When somebody was last seen is noted to the minute: a write for each request would cost more than it tells.
_SEEN_NOTED_EVERY = dt.timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a session says of its request. `actor` is None when it is over; then `former` is whose it was."""

    actor: Actor | None = None
    former: UUID | None = None


@dataclass(frozen=True, slots=True)
class SessionView:
    """A device on which an account is signed in."""

    id: UUID
    device: str
    address: str
    signed_in_at: dt.datetime
    last_seen_at: dt.datetime
    is_this: bool


def standing(store: SessionStore, *, now: dt.datetime) -> Standing:
    """Who is behind a session: one statement for it, one for the account, one more for an official's positions.

    Nothing is kept between requests, so that rights end at once. A session is over when its account was closed or
    got another password, when it was ended from another device, and by time (`settings`: idle, in all).
    """
    account_id = store.get(SESSION_KEY)
    if account_id is None:
        return Standing()
    former = Standing(former=UUID(account_id))
    account = account_in_use(UUID(account_id), now=now)
    if account is None or not constant_time_compare(
        store.get(HASH_SESSION_KEY, ""), account.get_session_auth_hash()
    ):
        return former
    if _is_over(account, _time(store[SIGNED_IN_AT]), store.last_seen_at or now, now=now):
        return former
    _note_seen(store, now)
    confirmed_at = _time(store[CONFIRMED_AT]) if CONFIRMED_AT in store else None
    must = "password" if account.must_change_password else ""
    if not must and required_of(account) and not account.has_factor:  # type: ignore[attr-defined]
        must = "second_factor"
    return Standing(actor_from(account, now, confirmed_at=confirmed_at, must=must))


def describe(store: SessionStore, *, address: str, user_agent: str) -> None:
    """Write into a session from where it is used, for its owner's list of devices."""
    store.update({ADDRESS: address, USER_AGENT: user_agent[:300]})


def note_confirmed(store: SessionStore, *, now: dt.datetime) -> None:
    """The person at this browser has just proved who they are; the session gets a new key."""
    store[CONFIRMED_AT] = int(now.timestamp())
    store.cycle_key()


def renew_key(store: SessionStore) -> None:
    """A new key for this browser's session, now that its account is guarded otherwise."""
    store.cycle_key()


def sessions_of(account_id: UUID, *, this: UUID | None, now: dt.datetime) -> tuple[SessionView, ...]:
    """Where an account is signed in now, the last used first. One statement."""
    rows = Session.objects.filter(account=account_id).select_related("account").order_by("-last_seen_at")
    return tuple(
        SessionView(
            row.id,
            str(rules.device_name(row.user_agent)),
            row.address,
            row.signed_in_at,
            row.last_seen_at,
            row.id == this,
        )
        for row in rows
        if row.account and not _is_over(row.account, row.signed_in_at, row.last_seen_at, now=now)
    )


@transaction.atomic
def end_session(*, session_id: UUID, actor: Actor | None, now: dt.datetime) -> None:
    """Sign out one of one's own devices, at once. Raises NotAllowed, NotFound."""
    if actor is None or actor.scopes is not None:
        raise NotAllowed
    ended, _each = Session.objects.filter(id=session_id, account=actor.id).delete()
    if not ended:
        raise NotFound
    _record(actor, 1, now=now)


@transaction.atomic
def end_other_sessions(*, keep: UUID, actor: Actor | None, now: dt.datetime) -> int:
    """Sign out all of one's devices but one; returns how many. Raises NotAllowed."""
    if actor is None or actor.scopes is not None:
        raise NotAllowed
    ended, _each = Session.objects.filter(account=actor.id).exclude(id=keep).delete()
    _record(actor, ended, now=now)
    return ended


def _is_over(
    account: Account, signed_in_at: dt.datetime, last_seen_at: dt.datetime, *, now: dt.datetime
) -> bool:
    if now - signed_in_at >= dt.timedelta(hours=settings.MOTCUA_SESSION_HOURS):
        return True
    # A citizen's own telephone may lie about; an official's computer stands where others pass.
    idle = dt.timedelta(minutes=settings.MOTCUA_IDLE_MINUTES)
    return account.kind == Account.Kind.OFFICIAL and now - last_seen_at >= idle


def _note_seen(store: SessionStore, now: dt.datetime) -> None:
    if store.record_id and store.last_seen_at and store.last_seen_at < now - _SEEN_NOTED_EVERY:
        Session.objects.filter(id=store.record_id).update(last_seen_at=now)


def _time(seconds: int) -> dt.datetime:
    return dt.datetime.fromtimestamp(seconds, dt.UTC)


def _record(actor: Actor, ended: int, *, now: dt.datetime) -> None:
    data = {"count": ended}
    record(
        actor=actor,
        action="account.sessions_ended",
        subject="account",
        subject_id=actor.id,
        data=data,
        now=now,
    )
