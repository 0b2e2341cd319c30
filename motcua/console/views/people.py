"""People: the list, the page of one, and entering somebody new."""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from motcua.accounts.door import Actor, DelegationView, accounts_of, delegations_of, manages
from motcua.console.access import administrators
from motcua.console.forms import Form, today
from motcua.console.pages import go, page
from motcua.directory.door import (
    PositionView,
    Role,
    add_person,
    administers,
    agency,
    every_position_of,
    positions_of_people,
)
from motcua.directory.door import people as list_people
from motcua.directory.door import person as person_with_id
from motcua.kernel import clock


@administrators
@require_safe
def people(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Everybody by name, with what they do today. Two statements."""
    q = request.GET.get("q", "").strip()
    found = list_people(q=q, cursor=request.GET.get("cursor", ""))
    held = positions_of_people([one.id for one in found.items], today(clock.now()))
    return page(request, actor, "people", found=found, q=q, held=_by_person(held), roles=dict(Role.choices))


@administrators
def add(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Enter somebody whom one can then appoint."""
    form = Form(request)
    if form.is_sent:
        with form.trying():
            made = add_person(
                name=form["name"], phone=form["phone"], email=form["email"], actor=actor, now=clock.now()
            )
            return go("person", made, done="person")
    return page(request, actor, "person_add", status=form.status, form=form)


@administrators
@require_safe
def person(request: HttpRequest, actor: Actor, person_id: UUID) -> HttpResponseBase:
    """One person: positions with their dates, accounts, who acts for whom. Five statements."""
    found, now = person_with_id(person_id), clock.now()
    day = today(now)
    positions = every_position_of(person_id)
    can_manage = manages(actor, person_id, now=now)
    return page(
        request,
        actor,
        "person",
        person=found,
        positions=[
            {
                "position": one,
                "identifier": agency(one.agency_id).identifier,
                "is_over": _is_over(one, day),
                "may_change": administers(actor, one.agency_path),
            }
            for one in positions
        ],
        accounts=accounts_of(person_id) if can_manage else (),
        can_manage=can_manage,
        delegations=[_said(one, positions, actor, now) for one in delegations_of(person_id)],
        roles=dict(Role.choices),
        today=day,
    )


def _by_person(held: Iterable[PositionView]) -> dict[UUID, list[PositionView]]:
    by_person: dict[UUID, list[PositionView]] = defaultdict(list)
    for position in held:
        by_person[position.person_id].append(position)
    return by_person


def _is_over(position: PositionView, day: dt.date) -> bool:
    closed = agency(position.agency_id).valid_to
    return any(end is not None and end < day for end in (position.valid_to, closed))


def _said(
    one: DelegationView, own: Iterable[PositionView], actor: Actor, now: dt.datetime
) -> dict[str, object]:
    """A delegation as the table shows it. Those received are taken back on the giver's page."""
    given = next((position for position in own if position.position_id == one.position_id), None)
    runs = one.revoked_at is None and one.until_date >= today(now)
    return {
        "delegation": one,
        "runs": runs,
        "may_revoke": runs and given is not None and administers(actor, given.agency_path),
    }
