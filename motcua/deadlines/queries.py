"""Calendars of agencies, and what was declared for them."""

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from motcua.deadlines.compose import DeclaredDay, DeclaredHours, compose
from motcua.deadlines.models import CalendarDay, OfficeHours
from motcua.deadlines.national_days import holidays_of
from motcua.deadlines.stored import load_sessions
from motcua.deadlines.work_calendar import OfficeWeek, Sessions, WorkCalendar
from motcua.directory.door import agency
from motcua.kernel.errors import Refused
from motcua.kernel.kept import Kept

# A calendar knows the holidays of these years around the one asked for; farther moments raise `OutsideCalendar`.
YEARS_BACK, YEARS_AHEAD = 20, 20


class NoOfficeHours(Refused):
    """Nobody has said when this agency, or the province, is open."""

    code = "no_office_hours"
    status = 422
    message = _("Chưa khai báo giờ làm việc của cơ quan và của tỉnh.")


@dataclass(frozen=True, slots=True)
class DeclaredDayView:
    """A public holiday (`id` None) or a declared day; `agency_id` None: holds in the whole province."""

    id: UUID | None
    agency_id: UUID | None
    date: dt.date
    sessions: Sessions | None
    name: str
    ground: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class OfficeHoursView:
    id: UUID
    agency_id: UUID | None
    valid_from: dt.date
    week: tuple[Sessions, ...]
    ground: str


@dataclass(frozen=True, slots=True)
class _Book:
    """Everything declared in the province: a few hundred rows, read at once, with the calendars made from them.

    A calendar is found by the levels it was made of and its year, so that an agency that moves gets another one.
    """

    hours: tuple[DeclaredHours, ...]
    days: tuple[DeclaredDay, ...]
    calendars: dict[tuple[tuple[UUID | None, ...], int], WorkCalendar] = field(default_factory=dict)


def calendar_for(agency_id: UUID | None, on: dt.date) -> WorkCalendar:
    """The work calendar of an agency around the year of `on`; None: the province's default.

    Office hours and days come from the nearest of the agency, those above it and the province's default, over the
    public holidays. Kept in the process: usually no statement at all.
    Raises `NoOfficeHours` when nobody declared any, `NotFound` for an unknown agency.
    """
    book, levels = BOOK.get(), _levels(agency_id)
    calendar = book.calendars.get((levels, on.year))
    if calendar is None:
        calendar = book.calendars[levels, on.year] = _compose(book, levels, on.year)
    return calendar


def days_of(agency_id: UUID | None, year: int) -> list[DeclaredDayView]:
    """Public holidays and the days declared for exactly this agency (None: the province) in a year, by date."""
    rows = CalendarDay.objects.filter(agency=agency_id, date__year=year)
    declared = {
        row.date: DeclaredDayView(
            row.id,
            row.agency_id,
            row.date,
            None if row.sessions is None else load_sessions(row.sessions),
            row.name,
            row.ground,
            row.confirmed,
        )
        for row in rows
    }
    law = str(_("Điều 112 Bộ luật Lao động 2019"))
    public = {
        date: DeclaredDayView(None, None, date, None, name, law, True)
        for date, name in holidays_of(year, year).items()
    }
    return [view for _date, view in sorted((public | declared).items())]


def is_year_confirmed(year: int) -> bool:
    """Whether the decisions on the holidays of a year were seen: days of it declared for the province, all confirmed.

    The Government decides each year where the days of Tết and of the National Day fall and which days are swapped
    (Labour Code, art. 112); until somebody declares them, the calendar of the year is a forecast. One statement.
    """
    declared = CalendarDay.objects.filter(agency=None, date__year=year).values_list("confirmed", flat=True)
    return set(declared) == {True}


def office_hours_of(agency_id: UUID | None) -> list[OfficeHoursView]:
    """The office hours declared for exactly this agency (None: the province's default), newest first."""
    rows = OfficeHours.objects.filter(agency=agency_id).order_by("-valid_from")
    return [OfficeHoursView(r.id, r.agency_id, r.valid_from, _load_week(r.sessions), r.ground) for r in rows]


def _compose(book: _Book, levels: tuple[UUID | None, ...], year: int) -> WorkCalendar:
    first, last = year - YEARS_BACK, year + YEARS_AHEAD
    calendar = compose(
        levels,
        hours=book.hours,
        days=book.days,
        national=holidays_of(first, last),
        known=(dt.date(first, 1, 1), dt.date(last, 12, 31)),
    )
    if calendar is None:
        raise NoOfficeHours
    return calendar


def _levels(agency_id: UUID | None) -> tuple[UUID | None, ...]:
    """The province's default (None), then the agencies from the root down to this one."""
    levels: list[UUID | None] = []
    while agency_id is not None:
        levels.append(agency_id)
        agency_id = agency(agency_id).parent_id
    return (None, *reversed(levels))


def _read_book() -> _Book:
    hours = OfficeHours.objects.values_list("agency_id", "valid_from", "sessions")
    days = CalendarDay.objects.values_list("agency_id", "date", "sessions", "name", "ground")
    return _Book(
        hours=tuple(
            DeclaredHours(agency, OfficeWeek(start, _load_week(week))) for agency, start, week in hours
        ),
        days=tuple(
            DeclaredDay(
                agency, date, None if sessions is None else load_sessions(sessions), f"{name}; {ground}"
            )
            for agency, date, sessions, name, ground in days
        ),
    )


def _load_week(stored: list[list[list[str]]]) -> tuple[Sessions, ...]:
    return tuple(load_sessions(day) for day in stored)


BOOK = Kept("calendars", _read_book)
