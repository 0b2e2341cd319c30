"""Accounts: the list, the page of one, new ones, passwords that are shown once."""

import datetime as dt
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.door import (
    Account,
    AccountView,
    Actor,
    create_account,
    is_guarded,
    manages,
    reset_second_factor,
    set_active,
    set_password,
    tokens_of,
)
from motcua.accounts.door import account as account_with_id
from motcua.accounts.door import accounts as list_accounts
from motcua.audit.door import LookKind, Purpose, note_look
from motcua.console.access import ADMINISTRATORS, administrators, provincial
from motcua.console.forms import Form
from motcua.console.one_time import new_password
from motcua.console.pages import go, page
from motcua.directory.door import person
from motcua.kernel import clock
from motcua.kernel.errors import NotAllowed
from motcua.kernel.text import fold, mask


@provincial
@require_safe
def accounts(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Accounts of one kind by username; those of connected systems first."""
    kind = request.GET.get("kind", Account.Kind.MACHINE)
    q = request.GET.get("q", "").strip()
    found = list_accounts(kind=kind or None, q=q, cursor=request.GET.get("cursor", ""))
    return page(request, actor, "accounts", found=found, q=q, kind=kind, kinds=Account.Kind.choices)


@administrators
@require_safe
def account(request: HttpRequest, actor: Actor, account_id: UUID) -> HttpResponseBase:
    """One account and its keys; for those who may manage it."""
    found, now = account_with_id(account_id), clock.now()
    if not manages(actor, found.person_id, now=now):
        raise NotAllowed
    if account_id != actor.id:
        _note_look(actor, found, now=now)
    return page(
        request,
        actor,
        "account",
        account=found,
        kind=Account.Kind(found.kind).label,
        has_factor=is_guarded(account_id),
        is_machine=found.kind == Account.Kind.MACHINE,
        tokens=tokens_of(account_id),
        now=now,
    )


@administrators
def add_official(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponseBase:
    """Give a person an account; the answer shows its first password, once."""
    found = person(person_id)
    form = Form(request, username=fold(found.name).replace(" ", "."))
    if form.is_sent:
        with form.trying():
            password = new_password()
            made = create_account(
                username=form["username"],
                name=found.name,
                kind=Account.Kind.OFFICIAL,
                person_id=person_id,
                phone=found.phone,
                email=found.email,
                password=password,
                actor=actor,
                now=clock.now(),
            )
            return page(request, actor, "password_shown", account=account_with_id(made), password=password)
    return page(request, actor, "account_official", status=form.status, form=form, person=found)


@provincial
def add_machine(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Give another system an account; it signs in with keys only."""
    form = Form(request)
    if form.is_sent:
        with form.trying():
            made = create_account(
                username=form["username"],
                name=form["name"],
                kind=Account.Kind.MACHINE,
                phone=form["phone"],
                email=form["email"],
                actor=actor,
                now=clock.now(),
            )
            return go("account", made, done="account")
    return page(request, actor, "account_machine", status=form.status, form=form)


@administrators
def reset_password(request: HttpRequest, actor: Actor, account_id: UUID) -> HttpResponseBase:
    """A new password; the answer shows it, once. Sessions of the account end."""
    found, now = account_with_id(account_id), clock.now()
    if not manages(actor, found.person_id, now=now):
        raise NotAllowed
    form = Form(request)
    if form.is_sent:
        with form.trying():
            password = new_password()
            set_password(account_id=account_id, password=password, actor=actor, now=now)
            return page(request, actor, "password_shown", account=found, password=password)
    return page(request, actor, "account_password", status=form.status, form=form, account=found)


@administrators
@require_POST
def switch(request: HttpRequest, actor: Actor, account_id: UUID) -> HttpResponseBase:
    """Close an account, or open it again."""
    active = request.POST.get("active") == "1"
    set_active(account_id=account_id, active=active, actor=actor, now=clock.now())
    return go("account", account_id, done="opened" if active else "shut")


@administrators
@require_POST
def reset_factor(request: HttpRequest, actor: Actor, account_id: UUID) -> HttpResponseBase:
    """Take away what somebody lost: their application, passkeys and recovery codes. They set up others."""
    reset_second_factor(account_id=account_id, actor=actor, now=clock.now())
    return go("account", account_id, done="factor")


def _note_look(actor: Actor, found: AccountView, *, now: dt.datetime) -> None:
    seat = actor.seat(*ADMINISTRATORS)
    note_look(
        actor=actor,
        role=seat.role if seat else "",
        agency_name=seat.agency_name if seat else "",
        subject="account",
        subject_id=found.id,
        label=mask(found.username),
        kind=LookKind.ACCOUNT,
        purpose=Purpose.ADMINISTRATION,
        now=now,
    )
