"""Two tabs on one page of a draft."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers.merging import marks_of, merge

KEYS = ["name", "phone"]
DRAWN = {"name": "Mai", "phone": "0912"}


@pytest.mark.parametrize(
    ("stored", "typed", "kept"),
    [
        (DRAWN, {"name": "Hoa", "phone": "0912"}, {"name": "Hoa", "phone": "0912"}),
        ({"name": "Hoa", "phone": "0912"}, DRAWN, {"name": "Hoa", "phone": "0912"}),
        ({"name": "Hoa", "phone": "0912"}, {"name": "Mai"}, {"name": "Hoa"}),
        ({"phone": "0912"}, {"name": "Mai", "phone": "0999"}, {"phone": "0999"}),
        ({"name": "Hoa"}, {"name": "Hoa"}, {"name": "Hoa"}),
    ],
)
def test_what_only_one_tab_changed_is_kept(
    stored: dict[str, Any], typed: dict[str, Any], kept: dict[str, Any]
) -> None:
    merged = merge(stored, typed, seen=marks_of(DRAWN, KEYS), keys=KEYS)
    assert (merged.answers, merged.overtaken) == (kept, ())


def test_what_both_changed_is_named() -> None:
    merged = merge({"name": "Hoa", "phone": "0912"}, {"name": "Lan"}, seen=marks_of(DRAWN, KEYS), keys=KEYS)
    assert merged.overtaken == ("name",)


@pytest.mark.parametrize("seen", ["", "x", "a b c", " "])
def test_without_marks_that_fit_what_was_typed_counts(seen: str) -> None:
    merged = merge({"name": "Hoa"}, {"name": "Lan"}, seen=seen, keys=KEYS)
    assert (merged.answers, merged.overtaken == ("name",)) == ({"name": "Lan"}, seen == " ")


ANSWERS = st.fixed_dictionaries({}, optional={key: st.sampled_from(["a", "b", "c"]) for key in KEYS})


@given(drawn=ANSWERS, stored=ANSWERS, typed=ANSWERS)
def test_no_tab_loses_a_change_unsaid(
    drawn: dict[str, str], stored: dict[str, str], typed: dict[str, str]
) -> None:
    merged = merge(stored, typed, seen=marks_of(drawn, KEYS), keys=KEYS)
    for key in KEYS:
        changed = {one.get(key) for one in (stored, typed) if one.get(key) != drawn.get(key)}
        assert (key in merged.overtaken) == (len(changed) == 2)
        if len(changed) == 1:
            assert merged.answers.get(key) in changed
