import base64
import datetime as dt
from uuid import UUID

import pytest

from motcua.accounts.actor import Actor, Seat
from motcua.accounts.rules import (
    counted_things,
    new_recovery_code,
    new_token,
    normalise_username,
    password_problem,
    plain_code,
    stands_for_unknown,
    token_digest,
    totp,
    totp_address,
    totp_step,
    username_problem,
)


def test_a_try_counts_for_account_address_and_both():
    things = counted_things("lan.tran", "203.0.113.7")
    elsewhere = counted_things("lan.tran", "203.0.113.8")
    assert things["account"] == elsewhere["account"] and len(set(things.values())) == 3
    assert things["pair"] != elsewhere["pair"] and things["address"] != elsewhere["address"]


def test_usernames():
    assert normalise_username(" Ｌan.TRAN ") == "lan.tran"
    assert not username_problem("lan.tran@h99.vn") and not username_problem("001190000123")
    for wrong in ("", "ab", "-lan", "lan tran", "lấn", "x" * 101):
        assert username_problem(wrong)


@pytest.mark.parametrize("password", ["nước chảy đá mòn", "0123456789", "correct horse battery staple"])
def test_passwords_that_do(password):
    assert not password_problem(password, username="lan.tran", name="Trần Thị Lan")


@pytest.mark.parametrize(
    "password", ["ngắn quá", "x" * 201, "abababababab", "LAN.TRAN.99", "tran thi lan", ""]
)
def test_passwords_that_do_not(password):
    assert password_problem(password, username="lan.tran.99", name="Trần Thị Lan")


def test_keys_differ_and_their_digests_too():
    one, other = new_token(), new_token()
    assert one != other and one.startswith("mc_")
    assert token_digest(one) != token_digest(other) and len(token_digest(one)) == 32


def test_unknown_usernames_have_one_chain_per_network():
    assert stands_for_unknown("203.0.113.7") == UUID("cfb57bda-9990-5303-81dd-2119a315a567")
    assert stands_for_unknown("203.0.113.8") != stands_for_unknown("203.0.113.7")


def seat(number, role, acting_for=""):
    return Seat(UUID(int=number), UUID(int=number), f"H{number}", f"Cơ quan {number}", "", role, acting_for)


def test_ones_own_seat_comes_before_a_delegated_one():
    mine, lent, other = seat(1, "leader"), seat(2, "leader", "Phạm Chủ Tịch"), seat(3, "records_clerk")
    actor = Actor(UUID(int=9), "Ngô Phó", "official", seats=(lent, mine, other))
    assert actor.seat("leader") == actor.seat() == mine
    assert actor.seat("leader", agency_id=UUID(int=2)) == lent
    assert actor.seat("leader", agency_id=UUID(int=3)) is None and actor.seat("centre_head") is None
    assert actor.holds("leader", "records_clerk", agency_id=UUID(int=3))
    assert actor.agency_ids("leader") == {UUID(int=1), UUID(int=2)}
    assert len(actor.agency_ids()) == 3
    assert actor.on(lent).acting_for == "Phạm Chủ Tịch" and actor.on(mine) == actor


SECRET = base64.b32encode(b"12345678901234567890").decode()


@pytest.mark.parametrize(
    ("seconds", "code"),
    # RFC 6238, appendix B (SHA-1), the last six of eight digits.
    [
        (59, "287082"),
        (1111111109, "081804"),
        (1111111111, "050471"),
        (1234567890, "005924"),
        (20000000000, "353130"),
    ],
)
def test_codes_are_those_of_the_standard(seconds, code):
    assert totp(SECRET, seconds // 30) == code


def test_a_code_serves_once_and_a_clock_may_be_a_step_off():
    at = dt.datetime.fromtimestamp(1111111111, dt.UTC)
    here = 1111111111 // 30
    for drift, found in ((-2, None), (-1, here - 1), (0, here), (1, here + 1), (2, None)):
        assert totp_step(SECRET, totp(SECRET, here + drift), after=0, now=at) == found
    assert totp_step(SECRET, totp(SECRET, here), after=here, now=at) is None
    assert totp_step(SECRET, "", after=0, now=at) is None


def test_what_the_application_reads():
    address = totp_address("ABC", username="lan.tran", issuer="Tỉnh Gió")
    assert address.startswith(
        "otpauth://totp/T%E1%BB%89nh%20Gi%C3%B3:lan.tran?secret=ABC&issuer=T%E1%BB%89nh%20Gi"
    )


def test_recovery_codes_are_read_however_they_are_typed():
    code = new_recovery_code()
    assert (
        plain_code(f" {code.upper().replace('-', ' ')} ") == plain_code(code) and len(plain_code(code)) == 12
    )
