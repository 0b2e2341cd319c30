"""Histories that differ, as a jurist would want them told; `python -m tests.unit.deadlines.told` writes them down anew.

`histories/` keeps each text in both languages, `docs/why-this-date.md` all of them. Read aloud what you change.
"""

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.utils import translation

from motcua.deadlines.clock import read
from motcua.deadlines.duration import Convention, Duration
from motcua.deadlines.history import NO_WORDS, Limit, Part, Reason, Turn, TurnKind, Words
from motcua.deadlines.national_days import holidays_of
from motcua.deadlines.why import explain
from motcua.deadlines.work_calendar import VIETNAM, OfficeWeek, Sessions, WorkCalendar

HERE = Path(__file__).parent / "histories"
PAGE = Path(__file__).parents[3] / "docs" / "why-this-date.md"

MORNING = (dt.time(7, 30), dt.time(11, 30))
AFTERNOON = (dt.time(13, 30), dt.time(17, 30))
DAY: Sessions = (MORNING, AFTERNOON)
WEEK: dict[int, Sessions] = dict.fromkeys(range(5), DAY)
HOLIDAYS = holidays_of(2025, 2028)
OFFICE = WorkCalendar.weekly(WEEK, days_off=HOLIDAYS)
SIX_DAYS = WorkCalendar.weekly({**WEEK, 5: (MORNING,)}, days_off=HOLIDAYS)
MADE_UP = WorkCalendar.weekly(
    WEEK,
    days_off=HOLIDAYS,
    make_up_days={dt.date(2026, 8, 22): (DAY, "Thông báo 12/TB-UBND")},
)
FLOODED = WorkCalendar.weekly(WEEK, days_off=dict(HOLIDAYS) | {dt.date(2026, 9, 21): "Quyết định 45/QĐ-UBND"})
SUMMER: Sessions = ((dt.time(7), dt.time(11)), (dt.time(13), dt.time(17)))
SEASONS = WorkCalendar(
    weeks=(
        OfficeWeek(dt.date(2026, 1, 1), (DAY,) * 5 + ((), ())),
        OfficeWeek(dt.date(2026, 4, 16), (SUMMER,) * 5 + ((), ())),
    ),
    days_off=HOLIDAYS,
)

SUPPLEMENT = Words("khoản 4 Điều 19 Nghị định 61/2018/NĐ-CP", "Article 19, clause 4, of Decree 61/2018/NĐ-CP")
OPINION = Words("khoản 5 Điều 19 Nghị định 61/2018/NĐ-CP", "Article 19, clause 5, of Decree 61/2018/NĐ-CP")
APOLOGY = Words("khoản 9 Điều 19 Nghị định 61/2018/NĐ-CP", "Article 19, clause 9, of Decree 61/2018/NĐ-CP")
SAME_DAY = Words("khoản 4 Điều 17 Nghị định 61/2018/NĐ-CP", "Article 17, clause 4, of Decree 61/2018/NĐ-CP")
MONEY = Words("Thông báo nộp tiền số 15/TB-CCT", "payment notice 15/TB-CCT")
PAID = Words("Giấy nộp tiền số 0042", "payment voucher 0042")
LIST = Words("Danh mục thủ tục của tỉnh", "the province's list of procedures")
REMOTE = Words("địa bàn miền núi, theo pháp luật đất đai", "mountainous area, under the land law")
DECIDED = Words("Quyết định 88/QĐ-STP", "Decision 88/QĐ-STP")


@dataclass(frozen=True)
class History:
    """What happened, under which calendar."""

    name: str
    title: Words
    turns: Sequence[Turn]
    calendar: WorkCalendar = OFFICE


def at(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=VIETNAM)


def limit(
    *parts: tuple[object, str] | tuple[object, str, Words], how: Convention = Convention.TO_THE_HOUR
) -> Limit:
    return Limit(tuple(Part(Duration(str(value), unit), *ground) for value, unit, *ground in parts), how)


def begin(
    when: str, length: Limit | None, reason: Reason = Reason.ACCEPTED, ground: Words = NO_WORDS, key: str = ""
) -> Turn:
    return Turn(TurnKind.BEGIN, at(when), reason, ground, length, key=key)


def pause(when: str, reason: Reason, ground: Words = NO_WORDS, until: str | None = None) -> Turn:
    return Turn(
        TurnKind.PAUSE, at(when), reason, ground, until=at(until) if until else None, key=reason.value
    )


def resume(when: str, reason: Reason, ground: Words = NO_WORDS) -> Turn:
    return Turn(TurnKind.RESUME, at(when), reason, ground, key=reason.value)


def completed(when: str, length: Limit) -> Turn:
    return begin(when, length, Reason.SUPPLEMENT, SUPPLEMENT, key=Reason.SUPPLEMENT.value)


def promise(when: str, until: str) -> Turn:
    return Turn(TurnKind.PROMISE, at(when), Reason.REAPPOINTED, APOLOGY, until=at(until))


FIVE = limit((5, "working_day", LIST))
WHOLE_FIVE = limit((5, "working_day", LIST), how=Convention.WHOLE_DAYS_TO_CLOSING)
TODAY = Limit(cutoff=dt.time(15), ground=SAME_DAY)

HISTORIES = (
    History(
        "working-days",
        Words("Năm ngày làm việc", "Five working days"),
        [begin("2026-03-05 15:30", FIVE)],
    ),
    History(
        "after-closing",
        Words("Tiếp nhận sau giờ đóng cửa thứ Sáu", "Received on Friday after closing"),
        [begin("2026-03-06 17:45", limit((2, "working_day", LIST)))],
    ),
    History(
        "hours",
        Words("Tám giờ làm việc, giữa có ngày lễ", "Eight working hours around a holiday"),
        [begin("2026-04-29 15:00", limit((8, "hour", LIST)))],
    ),
    History(
        "supplement",
        Words("Bổ sung hồ sơ một lần", "One supplement"),
        [
            begin("2026-03-05 15:30", FIVE),
            pause("2026-03-09 09:30", Reason.SUPPLEMENT, SUPPLEMENT),
            completed("2026-03-11 09:30", FIVE),
        ],
    ),
    History(
        "two-supplements",
        Words("Bổ sung hai lần, lần sau chưa xong", "Two supplements, the second still awaited"),
        [
            begin("2026-03-05 15:30", FIVE),
            pause("2026-03-09 09:30", Reason.SUPPLEMENT, SUPPLEMENT),
            completed("2026-03-11 09:30", FIVE),
            pause("2026-03-13 14:00", Reason.SUPPLEMENT, SUPPLEMENT),
        ],
    ),
    History(
        "obligation",
        Words("Thực hiện nghĩa vụ tài chính", "A financial obligation"),
        [
            begin("2026-03-05 15:30", FIVE),
            pause("2026-03-09 09:30", Reason.OBLIGATION, MONEY),
            resume("2026-03-11 09:30", Reason.OBLIGATION, PAID),
        ],
    ),
    History(
        "obligation-over-tet",
        Words(
            "Nghĩa vụ tài chính kéo qua Tết, nộp tiền ngày Chủ nhật",
            "An obligation over Tết, paid on a Sunday",
        ),
        [
            begin("2026-02-10 08:30", limit((8, "working_day", LIST))),
            pause("2026-02-13 16:00", Reason.OBLIGATION, MONEY),
            resume("2026-03-01 20:15", Reason.OBLIGATION, PAID),
        ],
    ),
    History(
        "same-day-late",
        Words("Giải quyết trong ngày, nhận sau 15 giờ", "Same-day procedure, received after 15:00"),
        [begin("2026-04-29 15:20", TODAY)],
    ),
    History(
        "same-day-saturday",
        Words(
            "Giải quyết trong ngày, nhận sau giờ đóng cửa thứ Bảy",
            "Same-day procedure, after Saturday's closing",
        ),
        [begin("2026-03-07 11:45", TODAY)],
        SIX_DAYS,
    ),
    History(
        "saturday-mornings",
        Words("Cơ quan làm việc sáng thứ Bảy", "An office open on Saturday mornings"),
        [begin("2026-03-05 15:30", limit((3, "working_day", LIST)))],
        SIX_DAYS,
    ),
    History(
        "make-up-day",
        Words(
            "Làm bù thứ Bảy cho ngày nghỉ trước Quốc khánh",
            "A Saturday worked for the day before National Day",
        ),
        [begin("2026-08-20 09:00", limit((10, "working_day", LIST)))],
        MADE_UP,
    ),
    History(
        "calendar-days",
        Words("Mười lăm ngày theo lịch, hết vào ngày nghỉ", "Fifteen calendar days that end on a day off"),
        [begin("2026-04-15 10:00", limit((15, "day", LIST)))],
    ),
    History(
        "months",
        Words("Hai tháng, tính từ cuối năm", "Two months from the end of the year"),
        [begin("2026-12-31 16:00", limit((2, "month", LIST)))],
    ),
    History(
        "hardship",
        Words("Địa bàn miền núi được thêm mười ngày làm việc", "Ten more working days in a mountainous area"),
        [begin("2026-03-05 08:00", limit((8, "working_day", LIST), (10, "working_day", REMOTE)))],
    ),
    History(
        "phases",
        Words("Hai giai đoạn, giữa là nghĩa vụ tài chính", "Two phases around a financial obligation"),
        [
            begin("2026-06-01 09:00", limit((10, "working_day", LIST))),
            pause("2026-06-10 15:00", Reason.OBLIGATION, MONEY),
            begin(
                "2026-06-22 10:30",
                limit((3, "working_day", LIST)),
                Reason.PHASE,
                PAID,
                Reason.OBLIGATION.value,
            ),
        ],
    ),
    History(
        "promise",
        Words("Xin lỗi và hẹn lại", "An apology and a new date"),
        [begin("2026-03-05 15:30", FIVE), promise("2026-03-11 09:00", "2026-03-18 15:30")],
    ),
    History(
        "promise-onto-a-late-holiday",
        Words("Ngày hẹn lại thành ngày nghỉ do bão", "A promised day that became a day off, in a storm"),
        [begin("2026-09-08 09:00", FIVE), promise("2026-09-14 10:00", "2026-09-21 16:00")],
        FLOODED,
    ),
    History(
        "consultation-and-obligation",
        Words("Lấy ý kiến cùng lúc với nghĩa vụ tài chính", "An opinion and an obligation at the same time"),
        [
            begin("2026-03-05 08:00", limit((10, "working_day", LIST))),
            pause("2026-03-09 10:00", Reason.CONSULTATION, OPINION, until="2026-03-12 10:00"),
            pause("2026-03-11 14:00", Reason.OBLIGATION, MONEY),
            resume("2026-03-16 09:00", Reason.OBLIGATION, PAID),
        ],
    ),
    History(
        "silent-agency",
        Words("Cơ quan phối hợp không trả lời", "An agency that stays silent"),
        [
            begin("2026-03-05 08:00", FIVE),
            pause("2026-03-06 09:00", Reason.CONSULTATION, OPINION, until="2026-03-11 09:00"),
        ],
    ),
    History(
        "no-limit",
        Words("Pháp luật không quy định thời hạn", "No limit set by law"),
        [begin("2026-03-05 15:30", None)],
    ),
    History(
        "whole-days",
        Words("Tính trọn ngày, tạm dừng vào ngày cuối cùng", "Whole days, stopped on the last of them"),
        [
            begin("2026-03-05 15:30", WHOLE_FIVE),
            pause("2026-03-12 10:00", Reason.OBLIGATION, MONEY),
            resume("2026-03-14 09:00", Reason.OBLIGATION, PAID),
        ],
    ),
    History(
        "summer-hours",
        Words("Đổi giờ làm việc mùa hè giữa chừng", "Summer hours that begin on the way"),
        [begin("2026-04-14 15:00", limit((2, "working_day", LIST), ("0.5", "working_day", DECIDED)))],
        SEASONS,
    ),
    History(
        "reopened",
        Words("Mở lại hồ sơ đã hẹn lại một lần", "Re-opened after a new date had been promised"),
        [
            begin("2026-03-05 15:30", FIVE),
            promise("2026-03-11 09:00", "2026-03-18 15:30"),
            begin("2026-04-01 08:00", limit((3, "working_day", LIST)), Reason.REOPENED, DECIDED),
        ],
    ),
)


def tell(history: History) -> str:
    """The text of a history: its title and its sentences, in Vietnamese and in English."""
    return "\n".join(_in(history, language) for language in ("vi", "en"))


def page(texts: Iterable[str]) -> str:
    """All texts on one page."""
    head = (
        "# Why this date\n\n"
        "What the clock says about its own dates, word for word as the dossier's page, the interface and\n"
        "`motcua deadline explain` give it: the same code wrote this page, and a test compares them. Names of acts\n"
        "and numbers of papers are invented; the holidays are those of 2026 and 2027.\n"
    )
    return head + "".join("\n" + "#" + text.replace("\n# ", "\n### ") for text in texts)


def _in(history: History, language: str) -> str:
    with translation.override(language):
        told = explain(read(history.turns, history.calendar).trace)
    lines = [f"{number}. {sentence}" for number, sentence in enumerate(told, 1)]
    return "\n".join([f"# {history.title.said_in(language)}", "", *lines, ""])


def file_of(number: int, history: History) -> Path:
    """Where the text of a history is kept."""
    return HERE / f"{number:02}-{history.name}.md"


def write() -> None:
    """Write all texts and the page anew."""
    for old in HERE.glob("*.md"):
        old.unlink()
    for number, history in enumerate(HISTORIES, 1):
        file_of(number, history).write_text(tell(history), "utf-8")
    PAGE.write_text(page(tell(history) for history in HISTORIES), "utf-8")


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "motcua.site.settings")
    import django

    from motcua.kernel.messages import compile_catalogues

    compile_catalogues()
    django.setup()
    write()
