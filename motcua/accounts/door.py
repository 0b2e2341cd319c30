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
from motcua.accounts.passkeys import (
    Site,
    authenticate_with_passkey,
    challenge,
    register,
    registration,
    remove_passkey,
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
from motcua.accounts.rules import new_totp_secret, totp_address
from motcua.accounts.second_factor import (
    SecondFactor,
    check_code,
    enrol_app,
    is_guarded,
    remove_app,
    renew_recovery_codes,
    reset_second_factor,
    second_factor_of,
)
from motcua.accounts.session_store import SessionStore
from motcua.accounts.sessions import (
    SessionView,
    Standing,
    describe,
    end_other_sessions,
    end_session,
    note_confirmed,
    renew_key,
    sessions_of,
    standing,
)
from motcua.accounts.signing_in import authenticate, confirm, signed_in
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
    "SecondFactor",
    "SessionStore",
    "SessionView",
    "SetUpFirst",
    "SignInFailed",
    "SignInThrottled",
    "Site",
    "Standing",
    "TokenView",
    "access",
    "account",
    "accounts",
    "accounts_of",
    "actor_by_token",
    "actor_of",
    "authenticate",
    "authenticate_with_passkey",
    "challenge",
    "change_account",
    "check_code",
    "confirm",
    "confirmed",
    "create_account",
    "delegate",
    "delegations_of",
    "describe",
    "devices",
    "end_other_sessions",
    "end_session",
    "enrol_app",
    "hash_password",
    "is_guarded",
    "issue_token",
    "manages",
    "new_totp_secret",
    "note_confirmed",
    "present",
    "register",
    "registration",
    "remove_app",
    "remove_passkey",
    "renew_key",
    "renew_recovery_codes",
    "reset_second_factor",
    "revoke_delegation",
    "revoke_token",
    "seated",
    "second_factor_of",
    "sessions_of",
    "set_active",
    "set_password",
    "signed_in",
    "standing",
    "tokens_of",
    "totp_address",
]
