"""Bringing the directory in line with a list of agencies."""

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from motcua.audit.door import record
from motcua.directory import cache, loading
from motcua.directory.events import AgencyRenamed
from motcua.directory.models import Agency, Succession
from motcua.directory.policies import Acting, allowed
from motcua.directory.rules import MAX_LENGTH, ONE_PROVINCE, path_below
from motcua.directory.views import ImportProblem, ImportReport
from motcua.kernel import clock, outbox

# Any number of ours: only one list is imported at a time.
_IMPORT_LOCK = 4_607_182_002
_CHANGEABLE = ("old_identifier", "short_name", "address", "phone", "email", "source_load")
# What is left of the column for one more identifier and its slash.
_LONGEST_PATH = 400 - MAX_LENGTH - 1
_GROUND = "Nhập danh sách cơ quan"


@transaction.atomic
def import_agencies(
    path_or_stream: loading.Source, *, actor: Acting | None, now: dt.datetime
) -> ImportReport:
    """Create and change agencies after a CSV list (its forms: see `loading`); others stay as they are.

    The same list twice changes nothing. An agency whose name differs is renamed, with its history; an empty
    value says nothing. Lines that cannot be used are reported and left out. Only administrators of the
    province. Raises NotAllowed, Invalid when the whole list is unreadable.
    """
    actor = allowed(actor, "")
    lines, problems = loading.read(path_or_stream)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_IMPORT_LOCK])
    known = {agency.identifier: agency for agency in Agency.objects.all()}
    lines = _with_old_of_their_own(lines, known, problems)
    existing = [line for line in lines if line.identifier in known]
    new = [line for line in lines if line.identifier not in known]
    created = _create(new, known, problems, actor=actor, now=now)
    changed = sum(_change(known[line.identifier], line, actor=actor, now=now) for line in existing)
    if created or changed:
        cache.AGENCIES.changed()
    ordered = tuple(sorted(problems, key=lambda problem: problem.line))
    return ImportReport(created, changed, len(existing) - changed, ordered)


def _with_old_of_their_own(
    lines: list[loading.Line], known: dict[str, Agency], problems: list[ImportProblem]
) -> list[loading.Line]:
    """The lines whose old spelling is not another agency's."""
    owners = {agency.old_identifier: agency.identifier for agency in known.values() if agency.old_identifier}
    usable = []
    for line in lines:
        owner = owners.get(line.old_identifier, line.identifier)
        if owner == line.identifier:
            usable.append(line)
        else:
            said = _("Mã cũ %(code)s là của cơ quan %(other)s.") % {
                "code": line.old_identifier,
                "other": owner,
            }
            problems.append(ImportProblem(line.number, said))
    return usable


def _create(
    lines: list[loading.Line],
    known: dict[str, Agency],
    problems: list[ImportProblem],
    *,
    actor: Acting,
    now: dt.datetime,
) -> int:
    made: list[Agency] = []
    waiting = list(_of_one_province(lines, known, problems))
    # A list need not name parents first: each round makes those whose parent is known by now.
    while ready := [line for line in waiting if _may_stand(line, known)]:
        for line in ready:
            known[line.identifier] = _built(line, known.get(line.parent), now)
            made.append(known[line.identifier])
        waiting = [line for line in waiting if line.identifier not in known]
    parents = {line.identifier: line.parent for line in waiting}
    problems.extend(ImportProblem(line.number, _why_it_waits(line.identifier, parents)) for line in waiting)
    Agency.objects.bulk_create(made)
    for agency in made:
        data = {"identifier": agency.identifier, "name": agency.name, "ground": _GROUND}
        _record(actor, "agency.created", agency, data, now=now)
    return len(made)


def _may_stand(line: loading.Line, known: dict[str, Agency]) -> bool:
    return not line.parent or (line.parent in known and len(known[line.parent].path) < _LONGEST_PATH)


def _why_it_waits(identifier: str, parents: dict[str, str]) -> str:
    """Why there is no way up from an agency: one above it is unknown, or the way leads in a circle."""
    way = [identifier]
    while (above := parents.get(way[-1])) and above not in way:
        way.append(above)
    if above:
        return _("Cơ quan cấp trên đi thành vòng: %(way)s. Hãy sửa cột parent.") % {
            "way": " → ".join([*way[way.index(above) :], above])
        }
    return _("Không tìm thấy cơ quan cấp trên %(code)s.") % {"code": way[-1]}


def _of_one_province(
    lines: list[loading.Line], known: dict[str, Agency], problems: list[ImportProblem]
) -> Iterator[loading.Line]:
    """All but a second root province, whose administrators would keep the first one's catalogue and accounts."""
    province = Agency.Kind.PROVINCE
    has_one = any(a.kind == province and a.parent_id is None and a.valid_to is None for a in known.values())
    for line in lines:
        is_root = line.kind == province and not line.parent
        if is_root and has_one:
            problems.append(ImportProblem(line.number, str(ONE_PROVINCE)))
        else:
            has_one |= is_root
            yield line


def _built(line: loading.Line, parent: Agency | None, now: dt.datetime) -> Agency:
    return Agency(
        identifier=line.identifier,
        old_identifier=line.old_identifier,
        name=line.name,
        short_name=line.short_name,
        kind=line.kind,
        level=line.level,
        parent=parent,
        path=path_below(parent.path if parent else "", line.identifier),
        address=line.address,
        phone=line.phone,
        email=line.email,
        valid_from=_day(now),
        source_load=line.source_load,
    )


def _change(agency: Agency, line: loading.Line, *, actor: Acting, now: dt.datetime) -> bool:
    given = {field: getattr(line, field) for field in _CHANGEABLE}
    changes = {
        field: [getattr(agency, field), value]
        for field, value in given.items()
        if value not in ("", None) and value != getattr(agency, field)
    }
    if changes:
        Agency.objects.filter(id=agency.id).update(**{field: new for field, (_old, new) in changes.items()})
        _record(actor, "agency.changed", agency, changes, now=now)
    if agency.name != line.name:
        Agency.objects.filter(id=agency.id).update(name=line.name)
        Succession.objects.create(
            predecessor=agency,
            successor=agency,
            kind=Succession.Kind.RENAME,
            on=_day(now),
            ground=_GROUND,
            former_name=agency.name,
        )
        data = {"from": agency.name, "to": line.name, "ground": _GROUND}
        _record(actor, "agency.renamed", agency, data, now=now)
        outbox.publish(AgencyRenamed(agency.id), now=now)
    return bool(changes) or agency.name != line.name


def _record(actor: Acting, action: str, agency: Agency, data: dict[str, Any], *, now: dt.datetime) -> None:
    record(actor=actor, action=action, subject="agency", subject_id=agency.id, data=data, now=now)


def _day(now: dt.datetime) -> dt.date:
    return now.astimezone(clock.VIETNAM).date()
