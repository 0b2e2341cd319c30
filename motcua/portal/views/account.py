"""One's own account: its password, and the devices on which it is signed in."""

from typing import cast
from uuid import UUID

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponseRedirect, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from motcua.accounts.door import (
    UNFINISHED,
    Account,
    Actor,
    SessionStore,
    access,
    confirmed,
    describe,
    devices,
    end_other_sessions,
    end_session,
    sessions_of,
    set_password,
)
from motcua.audit.door import record
from motcua.kernel import clock
from motcua.kernel.addresses import client_address
from motcua.kernel.errors import Invalid
from motcua.portal.access import signed_in
from motcua.portal.own_data import archive
from motcua.portal.pages import go, page, said

BACKEND = "django.contrib.auth.backends.ModelBackend"


def begin_session(request: HttpRequest, account: Account) -> None:
    """Sign in at this browser, under a new key."""
    login(request, account, backend=BACKEND)
    agent = request.headers.get("User-Agent", "")
    describe(cast(SessionStore, request.session), address=client_address(request), user_agent=agent)


def remember_browser(request: HttpRequest, answer: HttpResponseBase, account: Account) -> None:
    """Know this browser again: others' wrong guesses then do not keep its owner out."""
    answer.set_cookie(
        devices.COOKIE,
        devices.remembered(request.COOKIES.get(devices.COOKIE, ""), account),
        max_age=devices.LIFETIME,
        path=reverse("portal:sign_in"),
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


@sensitive_post_parameters("current", "password", "again")
@require_http_methods(["GET", "HEAD", "POST"])
@access(UNFINISHED)
def password(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Choose another password. All other devices are signed out."""
    errors: dict[str, str] = {}
    if request.method == "POST":
        try:
            _change(request, actor)
        except Invalid as refused:
            errors = said(refused)
        else:
            account = Account.objects.get(id=actor.id)
            begin_session(request, account)
            return HttpResponseRedirect(reverse("portal:devices") + "?done=password", status=303)
    context = {"errors": errors, "must": actor.must == "password", "smallest": 10}
    return page(request, "account_password", status=422 if errors else 200, **context)


def _change(request: HttpRequest, actor: Actor) -> None:
    chosen = request.POST.get("password", "")
    if chosen != request.POST.get("again", ""):
        raise Invalid(fields={"again": _("Hai lần nhập không giống nhau.")})
    current = request.POST.get("current", "")
    set_password(account_id=actor.id, password=chosen, current=current, actor=actor, now=clock.now())


@require_safe
@signed_in
def device_list(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Where one is signed in."""
    this = cast(SessionStore, request.session).record_id
    found = sessions_of(actor.id, this=this, now=clock.now())
    return page(request, "account_devices", sessions=found, done=request.GET.get("done", ""))


@require_POST
@signed_in
def end_device(request: HttpRequest, actor: Actor, session_id: UUID) -> HttpResponseBase:
    """Sign out one other device."""
    end_session(session_id=session_id, actor=actor, now=clock.now())
    return go("devices", done="ended")


@require_POST
@signed_in
def end_other_devices(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Sign out everywhere but here."""
    this = cast(SessionStore, request.session).record_id
    if this is not None:
        end_other_sessions(keep=this, actor=actor, now=clock.now())
    return go("devices", done="ended")


@require_safe
@signed_in
def own_data(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What is kept of oneself, and how to take it along."""
    return page(request, "account_data")


@require_POST
@signed_in
def own_data_archive(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """All that is kept of oneself, as one archive. Asks again who it is: it is worth stealing."""
    now = clock.now()
    confirmed(actor, now=now)
    action = "account.data_taken"
    record(actor=actor, action=action, subject="account", subject_id=actor.id, data={}, now=now)
    headers = {
        "Content-Disposition": f'attachment; filename="du-lieu-cua-toi-{now:%Y%m%d}.zip"',
        "Cache-Control": "private, no-store",
    }
    return StreamingHttpResponse(archive(actor, now=now), content_type="application/zip", headers=headers)
