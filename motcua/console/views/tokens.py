"""Keys for machines: issued and shown once, taken back at once."""

import datetime as dt
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from motcua.accounts.door import Actor, issue_token, manages, revoke_token
from motcua.accounts.door import account as account_with_id
from motcua.console.access import administrators
from motcua.console.forms import Form
from motcua.console.pages import go, page
from motcua.kernel import clock
from motcua.kernel.errors import NotAllowed

# What the machine's door opens (docs of /api/v1); a scope never gives more than the account's own rights.
SCOPES = (
    ("dossiers:read", _("Đọc hồ sơ")),
    ("dossiers:write", _("Nộp, bổ sung và xử lý hồ sơ")),
)
LIFETIMES = ((30, _("30 ngày")), (90, _("90 ngày")), (365, _("1 năm")))


@administrators
def issue(request: HttpRequest, actor: Actor, account_id: UUID) -> HttpResponseBase:
    """A new key; the answer shows it, once."""
    found, now = account_with_id(account_id), clock.now()
    if not manages(actor, found.person_id, now=now):
        raise NotAllowed
    form = Form(request, days="90", scopes=[SCOPES[0][0]])
    if form.is_sent:
        with form.trying():
            known = [scope for scope, _label in SCOPES if scope in form.all("scopes")]
            form.needed("name")
            if not known:
                form.needed("scopes")
            form.check()
            days = next((days for days, _label in LIFETIMES if str(days) == form["days"]), LIFETIMES[0][0])
            token = issue_token(
                account_id=account_id,
                name=form["name"],
                scopes=known,
                lifetime=dt.timedelta(days=days),
                actor=actor,
                now=now,
            )
            return page(request, actor, "token_shown", account=found, token=token, said=form.text("name"))
    return page(
        request,
        actor,
        "token_issue",
        status=form.status,
        form=form,
        account=found,
        scopes=SCOPES,
        lifetimes=LIFETIMES,
    )


@administrators
@require_POST
def revoke(request: HttpRequest, actor: Actor, account_id: UUID, token_id: UUID) -> HttpResponseBase:
    """Have a key stop working."""
    revoke_token(token_id=token_id, actor=actor, now=clock.now())
    return go("account", account_id, done="revoked")
