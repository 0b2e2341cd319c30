"""A fresh key for all that is sealed, also when the work is broken off."""

from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, models
from pytest_django import Settings

from motcua.accounts.models import Account, Authenticator
from motcua.kernel import clock, sealing, secrecy

NUMBERS = [f"0251900{number:05}" for number in range(5)]


@pytest.fixture
def people(db: None, settings: Settings, tmp_path: Path) -> None:
    """Five people sealed with the one key of the kept file, and one who gave nothing."""
    settings.MOTCUA_DATA_KEYS, settings.MOTCUA_DATA_KEYS_FILE = "", tmp_path / "keys"
    settings.MOTCUA_DATA_KEYS_FILE.write_text(secrecy.new_key())
    secrecy.forget_keys()
    Account.objects.all().delete()
    for number in NUMBERS:
        Account.objects.create(
            username=number, name="A", kind="citizen", personal_id=number, phone="0912345678"
        )
    Authenticator.objects.create(
        account=Account.objects.get(username=NUMBERS[0]),
        secret="JBSWY3DP",
        last_step=0,
        created_at=clock.now(),
    )
    Account.objects.create(username="none", name="B", kind="official")


def _rotate() -> str:
    said = StringIO()
    call_command("rotate_keys", stdout=said)
    return said.getvalue()


def _read() -> list[str]:
    return sorted(Account.objects.exclude(username="none").values_list("personal_id", flat=True))


def test_every_value_gets_the_fresh_key_and_reads_the_same(people: None, settings: Settings) -> None:
    (old,) = sealing.values_by_key(connection)
    assert "accounts_account: 5 rows" in _rotate()
    (new,) = sealing.values_by_key(connection)
    assert new == secrecy.newest_key_id().hex() != old and _read() == NUMBERS
    key_file = settings.MOTCUA_DATA_KEYS_FILE
    key_file.write_text(key_file.read_text().splitlines()[0])
    secrecy.forget_keys()
    assert _read() == NUMBERS  # the old key is no longer needed
    assert Authenticator.objects.get().secret == "JBSWY3DP"


def test_broken_off_it_goes_on_with_the_same_key(
    people: None, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sealing, "BATCH", 2)
    real, calls = sealing.encrypt, []

    def failing(value: bytes, *, purpose: str) -> bytes:
        calls.append(purpose)
        if len(calls) > 5:
            raise InterruptedError
        return real(value, purpose=purpose)

    monkeypatch.setattr(sealing, "encrypt", failing)
    with pytest.raises(InterruptedError):
        _rotate()
    monkeypatch.setattr(sealing, "encrypt", real)
    half = sealing.values_by_key(connection)
    assert len(half) == 2 and half[secrecy.newest_key_id().hex()] == 4 and _read() == NUMBERS
    assert "accounts_account: 3 rows" in _rotate()
    assert list(sealing.values_by_key(connection)) == [secrecy.newest_key_id().hex()]
    assert len(settings.MOTCUA_DATA_KEYS_FILE.read_text().split()) == 2


def test_every_sealed_table_can_be_resealed() -> None:
    tables: dict[str, Any] = {model._meta.db_table: model for model in sealing.apps.get_models()}
    found = sealing.sealed_columns()
    assert {"accounts_account", "dossiers_dossier"} <= set(found)
    for table in found:
        key = tables[table]._meta.pk
        assert isinstance(getattr(key, "target_field", key), models.UUIDField), table
