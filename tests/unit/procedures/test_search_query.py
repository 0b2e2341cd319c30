import pytest

from motcua.procedures.catalogue import as_json, parse_record
from motcua.procedures.search_index import folded_name, search_vector
from motcua.procedures.search_query import (
    Vocabulary,
    codes_in,
    corrected,
    is_code,
    readings_of,
    shares_of,
    tsquery_of,
)
from tests.unit.procedures.catalogue.made import record

SYNONYMS = {
    ("so", "do"): (("giay", "chung", "nhan", "lan", "dau"), ("giay", "chung", "nhan")),
    ("mat", "so", "do"): (("cap", "lai"),),
}
VOCABULARY = Vocabulary.of(["dang ky khai sinh", "dang ky ket hon", "tach thua dat"])


@pytest.mark.parametrize("typed", ["1.012753", "1012753", "ma 1.012753 a", "1.012753.000.00.00.H56"])
def test_codes_in_any_spelling(typed: str) -> None:
    assert codes_in(typed) == ("1.012753",)


@pytest.mark.parametrize(
    ("typed", "expected"), [("1.0127", True), ("1.", True), ("khai 1", False), ("2026 a", False)]
)
def test_beginnings_of_codes(typed: str, expected: bool) -> None:
    assert is_code(typed) is expected


def test_a_code_is_looked_for_alone() -> None:
    assert [reading.phrase for reading in readings_of("thủ tục 1.012753", {})] == ["1.012753"]


def test_the_last_word_may_still_be_typed_on() -> None:
    assert tsquery_of(readings_of("Khai sin", {})) == "(('khai') & ('sin':*))"


def test_synonyms_are_read_as_their_meanings_and_literally() -> None:
    readings = readings_of("cấp sổ đỏ", SYNONYMS)
    assert [r.phrase for r in readings] == ["cap giay chung nhan lan dau", "cap giay chung nhan", "cap so do"]
    assert readings[0].worth > readings[1].worth > readings[2].worth
    assert [r.is_open for r in readings] == [False, False, True]


def test_the_longest_synonym_wins() -> None:
    assert readings_of("mất sổ đỏ", SYNONYMS)[0].phrase == "cap lai"


def test_nothing_typed_is_nothing_read() -> None:
    assert readings_of("  !? ", SYNONYMS) == []


@pytest.mark.parametrize(
    ("typed", "mended"),
    [
        ("dang ki khai sinh", "dang ky khai sinh"),
        ("khia sinh", "khai sinh"),
        ("thuaa dat", "thua dat"),
        ("xin dang ky", "dang ky"),
        ("khai sinh qwertz", "khai sinh"),
        ("qwertz", ""),
    ],
)
def test_misspelt_words_are_mended_and_noise_is_dropped(typed: str, mended: str) -> None:
    found = corrected(readings_of(typed, {}), VOCABULARY, [("xin",)])
    assert (found[0].phrase if found else "") == mended


def test_rare_words_are_worth_more() -> None:
    (reading,) = readings_of("dang tach", {})
    common, rare = shares_of(reading, VOCABULARY)
    assert rare > common
    assert common + rare == pytest.approx(1000, abs=1)


def test_the_vector_holds_code_name_and_texts_by_weight() -> None:
    vector = search_vector(as_json(parse_record(record(trinh_tu_thuc_hien="Bước 1: Đợi gió."))))
    lexemes = vector.split()
    assert {"'9.900001':1A", "'9900001':1A", "'900001':1A", "'dieu':1A", "'don':1C", "'gio':1D"} <= set(
        lexemes
    )
    assert len({lexeme.split(":")[0] for lexeme in lexemes}) == len(lexemes)


def test_a_name_is_compared_without_the_word_procedure() -> None:
    assert folded_name("Thủ tục đăng ký khai sinh") == "dang ky khai sinh"
    assert folded_name("Thủ tục") == "thu tuc"
