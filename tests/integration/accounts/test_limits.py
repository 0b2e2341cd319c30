"""Who may try how often, and that nobody keeps the owner out."""

import datetime as dt

import pytest

from motcua.accounts.door import (
    SYSTEM,
    Account,
    SignInFailed,
    SignInThrottled,
    authenticate,
    create_account,
    devices,
    set_password,
)
from motcua.accounts.hashers import Argon2id
from motcua.accounts.rules import LIMITS
from motcua.kernel.models import TryCount
from motcua.kernel.throttle import WINDOW, sweep

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 12, 1, 30, tzinfo=dt.UTC)
PASSWORD = "nước chảy đá mòn"


@pytest.fixture(scope="module")
def password_hash():
    return Argon2id().encode(PASSWORD, "muối của bài kiểm tra")


@pytest.fixture
def citizen(password_hash):
    return create_account(
        username="lan.tran", name="Trần Thị Lan", kind="citizen", password_hash=password_hash,
        actor=SYSTEM, now=NOW,
    )  # fmt: skip


def sign_in(username="lan.tran", password=PASSWORD, address="203.0.113.7", now=NOW, device=""):
    return authenticate(username=username, password=password, address=address, device=device, now=now)


def guess(**given):
    """A wrong try; whether it was looked at at all."""
    with pytest.raises(SignInFailed) as failure:
        sign_in(password="sai mật khẩu", **given)
    return not isinstance(failure.value, SignInThrottled)


@pytest.mark.parametrize("username", ["lan.tran", "khong.co"])
def test_guessing_one_account_from_one_address_is_stopped(citizen, username, monkeypatch):
    monkeypatch.setitem(LIMITS, "pair", 2)
    assert guess(username=username) and guess(username=username)
    with pytest.raises(SignInThrottled):
        sign_in(username=username)
    assert sign_in(address="203.0.113.8").id == citizen  # its owner, elsewhere
    if username == "lan.tran":
        assert sign_in(now=NOW + WINDOW).id == citizen


def test_one_address_alone_closes_an_account_to_nobody_else(citizen, monkeypatch):
    monkeypatch.setitem(LIMITS, "pair", 2)
    monkeypatch.setitem(LIMITS, "guarded", 3)
    monkeypatch.setitem(LIMITS, "shut", 3)
    for _ in range(8):
        guess()
    assert sign_in(address="203.0.113.8").id == citizen


def test_a_crowd_of_addresses_learns_little_and_the_owner_comes_in_at_a_new_one(citizen, monkeypatch):
    monkeypatch.setitem(LIMITS, "guarded", 2)
    assert guess(address="203.0.113.1") and guess(address="203.0.113.2")
    assert [guess(address="203.0.113.3") for _ in range(3)] == [True, True, False]
    assert sign_in(address="198.51.100.1").id == citizen


def test_from_a_known_browser_the_owner_always_comes_in(citizen, monkeypatch):
    account = Account.objects.get(id=citizen)
    known = devices.remembered("", account)
    monkeypatch.setitem(LIMITS, "shut", 2)
    for last in range(3):
        guess(address=f"203.0.113.{last}")
    with pytest.raises(SignInThrottled):
        sign_in(address="198.51.100.1")
    assert sign_in(address="203.0.113.0", device=known).id == citizen


def test_a_known_browser_may_not_guess_without_end(citizen, monkeypatch):
    known = devices.remembered("", Account.objects.get(id=citizen))
    monkeypatch.setitem(LIMITS, "device", 2)
    assert [guess(device=known) for _ in range(3)] == [True, True, False]
    assert sign_in().id == citizen  # and its guesses close nothing to others


def test_a_browser_is_known_to_those_who_signed_in_from_it_until_the_password_changes(citizen, password_hash):
    other = create_account(
        username="binh", name="Bình", kind="citizen", password_hash=password_hash, actor=SYSTEM, now=NOW
    )
    lan, binh = Account.objects.get(id=citizen), Account.objects.get(id=other)
    cookie = devices.remembered("", lan)
    assert devices.key_of(cookie, lan) and not devices.key_of(cookie, binh)
    both = devices.remembered(cookie, binh)
    assert devices.key_of(both, lan) == devices.key_of(cookie, lan) and devices.key_of(both, binh)
    assert not devices.key_of(both[:-1], lan) and not devices.key_of("", lan)
    set_password(account_id=citizen, password="tre già măng mọc", actor=SYSTEM, now=NOW)
    assert not devices.key_of(both, Account.objects.get(id=citizen))


def test_a_cookie_stays_small_however_many_sign_in_at_one_counter(citizen):
    account = Account.objects.get(id=citizen)
    cookie = ""
    for number in range(60):
        account.password = str(number)
        cookie = devices.remembered(cookie, account)
    assert len(cookie) < 1000 and devices.key_of(cookie, account)


def test_guessing_many_accounts_from_one_address_is_stopped(citizen, monkeypatch):
    monkeypatch.setitem(LIMITS, "address", 2)
    for number in (1, 2):
        assert guess(username=f"khong.co.{number}", address=f"2001:db8:1:1::{number}")
    with pytest.raises(SignInThrottled):
        sign_in(address="2001:db8:1:1:ffff::9")


def test_signing_in_properly_is_not_counted_against_an_office(citizen, monkeypatch):
    for kind in ("address", "pair", "guarded", "shut"):
        monkeypatch.setitem(LIMITS, kind, 2)
    for _ in range(4):
        sign_in()


def test_old_counts_are_swept_and_name_nobody(citizen):
    guess(username="khong.co")
    assert not TryCount.objects.filter(key__contains="khong").exists()
    assert sweep(now=NOW + WINDOW) == 0
    assert sweep(now=NOW + 3 * WINDOW) == 3
    assert not TryCount.objects.exists()
