import datetime as dt

import pytest

from motcua.procedures.identifiers import personal_id_fault, tax_code_fault


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("001090123456", ""),
        ("00109012345", "digits"),
        ("00109012345a", "digits"),
        ("000090123456", "province"),
        ("097090123456", "province"),
        ("101290123456", ""),  # a country of birth
        ("001490123456", "century"),
    ],
)
def test_personal_id(text: str, fault: str) -> None:
    assert personal_id_fault(text) == fault


def test_personal_id_and_birth_date_agree_on_year_and_century() -> None:
    assert personal_id_fault("001205123456", birth_date=dt.date(2005, 1, 2)) == ""
    assert personal_id_fault("001205123456", birth_date=dt.date(1905, 1, 2)) == "year"
    assert personal_id_fault("001090123456", birth_date=dt.date(1991, 1, 2)) == "year"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("0123456787", ""),
        ("0123456780", "check"),
        ("0123456787-001", ""),
        ("0123456787001", ""),
        ("0123456787-000", "unit"),
        ("012345678", "digits"),
        ("0123456787-01", "digits"),
    ],
)
def test_tax_code(text: str, fault: str) -> None:
    assert tax_code_fault(text) == fault


def test_no_tax_code_ends_in_the_check_ten() -> None:
    # 0·31 + 0·29 + … + 1·… : nine digits whose sum leaves no remainder have no check digit at all.
    nine = next(f"{n:09d}" for n in range(1, 1000) if all(tax_code_fault(f"{n:09d}{d}") for d in range(10)))
    assert [tax_code_fault(nine + digit) for digit in "0123456789"] == ["check"] * 10
