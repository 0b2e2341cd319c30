"""The desk's small readers: ticks, scans, cards."""

import uuid

import pytest

from motcua.desk.identity_card import number_in, read_card
from motcua.desk.selection import ticked
from motcua.desk.views.searching import code_in

ONE = uuid.UUID(int=1)


def test_a_tick_counts_once_and_only_for_what_was_open() -> None:
    values = [
        f"{ONE}:3:accept+refuse",
        f"{ONE}:4:accept",
        "nonsense",
        f"{ONE}",
        f"{ONE}:x:accept",
        f"{uuid.uuid4()}:1:sign",
    ]
    assert ticked(values, action="accept") == [(ONE, 4)]
    assert ticked(values, action="") == []


@pytest.mark.parametrize(
    ("scanned", "code"),
    [
        ("https://x.vn/track?code=Y99.10-20260305-0001", "Y99.10-20260305-0001"),
        ("https://x.vn/track?code=Y99.10-20260305-0001&x=1", "Y99.10-20260305-0001"),
        ("  Y99.10-20260305-0001 ", "Y99.10-20260305-0001"),
        ("lê thị mai", "lê thị mai"),
    ],
)
def test_a_scanner_reads_the_address_on_the_receipt(scanned: str, code: str) -> None:
    assert code_in(scanned) == code


def test_a_card_says_who_someone_is() -> None:
    said = read_card("025190000123||Lê  Thị Mai|12041990|Nữ|Tổ 3, phường Một|15012022")
    assert said["owner_name"] == "Lê Thị Mai"
    assert said["birth_date"] == "1990-04-12"
    assert said["personal_id"] == "025190000123"


@pytest.mark.parametrize("text", ["", "025190000123", "x|y|z|a|b|c", "٠٢٥١٩٠٠٠٠١٢٣|1|A|12041990|Nữ|B"])
def test_what_is_no_card_says_nothing(text: str) -> None:
    assert read_card(text) == {}


def test_a_birth_date_that_is_none_is_left_to_ask() -> None:
    assert "birth_date" not in read_card("025190000123||A|1990|Nữ|B|")


def test_a_number_is_found_in_what_was_typed() -> None:
    assert number_in("025 190 000 123") == number_in("025190000123|1|A|12041990|Nữ|B") == "025190000123"
