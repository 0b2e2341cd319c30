"""Structure of personal numbers and tax codes. Whether they exist only the national databases can tell."""

import datetime as dt
import re

_PERSONAL_ID = re.compile(r"[0-9]{12}")
_TAX_CODE = re.compile(r"[0-9]{10}(-?[0-9]{3})?")
_TAX_WEIGHTS = (31, 29, 23, 19, 17, 13, 7, 5, 3)
# Province of birth registration 001-096; countries of birth have numbers of their own above 100.
_LAST_PROVINCE, _FIRST_COUNTRY = 96, 101
# Digit 4: even is male, odd female; 0-1 for the 20th century, 2-3 for the 21st.
_LAST_CENTURY_DIGIT = 3


def personal_id_fault(text: str, *, birth_date: dt.date | None = None) -> str:
    """Why `text` cannot be a personal number: "" | digits | province | century | year (of another birth)."""
    if not _PERSONAL_ID.fullmatch(text):
        return "digits"
    province, century, year = int(text[:3]), int(text[3]), int(text[4:6])
    if not 1 <= province <= _LAST_PROVINCE and province < _FIRST_COUNTRY:
        return "province"
    if century > _LAST_CENTURY_DIGIT:
        return "century"
    if birth_date is not None and birth_date.year != 1900 + 100 * (century // 2) + year:
        return "year"
    return ""


def tax_code_fault(text: str) -> str:
    """Why `text` cannot be a tax code (enterprise number): "" | digits | check | unit."""
    if not _TAX_CODE.fullmatch(text):
        return "digits"
    total = sum(int(digit) * weight for digit, weight in zip(text[:9], _TAX_WEIGHTS, strict=True))
    # 10 means that no number is issued for these nine digits.
    if 10 - total % 11 != int(text[9]):
        return "check"
    return "unit" if text[10:].strip("-") == "000" else ""
