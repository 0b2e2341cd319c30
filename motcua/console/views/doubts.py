"""Doubts about published texts: the queue, and settling one."""

from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.door import Actor
from motcua.console.access import keepers
from motcua.console.confirming import CHANNEL_CHOICES, UNITS, can_have_value, case_choices, read_value
from motcua.console.forms import Form
from motcua.console.pages import go, page
from motcua.console.procedure_sections import channel_lines, confirmed_lines, published
from motcua.kernel import clock
from motcua.kernel.errors import Conflict, NotFound
from motcua.procedures.door import (
    ReviewView,
    dismiss_review,
    procedure,
    raw_record,
    review_counts,
    review_queue,
    reviews_of,
    say_reason,
    settle_review,
)


@keepers
@require_safe
def reviews(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Open doubts about live procedures, oldest first, of one reason or all. Two statements."""
    reason, q = request.GET.get("reason", ""), request.GET.get("q", "").strip()
    found = review_queue(reason=reason, q=q, cursor=request.GET.get("cursor", ""))
    counts = review_counts()
    reasons = [
        (slug, f"{say_reason(slug)} ({count})") for slug, count in sorted(counts.items(), key=_by_count)
    ]
    return page(
        request,
        actor,
        "reviews",
        found=found,
        reason=reason,
        q=q,
        reasons=reasons,
        total=sum(counts.values()),
    )


@keepers
@require_safe
def doubts(request: HttpRequest, actor: Actor, code: str) -> HttpResponseBase:
    """The open doubts about one procedure."""
    return page(request, actor, "doubts", procedure=procedure(code), doubts=reviews_of(code))


@keepers
def doubt(request: HttpRequest, actor: Actor, code: str, item_id: UUID) -> HttpResponseBase:
    """One doubt beside the published text: confirm a time or a fee instead, which makes a new revision."""
    form = Form(request, channel="0")
    if form.is_sent:
        with form.trying():
            value = read_value(form)
            form.check()
            settle_review(item_id=item_id, value=value, note=form.text("note"), actor=actor, now=clock.now())
            return _back(request, code, "settled")
    return _shown(request, actor, form, code=code, item_id=item_id)


@keepers
@require_POST
def dismiss(request: HttpRequest, actor: Actor, code: str, item_id: UUID) -> HttpResponseBase:
    """Take a doubt off the list; the note says why."""
    form = Form(request)
    with form.trying():
        if not form.text("dismiss_note"):
            form.errors["dismiss_note"] = _("Ghi lý do bỏ qua.")
        form.check()
        dismiss_review(item_id=item_id, note=form.text("dismiss_note"), actor=actor, now=clock.now())
        return _back(request, code, "dismissed")
    return _shown(request, actor, form, code=code, item_id=item_id)


def _shown(request: HttpRequest, actor: Actor, form: Form, *, code: str, item_id: UUID) -> HttpResponseBase:
    found, open_doubts = procedure(code), reviews_of(code)
    item = next((one for one in open_doubts if one.id == item_id), None)
    if item is None:
        raise Conflict if form.is_sent else NotFound
    return page(
        request,
        actor,
        "doubt",
        status=form.status,
        form=form,
        item=item,
        can_have_value=can_have_value(item),
        procedure=found,
        doubts=open_doubts,
        channels=channel_lines(found),
        confirmed=confirmed_lines(found),
        published=_published(code, item),
        units=UNITS,
        channel_choices=CHANNEL_CHOICES,
        cases=case_choices(found),
        queue=request.GET.get("queue", ""),
    )


def _published(code: str, item: ReviewView) -> str:
    """The published text of the part that the doubt is about."""
    part = item.field.partition("[")[0].partition(".")[0]
    texts = published(raw_record(code))
    return texts.get("documents" if part == "document_groups" else part, "")


def _back(request: HttpRequest, code: str, done: str) -> HttpResponseBase:
    """On to the queue one came from, where the next doubt is; else to the procedure."""
    queue = request.GET.get("queue", "")
    if queue:
        return go("reviews", reason="" if queue == "all" else queue, done=done)
    return go("doubts", code, done=done)


def _by_count(item: tuple[str, int]) -> tuple[int, str]:
    return -item[1], item[0]
