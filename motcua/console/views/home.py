"""What needs attention."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from motcua.accounts.door import Actor
from motcua.console.access import ADMINISTRATORS, insiders, is_provincial
from motcua.console.forms import today
from motcua.console.pages import page
from motcua.deadlines.door import is_year_confirmed
from motcua.kernel import clock, watch
from motcua.kernel.alarms import alarms
from motcua.procedures.door import import_runs, may_keep_catalogue, review_counts, say_reason

TOP_REASONS = 8


@insiders
@require_safe
def home(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Open doubts by reason, the last import, undelivered events, the calendar of next year. Six statements at most."""
    now = clock.now()
    counts = review_counts()
    next_year = today(now).year + 1
    administers = actor.holds(*ADMINISTRATORS)
    figures = watch.figures() if is_provincial(actor) else None
    return page(
        request,
        actor,
        "home",
        open_reviews=sum(counts.values()),
        reasons=_largest(counts),
        last_import=next(iter(import_runs(limit=1)), None),
        figures=figures,
        alarms=alarms(figures, now=now) if figures else (),
        administers=administers,
        keeps=may_keep_catalogue(actor),
        next_year=next_year,
        is_next_year_confirmed=is_year_confirmed(next_year) if administers else True,
    )


def _largest(counts: dict[str, int]) -> list[tuple[str, str, int]]:
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return [(reason, say_reason(reason), count) for reason, count in ordered[:TOP_REASONS]]
