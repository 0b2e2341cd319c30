"""Due dates counted again after the calendar changed: what would change, then the order, then how far it is."""

import datetime as dt
from itertools import islice
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from motcua.accounts.door import Actor
from motcua.console.access import administrators
from motcua.console.forms import Form, agency_choices
from motcua.console.pages import go, page
from motcua.console.views.calendar import chosen_agency
from motcua.dossiers.door import RECOUNT, recount
from motcua.kernel import clock, progress
from motcua.kernel.errors import NotFound

MOST_EXAMPLES = 20


@administrators
def recounts(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """From which day on, where, and on what ground; the button says whether only to look or to change."""
    chosen, now = chosen_agency(request), clock.now()
    form = Form(
        request,
        agency=chosen.identifier if chosen else "",
        date=request.GET.get("date", ""),
        ground=request.GET.get("ground", ""),
    )
    if form.is_sent:
        with form.trying():
            target = form.agency("agency") if form.text("agency") else None
            from_date = form.day("date")
            form.check()
            work = recount(
                actor=actor,
                agency_id=target.id if target else None,
                from_date=from_date,
                ground=form.text("ground"),
                apply=bool(form["apply"]),
                now=now,
            )
            return go("recount_work", work.id)
    return page(request, actor, "recounts", status=form.status, form=form, agencies=agency_choices())


@administrators
@require_safe
def recount_work(request: HttpRequest, actor: Actor, work_id: UUID) -> HttpResponseBase:
    """A recount under way, and what it found."""
    found = progress.of_owner(work_id, owner_id=actor.id)
    if found.kind != RECOUNT:
        raise NotFound
    done = [one for one in found.results if one.get("ok")]
    template = "recount_state" if request.headers.get("HX-Target") == "work" else "recount_work"
    examples = (example for one in done for example in one["examples"])
    return page(
        request,
        actor,
        template,
        work=found,
        applied=bool(found.arguments.get("apply")),
        is_over=found.ended_at is not None,
        failed=len(found.results) - len(done),
        totals={name: sum(one[name] for one in done) for name in ("checked", "moved", "kept")},
        examples=[
            (code, dt.datetime.fromisoformat(before), dt.datetime.fromisoformat(after))
            for code, before, after in islice(examples, MOST_EXAMPLES)
        ],
        from_date=dt.datetime.fromisoformat(found.arguments["day"]).date(),
    )
