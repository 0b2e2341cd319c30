"""Signing in with a password."""

import datetime as dt
import secrets
from functools import lru_cache

from django.contrib.auth.hashers import check_password, make_password
from django.db import connection, transaction
from django.db.models import F
from django.db.models.functions import Greatest

from motcua.accounts import rules
from motcua.accounts.actor import SYSTEM, Actor
from motcua.accounts.errors import SignInFailed, SignInThrottled
from motcua.accounts.models import Account, SignInCount
from motcua.audit.door import record


def authenticate(*, username: str, password: str, address: str, now: dt.datetime) -> Account:
    """The account that this username and password open; the face then starts the session.

    Raises SignInFailed in the same words, and after the same work, for an unknown username, a wrong password
    and a closed account; SignInThrottled after too many tries of one account or from one address within 15
    minutes. Every outcome but the last is kept in the audit trail. Call it outside a transaction: a failure
    must stay counted.
    """
    username = rules.normalise_username(username)
    keys = rules.counted_keys(username, address)
    _count(keys, now=now)
    account = Account.objects.filter(username=username).first()
    stale: list[str] = []
    fits = check_password(password, account.password if account else _stand_in(), setter=stale.append)
    if account is None or not fits or not account.is_active or account.kind == Account.Kind.MACHINE:
        _record_failure(account, address, now=now)
        raise SignInFailed
    if stale:  # hashed with parameters of former times
        account.password = make_password(password)
    _succeed(account, keys, address=address, now=now)
    return account


@lru_cache(maxsize=1)
def _stand_in() -> str:
    """A hash that nothing fits, so that an unknown username costs a verification too."""
    return make_password(secrets.token_urlsafe())


# A try is counted before it is made, so that simultaneous guesses cannot slip through. The rows are touched
# in the same order by everyone. A window does not move with new tries: nobody is kept out for longer than it
# lasts.
_COUNT = """
INSERT INTO accounts_signincount AS counted (key, count, since)
VALUES (%(pair)s, 1, %(now)s), (%(account)s, 1, %(now)s), (%(address)s, 1, %(now)s)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN counted.since <= %(start)s THEN 1 ELSE counted.count + 1 END,
    since = CASE WHEN counted.since <= %(start)s THEN %(now)s ELSE counted.since END
RETURNING key, count
"""


def _count(keys: dict[str, str], *, now: dt.datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {**keys, "now": now, "start": now - rules.WINDOW})
        counts = dict(cursor.fetchall())
    if any(counts[keys[kind]] > limit for kind, limit in rules.LIMITS.items()):
        raise SignInThrottled


@transaction.atomic
def _succeed(account: Account, keys: dict[str, str], *, address: str, now: dt.datetime) -> None:
    SignInCount.objects.filter(key=keys["pair"]).delete()
    others = SignInCount.objects.filter(key__in=[keys["account"], keys["address"]])
    others.update(count=Greatest(F("count") - 1, 0))
    Account.objects.filter(id=account.id).exclude(password=account.password).update(password=account.password)
    actor = Actor(id=account.id, name=account.name, kind=account.kind)
    data = {"address": address}
    record(
        actor=actor, action="account.signed_in", subject="account", subject_id=account.id, data=data, now=now
    )


def _record_failure(account: Account | None, address: str, *, now: dt.datetime) -> None:
    subject = "account" if account else "network"
    subject_id = account.id if account else rules.stands_for_unknown(rules.network(address))
    data = {"address": address}
    record(
        actor=SYSTEM,
        action="account.sign_in_failed",
        subject=subject,
        subject_id=subject_id,
        data=data,
        now=now,
    )


def sweep(*, now: dt.datetime) -> int:
    """Throw away counts whose window is long over; returns how many."""
    return SignInCount.objects.filter(since__lt=now - 2 * rules.WINDOW).delete()[0]
