"""Values of the law are dated data: the release's, and over them the province's own."""

import datetime as dt
from typing import Any

import pytest

from motcua.deadlines.door import Duration, Unit, legal, legal_rules, set_legal_value
from motcua.kernel.errors import Invalid, NotAllowed
from tests.integration.deadlines.test_calendars import NOW, SYSTEM

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 7, 1)


def test_each_shipped_rule_has_a_value_a_ground_and_words() -> None:
    for rule in legal_rules():
        assert rule.label.vi and rule.label.en
        for value in rule.values:
            assert value.ground.vi and value.ground.en, rule.key


def test_what_the_province_declares_holds_from_its_day() -> None:
    given: Any = {"value": 4, "unit": "working_hour"}
    set_legal_value(
        actor=SYSTEM, now=NOW, key="acceptance_limit", valid_from=DAY, value=given, ground="QĐ 12/2026"
    )
    before, after = legal("acceptance_limit", DAY - dt.timedelta(days=1)), legal("acceptance_limit", DAY)
    assert before.duration == Duration(8, Unit.WORKING_HOUR) and not before.own
    assert after.duration == Duration(4, Unit.WORKING_HOUR) and after.ground.vi == "QĐ 12/2026"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("acceptance_limit", {"value": -1, "unit": "day"}),
        ("acceptance_limit", "8"),
        ("hand_over_cutoff", "25:00"),
        ("reappointments", True),
        ("supplement_restart", 1),
        ("counting", "somehow"),
        ("hardship_extra", {"sectors": "Đất đai", "communes": [], "extra": {"value": 1, "unit": "day"}}),
    ],
)
def test_a_value_of_the_wrong_shape_is_refused(key: str, value: Any) -> None:
    with pytest.raises(Invalid):
        set_legal_value(actor=SYSTEM, now=NOW, key=key, valid_from=DAY, value=value, ground="x")


def test_nobody_but_administrators_declares() -> None:
    with pytest.raises(NotAllowed):
        set_legal_value(actor=None, now=NOW, key="reappointments", valid_from=DAY, value=2, ground="x")
