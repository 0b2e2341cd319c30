"""Declaring days and office hours, and taking a day back."""

from urllib.parse import urlencode
from uuid import UUID

from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.accounts.door import Actor
from motcua.console.access import administrators
from motcua.console.forms import Form, agency_choices, today
from motcua.console.month_sheets import weekday_names
from motcua.console.office_times import read_sessions, say_sessions
from motcua.console.pages import page
from motcua.console.views.calendar import chosen_agency, chosen_year
from motcua.deadlines.door import (
    TYPICAL_WEEK,
    DeclaredDayView,
    Sessions,
    days_of,
    declare_day,
    office_hours_of,
    set_office_hours,
    withdraw_day,
)
from motcua.directory.door import AgencyView
from motcua.kernel import clock
from motcua.kernel.errors import NotFound

OFF, MAKE_UP = "off", "make_up"


@administrators
def day(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Declare a day off or a make-up day; the same date again replaces what was declared."""
    chosen, now = chosen_agency(request), clock.now()
    known = _declared_on(chosen, request.GET.get("date", ""))
    form = Form(request, **_shown(request, chosen, known))
    if form.is_sent:
        with form.trying():
            target = form.agency("agency") if form.text("agency") else None
            date, sessions = (
                form.day("date"),
                _sessions(form, "sessions") if form["kind"] == MAKE_UP else None,
            )
            form.check()
            declare_day(
                agency_id=target.id if target else None,
                day=date,
                sessions=sessions,
                name=form["name"],
                ground=form["ground"],
                actor=actor,
                now=now,
            )
            return _back(target, date.year, "day")
    return page(
        request,
        actor,
        "calendar_day",
        status=form.status,
        form=form,
        known=known,
        agencies=agency_choices(),
        usual=say_sessions(TYPICAL_WEEK[0]),
    )


@administrators
def withdraw(request: HttpRequest, actor: Actor, day_id: UUID) -> HttpResponseBase:
    """Take back a declared day."""
    chosen, now = chosen_agency(request), clock.now()
    year = chosen_year(request, today(now))
    declared = days_of(chosen.id if chosen else None, year)
    found = next((one for one in declared if one.id == day_id), None)
    if found is None:
        raise NotFound
    form = Form(request)
    if form.is_sent:
        with form.trying():
            withdraw_day(day_id=day_id, ground=form["ground"], actor=actor, now=now)
            return _back(chosen, year, "withdrawn")
    return page(
        request,
        actor,
        "calendar_withdraw",
        status=form.status,
        form=form,
        found=found,
        agency=chosen,
        year=year,
    )


@administrators
def hours(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Say when an agency (without one: the province) is open from a day on."""
    chosen, now = chosen_agency(request), clock.now()
    agency_id = chosen.id if chosen else None
    present = next((one.week for one in office_hours_of(agency_id) or office_hours_of(None)), TYPICAL_WEEK)
    shown = {f"day{number}": say_sessions(sessions) for number, sessions in enumerate(present)}
    form = Form(request, valid_from=today(now).isoformat(), **shown)
    if form.is_sent:
        with form.trying():
            first, week = (
                form.day("valid_from"),
                tuple(_sessions(form, f"day{number}") for number in range(7)),
            )
            form.check()
            set_office_hours(
                agency_id=agency_id, valid_from=first, week=week, ground=form["ground"], actor=actor, now=now
            )
            return _back(chosen, first.year, "hours")
    return page(
        request,
        actor,
        "calendar_hours",
        status=form.status,
        form=form,
        agency=chosen,
        weekdays=weekday_names(),
    )


def _declared_on(chosen: AgencyView | None, text: str) -> DeclaredDayView | None:
    """What is known of a date: a declared day or a public holiday."""
    date = clock.read_date(text)
    if date is None:
        return None
    days = days_of(chosen.id if chosen else None, date.year)
    return next((one for one in days if one.date == date), None)


def _shown(request: HttpRequest, chosen: AgencyView | None, known: DeclaredDayView | None) -> dict[str, str]:
    first = {"agency": chosen.identifier if chosen else "", "date": request.GET.get("date", ""), "kind": OFF}
    if known is None:
        return first
    sessions = known.sessions or ()
    kind = MAKE_UP if sessions else OFF
    return first | {
        "kind": kind,
        "sessions": say_sessions(sessions),
        "name": known.name,
        "ground": known.ground,
    }


def _sessions(form: Form, name: str) -> Sessions:
    found = read_sessions(form[name])
    if found is None:
        form.errors[name] = _("Nhập giờ như 07:00-11:30, 13:30-17:00.")
    return found or ()


def _back(agency: AgencyView | None, year: int, done: str) -> HttpResponseRedirect:
    asked = {"agency": agency.identifier if agency else "", "year": year, "done": done}
    return HttpResponseRedirect(f"{reverse('console:calendar')}?{urlencode(asked)}", status=303)
