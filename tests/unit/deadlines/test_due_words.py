import datetime as dt
import json
from collections.abc import Iterator

import pytest
from django.utils import translation

from motcua.deadlines import rules
from motcua.deadlines.duration import Duration
from motcua.deadlines.national_days import NAMES, SWAPPED, holidays_of
from motcua.deadlines.trace import dump_trace, load_trace
from motcua.deadlines.why import explain
from motcua.deadlines.words import say_duration, say_left, say_remaining
from motcua.deadlines.work_calendar import VIETNAM, Sessions, WorkCalendar

DAY: Sessions = ((dt.time(7, 30), dt.time(11, 30)), (dt.time(13, 30), dt.time(17, 30)))
CALENDAR = WorkCalendar.weekly(
    dict.fromkeys(range(5), DAY),
    days_off={dt.date(2026, 4, 30): "Ngày Chiến thắng", dt.date(2026, 5, 1): "Ngày Quốc tế Lao động"},
    make_up_days={dt.date(2026, 5, 9): (DAY[:1], "Quyết định 12/QĐ-UBND")},
)


@pytest.fixture(autouse=True)
def _in_vietnamese() -> Iterator[None]:
    with translation.override("vi"):
        yield


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


@pytest.mark.parametrize(
    ("minutes", "said"),
    [
        (0, "đến hạn"),
        (59, "còn 59 phút"),
        (60, "còn 1 giờ"),
        (2 * 480 + 3 * 60 + 59, "còn 2 ngày 3 giờ"),
        (480, "còn 1 ngày"),
        (-(480 + 60), "quá 1 ngày 1 giờ"),
        (-1, "quá 1 phút"),
    ],
)
def test_remaining_at_eight_hours_a_day(minutes: int, said: str) -> None:
    assert say_remaining(minutes) == said


@pytest.mark.parametrize(
    ("duration", "said"),
    [
        (Duration(5, "working_day"), "5 ngày làm việc"),
        (Duration("0.25", "working_day"), "0,25 ngày làm việc"),
        (Duration(15, "day"), "15 ngày"),
        (Duration(10, "month"), "10 tháng"),
        (Duration(8, "hour"), "8 giờ làm việc"),
        (None, "không quy định thời hạn"),
    ],
)
def test_durations(duration: Duration | None, said: str) -> None:
    assert say_duration(duration) == said


@pytest.mark.parametrize(
    ("left", "said"),
    [
        ([Duration(28 * 60, "working_minute")], "đồng hồ dừng; còn 3 ngày 4 giờ làm việc"),
        ([Duration(16 * 60, "working_minute")], "đồng hồ dừng; còn 2 ngày làm việc"),
        ([Duration(90, "working_minute")], "đồng hồ dừng; còn 1 giờ 30 phút làm việc"),
        ([Duration(3, "working_day"), Duration(10, "day")], "đồng hồ dừng; còn 3 ngày làm việc và 10 ngày"),
        ([], "đồng hồ dừng; còn phần cuối của ngày cuối cùng"),
    ],
)
def test_what_is_left_while_the_clock_stands(left: list[Duration], said: str) -> None:
    assert say_left(left) == said


def test_names_of_holidays_are_known_in_both_languages() -> None:
    plain = {ground.removesuffix(" (nghỉ bù)") for ground in holidays_of(2020, 2035).values()}
    assert {name for name in plain if not SWAPPED.fullmatch(name)} <= {str(name) for name in NAMES}


def test_days_of_hand_over_after_the_cutoff() -> None:
    assert explain(rules.hand_over_due(at("2026-04-29 15:01"), CALENDAR).trace) == [
        "Tiếp nhận lúc 15:01 thứ Tư 29/04/2026.",
        "Lúc đó đã quá 15:00 nên tính sang ngày làm việc tiếp theo, thứ Hai 04/05/2026.",
        "Vì vậy đến hạn lúc 07:30 thứ Hai 04/05/2026.",
    ]


def test_a_trace_without_steps_says_nothing() -> None:
    assert explain(()) == []


def test_the_trace_survives_storing() -> None:
    due = rules.due(start=at("2026-04-29 12:00"), duration=Duration(5, "working_day"), calendar=CALENDAR)
    stored = json.loads(json.dumps(dump_trace(due.trace)))
    assert load_trace(stored) == due.trace
