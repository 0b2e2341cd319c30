import datetime as dt
import json
from collections.abc import Iterator

import pytest
from django.utils import translation

from motcua.deadlines import rules
from motcua.deadlines.duration import Convention, Duration
from motcua.deadlines.trace import dump_trace, load_trace
from motcua.deadlines.words import explain, say_duration, say_remaining
from motcua.deadlines.work_calendar import VIETNAM, Sessions, WorkCalendar

DAY: Sessions = ((dt.time(7, 30), dt.time(11, 30)), (dt.time(13, 30), dt.time(17, 30)))
CALENDAR = WorkCalendar.weekly(
    dict.fromkeys(range(5), DAY),
    days_off={dt.date(2026, 4, 30): "Ngày Chiến thắng", dt.date(2026, 5, 1): "Ngày Quốc tế Lao động"},
    make_up_days={dt.date(2026, 5, 9): (DAY[:1], "Quyết định 12/QĐ-UBND")},
)

MOVED = (
    "Ngày cuối cùng là ngày nghỉ nên thời hạn kết thúc khi hết ngày làm việc tiếp theo "
    "(khoản 5 Điều 148 Bộ luật Dân sự 2015)."
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


def test_why_this_date_in_working_days() -> None:
    due = rules.due(start=at("2026-04-29 12:00"), duration=Duration(5, "working_day"), calendar=CALENDAR)
    assert explain(due) == [
        "Thời điểm tiếp nhận: 12:00 thứ Tư 29/04/2026.",
        "Thời điểm đó ngoài giờ làm việc: giữa hai buổi làm việc. Thời hạn tính từ 13:30 thứ Tư 29/04/2026.",
        "Thời hạn 5 ngày làm việc, mỗi ngày 8 giờ làm việc, tính đến giờ.",
        "Tính thứ Tư 29/04/2026: 4 giờ làm việc.",
        "Không tính thứ Năm 30/04/2026: ngày nghỉ (Ngày Chiến thắng).",
        "Không tính thứ Sáu 01/05/2026: ngày nghỉ (Ngày Quốc tế Lao động).",
        "Không tính thứ Bảy 02/05/2026 đến Chủ nhật 03/05/2026: ngày nghỉ hằng tuần.",
        "Tính thứ Hai 04/05/2026 đến thứ Sáu 08/05/2026: 36 giờ làm việc.",
        "Đến hạn: 11:30 thứ Sáu 08/05/2026.",
    ]


def test_why_this_date_in_whole_days_with_a_make_up_day() -> None:
    due = rules.due(
        start=at("2026-05-07 09:00"),
        duration=Duration(2, "working_day"),
        calendar=CALENDAR,
        convention=Convention.WHOLE_DAYS_TO_CLOSING,
    )
    assert explain(due)[1:] == [
        "Thời hạn 2 ngày làm việc, tính trọn ngày đến hết giờ làm việc, không tính ngày đầu tiên.",
        "Tính thứ Sáu 08/05/2026: 1 ngày làm việc.",
        "Tính thứ Bảy 09/05/2026: 1 ngày làm việc, theo lịch riêng của ngày này (Quyết định 12/QĐ-UBND).",
        "Đến hạn: 11:30 thứ Bảy 09/05/2026.",
    ]


def test_why_this_date_in_calendar_days() -> None:
    due = rules.due(start=at("2026-04-28 09:00"), duration=Duration(2, "day"), calendar=CALENDAR)
    assert explain(due)[1:] == [
        "Thời hạn 2 ngày, tính theo dương lịch, không tính ngày đầu tiên.",
        "Ngày cuối cùng của thời hạn: thứ Năm 30/04/2026.",
        "Không tính thứ Năm 30/04/2026: ngày nghỉ (Ngày Chiến thắng).",
        "Không tính thứ Sáu 01/05/2026: ngày nghỉ (Ngày Quốc tế Lao động).",
        "Không tính thứ Bảy 02/05/2026 đến Chủ nhật 03/05/2026: ngày nghỉ hằng tuần.",
        MOVED,
        "Đến hạn: 17:30 thứ Hai 04/05/2026.",
    ]


def test_why_there_is_no_date() -> None:
    due = rules.due(start=at("2026-04-28 09:00"), duration=None, calendar=CALENDAR)
    assert explain(due)[-1] == "Pháp luật không quy định thời hạn nên không có ngày hẹn trả."


def test_why_the_next_day() -> None:
    assert explain(rules.same_day_due(at("2026-04-29 15:01"), CALENDAR)) == [
        "Tiếp nhận lúc 15:01 thứ Tư 29/04/2026, sau 15:00 hoặc sau giờ đóng cửa: tính sang thứ Hai 04/05/2026.",
        "Đến hạn: 17:30 thứ Hai 04/05/2026.",
    ]


def test_the_trace_survives_storing() -> None:
    due = rules.due(start=at("2026-04-29 12:00"), duration=Duration(5, "working_day"), calendar=CALENDAR)
    stored = json.loads(json.dumps(dump_trace(due.trace)))
    assert load_trace(stored) == due.trace
