"""Tables of due moments: the worked example, holidays, year ends, conventions, calendar units, steps of a day."""

import datetime as dt

import pytest

from motcua.deadlines import rules
from motcua.deadlines.duration import Convention, Duration, Unit
from motcua.deadlines.national_days import holidays_of, swapped_weekends_of
from motcua.deadlines.trace import Step
from motcua.deadlines.work_calendar import VIETNAM, OfficeWeek, OutsideCalendar, Sessions, WorkCalendar

MORNING = (dt.time(7, 30), dt.time(11, 30))
AFTERNOON = (dt.time(13, 30), dt.time(17, 30))
DAY: Sessions = (MORNING, AFTERNOON)
WEEK = dict.fromkeys(range(5), DAY)
CALENDAR = WorkCalendar.weekly(WEEK, days_off=holidays_of(2025, 2028))


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def due_of(
    start: str, value: object, unit: str, calendar: WorkCalendar = CALENDAR, **more: Convention
) -> str:
    found = rules.due(start=at(start), duration=Duration(str(value), unit), calendar=calendar, **more)
    assert found.moment is not None
    return found.moment.isoformat(sep=" ", timespec="minutes")[:16]


@pytest.mark.parametrize(
    ("start", "value", "unit", "expected"),
    [
        ("2026-03-05 15:30", 5, "working_day", "2026-03-12 15:30"),
        ("2026-03-11 09:30", 5, "working_day", "2026-03-18 09:30"),
        # 8 hours from the opening end at closing, not at the next opening.
        ("2026-03-05 06:00", 1, "working_day", "2026-03-05 17:30"),
        ("2026-03-05 12:15", 4, "working_hour", "2026-03-05 17:30"),
        ("2026-03-05 17:30", "0.25", "working_day", "2026-03-06 09:30"),
        ("2026-03-05 17:31", "0.5", "working_day", "2026-03-06 11:30"),
        ("2026-03-07 10:00", 90, "working_minute", "2026-03-09 09:00"),
        ("2026-03-05 16:30", 8, "hour", "2026-03-06 16:30"),
        # Tết 2026: 16–20 February; the year's first working day is Monday 23.
        ("2026-02-13 15:30", 1, "working_day", "2026-02-23 15:30"),
        ("2026-02-17 09:00", 2, "working_hour", "2026-02-23 09:30"),
        # Tết 2027: 4–10 February.
        ("2027-02-03 15:30", 3, "working_day", "2027-02-15 15:30"),
        # New Year's Eve, and 30 April with 1 May before a weekend.
        ("2025-12-31 16:30", 2, "working_hour", "2026-01-02 08:30"),
        ("2026-04-29 09:00", 10, "working_day", "2026-05-15 09:00"),
    ],
)
def test_working_time(start: str, value: object, unit: str, expected: str) -> None:
    assert due_of(start, value, unit) == expected


def test_worked_example_with_an_obligation_pause() -> None:
    accepted, noticed, paid = at("2026-03-05 15:30"), at("2026-03-09 09:30"), at("2026-03-11 09:30")
    used = CALENDAR.working_minutes_between(accepted, noticed)
    pause = CALENDAR.working_minutes_between(noticed, paid)
    assert (used, pause) == (12 * 60, 16 * 60)
    by_pause = CALENDAR.add_working_minutes(at("2026-03-12 15:30"), pause)
    by_rest = CALENDAR.add_working_minutes(paid, 40 * 60 - used)
    assert by_pause == by_rest == at("2026-03-16 15:30")


@pytest.mark.parametrize(
    ("start", "value", "unit", "expected"),
    [
        # The first day is not counted; the limit ends with its last day.
        ("2026-03-05 15:30", 15, "day", "2026-03-20 17:30"),
        # Saturday 7 March: the end of the next working day (Civil Code 2015 art. 148.5).
        ("2026-03-05 08:00", 2, "day", "2026-03-09 17:30"),
        # Received on Saturday counts as received on Monday.
        ("2026-03-07 08:00", 1, "day", "2026-03-10 17:30"),
        ("2026-02-12 09:00", 5, "day", "2026-02-23 17:30"),
        # No 30 February: the last day of the month (art. 148.3), a Saturday.
        ("2026-01-30 09:00", 1, "month", "2026-03-02 17:30"),
        ("2027-12-31 09:00", 2, "month", "2028-02-29 17:30"),
        ("2026-11-30 09:00", 2, "month", "2027-02-01 17:30"),
        ("2026-12-15 09:00", 1, "year", "2027-12-15 17:30"),
        ("2028-02-29 09:00", 1, "year", "2029-02-28 17:30"),
    ],
)
def test_calendar_time(start: str, value: object, unit: str, expected: str) -> None:
    assert due_of(start, value, unit) == expected


@pytest.mark.parametrize(
    ("start", "value", "expected"),
    [
        ("2026-03-05 07:30", 5, "2026-03-12 17:30"),
        ("2026-03-05 17:30", 5, "2026-03-12 17:30"),
        ("2026-03-05 17:31", 5, "2026-03-13 17:30"),
        ("2026-03-05 15:30", "0.5", "2026-03-06 09:30"),
        ("2026-02-13 15:30", 1, "2026-02-23 17:30"),
    ],
)
def test_whole_days_to_closing(start: str, value: object, expected: str) -> None:
    assert due_of(start, value, "working_day", convention=Convention.WHOLE_DAYS_TO_CLOSING) == expected


def test_saturday_morning_counts_for_its_length() -> None:
    six_days = WorkCalendar.weekly({**WEEK, 5: (MORNING,)})
    assert due_of("2026-03-06 15:30", 1, "working_day", six_days) == "2026-03-09 09:30"
    whole = due_of(
        "2026-03-06 15:30", 1, "working_day", six_days, convention=Convention.WHOLE_DAYS_TO_CLOSING
    )
    assert whole == "2026-03-07 11:30"


def test_hours_of_summer_hold_from_their_date() -> None:
    early: Sessions = ((dt.time(7), dt.time(11)), (dt.time(13), dt.time(17)))
    seasons = WorkCalendar(
        weeks=(
            OfficeWeek(dt.date(2026, 1, 1), (DAY,) * 5 + ((), ())),
            OfficeWeek(dt.date(2026, 4, 16), (early,) * 5 + ((), ())),
        )
    )
    assert due_of("2026-04-15 15:30", 8, "working_hour", seasons) == "2026-04-16 15:00"


def test_make_up_day_follows_its_own_hours() -> None:
    saturday = {dt.date(2026, 8, 22): ((MORNING,), "làm bù cho 31/08/2026")}
    calendar = WorkCalendar.weekly(WEEK, days_off=holidays_of(2026, 2026), make_up_days=saturday)
    assert due_of("2026-08-21 17:30", 5, "working_hour", calendar) == "2026-08-24 08:30"
    assert due_of("2026-08-28 17:30", 1, "working_hour", calendar) == "2026-09-03 08:30"


def test_declared_hours_win_over_a_holiday() -> None:
    worked = {dt.date(2026, 11, 24): ((MORNING,), "trực tiếp nhận hồ sơ")}
    calendar = WorkCalendar.weekly(WEEK, days_off=holidays_of(2026, 2026), make_up_days=worked)
    assert due_of("2026-11-23 17:30", 5, "working_hour", calendar) == "2026-11-25 08:30"


def test_no_time_limit_is_said_and_not_guessed() -> None:
    found = rules.due(start=at("2026-03-07 09:00"), duration=None, calendar=CALENDAR)
    assert found.moment is None
    assert found.start == at("2026-03-09 07:30")
    assert found.trace[-1].kind is Step.NO_TIME_LIMIT


def test_acceptance_is_eight_working_hours() -> None:
    assert rules.acceptance_due(at("2026-03-07 23:00"), CALENDAR).moment == at("2026-03-09 17:30")
    assert rules.acceptance_due(at("2026-03-06 10:00"), CALENDAR).moment == at("2026-03-09 10:00")


@pytest.mark.parametrize(
    ("received", "hand_over", "same_day"),
    [
        ("2026-03-05 15:00", "2026-03-05 17:30", "2026-03-05 17:30"),
        ("2026-03-05 15:01", "2026-03-06 07:30", "2026-03-06 17:30"),
        ("2026-03-05 06:00", "2026-03-05 17:30", "2026-03-05 17:30"),
        ("2026-03-06 20:00", "2026-03-09 07:30", "2026-03-09 17:30"),
        ("2026-03-07 09:00", "2026-03-09 17:30", "2026-03-09 17:30"),
        ("2026-02-13 15:30", "2026-02-23 07:30", "2026-02-23 17:30"),
    ],
)
def test_cutoff_of_the_day(received: str, hand_over: str, same_day: str) -> None:
    assert rules.hand_over_due(at(received), CALENDAR).moment == at(hand_over)
    assert rules.same_day_due(at(received), CALENDAR).moment == at(same_day)


def test_after_closing_is_after_the_cutoff() -> None:
    six_days = WorkCalendar.weekly({**WEEK, 5: (MORNING,)})
    assert rules.hand_over_due(at("2026-03-07 11:45"), six_days).moment == at("2026-03-09 07:30")


@pytest.mark.parametrize(
    ("completed", "expected"),
    [
        ("2026-03-11 23:59", "early"),
        ("2026-03-12 00:00", "on_time"),
        ("2026-03-12 15:30", "on_time"),
        ("2026-03-12 15:31", "late"),
    ],
)
def test_classes(completed: str, expected: str) -> None:
    due = at("2026-03-12 15:30").astimezone(dt.UTC)
    assert rules.classify(at(completed).astimezone(dt.UTC), due) == expected


def test_class_needs_both_moments() -> None:
    assert rules.classify(None, at("2026-03-12 15:30")) is None
    assert rules.classify(at("2026-03-12 15:30"), None) is None


def test_seconds_are_dropped() -> None:
    assert due_of("2026-03-05 15:30:59", 5, "working_day") == "2026-03-12 15:30"


def test_beyond_known_holidays_is_an_error() -> None:
    short = WorkCalendar(weeks=CALENDAR.weeks, first=dt.date(2026, 1, 1), last=dt.date(2026, 12, 31))
    assert due_of("2026-12-30 15:30", 1, "working_day", short) == "2026-12-31 15:30"
    for value, unit in ((2, "working_day"), (1, "day"), (1, "year"), (10**9, "day"), (10**9, "month")):
        with pytest.raises(OutsideCalendar):
            due_of("2026-12-31 15:30", value, unit, short)
    with pytest.raises(OutsideCalendar):
        WorkCalendar.weekly({}).opening_at_or_after(at("2026-03-05 15:30"))


def test_moments_need_a_zone() -> None:
    with pytest.raises(ValueError, match="zone"):
        CALENDAR.opening_at_or_after(at("2026-03-05 15:30").replace(tzinfo=None))


@pytest.mark.parametrize(
    ("value", "unit"), [(0, "day"), (-1, "working_day"), ("0.5", "day"), ("NaN", "hour")]
)
def test_impossible_durations(value: object, unit: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        Duration(str(value), unit)


def test_duration_in_working_minutes() -> None:
    assert Duration("0.25", Unit.WORKING_DAY).working_minutes == 120
    assert Duration("0.33", Unit.WORKING_DAY).working_minutes == 159
    with pytest.raises(ValueError, match="no length"):
        assert Duration(1, Unit.DAY).working_minutes


@pytest.mark.parametrize(
    "sessions", [(AFTERNOON, MORNING), ((dt.time(8), dt.time(8)),), ((dt.time(8, 0, 30), dt.time(9)),)]
)
def test_impossible_sessions(sessions: Sessions) -> None:
    with pytest.raises(ValueError, match="sessions"):
        WorkCalendar.weekly({0: sessions})


def test_holidays_of_two_tets() -> None:
    days = holidays_of(2026, 2027)
    for first, last in (
        (dt.date(2026, 2, 16), dt.date(2026, 2, 20)),
        (dt.date(2027, 2, 4), dt.date(2027, 2, 10)),
    ):
        assert all(first + dt.timedelta(days=n) in days for n in range((last - first).days + 1))
    assert dt.date(2026, 8, 22) in swapped_weekends_of(2026, 2026)
