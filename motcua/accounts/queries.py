"""Who somebody is and what they may do now."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import DateField, DateTimeField, OuterRef, Q, QuerySet, UUIDField

from motcua.accounts import rules
from motcua.accounts.actor import Actor, Seat
from motcua.accounts.models import Account, ApiToken, Delegation
from motcua.accounts.policies import live_delegations, today
from motcua.accounts.second_factor import has_second_factor
from motcua.directory.door import positions_of
from motcua.kernel.compiled import Compiled, Given
from motcua.kernel.errors import NotFound
from motcua.kernel.paging import Page, cut, decode_cursor, page_size
from motcua.kernel.text import normalise

# A key's last use is noted to the hour: a write for each request would cost more than it tells.
_USE_NOTED_EVERY = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class AccountView:
    """An account as administrators and its owner see it."""

    id: UUID
    username: str
    name: str
    kind: str
    person_id: UUID | None
    personal_id: str
    tax_code: str
    phone: str
    email: str
    is_active: bool
    erased_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class TokenView:
    """What is known of a machine's key: all but the key."""

    id: UUID
    name: str
    scopes: tuple[str, ...]
    created_at: dt.datetime
    expires_at: dt.datetime
    last_used_at: dt.datetime | None
    revoked_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class DelegationView:
    """A delegation with the names of both sides."""

    id: UUID
    position_id: UUID
    holder_name: str
    agency_name: str
    role: str
    to_person_id: UUID
    to_name: str
    from_date: dt.date
    until_date: dt.date
    ground: str
    revoked_at: dt.datetime | None


def actor_of(account_id: UUID, *, now: dt.datetime) -> Actor | None:
    """The actor behind an account with the seats held at `now`; None when it is closed or unknown.

    One statement, two for an official. Nothing is kept between calls, so that rights end at once.
    """
    account = account_in_use(account_id, now=now)
    return actor_from(account, now) if account else None


def actor_by_token(token: str, *, now: dt.datetime) -> Actor | None:
    """The actor behind a machine's key, limited to its scopes; None when it does not work (any more)."""
    if not token.startswith(rules.TOKEN_PREFIX):
        return None
    found = ApiToken.objects.filter(
        digest=rules.token_digest(token), revoked_at=None, expires_at__gt=now
    ).first()
    account = account_in_use(found.account_id, now=now) if found else None
    if found is None or account is None:
        return None
    stale = Q(last_used_at=None) | Q(last_used_at__lt=now - _USE_NOTED_EVERY)
    if found.last_used_at is None or found.last_used_at < now - _USE_NOTED_EVERY:
        ApiToken.objects.filter(stale, id=found.id).update(last_used_at=now)
    return actor_from(account, now, scopes=frozenset(found.scopes))


def account_in_use(account_id: UUID, *, now: dt.datetime) -> Account | None:
    """The account unless it is closed or unknown, with `has_factor` (a second one) and `delegated`: the ids of the
    positions delegated to its person at `now`. One statement.
    """
    return _IN_USE.first(id=account_id, now=now, day=today(now))


def _in_use() -> QuerySet[Account]:
    live = live_delegations(Given("now", DateTimeField()), Given("day", DateField()))
    delegated = Delegation.objects.filter(live, to_person=OuterRef("person_id"))
    return Account.objects.filter(id=Given("id", UUIDField()), is_active=True).annotate(
        has_factor=has_second_factor(), delegated=ArraySubquery(delegated.values("position_id").distinct())
    )


_IN_USE = Compiled(_in_use)


def actor_from(
    account: Account,
    now: dt.datetime,
    *,
    scopes: frozenset[str] | None = None,
    confirmed_at: dt.datetime | None = None,
    must: str = "",
) -> Actor:
    """The actor that an `account_in_use` stands for. An official's positions cost a statement."""
    return Actor(
        id=account.id,
        name=account.name,
        kind=account.kind,
        person_id=account.person_id,
        personal_id=account.personal_id,
        phone=account.phone,
        email=account.email,
        seats=_seats(account, now),
        scopes=scopes,
        unread=account.unread,
        confirmed_at=confirmed_at,
        must=must,
    )


def _seats(account: Account, now: dt.datetime) -> tuple[Seat, ...]:
    if account.person_id is None:
        return ()
    held = positions_of(account.person_id, today(now), also=account.delegated)  # type: ignore[attr-defined]
    seats = (
        Seat(
            position_id=one.position_id,
            agency_id=one.agency_id,
            agency_path=one.agency_path,
            agency_name=one.agency_name,
            unit=one.unit,
            role=one.role,
            acting_for="" if one.person_id == account.person_id else one.person_name,
        )
        for one in held
    )
    return tuple(sorted(seats, key=lambda seat: bool(seat.acting_for)))


_ACCOUNT = (
    "id", "username", "name", "kind", "person_id", "personal_id", "tax_code", "phone", "email", "is_active",
    "erased_at",
)  # fmt: skip


def account(account_id: UUID) -> AccountView:
    """One account, closed ones too. Raises NotFound."""
    row = Account.objects.filter(id=account_id).values_list(*_ACCOUNT).first()
    if row is None:
        raise NotFound
    return AccountView(*row)


def accounts_of(person_id: UUID) -> tuple[AccountView, ...]:
    """The accounts of a person of the directory, by username."""
    rows = Account.objects.filter(person=person_id).order_by("username")
    return tuple(AccountView(*row) for row in rows.values_list(*_ACCOUNT))


def accounts(*, kind: str | None = None, q: str = "", cursor: str = "", size: int = 50) -> Page[AccountView]:
    """Accounts by username, a page at a time; `q` finds the beginning of a username."""
    size = page_size(size)
    rows = Account.objects.order_by("username")
    if kind is not None:
        rows = rows.filter(kind=kind)
    if q:
        rows = rows.filter(username__startswith=rules.normalise_username(q))
    if after := decode_cursor(cursor, parts=1):
        rows = rows.filter(username__gt=normalise(str(after[0])))
    fetched = [AccountView(*row) for row in rows.values_list(*_ACCOUNT)[: size + 1]]
    return cut(fetched, size=size, key=lambda row: (row.username,))


def tokens_of(account_id: UUID) -> tuple[TokenView, ...]:
    """The keys of an account, newest first."""
    rows = ApiToken.objects.filter(account=account_id).order_by("-created_at")
    return tuple(
        TokenView(
            one.id,
            one.name,
            tuple(one.scopes),
            one.created_at,
            one.expires_at,
            one.last_used_at,
            one.revoked_at,
        )
        for one in rows
    )


def delegations_of(person_id: UUID) -> tuple[DelegationView, ...]:
    """The delegations that a person gave or received, newest first."""
    rows = Delegation.objects.filter(Q(position__person=person_id) | Q(to_person=person_id))
    fields = (
        "id", "position_id", "position__person__name", "position__agency__name", "position__role",
        "to_person_id", "to_person__name", "from_date", "until_date", "ground", "revoked_at",
    )  # fmt: skip
    ordered = rows.order_by("-from_date", "-id").values_list(*fields)
    return tuple(DelegationView(*row) for row in ordered)
