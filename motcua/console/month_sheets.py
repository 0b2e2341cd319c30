"""A year of an agency's calendar as twelve sheets."""

import calendar
import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.deadlines.door import DayKind, WorkCalendar, WorkDay

_WEEKS = calendar.Calendar(firstweekday=0)


@dataclass(frozen=True, slots=True)
class MonthSheet:
    """A month in weeks from Monday; None for days of the neighbouring months."""

    number: int
    weeks: tuple[tuple[WorkDay | None, ...], ...]
    working_days: int


def month_sheets(work_calendar: WorkCalendar, year: int) -> tuple[MonthSheet, ...]:
    """The twelve months of a year. Raises OutsideCalendar beyond the known holidays."""
    return tuple(_sheet(work_calendar, year, month) for month in range(1, 13))


def special_days(sheets: tuple[MonthSheet, ...]) -> list[WorkDay]:
    """The days off and the make-up days of a year, by date."""
    days = (day for sheet in sheets for week in sheet.weeks for day in week if day)
    return [day for day in days if day.kind in (DayKind.OFF, DayKind.MAKE_UP)]


def weekday_names() -> list[str]:
    """From Monday on."""
    return [
        _("Thứ Hai"),
        _("Thứ Ba"),
        _("Thứ Tư"),
        _("Thứ Năm"),
        _("Thứ Sáu"),
        _("Thứ Bảy"),
        _("Chủ nhật"),
    ]


def short_weekday_names() -> list[str]:
    """As the head of a month's sheet."""
    return [_("T2"), _("T3"), _("T4"), _("T5"), _("T6"), _("T7"), _("CN")]


def _sheet(work_calendar: WorkCalendar, year: int, month: int) -> MonthSheet:
    weeks = tuple(
        tuple(_day(work_calendar, date, month) for date in week)
        for week in _WEEKS.monthdatescalendar(year, month)
    )
    working = sum(bool(day and day.spans) for week in weeks for day in week)
    return MonthSheet(month, weeks, working)


def _day(work_calendar: WorkCalendar, date: dt.date, month: int) -> WorkDay | None:
    return work_calendar.day(date) if date.month == month else None
