import datetime as dt
import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.dossiers import rules
from motcua.kernel.clock import VIETNAM

moments = st.datetimes(dt.datetime(2020, 1, 1), dt.datetime(2035, 1, 1), timezones=st.just(VIETNAM))


def test_default_code_carries_agency_date_and_padded_number() -> None:
    at = dt.datetime(2026, 3, 5, 15, 30, tzinfo=VIETNAM)
    numbering = rules.numbering(rules.DEFAULT_PATTERNS["dossier"], agency="H44.100", at=at)
    assert numbering.code(7) == "H44.100-20260305-0007"
    assert numbering.code(12345) == "H44.100-20260305-12345"


def test_the_day_is_vietnams_not_the_servers() -> None:
    at = dt.datetime(2026, 3, 5, 18, 0, tzinfo=dt.UTC)  # one in the morning of the 6th in Vietnam
    assert rules.numbering("{yymmdd}-{seq}", agency="H44", at=at).code(1) == "260306-1"


def test_a_pattern_without_a_number_is_refused() -> None:
    with pytest.raises(ValueError, match="seq"):
        rules.numbering("{agency}-{yyyymmdd}", agency="H44", at=dt.datetime.now(dt.UTC))


@given(moments, moments)
def test_two_days_never_share_a_counter(one: dt.datetime, other: dt.datetime) -> None:
    scopes = {rules.numbering("{agency}-{yyyymmdd}-{seq:04}", agency="H44", at=m).scope for m in (one, other)}
    assert (len(scopes) == 1) == (one.date() == other.date())


@given(st.integers(1, 10**7), st.integers(1, 10**7))
def test_two_numbers_never_share_a_code(a: int, b: int) -> None:
    numbering = rules.numbering("{agency}-{yyyymmdd}-{seq:04}", agency="H44", at=dt.datetime.now(dt.UTC))
    assert (numbering.code(a) == numbering.code(b)) == (a == b)


@given(st.uuids())
def test_the_secret_is_readable_and_repeatable(dossier_id: uuid.UUID) -> None:
    secret = rules.lookup_secret(dossier_id, key="k")
    assert secret == rules.lookup_secret(dossier_id, key="k")
    assert secret != rules.lookup_secret(dossier_id, key="another")
    assert len(secret) == rules.SECRET_LENGTH
    assert set(secret) <= set(rules.SECRET_ALPHABET)


@pytest.mark.parametrize("typed", ["abcd2345", " ABCD-2345 ", "ABCD 2345"])
def test_the_secret_may_be_typed_as_people_type(typed: str) -> None:
    assert rules.secret_matches(typed, "ABCD2345")


@pytest.mark.parametrize("typed", ["", "ABCD234", "ABCD2346", "ABCD23455"])
def test_a_wrong_secret_does_not_match(typed: str) -> None:
    assert not rules.secret_matches(typed, "ABCD2345")


def test_missing_documents_keeps_the_order_of_the_list() -> None:
    assert rules.missing_documents(["c", "a", "b"], ["a"]) == ("c", "b")
