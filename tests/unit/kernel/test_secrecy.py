from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from pytest_django import Settings

from motcua.kernel import secrecy
from motcua.kernel.secrecy import EncryptedJSONField, EncryptedTextField, Unreadable, decrypt, encrypt

NUMBER = b"025190000018"


def test_what_is_sealed_opens_again_and_never_looks_the_same() -> None:
    first, second = encrypt(NUMBER, purpose="a"), encrypt(NUMBER, purpose="a")
    assert first != second and NUMBER not in first
    assert decrypt(first, purpose="a") == decrypt(memoryview(second), purpose="a") == NUMBER


def test_any_altered_bit_or_another_purpose_is_noticed() -> None:
    token = encrypt(NUMBER, purpose="a")
    for place in range(len(token)):
        with pytest.raises(Unreadable):
            decrypt(token[:place] + bytes([token[place] ^ 1]) + token[place + 1 :], purpose="a")
    for broken in (b"", token[:20], token[:-1]):
        with pytest.raises(Unreadable):
            decrypt(broken, purpose="a")
    with pytest.raises(Unreadable):
        decrypt(token, purpose="b")


def test_the_first_key_seals_and_all_open(settings: Settings) -> None:
    old, new = secrecy.new_key(), secrecy.new_key()
    settings.MOTCUA_DATA_KEYS = old
    token = encrypt(NUMBER, purpose="a")
    settings.MOTCUA_DATA_KEYS = f"{new}, {old}"
    assert decrypt(token, purpose="a") == NUMBER
    assert secrecy.key_id_of(token) != secrecy.newest_key_id()
    assert secrecy.key_id_of(encrypt(NUMBER, purpose="a")) == secrecy.newest_key_id()
    settings.MOTCUA_DATA_KEYS = new
    with pytest.raises(Unreadable):
        decrypt(token, purpose="a")


def test_a_key_added_by_another_process_is_found(settings: Settings, tmp_path: Path) -> None:
    settings.MOTCUA_DATA_KEYS, settings.MOTCUA_DATA_KEYS_FILE = "", tmp_path / "keys"
    settings.MOTCUA_DATA_KEYS_FILE.write_text(secrecy.new_key())
    before = encrypt(NUMBER, purpose="a")
    one_key = settings.MOTCUA_DATA_KEYS_FILE.read_text()
    secrecy.add_key(settings.MOTCUA_DATA_KEYS_FILE)
    after = encrypt(NUMBER, purpose="a")
    two_keys = settings.MOTCUA_DATA_KEYS_FILE.read_text()
    settings.MOTCUA_DATA_KEYS_FILE.write_text(one_key)
    secrecy.forget_keys()
    assert decrypt(before, purpose="a") == NUMBER  # this process knows the old key alone
    settings.MOTCUA_DATA_KEYS_FILE.write_text(two_keys)
    assert decrypt(after, purpose="a") == decrypt(before, purpose="a") == NUMBER


@pytest.mark.parametrize("keys", [" , ", "short", "*" * 43])
def test_a_key_that_is_none_stops_the_start(settings: Settings, keys: str) -> None:
    settings.MOTCUA_DATA_KEYS = keys
    with pytest.raises(ImproperlyConfigured):
        encrypt(NUMBER, purpose="a")


def test_fingerprints_of_one_purpose_are_equal_and_of_two_are_not(settings: Settings) -> None:
    mark = secrecy.fingerprint("025190000018", purpose="a")
    assert mark == secrecy.fingerprint("025190000018", purpose="a")
    assert mark != secrecy.fingerprint("025190000018", purpose="b")
    assert mark != secrecy.fingerprint("025190000019", purpose="a")
    settings.MOTCUA_FINGERPRINT_KEY = "another"
    assert mark != secrecy.fingerprint("025190000018", purpose="a")


def test_fields_seal_and_open() -> None:
    text, data = EncryptedTextField(purpose="a"), EncryptedJSONField(purpose="a")
    for field, value in ((text, "Hòa"), (data, {"số": [1, None]})):
        kept = field.get_db_prep_value(value, None)
        assert kept != value and field.from_db_value(memoryview(kept), None, None) == value
        assert field.get_db_prep_value(None, None) is field.from_db_value(None, None, None) is None
    assert (text.get_db_prep_value("", None), text.from_db_value(b"", None, None)) == (b"", "")
    assert (data.get_db_prep_value({}, None), data.from_db_value(b"", None, None)) == (b"", {})


def test_a_migration_keeps_the_purpose() -> None:
    *_, kwargs = EncryptedTextField(purpose="accounts.phone").deconstruct()
    assert kwargs == {"purpose": "accounts.phone"}
