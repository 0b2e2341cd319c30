"""What holds for every calendar, and agreement with a model that looks at each single minute."""

import datetime as dt
import random
from bisect import bisect_left

from hypothesis import given
from hypothesis import strategies as st

from motcua.deadlines import rules
from motcua.deadlines.duration import Convention, Duration, Unit
from motcua.deadlines.work_calendar import VIETNAM, Sessions, WorkCalendar

MONDAY = dt.datetime(2026, 1, 5, tzinfo=VIETNAM)
OPEN_DAYS: list[Sessions] = [
    ((dt.time(7, 30), dt.time(11, 30)), (dt.time(13, 30), dt.time(17, 30))),
    ((dt.time(7), dt.time(11, 30)), (dt.time(13, 30), dt.time(17))),
    ((dt.time(7, 30), dt.time(11, 30)),),
    ((dt.time(0), dt.time(23, 59)),),
    ((dt.time(8), dt.time(9)), (dt.time(9, 1), dt.time(10)), (dt.time(14), dt.time(14, 1))),
]
MAX_MINUTES = 3 * 480

offsets = st.integers(0, 28 * 1440)
minutes = st.integers(0, MAX_MINUTES)
day_numbers = st.integers(0, 40)


def date_of(number: int) -> dt.date:
    return MONDAY.date() + dt.timedelta(days=number)


def moment_of(offset: int) -> dt.datetime:
    return MONDAY + dt.timedelta(minutes=offset)


@st.composite
def calendars(draw: st.DrawFn) -> WorkCalendar:
    weekdays = draw(st.dictionaries(st.integers(0, 6), st.sampled_from(OPEN_DAYS), min_size=1))
    off = draw(st.sets(day_numbers, max_size=8))
    made_up = draw(st.dictionaries(day_numbers, st.sampled_from(OPEN_DAYS), max_size=3))
    return with_days(WorkCalendar.weekly(weekdays), off, made_up)


def with_days(base: WorkCalendar, off: set[int], made_up: dict[int, Sessions]) -> WorkCalendar:
    return WorkCalendar(
        weeks=base.weeks,
        days_off=dict(base.days_off) | {date_of(n): "nghỉ" for n in off},
        make_up_days=dict(base.make_up_days) | {date_of(n): (s, "làm bù") for n, s in made_up.items()},
    )


durations = st.one_of(
    st.builds(Duration, st.integers(1, MAX_MINUTES), st.just(Unit.WORKING_MINUTE)),
    st.builds(Duration, st.integers(1, 6), st.just(Unit.WORKING_DAY)),
    st.builds(Duration, st.integers(1, 30), st.just(Unit.DAY)),
    st.builds(Duration, st.integers(1, 3), st.just(Unit.MONTH)),
)
conventions = st.sampled_from(Convention)


def moment(
    start: dt.datetime, duration: Duration, calendar: WorkCalendar, convention: Convention
) -> dt.datetime:
    found = rules.due(start=start, duration=duration, calendar=calendar, convention=convention).moment
    assert found is not None
    return found


@given(calendars(), offsets, durations, conventions)
def test_due_lies_in_office_hours(cal: WorkCalendar, at: int, length: Duration, how: Convention) -> None:
    found = moment(moment_of(at), length, cal, how)
    assert cal.opening_at_or_after(found) == found


@given(calendars(), offsets, offsets, durations, conventions)
def test_later_acceptance_is_never_due_earlier(
    cal: WorkCalendar, a: int, b: int, length: Duration, how: Convention
) -> None:
    first, second = sorted((a, b))
    assert moment(moment_of(first), length, cal, how) <= moment(moment_of(second), length, cal, how)


@given(calendars(), offsets, offsets)
def test_steps_of_the_day_are_monotone(cal: WorkCalendar, a: int, b: int) -> None:
    first, second = (moment_of(offset) for offset in sorted((a, b)))
    for rule in (rules.hand_over_due, rules.same_day_due):
        early, late = rule(first, cal).moment, rule(second, cal).moment
        assert early is not None
        assert late is not None
        assert early <= late


@given(calendars(), offsets, minutes, minutes)
def test_additive(cal: WorkCalendar, at: int, a: int, b: int) -> None:
    start = moment_of(at)
    assert cal.add_working_minutes(cal.add_working_minutes(start, a), b) == cal.add_working_minutes(
        start, a + b
    )


@given(calendars(), offsets, minutes)
def test_added_time_is_found_again(cal: WorkCalendar, at: int, n: int) -> None:
    assert cal.working_minutes_between(moment_of(at), cal.add_working_minutes(moment_of(at), n)) == n


@given(calendars(), offsets, offsets)
def test_remaining_turns_negative_after_the_due_moment(cal: WorkCalendar, a: int, b: int) -> None:
    assert rules.remaining(moment_of(a), moment_of(b), cal) == -rules.remaining(
        moment_of(b), moment_of(a), cal
    )
    assert (rules.remaining(moment_of(a), moment_of(b), cal) >= 0) or a > b


@given(calendars(), offsets, st.integers(1, 5), st.integers(1, 5), conventions)
def test_phases_without_a_pause_are_one_phase(
    cal: WorkCalendar, at: int, a: int, b: int, how: Convention
) -> None:
    start = moment_of(at)
    middle = moment(start, Duration(a, Unit.WORKING_DAY), cal, how)
    in_phases = moment(middle, Duration(b, Unit.WORKING_DAY), cal, how)
    assert in_phases == moment(start, Duration(a + b, Unit.WORKING_DAY), cal, how)


@given(calendars(), offsets, minutes, minutes, offsets)
def test_paused_time_is_neither_lost_nor_won(
    cal: WorkCalendar, at: int, used: int, left: int, pause: int
) -> None:
    """The due moment moved by the pause, and the rest counted from its end, are the same working moment."""
    start = moment_of(at)
    stopped = cal.add_working_minutes(start, used)
    resumed = stopped + dt.timedelta(minutes=pause)
    paused = cal.working_minutes_between(stopped, resumed)
    moved = cal.add_working_minutes(cal.add_working_minutes(start, used + left), paused)
    counted = cal.add_working_minutes(resumed, left)
    assert cal.working_minutes_between(moved, counted) == 0


@given(calendars(), offsets, st.integers(1, MAX_MINUTES), day_numbers)
def test_a_declared_day_off_moves_dates_by_its_working_time(
    cal: WorkCalendar, at: int, n: int, off: int
) -> None:
    start = moment_of(at)
    closed = cal.day(date_of(off))
    if closed.date <= start.date() or closed.date in cal.make_up_days:
        return
    before = cal.add_working_minutes(start, n)
    after = with_days(cal, {off}, {}).add_working_minutes(start, n)
    moved = closed.minutes if before.date() >= closed.date else 0
    assert cal.working_minutes_between(before, after) == moved
    assert (after == before) is (moved == 0)


@given(calendars(), offsets, durations, conventions, day_numbers, st.sampled_from(OPEN_DAYS))
def test_a_make_up_day_makes_nothing_later(
    cal: WorkCalendar, at: int, length: Duration, how: Convention, extra: int, sessions: Sessions
) -> None:
    start = moment_of(at)
    # A day that is worked already, and the day of acceptance itself (where the start would move), are other questions.
    if cal.day(date_of(extra)).spans or date_of(extra) <= start.date():
        return
    assert moment(start, length, with_days(cal, set(), {extra: sessions}), how) <= moment(
        start, length, cal, how
    )


@given(offsets, offsets)
def test_each_finished_dossier_is_in_exactly_one_class(completed: int, due: int) -> None:
    done, limit = moment_of(completed), moment_of(due)
    found = rules.classify(done, limit)
    assert [found == "late", found == "early", found == "on_time"] == [
        done > limit,
        done.date() < limit.date(),
        done.date() == limit.date() and done <= limit,
    ]


def is_open(cal: WorkCalendar, minute: dt.datetime) -> bool:
    """Whether the minute that begins here is worked; written without the calendar's own methods."""
    date = minute.date()
    if date in cal.make_up_days:
        sessions = cal.make_up_days[date][0]
    elif date in cal.days_off:
        sessions = ()
    else:
        sessions = cal.weeks[0].days[date.weekday()]
    return any(begin <= minute.time() < end for begin, end in sessions)


def test_agrees_with_a_model_of_single_minutes() -> None:
    dice = random.Random(20260305)
    for _ in range(10):
        off = {dice.randrange(42) for _ in range(5)}
        made_up = {dice.randrange(42): dice.choice(OPEN_DAYS) for _ in range(2)}
        week = {dice.randrange(7): dice.choice(OPEN_DAYS) for _ in range(6)}
        cal = with_days(WorkCalendar.weekly(week), off, made_up)
        worked = [n for n in range(42 * 1440) if is_open(cal, moment_of(n))]
        for _ in range(300):
            start, end = dice.randrange(14 * 1440), dice.randrange(14 * 1440)
            at = bisect_left(worked, start)
            between = bisect_left(worked, end) - at
            assert cal.working_minutes_between(moment_of(start), moment_of(end)) == between
            length = dice.randrange(1, 600)
            assert cal.add_working_minutes(moment_of(start), length) == moment_of(worked[at + length - 1] + 1)
            shut = start not in worked[at : at + 1] and start - 1 not in worked[max(at - 1, 0) : at]
            assert cal.opening_at_or_after(moment_of(start)) == moment_of(worked[at] if shut else start)
