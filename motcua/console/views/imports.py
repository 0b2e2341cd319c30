"""Imports of catalogue files: sending one in, watching it, and what each did."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from motcua.accounts.door import Actor
from motcua.audit.door import history
from motcua.console import catalogue_files
from motcua.console.access import keepers
from motcua.console.forms import Form
from motcua.console.pages import go, page
from motcua.kernel import clock, progress
from motcua.kernel.errors import Invalid
from motcua.procedures.door import import_run, import_runs, say_problem, say_reason, sectors

LATELY = dt.timedelta(days=1)


@keepers
def imports(request: HttpRequest, actor: Actor) -> HttpResponseBase:
    """Past imports, one's own that are under way, and the form for the next file."""
    form, now = Form(request), clock.now()
    if form.is_sent:
        with form.trying():
            upload = request.FILES.get("catalogue")
            if upload is None or upload.file is None:
                raise Invalid(fields={"catalogue": _("Chọn một tệp .jsonl hoặc .jsonl.gz.")})
            sent = catalogue_files.send(upload.file, name=upload.name or "", actor=actor, now=now)
            return go("import_work", sent.id)
    works = progress.latest(owner_id=actor.id, since=now - LATELY)
    return page(
        request,
        actor,
        "imports",
        status=form.status,
        form=form,
        runs=import_runs(),
        works=[one for one in works if one.kind == catalogue_files.KIND and one.ended_at is None],
    )


@keepers
@require_safe
def work(request: HttpRequest, actor: Actor, work_id: UUID) -> HttpResponseBase:
    """An import under way; once it is done, its report."""
    found = progress.of_owner(work_id, owner_id=actor.id)
    result: dict[str, Any] = next(iter(found.results), {})
    # The page asks for its part by itself; the form that sent the file asks for the whole page, also through htmx.
    is_part = request.headers.get("HX-Target") == "work"
    if result.get("run") and not is_part:
        return go("import_report", UUID(result["run"]))
    template = "import_work_state" if is_part else "import_work"
    return page(
        request,
        actor,
        template,
        work=found,
        run=result.get("run", ""),
        failure="" if result.get("ok", True) else result.get("message", ""),
        is_over=found.ended_at is not None,
    )


@keepers
@require_safe
def import_report(request: HttpRequest, actor: Actor, run_id: UUID) -> HttpResponseBase:
    """What one import did: counts, lines left out, doubts by reason. Three statements."""
    run = import_run(run_id)
    evidence = next(iter(history("import_run", run_id)), None)
    return page(
        request,
        actor,
        "import_report",
        run=run,
        by=evidence.actor_name if evidence else "",
        live=sum(one.count for one in sectors()),
        problems=[(line, say_problem(reason), excerpt) for line, reason, excerpt in run.problems],
        reasons=[
            (slug, say_reason(slug), count)
            for slug, count in sorted(run.review_counts.items(), key=lambda one: (-one[1], one[0]))
        ],
    )
