import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from motcua.directory.rules import (
    IdentifierInvalid,
    covers,
    normalise_identifier,
    old_spelling,
    parent_identifier,
    path_below,
)

digits = "0123456789"
first = st.builds("{}{}".format, st.sampled_from("ABGHKY"), st.text(digits, min_size=2, max_size=2))
upper_level = st.text(digits, min_size=2, max_size=3)
lowest_level = st.text(digits, min_size=3, max_size=3)


@st.composite
def identifiers(draw):
    """Identifiers that both spellings can say."""
    levels = [draw(first), *draw(st.lists(upper_level, max_size=2))]
    if len(levels) == 3 and draw(st.booleans()):
        levels.append(draw(lowest_level))
    assume(len(levels) == 1 or levels[-1].strip("0"))
    return ".".join(levels)


@given(identifiers())
def test_the_old_spelling_and_back(identifier):
    old = old_spelling(identifier)
    assert old.endswith("." + identifier[:3]) and len(old.split(".")) == 4
    assert normalise_identifier(old) == identifier


@given(lowest_level, upper_level, upper_level, first)
def test_the_new_spelling_and_back(four, three, two, one):
    assume(len(two) == len(three) == 2)
    old = f"{four}.{three}.{two}.{one}"
    identifier = normalise_identifier(old)
    assert identifier.startswith(one)
    # Zeros in the middle stand for a level left out below which something stands; they are kept.
    assert old_spelling(identifier) == old


@given(identifiers())
def test_an_identifier_in_order_stays_as_it_is(identifier):
    assert normalise_identifier(identifier) == identifier
    assert normalise_identifier(f" {identifier.lower()}\u00a0") == identifier


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("000.00.14.H20", "H20.14"),
        ("000.00.01.H41", "H41.01"),
        ("000.02.01.H41", "H41.01.02"),
        ("003.02.01.H41", "H41.01.02.003"),
        ("000.00.100.H44", "H44.100"),
        ("000.00.00.H44", "H44"),
    ],
)
def test_known_pairs(old, new):
    assert normalise_identifier(old) == new
    assert old_spelling(new) == old


@pytest.mark.parametrize("other", ["0100109106", "Z01.ABC", "H44.A1", "H44.01.02.03.04"])
def test_what_the_old_spelling_cannot_say(other):
    assert normalise_identifier(other) == other
    assert old_spelling(other) == ""


@pytest.mark.parametrize("text", ["", "H44..01", ".H44", "H44.", "H44/01", "Đ44", "H" * 36, "H٤٤"])
def test_what_is_no_identifier(text):
    with pytest.raises(IdentifierInvalid):
        normalise_identifier(text)


def test_the_tree():
    assert parent_identifier("H44.01.02") == "H44.01"
    assert parent_identifier("H44") == ""
    path = path_below(path_below("", "H44"), "H44.01")
    assert path == "H44/H44.01"
    assert covers("H44", path) and covers(path, path)
    assert not covers("H44/H44.0", path) and not covers(path, "H44")
