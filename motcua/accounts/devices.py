"""Browsers that somebody signed in from before: a signed cookie, so that others' guesses do not keep the owner out.

The cookie names no one: for each account it carries a mark made with that account's password hash. A new password so
makes all browsers unknown again, one that was stolen with them included. It opens nothing; it only has tries counted
apart.
"""

import secrets

from django.core import signing
from django.utils.crypto import salted_hmac

from motcua.accounts.models import Account

COOKIE = "device"
LIFETIME = 365 * 24 * 3600
_SALT = "motcua.accounts.device"
# A counter's computer sees many people; the last ones are remembered.
_MOST = 20


def key_of(cookie: str, account: Account) -> str:
    """What tries from this browser count towards; empty when the account never signed in from it."""
    name, marks = _read(cookie)
    return f"sign-in:{account.id}:{name}" if _mark(name, account) in marks else ""


def remembered(cookie: str, account: Account) -> str:
    """The cookie for a browser from which `account` signs in now."""
    name, marks = _read(cookie)
    name = name or secrets.token_urlsafe(12)
    mark = _mark(name, account)
    kept = [one for one in marks if one != mark][-(_MOST - 1) :]
    return signing.dumps([name, *kept, mark], salt=_SALT)


def _read(cookie: str) -> tuple[str, list[str]]:
    if not cookie:
        return "", []
    try:
        name, *marks = signing.loads(cookie, salt=_SALT, max_age=LIFETIME)
    except (signing.BadSignature, ValueError):
        return "", []
    return name, marks


def _mark(name: str, account: Account) -> str:
    return salted_hmac(_SALT, f"{name} {account.id} {account.password}", algorithm="sha256").hexdigest()[:16]
