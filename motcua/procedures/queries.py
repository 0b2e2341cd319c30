"""Reading the catalogue. A procedure page costs at most three statements."""

from dataclasses import replace
from functools import lru_cache
from typing import Any
from uuid import UUID

import yaml
from django.db.models import CharField, Count, Exists, OuterRef, Q, QuerySet

from motcua.kernel.compiled import Compiled, Given
from motcua.kernel.errors import NotFound
from motcua.kernel.paging import Page, cut, decode_id_cursor, page_size
from motcua.kernel.text import fold, normalise, sought
from motcua.procedures.changes import diff
from motcua.procedures.models import ImportRun, PackVersion, Procedure, ProcedureRevision, ReviewItem
from motcua.procedures.packs import PACKS_DIR
from motcua.procedures.review_words import say_reason
from motcua.procedures.revision_view import view_of
from motcua.procedures.types import (
    DiffLine,
    ImportRunView,
    ProcedureSummary,
    ProcedureView,
    ReviewView,
    RevisionRow,
    SectorCount,
)

_OPEN = ReviewItem.objects.filter(procedure=OuterRef("pk"), state=ReviewItem.State.OPEN)
_LEVEL_FIELDS = {"ministry": "for_ministry", "province": "for_province", "commune": "for_commune"}


def procedure(code: str) -> ProcedureView:
    """The procedure as it stands now; `needs_review` while doubts are open. Raises NotFound."""
    row = _CURRENT.first(code=normalise(code))
    if row is None or row[0] is None:
        raise NotFound
    return _with_doubts(revision(row[0]), doubted=row[1])


def _current() -> "QuerySet[Procedure, tuple[Any, ...]]":
    of_code = Procedure.objects.filter(code=Given("code", CharField()))
    return of_code.annotate(doubted=Exists(_OPEN)).values_list("current_id", "doubted")


_CURRENT = Compiled(_current)


@lru_cache(maxsize=512)
def revision(revision_id: UUID) -> ProcedureView:
    """One revision; kept in the process, since it never changes. `needs_review` is what it was at import."""
    found = (
        ProcedureRevision.objects.filter(id=revision_id)
        .only("procedure_id", "number", "content", "pack_id")
        .first()
    )
    if found is None:
        raise NotFound
    return view_of(
        found.content,
        _files(found.pack_id),
        procedure_id=found.procedure_id,
        revision_id=found.id,
        number=found.number,
    )


def raw_record(code: str) -> dict[str, Any]:
    """The record as published, for showing beside what was read from it. Raises NotFound."""
    found = (
        Procedure.objects.filter(code=code, current__isnull=False)
        .values_list("current__raw", flat=True)
        .first()
    )
    if found is None:
        raise NotFound
    return dict(found)


def revisions(code: str) -> tuple[RevisionRow, ...]:
    """All states of a procedure, the newest first."""
    found = ProcedureRevision.objects.filter(procedure__code=code).order_by("-number")
    columns = ("id", "number", "decision", "reason", "imported_at", "imported_by")
    return tuple(RevisionRow(*row) for row in found.values_list(*columns))


def revision_diff(code: str, a: int, b: int) -> tuple[DiffLine, ...]:
    """What changed from revision number `a` to number `b`. Raises NotFound when there is no such revision."""
    found = dict(
        ProcedureRevision.objects.filter(procedure__code=code, number__in=[a, b]).values_list(
            "number", "content"
        )
    )
    if a not in found or b not in found:
        raise NotFound
    return diff(found[a], found[b])


def sectors(level: str = "") -> tuple[SectorCount, ...]:
    """Sectors with the number of their live procedures, of one level or all, by name."""
    found = Procedure.objects.filter(is_live=True)
    if level:
        found = found.filter(**{_LEVEL_FIELDS[level]: True}) if level in _LEVEL_FIELDS else found.none()
    rows = found.values_list("sector").annotate(count=Count("id")).order_by()
    return tuple(SectorCount(name, count) for name, count in sorted(rows, key=lambda row: fold(row[0])))


def popular(limit: int = 8) -> tuple[ProcedureSummary, ...]:
    """The procedures most people come for (`packs/popular.yaml`), as far as they are in the catalogue."""
    codes = _popular_codes()
    found = Procedure.objects.filter(code__in=codes, is_live=True)
    rows = found.values_list("id", "code", "name", "sector", "levels")
    ordered = sorted(rows, key=lambda row: codes.index(row[1]))
    return tuple(
        ProcedureSummary(pk, code, name, sector, tuple(levels))
        for pk, code, name, sector, levels in ordered[:limit]
    )


def review_queue(*, reason: str = "", q: str = "", cursor: str = "", size: int = 50) -> Page[ReviewView]:
    """Open doubts about live procedures, oldest first; `q` is a code or words of the name."""
    size = page_size(size)
    found = ReviewItem.objects.filter(state=ReviewItem.State.OPEN, procedure__is_live=True)
    if reason:
        found = found.filter(reason=reason)
    for word in sought(q):
        found = found.filter(Q(procedure__code__startswith=word) | Q(procedure__search_text__contains=word))
    if after := decode_id_cursor(cursor):
        found = found.filter(id__gt=after)
    columns = ("id", "procedure__code", "procedure__name", "reason", "field", "excerpt", "revision_id")
    rows = [_review(row) for row in found.order_by("id").values_list(*columns)[: size + 1]]
    return cut(rows, size=size, key=lambda row: (row.id,))


def review_counts() -> dict[str, int]:
    """Open doubts about live procedures by reason."""
    found = ReviewItem.objects.filter(state=ReviewItem.State.OPEN, procedure__is_live=True)
    return dict(found.order_by("reason").values_list("reason").annotate(count=Count("id")))


def reviews_of(code: str) -> tuple[ReviewView, ...]:
    """The open doubts about one procedure."""
    found = ReviewItem.objects.filter(state=ReviewItem.State.OPEN, procedure__code=code).order_by("id")
    columns = ("id", "procedure__code", "procedure__name", "reason", "field", "excerpt", "revision_id")
    return tuple(_review(row) for row in found.values_list(*columns))


def import_runs(limit: int = 50) -> tuple[ImportRunView, ...]:
    """The latest imports, newest first."""
    return tuple(_run(run) for run in ImportRun.objects.order_by("-id")[:limit])


def import_run(run_id: UUID) -> ImportRunView:
    """One import. Raises NotFound."""
    run = ImportRun.objects.filter(id=run_id).first()
    if run is None:
        raise NotFound
    return _run(run)


def _run(run: ImportRun) -> ImportRunView:
    return ImportRunView(
        id=run.id,
        file_name=run.file_name,
        started_at=run.started_at,
        actor_id=run.actor_id,
        total=run.total,
        created=run.created,
        changed=run.changed,
        unchanged=run.unchanged,
        problems=tuple((p["line"], p["reason"], p["excerpt"]) for p in run.problems),
        review_counts=run.review_counts,
    )


def _review(row: tuple[UUID, str, str, str, str, str, UUID]) -> ReviewView:
    pk, code, name, reason, field, excerpt, revision_id = row
    return ReviewView(pk, code, name, reason, say_reason(reason), field, excerpt, revision_id)


def _with_doubts(view: ProcedureView, *, doubted: bool) -> ProcedureView:
    return view if view.needs_review == doubted else replace(view, needs_review=doubted)


@lru_cache(maxsize=32)
def _files(pack_hash: str) -> dict[str, str]:
    """A pack's files; named by their hash, hence kept."""
    return dict(PackVersion.objects.values_list("files", flat=True).get(hash=pack_hash))


@lru_cache(maxsize=1)
def _popular_codes() -> list[str]:
    codes: list[str] = yaml.safe_load((PACKS_DIR / "popular.yaml").read_text("utf-8"))
    return codes
