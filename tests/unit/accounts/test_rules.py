from uuid import UUID

import pytest

from motcua.accounts.actor import Actor, Seat
from motcua.accounts.rules import (
    counted_things,
    new_token,
    normalise_username,
    password_problem,
    stands_for_unknown,
    token_digest,
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
