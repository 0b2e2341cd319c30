"""Passkeys (WebAuthn level 3, by `webauthn`): registered, used to sign in without a password, removed.

The browser ties each answer to this site's name and to a challenge that is used once; the device asks its owner for a
finger, a face or a PIN before (user verification), so a passkey is two factors in one.
"""

import datetime as dt
import json
from dataclasses import dataclass
from uuid import UUID

import webauthn
from django.db import transaction
from django.utils.translation import gettext as _
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from motcua.accounts.actor import Actor
from motcua.accounts.errors import SignInFailed
from motcua.accounts.models import Account, Passkey
from motcua.accounts.policies import confirmed
from motcua.accounts.second_factor import may_lose_one
from motcua.audit.door import record
from motcua.kernel.errors import Invalid, NotFound
from motcua.kernel.text import normalise

_REQUIRED = UserVerificationRequirement.REQUIRED


@dataclass(frozen=True, slots=True)
class Site:
    """This site as browsers see it: the name keys belong to, and the origin of its pages."""

    domain: str
    origin: str


def registration(*, actor: Actor | None, site: Site, title: str, now: dt.datetime) -> tuple[str, bytes]:
    """What the browser needs to make a key (JSON), and the challenge to keep. Raises NotAllowed, ConfirmFirst."""
    owner = Account.objects.get(id=confirmed(actor, now=now).id)
    options = webauthn.generate_registration_options(
        rp_id=site.domain,
        rp_name=title,
        user_id=owner.id.bytes,
        user_name=owner.username,
        user_display_name=owner.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED, user_verification=_REQUIRED
        ),
        exclude_credentials=[
            PublicKeyCredentialDescriptor(id=bytes(one.credential_id)) for one in owner.passkeys.all()
        ],
    )
    return webauthn.options_to_json(options), options.challenge


@transaction.atomic
def register(
    *, answer: str, challenge: bytes, name: str, site: Site, actor: Actor | None, now: dt.datetime
) -> UUID:
    """Keep the key that the browser made. Raises NotAllowed, ConfirmFirst, Invalid."""
    owner = confirmed(actor, now=now)
    try:
        made = webauthn.verify_registration_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.domain,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError) as error:
        raise Invalid(_("Thiết bị không tạo được khóa. Vui lòng thử lại.")) from error
    if Passkey.objects.filter(credential_id=made.credential_id).exists():
        raise Invalid(_("Khóa này đã được đăng ký."))
    kept = Passkey.objects.create(
        account_id=owner.id,
        name=normalise(name)[:100] or _("Khóa của tôi"),
        credential_id=made.credential_id,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        created_at=now,
    )
    _record(owner.id, owner, "account.passkey_added", kept, now=now)
    return kept.id


def challenge(*, site: Site) -> tuple[str, bytes]:
    """What the browser needs to ask for any key of this site (JSON), and the challenge to keep."""
    options = webauthn.generate_authentication_options(rp_id=site.domain, user_verification=_REQUIRED)
    return webauthn.options_to_json(options), options.challenge


@transaction.atomic
def authenticate_with_passkey(*, answer: str, challenge: bytes, site: Site, now: dt.datetime) -> Account:
    """The account whose key answered. A counter that did not grow is a copied key. Raises SignInFailed."""
    refused = SignInFailed(_("Khóa truy cập không dùng được. Hãy đăng nhập bằng mật khẩu."))
    try:
        credential = webauthn.base64url_to_bytes(json.loads(answer)["id"])
        key = (
            Passkey.objects.select_for_update(of=("self",))
            .select_related("account")
            .filter(credential_id=credential, account__is_active=True)
            .first()
        )
        if key is None:
            raise refused
        proof = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=site.domain,
            expected_origin=site.origin,
            credential_public_key=bytes(key.public_key),
            credential_current_sign_count=key.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise refused from error
    key.sign_count, key.last_used_at = proof.new_sign_count, now
    key.save(update_fields=["sign_count", "last_used_at"])
    actor = Actor(id=key.account.id, name=key.account.name, kind=key.account.kind)
    _record(key.account_id, actor, "account.passkey_used", key, now=now)
    return key.account


@transaction.atomic
def remove_passkey(*, passkey_id: UUID, actor: Actor | None, now: dt.datetime) -> None:
    """Stop accepting one of one's own keys. Raises NotAllowed, ConfirmFirst, NotFound, Refused for the last factor."""
    owner = confirmed(actor, now=now)
    account = Account.objects.select_for_update().get(id=owner.id)
    key = Passkey.objects.filter(id=passkey_id, account=account).first()
    if key is None:
        raise NotFound
    may_lose_one(account)
    _record(owner.id, owner, "account.passkey_removed", key, now=now)
    key.delete()


def _record(account_id: UUID, actor: Actor, action: str, key: Passkey, *, now: dt.datetime) -> None:
    data = {"passkey": key.id, "name": key.name}
    record(actor=actor, action=action, subject="account", subject_id=account_id, data=data, now=now)
