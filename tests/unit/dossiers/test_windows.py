"""Which due dates call for attention on which morning, over weekends and Tết."""

import datetime as dt

import pytest

from motcua.deadlines.door import WorkCalendar
from motcua.dossiers.windows import ANSWER_SOON, DUE_NEXT, DUE_TODAY, OFFER_TODAY, windows
from motcua.kernel.clock import VIETNAM

OFFICE = ((dt.time(7, 30), dt.time(11, 30)), (dt.time(13, 30), dt.time(17)))
# Tết 2026: the offices are shut from Monday 16 to Friday 20 February.
TET = {dt.date(2026, 2, day): "Tết" for day in range(16, 21)}
CALENDAR = WorkCalendar.weekly(dict.fromkeys(range(5), OFFICE), days_off=TET)


def at(day: int, hour: int, minute: int = 0, month: int = 2) -> dt.datetime:
    return dt.datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


def kinds(now: dt.datetime, due: dt.datetime, offer_days: int = 1) -> set[str]:
    found = windows(now, CALENDAR, offer_days=offer_days, answer_before=now + dt.timedelta(hours=2))
    return {kind for kind, (after, upto) in found.items() if after < due <= upto and kind != ANSWER_SOON}


FRIDAY_BEFORE = at(13, 7, 30)  # the last working day before Tết


@pytest.mark.parametrize(
    ("now", "due", "expected"),
    [
        (FRIDAY_BEFORE, at(13, 16), {DUE_TODAY}),
        (FRIDAY_BEFORE, at(13, 7), set()),  # over already: that is the list of what is late
        # Monday 23 is the next working day, ten days on: today is the last day to apologise.
        (FRIDAY_BEFORE, at(23, 9), {DUE_NEXT, OFFER_TODAY}),
        (FRIDAY_BEFORE, at(24, 9), set()),
        # After closing nothing can be offered any more; the due date still comes next.
        (at(13, 17, 1), at(23, 9), {DUE_NEXT}),
        # In the middle of Tết nobody is asked to offer anything.
        (at(18, 9), at(23, 9), {DUE_NEXT}),
        (at(23, 8), at(23, 9), {DUE_TODAY}),
        (at(23, 8), at(24, 17), {DUE_NEXT, OFFER_TODAY}),
    ],
)
def test_over_tet(now: dt.datetime, due: dt.datetime, expected: set[str]) -> None:
    assert kinds(now, due) == expected


def test_a_longer_notice_moves_the_last_day_to_offer() -> None:
    assert kinds(FRIDAY_BEFORE, at(23, 9), offer_days=2) == {DUE_NEXT}
    assert kinds(FRIDAY_BEFORE, at(24, 9), offer_days=2) == {OFFER_TODAY}


def test_no_due_date_is_of_two_days() -> None:
    found = windows(FRIDAY_BEFORE, CALENDAR, offer_days=1, answer_before=FRIDAY_BEFORE)
    assert found[DUE_TODAY][1] == found[DUE_NEXT][0]
