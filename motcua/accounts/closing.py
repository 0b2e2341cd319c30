"""A citizen closes their own account for good, and nothing of it tells any more whose it was."""

import datetime as dt
from dataclasses import replace

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.actor import Actor
from motcua.accounts.models import Account, Authenticator
from motcua.accounts.policies import confirmed
from motcua.audit.door import erase_entries
from motcua.kernel.errors import NotAllowed, NotFound

# Stands where a name stood, in lists of administrators.
CLOSED = "Tài khoản đã đóng"
# Of what was recorded of the account: facts without people.
_KEPT = ("kind", "count", "fields")


def require_closable(actor: Actor | None) -> Actor:
    """`actor`, when the account is one that its owner may close: officials' and machines' belong to their agency.

    Raises NotAllowed.
    """
    if actor is None or actor.scopes is not None or actor.kind != Account.Kind.CITIZEN:
        raise NotAllowed(_("Tài khoản của cán bộ và của hệ thống kết nối do người quản trị đóng."))
    return actor


@transaction.atomic
def close_own_account(*, actor: Actor | None, now: dt.datetime) -> None:
    """Erase the actor's own account: name, numbers, contacts, ways to sign in; sessions and keys end.

    The row stays without them, because dossiers and the trail point at it; its number may open another account. What it
    still owns elsewhere is for the caller to look at first. Raises NotAllowed, NotFound, ConfirmFirst.
    """
    by = confirmed(require_closable(actor), now=now)
    account = Account.objects.select_for_update().filter(id=by.id, is_active=True).first()
    if account is None:
        raise NotFound
    account.username, account.name = f"closed-{account.id.hex}", CLOSED
    account.personal_id = account.tax_code = account.phone = account.email = ""
    account.personal_id_fingerprint = None
    account.password = make_password(None)
    account.is_active, account.erased_at = False, now
    account.save()
    for owned in (account.sessions, account.tokens, account.recovery_codes, account.passkeys):
        owned.all().delete()
    Authenticator.objects.filter(account=account).delete()
    erase_entries(
        subject="account",
        subject_id=account.id,
        people=[account.id],
        keep=_KEPT,
        actor=replace(by, name=""),  # this entry is never blanked
        action="account.erased",
        data={},
        now=now,
    )
