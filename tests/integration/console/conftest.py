"""Keepers of the house at their browsers, in the small province of the dossier tests."""

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.integration.dossiers.conftest import db, keys_dir, province, settled

if TYPE_CHECKING:
    from tests.integration.dossiers.province import Province

__all__ = ["db", "keys_dir", "province", "settled"]

SignIn = Callable[[str], Client]


@pytest.fixture
def sign_in(province: "Province") -> SignIn:
    # Imported here because pytest reads this file before Django is set up.
    from motcua.accounts.door import Account

    def signed_in(username: str) -> Client:
        client = Client()
        client.force_login(Account.objects.get(id=province.accounts[username]))
        return client

    return signed_in


@pytest.fixture
def admin(sign_in: SignIn) -> Client:
    return sign_in("quantri.y99")


@pytest.fixture
def owner(sign_in: SignIn) -> Client:
    return sign_in("thutuc.y99")
