"""The working calendar of an agency, to read and to print."""

import datetime as dt
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from motcua.accounts.door import Actor
from motcua.console.access import administrators
from motcua.console.forms import agency_choices, find_agency, today
from motcua.console.month_sheets import month_sheets, short_weekday_names, special_days, weekday_names
from motcua.console.office_times import say_minutes, say_sessions
from motcua.console.pages import page
from motcua.deadlines.door import (
    NoOfficeHours,
    OfficeHoursView,
    calendar_for,
    days_of,
    is_year_confirmed,
    office_hours_of,
)
from motcua.directory.door import AgencyView, administers
from motcua.directory.door import agency as agency_with_id
from motcua.kernel import clock
from motcua.kernel.errors import NotFound

FIRST_YEAR, YEARS_AHEAD = 2025, 5


@administrators
@require_safe
def calendar(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Office hours and days off of a year, of one agency or (without one) of the province. Four statements."""
    day = today(clock.now())
    chosen = chosen_agency(request)
    year = chosen_year(request, day)
    agency_id = chosen.id if chosen else None
    try:
        sheets = month_sheets(calendar_for(agency_id, dt.date(year, 1, 1)), year)
    except NoOfficeHours:
        sheets = ()
    declared = [one for one in days_of(agency_id, year) if one.id is not None]
    hours, source = _hours(chosen)
    return page(
        request,
        actor,
        "calendar",
        agency=chosen,
        agencies=agency_choices(),
        year=year,
        years_choices=[(one, one) for one in range(FIRST_YEAR, day.year + YEARS_AHEAD)],
        next_year=day.year + 1,
        is_next_year_confirmed=is_year_confirmed(day.year + 1),
        sheets=sheets,
        special=special_days(sheets),
        declared={one.date: one for one in declared},
        hours=hours,
        hours_source=source,
        weekdays=weekday_names(),
        short_weekdays=short_weekday_names(),
        say_sessions=say_sessions,
        say_minutes=say_minutes,
        may_change=administers(actor, chosen.path if chosen else ""),
        today=day,
    )


def chosen_agency(request: HttpRequest) -> AgencyView | None:
    """The agency in the address; None for the province. Raises NotFound."""
    text = request.GET.get("agency", "").strip()
    found = find_agency(text)
    if text and found is None:
        raise NotFound
    return found


def chosen_year(request: HttpRequest, day: dt.date) -> int:
    """The year in the address, this one when there is none. Raises NotFound for one without a calendar."""
    text = request.GET.get("year", "")
    if not text:
        return day.year
    if not text.isdecimal() or len(text) != 4 or not FIRST_YEAR <= int(text) < day.year + YEARS_AHEAD:
        raise NotFound
    return int(text)


def _hours(chosen: AgencyView | None) -> tuple[list[OfficeHoursView], AgencyView | None]:
    """The hours in force, and whose they are: the agency's own, of one above it, or (None) the province's."""
    place: UUID | None = chosen.id if chosen else None
    while place is not None:
        found = agency_with_id(place)
        if own := office_hours_of(place):
            return own, found
        place = found.parent_id
    return office_hours_of(None), None
