"""Rules of the clock by their number in docs/deadlines.md, as far as they need no dossier; the rest is among the
dossiers' tests. Office hours 07:30–11:30 and 13:30–17:30, Monday to Friday, of March 2026."""

import datetime as dt

import pytest

from motcua.deadlines.clock import read
from motcua.deadlines.duration import Duration, Unit
from motcua.deadlines.history import Limit, Part, Reason, Turn, TurnKind, Words
from motcua.deadlines.rules import acceptance_due, classify, hand_over_due, same_day_due
from motcua.deadlines.work_calendar import WorkCalendar
from motcua.kernel.clock import VIETNAM

DAY = ((dt.time(7, 30), dt.time(11, 30)), (dt.time(13, 30), dt.time(17, 30)))
OFFICE = WorkCalendar.weekly(dict.fromkeys(range(5), DAY))


def at(text: str) -> dt.datetime:
    """ "09 09:30": a moment of March 2026."""
    return dt.datetime.strptime(f"2026-03-{text}", "%Y-%m-%d %H:%M").replace(tzinfo=VIETNAM)


def limit(*parts: tuple[str, str], cutoff: dt.time | None = None) -> Limit:
    return Limit(tuple(Part(Duration(value, unit)) for value, unit in parts), cutoff=cutoff)


def begin(moment: str, wanted: Limit | None, reason: Reason = Reason.ACCEPTED, key: str = "") -> Turn:
    return Turn(TurnKind.BEGIN, at(moment), reason, limit=wanted, key=key)


def pause(moment: str, key: str, until: str = "") -> Turn:
    return Turn(TurnKind.PAUSE, at(moment), Reason(key), key=key, until=at(until) if until else None)


def resume(moment: str, key: str) -> Turn:
    return Turn(TurnKind.RESUME, at(moment), Reason(key), key=key)


def due(*turns: Turn, calendar: WorkCalendar = OFFICE) -> dt.datetime | None:
    return read(turns, calendar).due


FIVE_DAYS = limit(("5", "working_day"))


def test_c01_eight_working_hours_to_answer() -> None:
    assert acceptance_due(at("06 16:30"), OFFICE).moment == at("09 16:30")


@pytest.mark.parametrize(
    ("accepted", "expected"),
    [
        ("05 06:00", "05 15:30"),  # before opening: from opening
        ("05 12:00", "06 09:30"),  # between the half-days: from the afternoon's opening
        ("05 18:00", "06 15:30"),  # after closing: from the next morning
        ("07 10:00", "09 15:30"),  # on a Saturday: from Monday
    ],
)
def test_c02_the_limit_starts_in_office_hours(accepted: str, expected: str) -> None:
    assert due(begin(accepted, limit(("6", "working_hour")))) == at(expected)


def test_c03_received_after_three_handed_over_the_next_day() -> None:
    assert hand_over_due(at("05 15:00"), OFFICE).moment == at("05 17:30")
    assert hand_over_due(at("06 15:01"), OFFICE).moment == at("09 07:30")


def test_c04_a_same_day_result_after_three_is_due_the_next_day() -> None:
    assert same_day_due(at("05 14:59"), OFFICE).moment == at("05 17:30")
    same_day = limit(cutoff=dt.time(15))
    assert due(begin("06 15:01", same_day)) == at("09 17:30")
    # An hour of waiting for a payment is an hour more, not another day.
    waited = (pause("05 09:00", "obligation"), resume("05 10:00", "obligation"))
    assert due(begin("05 08:00", same_day), *waited) == at("06 08:30")


def test_c06_a_supplement_starts_the_full_limit() -> None:
    asked, answered = (
        pause("09 09:30", "supplement"),
        begin("11 09:30", FIVE_DAYS, Reason.SUPPLEMENT, "supplement"),
    )
    assert due(begin("05 15:30", FIVE_DAYS), asked, answered) == at("18 09:30")


def test_c07_an_obligation_keeps_what_is_left() -> None:
    waited = (pause("09 09:30", "obligation"), resume("11 09:30", "obligation"))
    assert due(begin("05 15:30", FIVE_DAYS), *waited) == at("16 15:30")


def test_c08_a_supplement_and_an_obligation_are_never_mixed() -> None:
    paid = resume("11 09:30", "obligation")  # pays nothing that was asked as a supplement
    reading = read([begin("05 15:30", FIVE_DAYS), pause("09 09:30", "supplement"), paid], OFFICE)
    assert reading.stands and reading.due is None


def test_c11_a_refusal_is_measured_by_the_same_date() -> None:
    limit_ends = due(begin("05 15:30", FIVE_DAYS))
    assert (
        classify(at("12 15:31"), limit_ends) == "late" and classify(at("12 15:30"), limit_ends) == "on_time"
    )


def test_c12_a_pause_for_an_opinion_ends_by_itself_at_its_limit() -> None:
    asked = pause("09 09:30", "consultation", until="10 09:30")
    assert due(begin("05 15:30", FIVE_DAYS), asked) == at("13 15:30")
    assert due(begin("05 15:30", FIVE_DAYS), asked, resume("20 09:30", "consultation")) == at("13 15:30")


def test_c14_working_days_and_days_are_never_converted() -> None:
    mixed = limit(("1", "working_day"), ("3", "day"))
    assert due(begin("05 15:30", mixed)) == at("09 17:30")  # Friday 15:30, and three days to Monday's closing


@pytest.mark.parametrize(
    ("days", "expected"), [("0.25", "05 17:30"), ("0.5", "06 09:30"), ("1.5", "09 09:30")]
)
def test_c16_half_and_quarter_days(days: str, expected: str) -> None:
    assert due(begin("05 15:30", limit((days, "working_day")))) == at(expected)


def test_c17_a_hardship_area_adds_its_days() -> None:
    ground = Words("xã miền núi", "a mountainous commune")
    longer = Limit((Part(Duration("1", Unit.WORKING_DAY)), Part(Duration("10", Unit.DAY), ground)))
    reading = read([begin("05 15:30", longer)], OFFICE)
    assert reading.due == at("16 17:30")
    assert any(step.data.get("vi") == "xã miền núi" for step in reading.trace)


def test_c18_a_phase_after_an_obligation_has_its_own_length() -> None:
    second = begin("11 09:30", limit(("2", "working_day")), Reason.PHASE, "obligation")
    assert due(begin("05 15:30", FIVE_DAYS), pause("09 09:30", "obligation"), second) == at("13 09:30")


def test_c19_no_limit_is_a_value_and_not_a_guess() -> None:
    reading = read([begin("05 15:30", None)], OFFICE)
    assert (reading.due, reading.stands, reading.left) == (None, False, ())


def test_c20_a_period_of_notice_runs_in_days_by_the_calendar() -> None:
    assert due(begin("05 15:30", limit(("15", "day")))) == at("20 17:30")
    assert due(begin("06 15:30", limit(("15", "day")))) == at("23 17:30")  # a Saturday gives way to Monday
