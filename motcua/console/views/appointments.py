"""Positions of people: beginning, end, and who acts in them during an absence."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST

from motcua.accounts.door import Actor, delegate, revoke_delegation
from motcua.console.access import administrators
from motcua.console.forms import Form, agency_choices, today
from motcua.console.pages import go, page
from motcua.directory.door import Role, appoint, end_position, people_of, person, position
from motcua.kernel import clock


@administrators
def appoint_person(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponseBase:
    """Put a person into a position."""
    found, now = person(person_id), clock.now()
    form = Form(request, agency=request.GET.get("agency", ""), valid_from=today(now).isoformat())
    if form.is_sent:
        with form.trying():
            agency = form.agency("agency")
            first, last = form.day("valid_from"), form.day_if_any("valid_to")
            form.check()
            if agency:
                appoint(
                    person_id=person_id,
                    agency_id=agency.id,
                    role=form["role"],
                    unit=form["unit"],
                    title=form["title"],
                    valid_from=first,
                    valid_to=last,
                    actor=actor,
                    now=now,
                )
            return go("person", person_id, done="appointed")
    return page(
        request,
        actor,
        "appoint",
        status=form.status,
        form=form,
        person=found,
        agencies=agency_choices(),
        roles=Role.choices,
    )


@administrators
def end(request: HttpRequest, actor: Actor, position_id: UUID) -> HttpResponseBase:
    """Say which day is the last of a position."""
    held, now = position(position_id), clock.now()
    form = Form(request, on=today(now).isoformat())
    if form.is_sent:
        with form.trying():
            on = form.day("on")
            form.check()
            end_position(position_id=position_id, on=on, actor=actor, now=now)
            return go("person", held.person_id, done="ended")
    return page(
        request,
        actor,
        "position_end",
        status=form.status,
        form=form,
        position=held,
        role=Role(held.role).label,
    )


@administrators
def give(request: HttpRequest, actor: Actor, position_id: UUID) -> HttpResponseBase:
    """Let a colleague act in a position during its holder's absence."""
    held, now = position(position_id), clock.now()
    day = today(now)
    form = Form(request, from_date=day.isoformat())
    colleagues = {
        str(one.person_id): f"{one.name} – {Role(one.role).label}"
        for one in people_of(held.agency_id, on=day)
        if one.person_id != held.person_id
    }
    if form.is_sent:
        with form.trying():
            first, last = form.day("from_date"), form.day("until_date")
            if form["to_person_id"] not in colleagues:
                form.needed("to_person_id")
            form.check()
            delegate(
                position_id=position_id,
                to_person_id=UUID(form["to_person_id"]),
                from_date=first,
                until_date=last,
                ground=form["ground"],
                actor=actor,
                now=now,
            )
            return go("person", held.person_id, done="delegated", at="delegations")
    return page(
        request,
        actor,
        "delegate",
        status=form.status,
        form=form,
        position=held,
        role=Role(held.role).label,
        colleagues=list(colleagues.items()),
    )


@administrators
@require_POST
def revoke(request: HttpRequest, actor: Actor, person_id: UUID, delegation_id: UUID) -> HttpResponseBase:
    """End a delegation at once, and go back to the page of the person it was shown on."""
    revoke_delegation(delegation_id=delegation_id, actor=actor, now=clock.now())
    return go("person", person_id, done="revoked", at="delegations")
