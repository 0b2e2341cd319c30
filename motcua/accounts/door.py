"""The one door of accounts."""

from motcua.accounts import devices
from motcua.accounts.access import (
    ADMINISTRATOR,
    PROVINCE_ADMINISTRATOR,
    SIGNED_IN,
    UNFINISHED,
    access,
    present,
    seated,
)
from motcua.accounts.actor import SYSTEM, Actor, Seat
from motcua.accounts.delegating import delegate, revoke_delegation
from motcua.accounts.errors import ConfirmFirst, SetUpFirst, SignInFailed, SignInThrottled
from motcua.accounts.models import Account
from motcua.accounts.operations import (
    change_account,
    create_account,
    hash_password,
    set_active,
    set_password,
)
from motcua.accounts.policies import confirmed, manages
from motcua.accounts.queries import (
    AccountView,
    DelegationView,
    TokenView,
    account,
    accounts,
    accounts_of,
    actor_by_token,
    actor_of,
    delegations_of,
    tokens_of,
)
from motcua.accounts.session_store import SessionStore
from motcua.accounts.sessions import (
    SessionView,
    Standing,
    describe,
    end_other_sessions,
    end_session,
    note_confirmed,
    sessions_of,
    standing,
)
from motcua.accounts.signing_in import authenticate, confirm
from motcua.accounts.tokens import issue_token, revoke_token

__all__ = [
    "ADMINISTRATOR",
    "PROVINCE_ADMINISTRATOR",
    "SIGNED_IN",
    "SYSTEM",
    "UNFINISHED",
    "Account",
    "AccountView",
    "Actor",
    "ConfirmFirst",
    "DelegationView",
    "Seat",
    "SessionStore",
    "SessionView",
    "SetUpFirst",
    "SignInFailed",
    "SignInThrottled",
    "Standing",
    "TokenView",
    "access",
    "account",
    "accounts",
    "accounts_of",
    "actor_by_token",
    "actor_of",
    "authenticate",
    "change_account",
    "confirm",
    "confirmed",
    "create_account",
    "delegate",
    "delegations_of",
    "describe",
    "devices",
    "end_other_sessions",
    "end_session",
    "hash_password",
    "issue_token",
    "manages",
    "note_confirmed",
    "present",
    "revoke_delegation",
    "revoke_token",
    "seated",
    "sessions_of",
    "set_active",
    "set_password",
    "standing",
    "tokens_of",
]
