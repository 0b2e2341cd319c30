"""Taking over a catalogue file: all of it or nothing, a bad record never stopping the good ones."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path
from typing import Any, cast
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Count
from django.utils.translation import gettext_lazy as _

from motcua.accounts.door import Actor
from motcua.audit.door import record as record_audit
from motcua.kernel import outbox
from motcua.kernel.errors import Invalid
from motcua.kernel.ids import new_id
from motcua.procedures.catalogue import CatalogueRecordError, RecordLine, as_json, parse_record, read_records
from motcua.procedures.competence import seed_competence
from motcua.procedures.events import CatalogueImported
from motcua.procedures.models import ImportRun, PackVersion, Procedure, ProcedureRevision, ReviewItem
from motcua.procedures.operations import seed_synonyms
from motcua.procedures.packs import Pack, read_pack
from motcua.procedures.policies import check_keeper
from motcua.procedures.problem_words import say_problem
from motcua.procedures.rules import content_hash
from motcua.procedures.search_index import folded_name, search_vector
from motcua.procedures.types import ImportReport

Progress = Callable[[int, int], None]

BATCH = 200
# Any number of ours: two imports at once would count revisions twice.
_IMPORT_LOCK = 4_607_182_011
_EXCERPT = 200
# Published fields whose change makes a confirmed time or fee worth another look.
_CONFIRMED_FROM = ("cach_thuc_thuc_hien", "trinh_tu_thuc_hien")


class UnreadableFile(Invalid):
    """The catalogue file cannot be opened."""

    code = "unreadable_file"
    message = _("Không mở được tệp danh mục.")


class NoRecords(Invalid):
    """No line of the file is a record: it is something else, or in another encoding."""

    code = "no_records"
    message = _("Tệp không có bản ghi nào. Hãy tải lại tệp từ nơi công bố rồi nhập lại.")


@dataclass(frozen=True, slots=True)
class _Known:
    procedure_id: UUID
    revision_id: UUID | None
    raw_hash: str
    pack_hash: str
    number: int


@dataclass(frozen=True, slots=True)
class _Taken:
    """One record to be written."""

    content: dict[str, Any]
    raw: dict[str, Any]
    raw_hash: str
    known: _Known | None


@dataclass(slots=True)
class _Import:
    """What all batches of one import share."""

    run_id: UUID
    actor: Actor
    now: dt.datetime
    pack: Pack
    known: dict[str, _Known]
    counts: Counter[str] = field(default_factory=Counter)
    problems: list[dict[str, Any]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)


def import_catalogue(
    *, path: str | Path, actor: Actor | None, now: dt.datetime, progress: Progress | None = None
) -> ImportReport:
    """Take over a `.jsonl` or `.jsonl.gz` file of published records (catalogue section 1).

    A record that is already there word for word is left alone; a changed one gets a new revision, and its
    open doubts are replaced. What cannot be read is reported by line and reason. The first import brings the
    synonyms of searching; every import proposes who decides in sectors that are new. `progress(done, total)`
    counts lines. Raises NotAllowed, UnreadableFile, NoRecords.
    """
    actor = check_keeper(actor)
    path = Path(path)
    total, file_hash = _measure(path)
    with transaction.atomic():
        _one_at_a_time()
        run = ImportRun.objects.create(
            file_name=path.name[:255], file_hash=file_hash, started_at=now, actor_id=actor.id
        )
        work = _Import(run.id, actor, now, _store_pack(read_pack(), now), _known())
        for lines in _batches(read_records(path)):
            _take_batch(work, lines)
            if progress:
                progress(work.counts["total"], total)
        report = _finish(run, work)
        seed_synonyms(actor=actor, now=now)
        seed_competence(actor=actor, now=now)
        return report


def check_catalogue_file(path: str | Path) -> None:
    """Read up to the first record. Raises NoRecords, with what is wrong with the first line, and UnreadableFile."""
    first: RecordLine | None = None
    try:
        for line in read_records(path):
            if line.record is not None:
                return
            first = first or line
    except OSError as error:
        raise UnreadableFile from error
    if first is None:
        raise NoRecords
    raise NoRecords(
        _(
            "Không dòng nào trong tệp là một thủ tục (dòng %(line)d: %(problem)s). "
            "Tệp cần mỗi dòng một đối tượng JSON, bảng mã UTF-8."
        )
        % {"line": first.line_no, "problem": say_problem(first.error or "")}
    )


def _measure(path: Path) -> tuple[int, str]:
    check_catalogue_file(path)
    try:
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        return sum(1 for _line in read_records(path)), digest
    except OSError as error:
        raise UnreadableFile from error


def _one_at_a_time() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_IMPORT_LOCK])


def _store_pack(pack: Pack, now: dt.datetime) -> Pack:
    PackVersion.objects.bulk_create(
        [PackVersion(hash=pack.hash, key=pack.key, files=dict(pack.files), stored_at=now)],
        ignore_conflicts=True,
    )
    return pack


def _known() -> dict[str, _Known]:
    # Locked: whoever settles a doubt meanwhile waits, and no revision number is given twice.
    rows = Procedure.objects.select_for_update(of=("self",)).values_list(
        "code", "id", "current_id", "current__raw_hash", "current__pack_id", "current__number"
    )
    return {
        code: _Known(pk, revision, raw or "", pack or "", number or 0)
        for code, pk, revision, raw, pack, number in rows
    }


def _batches(lines: Iterator[RecordLine]) -> Iterator[list[RecordLine]]:
    while batch := list(islice(lines, BATCH)):
        yield batch


def _take_batch(work: _Import, lines: list[RecordLine]) -> None:
    taken = [found for line in lines if (found := _take(work, line))]
    previous = ProcedureRevision.objects.in_bulk(
        [t.known.revision_id for t in taken if t.known and t.known.revision_id]
    )
    procedures, revisions = [], []
    for one in taken:
        revision = _revision(work, one, previous.get(one.known.revision_id) if one.known else None)
        revisions.append(revision)
        procedures.append(_procedure(work, one, revision))
    # The foreign keys between the two are checked at commit, hence either may come first.
    Procedure.objects.bulk_create(
        procedures,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[f.name for f in Procedure._meta.concrete_fields if f.name not in ("id", "code")],
    )
    ProcedureRevision.objects.bulk_create(revisions)
    _replace_reviews(taken, procedures)


def _take(work: _Import, line: RecordLine) -> _Taken | None:
    """The record, if it says something new. Counts what it sees."""
    work.counts["total"] += 1
    try:
        if line.record is None:
            raise CatalogueRecordError(line.error or "not_an_object")
        content = as_json(parse_record(line.record))
        raw_hash = _hash(line.record)
        if content["code"] in work.seen:
            raise CatalogueRecordError("duplicate_code", "ma_thu_tuc")
    except CatalogueRecordError as error:
        excerpt = (
            str(line.record)[:_EXCERPT].encode("ascii", "backslashreplace").decode() if line.record else ""
        )
        work.problems.append({"line": line.line_no, "reason": str(error), "excerpt": excerpt})
        return None
    work.seen.add(content["code"])
    known = work.known.get(content["code"])
    if known and (known.raw_hash, known.pack_hash) == (raw_hash, work.pack.hash):
        work.counts["unchanged"] += 1
        return None
    work.counts["changed" if known else "created"] += 1
    return _Taken(content, line.record, raw_hash, known)


def _hash(value: Any) -> str:
    try:
        return content_hash(value)
    except (ValueError, RecursionError) as error:
        raise CatalogueRecordError("bad_characters") from error


def _revision(work: _Import, one: _Taken, previous: ProcedureRevision | None) -> ProcedureRevision:
    content = one.content
    if previous and previous.content.get("confirmed") and _same(previous.raw, one.raw):
        content["confirmed"] = previous.content["confirmed"]
    return ProcedureRevision(
        id=new_id(),
        procedure_id=one.known.procedure_id if one.known else new_id(),
        number=one.known.number + 1 if one.known else 1,
        content=content,
        raw=one.raw,
        raw_hash=one.raw_hash,
        content_hash=_hash(content),
        decision=content["decision"],
        pack_id=work.pack.hash,
        imported_at=work.now,
        imported_by=work.actor.id,
        reason="imported" if not previous or previous.raw_hash != one.raw_hash else "pack_changed",
    )


def _same(before: dict[str, Any], after: dict[str, Any]) -> bool:
    return all(before.get(name, "") == after.get(name, "") for name in _CONFIRMED_FROM)


def _procedure(work: _Import, one: _Taken, revision: ProcedureRevision) -> Procedure:
    content, levels = one.content, one.content["levels"]
    return Procedure(
        id=revision.procedure_id,
        code=content["code"],
        name=content["name"],
        sector=content["sector"][:300],
        for_ministry="ministry" in levels,
        for_province="province" in levels,
        for_commune="commune" in levels,
        levels=levels,
        is_live="province" in levels or "commune" in levels,
        current_id=revision.id,
        search_text=folded_name(content["name"]),
        search=search_vector(content),
        updated_at=work.now,
    )


def _replace_reviews(taken: list[_Taken], procedures: list[Procedure]) -> None:
    """Open doubts of the new revisions instead of the old ones; a decided one stays so."""
    old = [one.known.procedure_id for one in taken if one.known]
    items = ReviewItem.objects.filter(procedure__in=old)
    items.filter(state=ReviewItem.State.OPEN).update(state=ReviewItem.State.OBSOLETE)
    columns = ("procedure_id", "reason", "field", "excerpt")
    dismissed = set(items.filter(state=ReviewItem.State.DISMISSED).values_list(*columns))
    settled = set(items.filter(state=ReviewItem.State.SETTLED).values_list(*columns))
    fresh = []
    for one, procedure in zip(taken, procedures, strict=True):
        revision_id = cast(UUID, procedure.current_id)
        # Without the confirmed value, what was settled is a doubt again.
        decided = dismissed | settled if one.content.get("confirmed") else dismissed
        fresh += [
            ReviewItem(
                procedure_id=procedure.id,
                revision_id=revision_id,
                reason=review["reason"],
                field=review["field"],
                excerpt=review["text"],
            )
            for review in one.content["needs_review"]
            if (procedure.id, review["reason"], review["field"], review["text"]) not in decided
        ]
    ReviewItem.objects.bulk_create(fresh)


def _finish(run: ImportRun, work: _Import) -> ImportReport:
    open_items = ReviewItem.objects.filter(state=ReviewItem.State.OPEN, procedure__is_live=True)
    run.review_counts = dict(open_items.order_by("reason").values_list("reason").annotate(count=Count("id")))
    run.problems = work.problems
    run.ended_at = work.now
    for name in ("total", "created", "changed", "unchanged"):
        setattr(run, name, work.counts[name])
    run.save()
    counts = {name: getattr(run, name) for name in ("total", "created", "changed", "unchanged")}
    data = {**counts, "file": run.file_name, "sha256": run.file_hash, "problems": len(work.problems)}
    record_audit(
        actor=work.actor,
        action="catalogue.import",
        subject="import_run",
        subject_id=run.id,
        data=data,
        now=work.now,
    )
    outbox.publish(CatalogueImported(run.id), now=work.now)
    return ImportReport(
        run_id=run.id,
        **counts,
        live=Procedure.objects.filter(is_live=True).count(),
        problems=tuple((problem["line"], problem["reason"]) for problem in work.problems),
        review_counts=run.review_counts,
    )
