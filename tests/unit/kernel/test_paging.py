import base64
import json
from typing import Any
from uuid import UUID

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from motcua.kernel.errors import Invalid
from motcua.kernel.paging import (
    MOST,
    cut,
    decode_cursor,
    decode_id_cursor,
    decode_moment_cursor,
    decode_name_cursor,
    encode_cursor,
    page_size,
)

ID = UUID(int=7)


def made(value: Any) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def test_a_cursor_comes_back_as_it_went() -> None:
    assert decode_name_cursor(encode_cursor("nguyen van an", ID)) == ("nguyen van an", ID)
    assert decode_id_cursor(encode_cursor(ID)) == ID
    assert decode_cursor("", parts=2) is None


@pytest.mark.parametrize(
    "cursor",
    [
        "x",
        "é",
        "%%%",
        "[" * 4000,
        made({"a": 1}),
        made(["one"]),
        made([1, 2, 3]),
        made(["\0", str(ID)]),
        made(["\ud800", str(ID)]),
        made([[], str(ID)]),
        made([2**80, str(ID)]),
        made([float("inf"), str(ID)]),
        made(["an", "no id"]),
        made([None, None]),
    ],
)
def test_a_tampered_cursor_is_refused_in_words(cursor: str) -> None:
    for decode in (decode_name_cursor, decode_moment_cursor, decode_id_cursor):
        with pytest.raises(Invalid) as refused:
            decode(cursor)
        for language, words in (("vi", "mở lại danh sách"), ("en", "Please open the list again")):
            with translation.override(language):
                assert words in str(refused.value.detail)


@given(st.text())
def test_no_text_makes_a_cursor_fail_otherwise(cursor: str) -> None:
    try:
        decode_name_cursor(cursor)
    except Invalid:
        return
    assert not cursor


@pytest.mark.parametrize(("asked", "given"), [(-5, 1), (0, 1), (1, 1), (50, 50), (10**9, MOST)])
def test_a_page_has_at_least_one_row(asked: int, given: int) -> None:
    assert page_size(asked) == given
    rows = list(range(1000))
    page = cut(rows[: page_size(asked) + 1], size=page_size(asked), key=lambda row: (row,))
    assert len(page.items) == given and page.next
