"""The one door of accounts."""

from motcua.accounts import devices
from motcua.accounts.access import ADMINISTRATOR, PROVINCE_ADMINISTRATOR, SIGNED_IN, access, present, seated
from motcua.accounts.actor import SYSTEM, Actor, Seat
from motcua.accounts.delegating import delegate, revoke_delegation
from motcua.accounts.errors import SignInFailed, SignInThrottled
from motcua.accounts.models import Account
from motcua.accounts.operations import (
    change_account,
    create_account,
    hash_password,
    set_active,
    set_password,
)
from motcua.accounts.policies import manages
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
from motcua.accounts.signing_in import authenticate
from motcua.accounts.tokens import issue_token, revoke_token

__all__ = [
    "ADMINISTRATOR",
    "PROVINCE_ADMINISTRATOR",
    "SIGNED_IN",
    "SYSTEM",
    "Account",
    "AccountView",
    "Actor",
    "DelegationView",
    "Seat",
    "SignInFailed",
    "SignInThrottled",
    "TokenView",
    "access",
    "account",
    "accounts",
    "accounts_of",
    "actor_by_token",
    "actor_of",
    "authenticate",
    "change_account",
    "create_account",
    "delegate",
    "delegations_of",
    "devices",
    "hash_password",
    "issue_token",
    "manages",
    "present",
    "revoke_delegation",
    "revoke_token",
    "seated",
    "set_active",
    "set_password",
    "tokens_of",
]
