"""Words for every outcome of a check; nothing doubtful sounds good."""

import datetime as dt
from dataclasses import replace
from typing import get_args

import pytest

from motcua.dossiers.door import ResultCheck
from motcua.portal.verdicts import of_file, of_register
from motcua.signing.door import Verification
from motcua.signing.shapes import Verdict as SigningVerdict

MOMENT = dt.datetime(2026, 3, 5, tzinfo=dt.UTC)
KNOWN = ResultCheck(
    "1", "Giấy phép", "Đồng ý", "N. V. A", "UBND", "Ông B", MOMENT, MOMENT, "Y-1", "ab", current=True
)


def checked(verdict: str) -> Verification:
    return Verification(verdict, verdict == "valid", verdict == "valid", (), "lý do")  # type: ignore[arg-type]


@pytest.mark.parametrize("verdict", [one for one in get_args(SigningVerdict) if one != "valid"])
@pytest.mark.parametrize("check", [None, KNOWN])
def test_only_valid_signatures_sound_good(verdict: str, check: ResultCheck | None) -> None:
    said = of_file(checked(verdict), check)

    assert said.tone != "good"
    assert said.title and said.text


def test_valid_and_registered_is_genuine_unless_replaced() -> None:
    assert of_file(checked("valid"), KNOWN).tone == "good"
    assert of_file(checked("valid"), replace(KNOWN, current=False)).tone == "doubtful"


def test_valid_and_unknown_to_the_register_does_not_claim_to_be_a_result() -> None:
    assert of_file(checked("valid"), None).title != of_file(checked("valid"), KNOWN).title


@pytest.mark.parametrize(
    ("check", "tone"),
    [
        (KNOWN, "good"),
        (replace(KNOWN, current=False), "doubtful"),
        (replace(KNOWN, released_at=None, current=False), "doubtful"),
        (None, "bad"),
    ],
)
def test_what_the_register_says(check: ResultCheck | None, tone: str) -> None:
    assert of_register(check).tone == tone
