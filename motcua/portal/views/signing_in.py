"""Signing in with a password and a second factor or with a passkey, and signing out."""

import datetime as dt
from uuid import UUID

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts.door import (
    Account,
    Actor,
    SignInFailed,
    actor_of,
    authenticate,
    authenticate_with_passkey,
    challenge,
    check_code,
    devices,
    is_guarded,
    second_factor_of,
    signed_in,
)
from motcua.directory.door import Role
from motcua.kernel import clock
from motcua.kernel.access import anyone
from motcua.kernel.addresses import client_address, network
from motcua.kernel.throttle import throttle
from motcua.portal.access import actor_of_request
from motcua.portal.pages import go, page, said
from motcua.portal.views.account import begin_session, remember_browser
from motcua.portal.views.second_factor import keep_challenge, site_of, take_challenge

# How long a right password waits for its code.
WAIT_FOR_CODE = dt.timedelta(minutes=10)
PASSKEY_TRIES = 60
_WAITING = "second_step"
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
    if is_guarded(account.id):
        return _wait_for_second_factor(request, account, now)
    return _enter(request, account, _next(request), now)


@require_POST
@anyone
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """End the session."""
    logout(request)
    return HttpResponseRedirect(reverse("portal:home"), status=303)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@anyone
def sign_in_code(request: HttpRequest) -> HttpResponseBase:
    """The second step for whoever has a second factor: a code of their application, or a recovery code."""
    now = clock.now()
    waiting = request.session.get(_WAITING, {})
    if waiting.get("until", 0) < now.timestamp():
        return _ask(request, "", {})
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            account = check_code(
                account_id=UUID(waiting["account"]), code=request.POST.get("code", ""), now=now
            )
        except SignInFailed as refused:
            errors = {"code": str(refused.detail)}
        else:
            signed_in(account, address=client_address(request), by="code", now=now)
            return _enter(request, account, waiting["next"], now)
    has = second_factor_of(UUID(waiting["account"]))
    return page(request, "sign_in_code", status=401 if errors else 200, errors=errors, has=has)


@require_POST
@anyone
def passkey_options(request: HttpRequest) -> HttpResponseBase:
    """What the browser needs to ask its owner for a passkey."""
    throttle(f"passkey:{network(client_address(request))}", limit=PASSKEY_TRIES, now=clock.now())
    options, asked = challenge(site=site_of(request))
    keep_challenge(request, asked)
    return HttpResponse(options, content_type="application/json")


@require_POST
@anyone
def sign_in_passkey(request: HttpRequest) -> HttpResponseBase:
    """Sign in by a passkey, which is two factors in one."""
    now = clock.now()
    waiting = request.session.get(_WAITING, {})
    try:
        account = authenticate_with_passkey(
            answer=request.POST.get("answer", ""),
            challenge=take_challenge(request),
            site=site_of(request),
            now=now,
        )
    except SignInFailed as refused:
        return _ask(request, "", said(refused), status=422)
    signed_in(account, address=client_address(request), by="passkey", now=now)
    return _enter(request, account, _next(request) or waiting.get("next", ""), now)


def _wait_for_second_factor(request: HttpRequest, account: Account, now: dt.datetime) -> HttpResponseBase:
    """Nobody is signed in yet; the session, under a new key, only knows whose code is awaited."""
    request.session.flush()
    until = int((now + WAIT_FOR_CODE).timestamp())
    request.session[_WAITING] = {"account": str(account.id), "until": until, "next": _next(request)}
    return go("sign_in_code")


def _enter(request: HttpRequest, account: Account, wanted: str, now: dt.datetime) -> HttpResponseBase:
    request.session.pop(_WAITING, None)
    begin_session(request, account)
    answer = HttpResponseRedirect(wanted or _own_place(actor_of(account.id, now=now)), status=303)
    remember_browser(request, answer, account)
    return answer


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
