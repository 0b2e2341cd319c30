"""Events on their way: what waits, what was given up, whether the worker lives."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.door import Actor
from motcua.console.access import provincial
from motcua.console.pages import go, page
from motcua.console.replaying import replay_event
from motcua.kernel import clock, watch
from motcua.kernel.alarms import alarms

DEAD, WAITING = "dead", "waiting"


@provincial
@require_safe
def events(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Dead letters with their last error, or (`?state=waiting`) what is still on its way. Two statements."""
    now = clock.now()
    state = WAITING if request.GET.get("state") == WAITING else DEAD
    figures = watch.figures()
    return page(
        request,
        actor,
        "events",
        state=state,
        figures=figures,
        is_worker_alive=figures.is_worker_alive(now),
        alarms=alarms(figures, now=now),
        found=watch.undelivered(state=state, cursor=request.GET.get("cursor", "")),
    )


@provincial
@require_POST
def replay(request: HttpRequest, actor: Actor, event_id: UUID) -> HttpResponseBase:
    """Try a dead event again."""
    replay_event(event_id=event_id, actor=actor, now=clock.now())
    return go("events", done="replayed")
