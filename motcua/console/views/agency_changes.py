"""Changing one agency: each change says on whose decision and from which day."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _

from motcua.accounts.door import Actor
from motcua.console.access import administrators
from motcua.console.forms import Form, agency_choices, today
from motcua.console.pages import go, page
from motcua.console.views.agencies import agency_at
from motcua.directory.door import (
    AgencyKind,
    AgencyLevel,
    agency,
    change_contact,
    close_agency,
    create_agency,
    merge_agencies,
    rename_agency,
)
from motcua.kernel import clock


@administrators
def add(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Enter a new agency below another one."""
    form = Form(request, parent=request.GET.get("parent", ""))
    if form.is_sent:
        with form.trying():
            parent = form.agency("parent") if form.text("parent") else None
            form.needed("identifier")
            form.needed("name")
            form.check()
            made = create_agency(
                identifier=form["identifier"],
                name=form["name"],
                short_name=form["short_name"],
                kind=form["kind"],
                level=form["level"],
                parent_id=parent.id if parent else None,
                address=form["address"],
                phone=form["phone"],
                email=form["email"],
                actor=actor,
                now=clock.now(),
            )
            return go("agency", agency(made).identifier, done="created")
    choices = {"kinds": AgencyKind.choices, "levels": AgencyLevel.choices, "agencies": agency_choices()}
    return page(request, actor, "agency_add", status=form.status, form=form, **choices)


@administrators
def contact(request: HttpRequest, actor: Actor, identifier: str) -> HttpResponseBase:
    """Change how it is shown and reached."""
    found = agency_at(identifier)
    form = Form(
        request,
        short_name=found.short_name,
        address=found.address,
        phone=found.phone,
        email=found.email,
    )
    if form.is_sent:
        with form.trying():
            change_contact(
                agency_id=found.id,
                short_name=form["short_name"],
                address=form["address"],
                phone=form["phone"],
                email=form["email"],
                actor=actor,
                now=clock.now(),
            )
            return go("agency", found.identifier, done="changed")
    return page(request, actor, "agency_contact", status=form.status, form=form, agency=found)


@administrators
def rename(request: HttpRequest, actor: Actor, identifier: str) -> HttpResponseBase:
    """Give it its new name; the old one stays in its history."""
    found, now = agency_at(identifier), clock.now()
    form = Form(request, name=found.name, on=today(now).isoformat())
    if form.is_sent:
        with form.trying():
            name, on, ground = form.needed("name"), form.day("on"), form.needed("ground")
            if name == found.name:
                form.errors["name"] = _("Nhập tên mới, khác với tên đang dùng.")
            form.check()
            rename_agency(agency_id=found.id, name=name, on=on, ground=ground, actor=actor, now=now)
            return go("agency", found.identifier, done="renamed")
    return page(request, actor, "agency_rename", status=form.status, form=form, agency=found)


@administrators
def merge(request: HttpRequest, actor: Actor, identifier: str) -> HttpResponseBase:
    """Close it in favour of another agency, which takes over its work."""
    found, now = agency_at(identifier), clock.now()
    form = Form(request, on=today(now).isoformat())
    if form.is_sent:
        with form.trying():
            into, on, ground = form.agency("into"), form.day("on"), form.needed("ground")
            form.check()
            if into:
                merge_agencies(
                    predecessor_ids=[found.id],
                    successor_id=into.id,
                    on=on,
                    ground=ground,
                    actor=actor,
                    now=now,
                )
            return go("agency", found.identifier, done="merged")
    return page(
        request,
        actor,
        "agency_merge",
        status=form.status,
        form=form,
        agency=found,
        agencies=[choice for choice in agency_choices() if choice[0] != found.identifier],
    )


@administrators
def close(request: HttpRequest, actor: Actor, identifier: str) -> HttpResponseBase:
    """Close it without anybody succeeding it."""
    found, now = agency_at(identifier), clock.now()
    form = Form(request, on=today(now).isoformat())
    if form.is_sent:
        with form.trying():
            on, ground = form.day("on"), form.needed("ground")
            form.check()
            close_agency(agency_id=found.id, on=on, ground=ground, actor=actor, now=now)
            return go("agency", found.identifier, done="closed")
    return page(request, actor, "agency_close", status=form.status, form=form, agency=found)
