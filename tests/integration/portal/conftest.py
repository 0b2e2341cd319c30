"""People at their browsers in the small province of the dossier tests."""

from typing import TYPE_CHECKING

import pytest
from django.test import Client

from tests.integration.dossiers.conftest import db, keys_dir, province, settled

if TYPE_CHECKING:
    from tests.integration.dossiers.province import Province

__all__ = ["db", "keys_dir", "province", "settled"]


def _signed_in(province: "Province", username: str) -> Client:
    # Imported here because pytest reads this file before Django is set up.
    from motcua.accounts.door import Account

    client = Client()
    client.force_login(Account.objects.get(id=province.accounts[username]))
    return client


@pytest.fixture
def citizen(province: "Province") -> Client:
    return _signed_in(province, "congdan1")


@pytest.fixture
def stranger(province: "Province") -> Client:
    return _signed_in(province, "congdan2")


@pytest.fixture
def official(province: "Province") -> Client:
    return _signed_in(province, "motcua.y99.10")
