"""Signing in with a password."""

import datetime as dt
import re
import secrets
from functools import lru_cache

from django.contrib.auth.hashers import check_password, make_password
from django.utils.translation import gettext as _

from motcua.accounts import devices, rules
from motcua.accounts.actor import SYSTEM, Actor
from motcua.accounts.errors import SignInFailed, SignInThrottled
from motcua.accounts.models import Account
from motcua.accounts.second_factor import check_code, is_guarded
from motcua.audit.door import record
from motcua.kernel.addresses import network
from motcua.kernel.errors import NotAllowed
from motcua.kernel.throttle import count_try, forget, take_back


def authenticate(
    *, username: str, password: str, address: str, now: dt.datetime, device: str = ""
) -> Account:
    """The account that this username and password open; the face then asks for its second factor, if it has one
    (`is_guarded`), and starts the session.

    `device` is the cookie by which a browser is known (`devices`). Raises SignInFailed in the same words, and after
    the same work, for an unknown username, a wrong password and a closed account; SignInThrottled after too many
    tries (`rules.LIMITS`). Every outcome but the last is kept in the audit trail. Call it outside a transaction: a
    failure must stay counted.
    """
    username = rules.normalise_username(username)
    account = Account.objects.filter(username=username).first()
    known = devices.key_of(device, account) if account else ""
    keys = {} if known else rules.counted_things(username, address)
    _count_device(known, now=now) if known else _count(keys, now=now)
    stale: list[str] = []
    fits = check_password(password, account.password if account else _stand_in(), setter=stale.append)
    if account is None or not fits or not account.is_active or account.kind == Account.Kind.MACHINE:
        _record_failure(account, address, now=now)
        raise SignInFailed
    if stale:  # hashed with parameters of former times
        account.password = make_password(password)
    forget([known or keys["pair"]])
    take_back([keys["address"], keys["account"]] if keys else [])
    _renew_hash(account)
    if not is_guarded(account.id):
        signed_in(account, address=address, by="password", now=now)
    return account


_CODE = re.compile(r"[0-9]{3}\s?[0-9]{3}", re.ASCII)


def confirm(*, actor: Actor | None, password: str, address: str, now: dt.datetime) -> None:
    """Let the person at a signed-in browser show once more that it is they: by password or a code of their application.

    Raises NotAllowed, SignInFailed, SignInThrottled. Call it outside a transaction: a failure must stay counted.
    """
    if actor is None or actor.scopes is not None:
        raise NotAllowed
    # By address: whoever got hold of a session elsewhere does not keep its owner from signing.
    key = f"confirm:{actor.id}@{network(address)}"
    if count_try([key], now=now)[key] > rules.LIMITS["pair"]:
        raise SignInThrottled
    account = Account.objects.get(id=actor.id)
    if _CODE.fullmatch(password.strip()):  # no password is that short
        check_code(account_id=actor.id, code=password, now=now)
    elif not check_password(password, account.password):
        _record_failure(account, address, now=now)
        raise SignInFailed(_("Mật khẩu không đúng."))
    forget([key])
    _record(account, "account.confirmed", address=address, now=now)


@lru_cache(maxsize=1)
def _stand_in() -> str:
    """A hash that nothing fits, so that an unknown username costs a verification too."""
    return make_password(secrets.token_urlsafe())


def _count(keys: dict[str, str], *, now: dt.datetime) -> None:
    """Count a try from a browser that is not known to the account. Raises SignInThrottled."""
    here = count_try([keys["pair"], keys["address"]], now=now)
    if here[keys["pair"]] > rules.LIMITS["pair"] or here[keys["address"]] > rules.LIMITS["address"]:
        raise SignInThrottled
    # What is refused at its own address does not count against the account: one place alone closes it to nobody else.
    tried = count_try([keys["account"]], now=now)[keys["account"]]
    if tried > rules.LIMITS["shut"]:
        raise SignInThrottled
    if tried > rules.LIMITS["guarded"] and here[keys["pair"]] > rules.LIMITS["guarded_pair"]:
        raise SignInThrottled


def _count_device(key: str, *, now: dt.datetime) -> None:
    if count_try([key], now=now)[key] > rules.LIMITS["device"]:
        raise SignInThrottled


def _renew_hash(account: Account) -> None:
    Account.objects.filter(id=account.id).exclude(password=account.password).update(password=account.password)


def signed_in(account: Account, *, address: str, by: str, now: dt.datetime) -> None:
    """Note that somebody is in, after everything that was asked: `by` password, code or passkey."""
    _record(account, "account.signed_in", address=address, by=by, now=now)


def _record(account: Account, action: str, *, address: str, now: dt.datetime, by: str = "") -> None:
    actor = Actor(id=account.id, name=account.name, kind=account.kind)
    data = {"address": address, **({"by": by} if by else {})}
    record(actor=actor, action=action, subject="account", subject_id=account.id, data=data, now=now)


def _record_failure(account: Account | None, address: str, *, now: dt.datetime) -> None:
    subject = "account" if account else "network"
    subject_id = account.id if account else rules.stands_for_unknown(network(address))
    data = {"address": address}
    record(
        actor=SYSTEM,
        action="account.sign_in_failed",
        subject=subject,
        subject_id=subject_id,
        data=data,
        now=now,
    )
