"""Closing one's own account for good."""

from django.contrib.auth import logout
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from motcua.accounts.door import Actor, require_closable
from motcua.dossiers import door as dossiers
from motcua.kernel import clock
from motcua.kernel.access import anyone
from motcua.kernel.errors import Invalid
from motcua.portal.access import signed_in
from motcua.portal.pages import go, page, public_page, said


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def close_account(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What goes and what stays, and the button; or which dossiers have to end first."""
    require_closable(actor)
    status = 200
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            _close(request, actor)
        except (Invalid, dossiers.StillRunning) as refused:
            status, errors = refused.status, said(refused) if refused.fields else {}
        else:
            logout(request)
            return go("account_closed")
    running = dossiers.running_of(actor)
    return page(request, "account_close", status=status, errors=errors, running=running)


def _close(request: HttpRequest, actor: Actor) -> None:
    if not request.POST.get("sure"):
        raise Invalid(fields={"sure": _("Đánh dấu rằng bạn đã hiểu.")})
    dossiers.close_account(actor=actor, now=clock.now())


@require_safe
@anyone
def account_closed(request: HttpRequest) -> HttpResponseBase:
    """The account is gone; nobody is signed in any more."""
    return public_page(request, "account_closed")
