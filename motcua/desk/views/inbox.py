"""The list of work, the most urgent first, and acts on many at once."""

import datetime as dt
from collections.abc import Iterable

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from motcua.accounts.door import Actor
from motcua.desk import selection
from motcua.desk.access import counter_clerk, official
from motcua.desk.act_inputs import inputs_of, typed
from motcua.desk.menu import may_receive
from motcua.desk.pages import go, go_back, page, way_back
from motcua.desk.people import officers_for
from motcua.dossiers import door as dossiers
from motcua.kernel import clock, progress
from motcua.kernel.downloads import PDF, send
from motcua.kernel.errors import NotFound
from motcua.procedures.door import standard_workflow

SIZES = (50, 100, dossiers.BULK_LIMIT)
RECENT = dt.timedelta(hours=12)


@require_safe
@official
def inbox(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """One tab of the list. Two statements for the rows and numbers, one for work under way, one for officers."""
    now = clock.now()
    wanted = _wanted(request)
    rows = dossiers.inbox(actor, wanted, now=now)
    actions = selection.bulk_actions(rows.items)
    numbers = dossiers.counters(actor, now=now)
    needs_officer = any("assignee" in action.needs for action, _count in actions)
    return page(
        request,
        "inbox",
        section="inbox",
        wanted=wanted,
        size_choices=[(size, str(size)) for size in SIZES],
        boxes=_boxes(numbers),
        warnings=_warnings(numbers, wanted.box),
        steps=_steps(),
        rows=[{"id": selection.tick(row), "row": row} for row in rows.items],
        next=rows.next,
        actions=actions,
        hands_over=may_receive(actor) and bool(rows.items),
        officers=officers_for(actor, now=now) if needs_officer else [],
        works=progress.latest(owner_id=actor.id, since=now - RECENT),
        errors=problems(request),
    )


@require_POST
@official
def bulk(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Start one act on everything that was ticked; its progress has a page of its own."""
    action = request.POST.get("action", "")
    chosen = selection.ticked(request.POST.getlist("dossier"), action=action)
    back = way_back(request) or reverse("desk:inbox")
    problem = (
        "nothing" if not chosen else "" if action != "assign" or request.POST.get("assignee") else "nobody"
    )
    if problem:
        return go_back(back, problem=problem)
    inputs = inputs_of(typed(request.POST))
    work = dossiers.act_on_many(actor=actor, action=action, dossiers=chosen, inputs=inputs, now=clock.now())
    return go("work", work.id, next=back)


@require_POST
@counter_clerk
def hand_over_list(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """The list of paper dossiers that go to the agencies that decide, for what was ticked."""
    back = way_back(request) or reverse("desk:inbox")
    chosen = selection.named(request.POST.getlist("dossier"))
    try:
        pdf = dossiers.hand_over_lists(actor, dossiers=chosen, now=clock.now())
    except NotFound:
        return go_back(back, problem="nothing")
    return send(pdf, name="ban-giao-ho-so-giay.pdf", media_type=PDF, inline=True)


def problems(request: HttpRequest) -> dict[str, str]:
    """Why `bulk` sent one back."""
    known = {
        "nothing": {
            "dossiers": _("Chưa chọn hồ sơ nào làm được việc này. Hãy đánh dấu các hồ sơ cần xử lý.")
        },
        "nobody": {"assignee": _("Chọn cán bộ thụ lý.")},
    }
    return known.get(request.GET.get("problem", ""), {})


def _wanted(request: HttpRequest) -> dossiers.InboxFilter:
    size = request.GET.get("size", "")
    box = request.GET.get("box", "")
    return dossiers.InboxFilter(
        box=box if box in {"unit", "late", "all", "others", "ended", *dossiers.ATTENTION} else "mine",
        q=request.GET.get("q", ""),
        step=request.GET.get("step", ""),
        cursor=request.GET.get("cursor", ""),
        size=int(size) if size in map(str, SIZES) else SIZES[0],
    )


def _boxes(numbers: dossiers.Counters) -> list[tuple[str, str, str, str | None]]:
    named: Iterable[tuple[str, str, int | None]] = (
        ("mine", _("Việc của tôi"), numbers.mine),
        ("unit", _("Cơ quan tôi"), numbers.unit),
        ("late", _("Quá hạn"), numbers.late),
        ("all", _("Tất cả"), None),
        ("others", _("Nhận hộ nơi khác"), None),
        ("ended", _("Đã kết thúc"), None),
    )
    return [(key, text, f"?box={key}", _say(count, numbers.bound)) for key, text, count in named]


def _warnings(numbers: dossiers.Counters, box: str) -> list[tuple[str, str, str, str | None]]:
    """What calls for attention, when there is any; the list one looks at stays even when it is empty."""
    words = {
        "offer_today": _("Phải xin lỗi, hẹn lại hôm nay"),
        "due_today": _("Đến hạn hôm nay"),
        "due_next": _("Đến hạn ngày làm việc tiếp theo"),
        "answer_soon": _("Trực tuyến sắp hết hạn trả lời"),
        "silent": _("Cơ quan được hỏi chưa trả lời"),
    }
    counts = numbers.attention.items()
    return [
        (key, words[key], f"?box={key}", _say(count, numbers.bound))
        for key, count in counts
        if count or key == box
    ]


def _say(count: int | None, bound: int) -> str | None:
    if count is None:
        return None
    return f"{bound}+" if count > bound else str(count)


def _steps() -> list[tuple[str, str]]:
    language = get_language() or "vi"
    steps = standard_workflow().steps.values()
    return [(step.key, step.label.said_in(language)) for step in steps if step.status]
