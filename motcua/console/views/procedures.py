"""Procedures: the list, what was read beside what was published, and revisions."""

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from motcua.accounts.door import Actor
from motcua.console.access import keepers
from motcua.console.differences import compare
from motcua.console.pages import page
from motcua.console.procedure_sections import (
    LEVELS,
    channel_lines,
    confirmed_lines,
    general_rows,
    published,
    say_levels,
)
from motcua.kernel.errors import NotFound
from motcua.procedures.door import procedure as current_procedure
from motcua.procedures.door import raw_record, reviews_of, revision_diff, search, sectors
from motcua.procedures.door import revisions as all_revisions

PAGE_SIZE = 50


@keepers
@require_safe
def procedures(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Procedures by what was typed, sector and level; those that no province offers too, when asked."""
    q, sector = request.GET.get("q", "").strip(), request.GET.get("sector", "")
    level, everything = request.GET.get("level", ""), request.GET.get("all") == "1"
    found = search(
        q=q,
        sector=sector,
        level=level,
        cursor=request.GET.get("cursor", ""),
        size=PAGE_SIZE,
        live_only=not everything,
    )
    return page(
        request,
        actor,
        "procedures",
        found=found,
        q=q,
        sector=sector,
        level=level,
        everything=everything,
        sectors=[(one.name, f"{one.name} ({one.count})") for one in sectors()],
        levels=LEVELS,
        say_levels=say_levels,
    )


@keepers
@require_safe
def procedure(request: HttpRequest, actor: Actor, code: str) -> HttpResponseBase:
    """What was read from a record, part by part beside the published text."""
    found = current_procedure(code)
    return page(
        request,
        actor,
        "procedure",
        procedure=found,
        doubts=reviews_of(code),
        general=general_rows(found),
        channels=channel_lines(found),
        confirmed=confirmed_lines(found),
        published=published(raw_record(code)),
    )


@keepers
@require_safe
def revisions(request: HttpRequest, actor: Actor, code: str) -> HttpResponseBase:
    """All states of a procedure, and what differs between two of them: the newest two unless asked."""
    found, rows = current_procedure(code), all_revisions(code)
    newest = rows[0].number
    before = _number(request.GET.get("from"), default=max(newest - 1, 1))
    after = _number(request.GET.get("to"), default=newest)
    lines = revision_diff(code, before, after) if before != after else ()
    return page(
        request,
        actor,
        "revisions",
        procedure=found,
        doubts=reviews_of(code),
        rows=rows,
        before=before,
        after=after,
        lines=[(line.field, compare(line.before, line.after)) for line in lines],
    )


def _number(text: str | None, *, default: int) -> int:
    if text is None:
        return default
    if not text.isdecimal() or len(text) > 9:
        raise NotFound
    return int(text)
