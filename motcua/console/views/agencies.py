"""Agencies: the list, the page of one, and taking in a list of many."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.accounts.door import Actor
from motcua.console.access import administrators, provincial
from motcua.console.forms import Form, today
from motcua.console.pages import page
from motcua.directory.door import (
    AgencyKind,
    AgencyLevel,
    AgencyView,
    ImportReport,
    Role,
    SuccessionKind,
    SuccessionView,
    administers,
    agency_by_identifier,
    all_agencies,
    import_agencies,
    people_of,
    successions,
)
from motcua.directory.door import agencies as list_agencies
from motcua.directory.door import agency as agency_with_id
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotFound

PAGE_SIZE = 100


@administrators
@require_safe
def agencies(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """All agencies as a tree, or those that were searched for."""
    q, kind = request.GET.get("q", "").strip(), request.GET.get("kind", "")
    found = list_agencies(
        q=q,
        kind=kind or None,
        cursor=request.GET.get("cursor", ""),
        size=PAGE_SIZE,
        also_closed=request.GET.get("closed") == "1",
    )
    return page(
        request,
        actor,
        "agencies",
        found=found,
        q=q,
        kind=kind,
        kinds=dict(AgencyKind.choices),
        levels=dict(AgencyLevel.choices),
        is_tree=not q and not kind,
    )


@administrators
@require_safe
def agency(request: HttpRequest, actor: Actor, identifier: str) -> HttpResponseBase:
    """One agency: contact, place in the tree, people, and what became of it."""
    found = agency_at(identifier)
    history = successions(found.id)
    return page(
        request,
        actor,
        "agency",
        agency=found,
        parent=agency_with_id(found.parent_id) if found.parent_id else None,
        children=[one for one in all_agencies() if one.parent_id == found.id],
        people=people_of(found.id, on=today(clock.now())),
        history=[_said(one, found) for one in reversed(history)],
        may_change=administers(actor, found.path),
        roles=dict(Role.choices),
        kind=AgencyKind(found.kind).label,
        level=AgencyLevel(found.level).label,
    )


@provincial
def import_list(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Take in a CSV list. The report is the answer itself: the same list again changes nothing."""
    form = Form(request)
    report: ImportReport | None = None
    if form.is_sent:
        with form.trying():
            upload = request.FILES.get("list")
            if upload is None:
                raise Invalid(fields={"list": _("Chọn một tệp CSV.")})
            report = import_agencies(upload.file, actor=actor, now=clock.now())  # type: ignore[arg-type]
    return page(request, actor, "agencies_import", status=form.status, form=form, report=report)


def agency_at(identifier: str) -> AgencyView:
    """The agency of an address. Raises NotFound."""
    found = agency_by_identifier(identifier)
    if found is None:
        raise NotFound
    return found


def _said(one: SuccessionView, found: AgencyView) -> dict[str, object]:
    """A succession as the history shows it, seen from one of its ends."""
    is_origin = one.successor_id == found.id
    kind = SuccessionKind(one.kind)
    other_id = one.predecessor_id if is_origin else one.successor_id
    return {
        "kind": kind.label,
        "on": one.on,
        "ground": one.ground,
        "former_name": one.former_name,
        "other": None if kind == SuccessionKind.RENAME else agency_with_id(other_id),
        "is_origin": is_origin,
    }
