"""What somebody has beside a password: codes of an application, recovery codes, passkeys (`passkeys`)."""

import datetime as dt
import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from motcua.accounts import rules
from motcua.accounts.actor import Actor
from motcua.accounts.errors import SignInFailed, SignInThrottled
from motcua.accounts.models import Account, Authenticator, Passkey, RecoveryCode
from motcua.accounts.policies import confirmed, may_manage
from motcua.audit.door import record
from motcua.kernel.errors import Invalid, NotAllowed, NotFound, Refused
from motcua.kernel.throttle import count_try, forget


@dataclass(frozen=True, slots=True)
class PasskeyView:
    """A passkey as its owner knows it."""

    id: UUID
    name: str
    created_at: dt.datetime
    last_used_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class SecondFactor:
    """What an account has: since when the application, how many recovery codes are left, which passkeys."""

    app_since: dt.datetime | None
    codes_left: int
    passkeys: tuple[PasskeyView, ...]


def second_factor_of(account_id: UUID) -> SecondFactor:
    """What an account has. Three statements."""
    app = Authenticator.objects.filter(account=account_id).values_list("created_at", flat=True).first()
    left = RecoveryCode.objects.filter(account=account_id, used_at=None).count()
    rows = Passkey.objects.filter(account=account_id).order_by("created_at")
    keys = tuple(PasskeyView(*one) for one in rows.values_list("id", "name", "created_at", "last_used_at"))
    return SecondFactor(app, left, keys)


def is_guarded(account_id: UUID) -> bool:
    """Whether signing in asks for more than the password. One statement."""
    return Account.objects.filter(has_second_factor(), id=account_id).exists()


def has_second_factor() -> Exists:
    """For a query of accounts: whether each has one."""
    mine = {"account": OuterRef("id")}
    return Exists(Authenticator.objects.filter(**mine)) | Exists(Passkey.objects.filter(**mine))  # type: ignore[return-value]


@transaction.atomic
def enrol_app(*, secret: str, code: str, actor: Actor | None, now: dt.datetime) -> tuple[str, ...]:
    """Take an application into use that shows `code` for `secret` (`rules.new_totp_secret`); one before it ends.

    Returns fresh recovery codes, which are shown this once. Raises NotAllowed, ConfirmFirst, Invalid (field `code`).
    """
    account = _own(actor, now)
    step = rules.totp_step(secret, rules.plain_code(code), after=0, now=now)
    if step is None:
        raise Invalid(fields={"code": _("Mã không đúng. Kiểm tra giờ của điện thoại rồi nhập mã đang hiện.")})
    given = {"secret": secret, "last_step": step, "created_at": now}
    Authenticator.objects.update_or_create(account=account, defaults=given)
    _record(account, "account.authenticator_added", now=now)
    return _fresh_codes(account)


@transaction.atomic
def remove_app(*, actor: Actor | None, now: dt.datetime) -> None:
    """Stop using the application. Raises NotAllowed, ConfirmFirst, Refused for the last factor where one must be."""
    account = _own(actor, now)
    may_lose_one(account)
    Authenticator.objects.filter(account=account).delete()
    _record(account, "account.authenticator_removed", now=now)


@transaction.atomic
def renew_recovery_codes(*, actor: Actor | None, now: dt.datetime) -> tuple[str, ...]:
    """Ten fresh codes, shown this once; those before no longer open. Raises NotAllowed, ConfirmFirst."""
    account = _own(actor, now)
    _record(account, "account.recovery_codes_renewed", now=now)
    return _fresh_codes(account)


@transaction.atomic
def reset_second_factor(*, account_id: UUID, actor: Actor | None, now: dt.datetime) -> None:
    """Take everything away from somebody who lost it; their sessions end. Raises NotAllowed, ConfirmFirst, NotFound."""
    account = Account.objects.select_for_update().filter(id=account_id).first()
    if account is None:
        raise NotFound
    manager = confirmed(may_manage(actor, account.person_id, now=now), now=now)
    for model in (Authenticator, RecoveryCode, Passkey):
        model.objects.filter(account=account).delete()
    account.sessions.all().delete()
    record(
        actor=manager, action="account.second_factor_reset", subject="account", subject_id=account.id, data={}, now=now
    )  # fmt: skip


def check_code(*, account_id: UUID, code: str, now: dt.datetime) -> Account:
    """The account, when `code` is what its application shows, for the first time, or an unused recovery code.

    Only whoever proved to know the password gets here, so tries are counted by account. Raises SignInFailed,
    SignInThrottled. Call it outside a transaction: a failure must stay counted.
    """
    key = f"code:{account_id}"
    if count_try([key], now=now)[key] > rules.LIMITS["pair"]:
        raise SignInThrottled
    account = Account.objects.filter(id=account_id, is_active=True).first()
    plain = rules.plain_code(code)
    if account is None or not (_app_shows(account, plain, now) or _recovers(account, plain, now)):
        raise SignInFailed(_("Mã không đúng hoặc đã dùng. Chờ mã mới rồi thử lại."))
    forget([key])
    return account


def may_lose_one(account: Account) -> None:
    """Where officials must have a second factor the last one is replaced, not removed. Raises Refused."""
    has = second_factor_of(account.id)
    count = len(has.passkeys) + (has.app_since is not None)
    if required_of(account) and count <= 1:
        raise Refused(
            _("Cán bộ phải có ít nhất một cách xác thực thứ hai. Hãy thêm cách khác trước khi gỡ cách này.")
        )


def required_of(account: Account) -> bool:
    """Whether this account has to have a second factor (`MOTCUA_SECOND_FACTOR`)."""
    return account.kind == Account.Kind.OFFICIAL and settings.MOTCUA_SECOND_FACTOR == "required"


def _app_shows(account: Account, code: str, now: dt.datetime) -> bool:
    app = Authenticator.objects.filter(account=account).first()
    step = rules.totp_step(app.secret, code, after=app.last_step, now=now) if app else None
    # The later step is written only once: of two at the same moment, one wins.
    return step is not None and bool(
        Authenticator.objects.filter(account=account, last_step__lt=step).update(last_step=step)
    )


def _recovers(account: Account, code: str, now: dt.datetime) -> bool:
    unused = RecoveryCode.objects.filter(account=account, digest=_digest(account, code), used_at=None)
    if not unused.update(used_at=now):
        return False
    _record(account, "account.recovery_code_used", now=now)
    return True


def _fresh_codes(account: Account) -> tuple[str, ...]:
    RecoveryCode.objects.filter(account=account).delete()
    codes = tuple(rules.new_recovery_code() for _place in range(rules.RECOVERY_CODES))
    made = [RecoveryCode(account=account, digest=_digest(account, rules.plain_code(code))) for code in codes]
    RecoveryCode.objects.bulk_create(made)
    return codes


def _digest(account: Account, plain: str) -> bytes:
    # 59 random bits: no slow hash is needed, the account's id is salt enough.
    return hashlib.sha256(account.id.bytes + plain.encode()).digest()


def _own(actor: Actor | None, now: dt.datetime) -> Account:
    signed_in = confirmed(actor, now=now)
    account = Account.objects.select_for_update().filter(id=signed_in.id).first()
    if account is None:
        raise NotAllowed
    return account


def _record(account: Account, action: str, *, now: dt.datetime) -> None:
    actor = Actor(id=account.id, name=account.name, kind=account.kind)
    record(actor=actor, action=action, subject="account", subject_id=account.id, data={}, now=now)
