"""What people type, and two texts beside each other."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.console.confirming import read_fee
from motcua.console.differences import compare
from motcua.console.office_times import read_sessions, say_sessions
from motcua.console.one_time import new_password

TEXTS = st.text(alphabet=st.sampled_from("ab ễđ\n."), max_size=40)


@given(TEXTS, TEXTS)
def test_the_stretches_make_up_both_texts(before: str, after: str) -> None:
    found = compare(before, after)
    assert "".join(one.text for one in found if one.kind != "in") == before
    assert "".join(one.text for one in found if one.kind != "out") == after
    assert all(one.text for one in found)


def test_a_changed_word_is_marked_and_the_rest_is_not() -> None:
    found = compare("Bước 1: nộp.\nBước 2: 5 ngày làm việc.", "Bước 1: nộp.\nBước 2: 3 ngày làm việc.")
    assert [(one.kind, one.text) for one in found] == [
        ("same", "Bước 1: nộp.\nBước 2: "),
        ("out", "5"),
        ("in", "3"),
        ("same", " ngày làm việc."),
    ]


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("150000", 150_000),
        ("150.000", 150_000),
        (" 1,250,000 đ", 1_250_000),
        ("150 000 VNĐ", 150_000),
        ("0", 0),
        ("", None),
        ("15.00", None),
        ("-5", None),
        ("mười", None),
        ("1.5", None),
        ("٣", None),
        ("9" * 30, None),
    ],
)
def test_amounts_as_people_type_them(typed: str, amount: int | None) -> None:
    assert read_fee(typed) == amount


@pytest.mark.parametrize(
    "typed", ["07:00-11:30, 13:30-17:00", "7g-11g30;13h30 – 17h", "7:00 -11.30 , 13:30-17:00"]
)
def test_office_hours_as_people_type_them(typed: str) -> None:
    found = read_sessions(typed)
    assert found == ((dt.time(7), dt.time(11, 30)), (dt.time(13, 30), dt.time(17)))
    assert say_sessions(found) == "07:00-11:30, 13:30-17:00"


def test_no_hours_and_nonsense_are_different() -> None:
    assert read_sessions("  ") == ()
    assert [read_sessions(text) for text in ("sáng", "7-11", "25:00-26:00", "07:00-11:30,")] == [None] * 4


def test_passwords_are_long_and_never_the_same() -> None:
    made = {new_password() for _ in range(50)}
    assert len(made) == 50
    assert all(len(one) == 19 and not set("l1o0") & set(one) for one in made)
