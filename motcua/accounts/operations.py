"""Accounts and their passwords."""

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.contrib.auth.hashers import check_password, identify_hasher, is_password_usable, make_password
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from motcua.accounts import rules
from motcua.accounts.actor import Actor
from motcua.accounts.models import Account
from motcua.accounts.policies import confirmed, may_manage, own_or_managed
from motcua.audit.door import record
from motcua.directory.door import person
from motcua.kernel.errors import Conflict, Invalid, NotFound
from motcua.kernel.secrecy import fingerprint
from motcua.kernel.text import mask, normalise, plain_number

# As long as the columns that keep them.
_LONGEST = {"name": 200, "tax_code": 14, "phone": 30, "email": 254}


@transaction.atomic
def create_account(
    *,
    username: str,
    name: str,
    kind: str,
    actor: Actor | None,
    now: dt.datetime,
    password: str = "",
    password_hash: str = "",
    person_id: UUID | None = None,
    personal_id: str = "",
    tax_code: str = "",
    phone: str = "",
    email: str = "",
) -> UUID:
    """Make an account of kind `citizen`, `official` (needs `person_id`) or `machine` (needs no password).

    `password_hash` is a hash made by `hash_password`, so that many accounts of a demonstration cost one
    hashing; with neither, nobody can sign in with a password. A `password` that an administrator gives must be
    changed at the first sign-in. Raises NotAllowed, Invalid with the fields at
    fault, NotFound for an unknown person, Conflict when the username, or a citizen's personal number, is
    taken.
    """
    actor = may_manage(actor, person_id, now=now)
    values: dict[str, Any] = {
        "username": rules.normalise_username(username),
        "name": normalise(name),
        "kind": kind,
        "person_id": person_id,
        "personal_id": plain_number(personal_id).replace(" ", ""),
        "tax_code": plain_number(tax_code),
        "phone": normalise(phone),
        "email": normalise(email),
    }
    _check(values, password)
    if person_id:
        person(person_id)
    encoded = _encoded(password, password_hash)
    try:
        with transaction.atomic():
            account = Account.objects.create(
                **values,
                personal_id_fingerprint=_fingerprint(values["personal_id"]),
                password=encoded,
                must_change_password=bool(password) and actor.kind != "system",
            )
    except IntegrityError as error:
        raise Conflict(_("Tên đăng nhập hoặc số định danh cá nhân đã có tài khoản.")) from error
    _record(actor, "account.created", account, {"kind": kind, "person": person_id}, now=now)
    return account.id


def hash_password(password: str) -> str:
    """The stored form of a password, for `create_account(password_hash=…)`."""
    return make_password(password)


@transaction.atomic
def set_password(
    *, account_id: UUID, password: str, actor: Actor | None, now: dt.datetime, current: str = ""
) -> None:
    """Give an account a new password; its sessions end. One's own needs the `current` one, if there is one.

    Given by somebody else it serves once: the owner has to choose another before anything else. Raises NotAllowed,
    NotFound, ConfirmFirst, Invalid (fields `password`, `current`).
    """
    account = _locked(account_id)
    actor = own_or_managed(actor, account.id, account.person_id, now=now)
    own = actor.id == account.id
    if not own or not is_password_usable(account.password):
        confirmed(actor, now=now)
    elif not check_password(current, account.password):
        raise Invalid(fields={"current": _("Mật khẩu hiện tại không đúng.")})
    if problem := _password_problem(account, password):
        raise Invalid(fields={"password": problem})
    account.password = make_password(password)
    account.must_change_password = not own and actor.kind != "system"
    account.save(update_fields=["password", "must_change_password"])
    account.sessions.all().delete()
    _record(actor, "account.password_set", account, {}, now=now)


def _password_problem(account: Account, password: str) -> Any:
    if account.must_change_password and check_password(password, account.password):
        return _("Chọn mật khẩu khác với mật khẩu được cấp.")
    return rules.password_problem(password, username=account.username, name=account.name)


@transaction.atomic
def change_account(
    *,
    account_id: UUID,
    actor: Actor | None,
    now: dt.datetime,
    name: str | None = None,
    phone: str | None = None,
    email: str | None = None,
) -> None:
    """Change an owner's name and contacts; None leaves a value. Raises NotAllowed, NotFound, Invalid."""
    account = _locked(account_id)
    actor = own_or_managed(actor, account.id, account.person_id, now=now)
    given = {"name": name, "phone": phone, "email": email}
    new = {key: normalise(value) for key, value in given.items() if value is not None}
    changed = [key for key, value in new.items() if getattr(account, key) != value]
    problems = _too_long(new)
    if new.get("name") == "":
        problems["name"] = _("Không được để trống.")
    if problems:
        raise Invalid(fields=problems)
    if not changed:
        return
    Account.objects.filter(id=account.id).update(**{key: new[key] for key in changed})
    _record(actor, "account.changed", account, {"fields": changed}, now=now)


@transaction.atomic
def set_active(*, account_id: UUID, active: bool, actor: Actor | None, now: dt.datetime) -> None:
    """Close an account (sessions and keys end at once), or open it again.

    Raises NotAllowed, NotFound, Conflict when its owner closed it for good.
    """
    account = _locked(account_id)
    actor = may_manage(actor, account.person_id, now=now)
    if account.is_active == active:
        return
    if account.erased_at is not None:
        raise Conflict(_("Chủ tài khoản đã đóng hẳn tài khoản này và dữ liệu đã xóa, không mở lại được."))
    account.is_active = active
    account.save(update_fields=["is_active"])
    _record(actor, "account.opened" if active else "account.closed", account, {}, now=now)


def _too_long(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        key: _("Nhập không quá %(max)d ký tự.") % {"max": limit}
        for key, limit in _LONGEST.items()
        if len(values.get(key, "")) > limit
    }


def _check(values: dict[str, Any], password: str) -> None:
    problems = _too_long(values)
    if problem := rules.username_problem(values["username"]):
        problems["username"] = problem
    if not values["name"]:
        problems["name"] = _("Không được để trống.")
    if values["kind"] not in Account.Kind.values:
        problems["kind"] = _("Giá trị không có trong danh sách.")
    if (values["kind"] == Account.Kind.OFFICIAL) != (values["person_id"] is not None):
        problems["person_id"] = _("Tài khoản cán bộ phải gắn với một người trong danh bạ.")
    if values["personal_id"] and not rules.PERSONAL_ID.fullmatch(values["personal_id"]):
        problems["personal_id"] = _("Số định danh cá nhân gồm 12 chữ số.")
    if password and (
        problem := rules.password_problem(password, username=values["username"], name=values["name"])
    ):
        problems["password"] = problem
    if problems:
        raise Invalid(fields=problems)


def _fingerprint(personal_id: str) -> bytes | None:
    """What keeps a number unique that the database cannot read."""
    return fingerprint(personal_id, purpose="accounts.personal_id") if personal_id else None


def _encoded(password: str, password_hash: str) -> str:
    if password_hash:
        identify_hasher(password_hash)  # ValueError: a clear password in the place of a hash
        return password_hash
    return make_password(password or None)


def _locked(account_id: UUID) -> Account:
    account = Account.objects.select_for_update().filter(id=account_id).first()
    if account is None:
        raise NotFound
    return account


def _record(actor: Actor, action: str, account: Account, data: dict[str, Any], *, now: dt.datetime) -> None:
    said = {"username": mask(account.username), **data}
    record(actor=actor, action=action, subject="account", subject_id=account.id, data=said, now=now)


def note_unread(account_id: UUID) -> None:
    """One more notice lies in somebody's list, in the caller's transaction."""
    Account.objects.filter(id=account_id).update(unread=F("unread") + 1)


def read_all(account_id: UUID) -> None:
    """Somebody looked at their notices."""
    Account.objects.filter(id=account_id).update(unread=0)
