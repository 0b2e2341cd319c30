"""What one shows beside the password: an application's codes, passkeys, recovery codes."""

import base64
from typing import cast
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.door import (
    UNFINISHED,
    Account,
    Actor,
    SessionStore,
    Site,
    access,
    confirmed,
    enrol_app,
    new_totp_secret,
    register,
    registration,
    remove_app,
    remove_passkey,
    renew_key,
    renew_recovery_codes,
    second_factor_of,
    totp_address,
)
from motcua.kernel import clock
from motcua.kernel.errors import Invalid
from motcua.kernel.secrecy import decrypt, encrypt
from motcua.kernel.ui.environment import site_name
from motcua.portal.pages import go, page, said
from motcua.portal.qr import qr_image

own = access(UNFINISHED)
# What waits in the session until it is proved to work; sealed, for the session lies in the database.
_SECRET, _CHALLENGE = "app_secret", "passkey_challenge"
_PURPOSE = "session.authenticator"


def site_of(request: HttpRequest) -> Site:
    """This site as the browser sees it. The host is one of `ALLOWED_HOSTS`."""
    host = request.get_host()
    return Site(domain=host.rpartition(":")[0] or host, origin=f"{request.scheme}://{host}")


def keep_challenge(request: HttpRequest, challenge: bytes) -> None:
    """Remember what the browser has to answer."""
    request.session[_CHALLENGE] = base64.b64encode(challenge).decode()


def take_challenge(request: HttpRequest) -> bytes:
    """What the browser has to answer: once. Nothing answers an empty one."""
    return base64.b64decode(request.session.pop(_CHALLENGE, ""))


@require_safe
@own
def overview(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """What there is, and how to add more."""
    has = second_factor_of(actor.id)
    done = request.GET.get("done", "")
    return page(request, "second_factor", has=has, done=done, must=actor.must == "second_factor")


@require_POST
@own
def new_app(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """A fresh secret to be read by the application, which proves with a code that it has it."""
    confirmed(actor, now=clock.now())
    secret = new_totp_secret()
    request.session[_SECRET] = base64.b64encode(encrypt(secret.encode(), purpose=_PURPOSE)).decode()
    return _app_page(request, actor, secret, {})


@sensitive_post_parameters("code")
@require_POST
@own
def add_app(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Take the application into use; the answer shows the recovery codes, once."""
    sealed = request.session.get(_SECRET, "")
    if not sealed:
        return go("second_factor")
    secret = decrypt(base64.b64decode(sealed), purpose=_PURPOSE).decode()
    try:
        codes = enrol_app(secret=secret, code=request.POST.get("code", ""), actor=actor, now=clock.now())
    except Invalid as refused:
        return _app_page(request, actor, secret, said(refused))
    del request.session[_SECRET]
    renew_key(cast(SessionStore, request.session))
    return page(request, "recovery_codes", codes=codes)


@require_POST
@own
def drop_app(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Stop using the application."""
    remove_app(actor=actor, now=clock.now())
    renew_key(cast(SessionStore, request.session))
    return go("second_factor", done="removed")


@require_POST
@own
def new_codes(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Fresh recovery codes, shown once."""
    return page(request, "recovery_codes", codes=renew_recovery_codes(actor=actor, now=clock.now()))


@require_POST
@own
def new_passkey(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Ask for a name and let the device make a key."""
    return _passkey_page(request, actor, {})


@require_POST
@own
def add_passkey(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Keep the key that the device made."""
    try:
        register(
            answer=request.POST.get("answer", ""),
            challenge=take_challenge(request),
            name=request.POST.get("name", ""),
            site=site_of(request),
            actor=actor,
            now=clock.now(),
        )
    except Invalid as refused:
        return _passkey_page(request, actor, said(refused))
    renew_key(cast(SessionStore, request.session))
    return go("second_factor", done="added")


@require_POST
@own
def drop_passkey(request: HttpRequest, actor: Actor, passkey_id: UUID) -> HttpResponseBase:
    """Stop accepting a key."""
    remove_passkey(passkey_id=passkey_id, actor=actor, now=clock.now())
    renew_key(cast(SessionStore, request.session))
    return go("second_factor", done="removed")


def _app_page(request: HttpRequest, actor: Actor, secret: str, errors: dict[str, str]) -> HttpResponseBase:
    username = Account.objects.values_list("username", flat=True).get(id=actor.id)
    qr = qr_image(totp_address(secret, username=username, issuer=site_name()))
    spaced = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    return page(request, "app_new", status=422 if errors else 200, errors=errors, qr=qr, secret=spaced)


def _passkey_page(request: HttpRequest, actor: Actor, errors: dict[str, str]) -> HttpResponseBase:
    options, challenge = registration(actor=actor, site=site_of(request), title=site_name(), now=clock.now())
    keep_challenge(request, challenge)
    name = request.POST.get("name", "") or _("Khóa của tôi")
    return page(
        request, "passkey_new", status=422 if errors else 200, errors=errors, options=options, called=name
    )
