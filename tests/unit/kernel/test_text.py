import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.text import fold, mask, mask_name, normalise, words


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
