import unicodedata
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.papers import fonts, rules

VIETNAMESE = "ăâđêôơưĂÂĐÊÔƠƯ" + "".join(
    unicodedata.normalize("NFC", vowel + mark)
    for vowel in "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
    for mark in "\u0300\u0301\u0303\u0309\u0323"
)


def test_every_vietnamese_letter_can_be_shown():
    assert {ord(letter) for letter in VIETNAMESE} <= fonts.covered_characters()
    assert ord(rules.UNSHOWABLE) in fonts.covered_characters()
    assert ord("中") not in fonts.covered_characters()


@pytest.mark.parametrize(
    ("given_text", "printed"),
    [
        (unicodedata.normalize("NFD", "Nguyễn Thị Đặng"), "Nguyễn Thị Đặng"),
        ("1.000\u202e000.9\u202c đồng", "1.000000.9 đồng"),
        ("a\u200bb\ufeffc\x00\x1b", "abc"),
        ("中😀", "□□"),
        ("một\r\nhai\tba", "một\nhai ba"),
    ],
)
def test_text_becomes_plain(given_text, printed):
    assert rules.plain(given_text, fonts.covered_characters()) == printed


@given(st.text())
def test_only_showable_characters_remain(text):
    shown = rules.plain(text, fonts.covered_characters())
    assert all(ord(character) in fonts.covered_characters() or character == "\n" for character in shown)


def test_aware_times_are_shown_in_vietnam():
    shown = rules.printable(datetime(2026, 2, 4, 18, 30, tzinfo=UTC), frozenset())
    assert shown == {"year": 2026, "month": 2, "day": 5, "hour": 1, "minute": 30}


def test_dates_come_in_parts_and_unknown_values_are_refused():
    assert rules.printable({"on": date(2026, 2, 5)}, frozenset()) == {
        "on": {"year": 2026, "month": 2, "day": 5}
    }
    with pytest.raises(TypeError):
        rules.printable({"file": object()}, frozenset())


def test_qr_is_a_picture_without_the_text_as_markup():
    picture = rules.qr_svg("https://x.vn/</svg><script>")
    assert picture.startswith("<svg") and "script" not in picture
