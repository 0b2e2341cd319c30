import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.text import (
    fold,
    mask,
    mask_name,
    normalise,
    normalise_lines,
    plain_number,
    sought,
    words,
)

VIETNAMESE = "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ "
HIDDEN = (
    *"\x00\x07\x1b\x7f\xad\u034f\u061c\u115f\u180e\u200b\u200c\u200d\u200e\u200f\u2060\u3164\ufeff\ufe0f\ufffb\ufdd0",
    *"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ud800\udfff\U000e0041\U000e01ef",
)


@pytest.mark.parametrize(
    ("typed", "folded"),
    [
        ("Cấp sổ đỏ", "cap so do"),
        ("ĐẤT ĐAI", "dat dai"),
        ("Hoà Bình", "hoa binh"),
        ("Hòa\u00a0 Bình", "hoa binh"),
        ("Nguye\u0302\u0303n", "nguyen"),
        ("Ư\u200bơ", "uo"),
    ],
)
def test_fold(typed: str, folded: str) -> None:
    assert fold(typed) == folded


@given(st.text())
def test_normalising_and_folding_are_idempotent(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert fold(fold(text)) == fold(text)


def test_a_procedure_code_stays_one_word() -> None:
    assert words("Thủ tục 1.012753, cấp xã") == ["thu", "tuc", "1.012753", "cap", "xa"]


def test_masks() -> None:
    assert mask("001201012345") == "*********345"
    assert mask("") == ""
    assert mask_name("Nguyễn Văn Hùng") == "N. V. Hùng"


@given(st.text(VIETNAMESE), st.lists(st.tuples(st.integers(0, 40), st.sampled_from(HIDDEN))))
def test_what_is_hidden_in_a_text_changes_nothing(text: str, hidden: list[tuple[int, str]]) -> None:
    spoilt = unicodedata.normalize("NFD", text)
    for place, character in hidden:
        spoilt = spoilt[:place] + character + spoilt[place:]
    assert normalise(spoilt) == normalise(text)


@given(st.text(max_size=60))
def test_what_is_kept_can_be_stored_and_is_composed(text: str) -> None:
    kept = normalise(text)
    kept.encode()  # a lone surrogate would not encode
    assert unicodedata.is_normalized("NFC", kept)
    assert not set(HIDDEN) & set(kept)
    assert plain_number(plain_number(text)) == plain_number(text)


def test_piled_up_marks_are_cut_and_a_large_text_is_taken() -> None:
    assert len(normalise("Nguyễ" + "\u0357\u0321" * 500 + "n")) < 12
    assert normalise("a\u0301" * 500_000) == "á" * 500_000


def test_lines_stay_lines() -> None:
    assert normalise_lines("\r\n Một\u200b \r\n\r\n hai\x00\tba\n") == "Một\n\nhai ba"


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("００１１９００００１２３", "001190000123"),
        ("٠٠١١٩٠٠٠٠١٢٣", "001190000123"),
        ("۰۹۱۲", "0912"),
        ("𝟘𝟡𝟙𝟚", "0912"),
        ("0100109106–001", "0100109106-001"),
        ("+84\u00a0912\u202e", "+84 912"),
        ("O912", "O912"),
    ],
)
def test_digits_of_any_script_are_one_number(typed: str, plain: str) -> None:
    assert plain_number(typed) == plain


def test_a_search_box_takes_a_sentence_and_no_book() -> None:
    assert sought("Cấp sổ đỏ H99٫٠١") == ["cap", "so", "do", "h99", "01"]
    assert len(sought("a " * 500_000)) == 12
