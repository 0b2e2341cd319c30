"""Keys for machines."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts import rules
from motcua.accounts.actor import Actor
from motcua.accounts.models import Account, ApiToken
from motcua.accounts.policies import may_issue_token, own_or_managed
from motcua.audit.door import record
from motcua.kernel.errors import Invalid, NotFound
from motcua.kernel.text import normalise


@transaction.atomic
def issue_token(
    *,
    account_id: UUID,
    name: str,
    scopes: Iterable[str],
    actor: Actor | None,
    now: dt.datetime,
    lifetime: dt.timedelta = rules.TOKEN_LIFETIME,
) -> str:
    """A new key `mc_…` for a machine's account, limited to `scopes`. It is shown this once: only its digest is kept.

    Raises NotAllowed, ConfirmFirst, NotFound, Invalid without a name or without scopes.
    """
    account = Account.objects.select_for_update().filter(id=account_id).first()
    if account is None:
        raise NotFound
    actor = may_issue_token(actor, account, now=now)
    wanted = sorted(set(scopes))
    name = normalise(name)
    if not name or len(name) > 100 or not wanted:
        raise Invalid(_("Khóa truy cập phải có tên và ít nhất một phạm vi."))
    token = rules.new_token()
    made = ApiToken.objects.create(
        account=account,
        name=name,
        digest=rules.token_digest(token),
        scopes=wanted,
        created_at=now,
        expires_at=now + lifetime,
    )
    data = {"token": made.id, "name": name, "scopes": wanted, "expires_at": made.expires_at}
    _record(actor, "token.issued", account.id, data, now=now)
    return token


@transaction.atomic
def revoke_token(*, token_id: UUID, actor: Actor | None, now: dt.datetime) -> None:
    """Have a key stop working at once. Raises NotAllowed, NotFound."""
    token = (
        ApiToken.objects.select_for_update(of=("self",)).select_related("account").filter(id=token_id).first()
    )
    if token is None:
        raise NotFound
    actor = own_or_managed(actor, token.account_id, token.account.person_id, now=now)
    if token.revoked_at is not None:
        return
    token.revoked_at = now
    token.save(update_fields=["revoked_at"])
    _record(actor, "token.revoked", token.account_id, {"token": token.id, "name": token.name}, now=now)


def _record(
    actor: Actor, action: str, account_id: UUID, data: dict[str, object], *, now: dt.datetime
) -> None:
    record(actor=actor, action=action, subject="account", subject_id=account_id, data=data, now=now)
