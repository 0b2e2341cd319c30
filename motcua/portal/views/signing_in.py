"""Signing in with a password, and signing out."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts.door import Actor, SignInFailed, actor_of, authenticate, devices
from motcua.directory.door import Role
from motcua.kernel import clock
from motcua.kernel.access import anyone
from motcua.kernel.addresses import client_address
from motcua.portal.access import actor_of_request
from motcua.portal.pages import page, said
from motcua.portal.views.account import begin_session, remember_browser

# Seats that configure and work on no dossier.
KEEPERS = (Role.SERVICE_OWNER, Role.ADMINISTRATOR)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
@anyone
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """Ask for username and password, then go on to `next` or to one's own work."""
    if request.method != "POST":
        return _ask(request, "", {})
    username, password = request.POST.get("username", ""), request.POST.get("password", "")
    empty = {
        **({} if username.strip() else {"username": _("Nhập tên đăng nhập.")}),
        **({} if password else {"password": _("Nhập mật khẩu.")}),
    }
    if empty:
        return _ask(request, username, empty, status=422)
    now = clock.now()
    try:
        account = authenticate(
            username=username,
            password=password,
            address=client_address(request),
            device=request.COOKIES.get(devices.COOKIE, ""),
            now=now,
        )
    except SignInFailed as refused:
        return _ask(request, username, said(refused), status=refused.status)
    begin_session(request, account)
    answer = HttpResponseRedirect(_next(request) or _own_place(actor_of(account.id, now=now)), status=303)
    remember_browser(request, answer, account)
    return answer


@require_POST
@anyone
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """End the session."""
    logout(request)
    return HttpResponseRedirect(reverse("portal:home"), status=303)


def _ask(
    request: HttpRequest, username: str, errors: dict[str, str], *, status: int = 200
) -> HttpResponseBase:
    actor = actor_of_request(request)
    return page(
        request,
        "sign_in",
        status=status,
        errors=errors,
        username=username,
        next=_next(request),
        is_demo=getattr(settings, "DEMO", False),
        own_place=(_next(request) or _own_place(actor)) if actor else "",
    )


def _next(request: HttpRequest) -> str:
    """Where the visitor wanted to go, if that is a page of this site."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    here = {request.get_host()}
    return wanted if url_has_allowed_host_and_scheme(wanted, here, require_https=request.is_secure()) else ""


def _own_place(actor: Actor | None) -> str:
    if actor is None or actor.kind != "official":
        return reverse("portal:my")
    works = any(seat.role not in KEEPERS for seat in actor.seats)
    return reverse("desk:inbox" if works or not actor.seats else "console:home")
