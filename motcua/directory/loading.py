"""Reading lists of agencies from CSV. Two forms are known by their header line:

- published: `code,name,level,dossiers_received,dossiers_on_time`, level ROOT, PROVINCE or COMMUNE;
- our own: `identifier,old_identifier,name,short_name,kind,level,parent,address,phone,email`.
"""

import csv
import io
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from motcua.directory.models import Agency
from motcua.directory.rules import normalise_identifier, old_spelling, parent_identifier
from motcua.directory.views import ImportProblem
from motcua.kernel.errors import Invalid, Refused
from motcua.kernel.text import fold, normalise

Source = str | Path | IO[bytes] | IO[str]

_PUBLISHED_LEVELS = {
    "ROOT": (Agency.Kind.PROVINCE, Agency.Level.PROVINCE),
    "PROVINCE": (Agency.Kind.DEPARTMENT, Agency.Level.PROVINCE),
    "COMMUNE": (Agency.Kind.COMMUNE, Agency.Level.COMMUNE),
}
# Lists for the whole country tell namesakes apart by the province; inside the province that is only noise.
_PROVINCE_SUFFIX = re.compile(r"\s+-\s+(tỉnh|thành phố)\s.+$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Line:
    """One agency as a list gives it. Empty values say nothing."""

    number: int
    identifier: str
    old_identifier: str
    name: str
    short_name: str
    kind: str
    level: str
    parent: str
    address: str = ""
    phone: str = ""
    email: str = ""
    source_load: int | None = None


def read(source: Source) -> tuple[list[Line], list[ImportProblem]]:
    """The agencies in a list, and the lines that make no sense. Raises Invalid for a list that is none."""
    lines: dict[str, Line] = {}
    old: set[str] = set()
    problems: list[ImportProblem] = []
    for number, line in _lines(source):
        if isinstance(line, str):
            problems.append(ImportProblem(number, line))
        elif line.identifier in lines or line.old_identifier in old:
            problems.append(ImportProblem(number, _("Mã định danh bị lặp lại trong danh sách.")))
        else:
            lines[line.identifier] = line
            old |= {line.old_identifier} - {""}
    return list(lines.values()), problems


def _lines(source: Source) -> Iterator[tuple[int, Line | str]]:
    rows = csv.DictReader(io.StringIO(_text(source), newline=""))
    header = set(rows.fieldnames or ())
    parse: Callable[[int, Mapping[str, str]], Line]
    if {"code", "name", "level"} <= header:
        parse = _published
    elif {"identifier", "name", "kind", "level"} <= header:
        parse = _own
    else:
        raise Invalid(_("Dòng tiêu đề của danh sách cơ quan không đúng mẫu."))
    for row in rows:
        values = {key: normalise(value or "") for key, value in row.items() if isinstance(key, str)}
        try:
            yield rows.line_num, _fitting(parse(rows.line_num, values))
        except Refused as refusal:
            yield rows.line_num, str(refusal)


def _fitting(line: Line) -> Line:
    for field in Agency._meta.fields:
        value = getattr(line, field.name, "")
        if isinstance(value, str) and field.max_length and len(value) > field.max_length:
            raise Invalid(_("Cột “%(column)s” quá dài.") % {"column": field.name})
    return line


def _text(source: Source) -> str:
    content = Path(source).read_bytes() if isinstance(source, str | Path) else source.read()
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid(_("Danh sách cơ quan phải ở dạng UTF-8.")) from error


def _published(number: int, row: Mapping[str, str]) -> Line:
    identifier = normalise_identifier(row["code"])
    if row["level"] not in _PUBLISHED_LEVELS:
        raise Invalid(_("Không rõ cấp “%(level)s”.") % {"level": row["level"]})
    kind, level = _PUBLISHED_LEVELS[row["level"]]
    if kind == Agency.Kind.DEPARTMENT and fold(row["name"]).startswith("trung tam"):
        kind = Agency.Kind.CENTRE
    received = row.get("dossiers_received", "")
    return Line(
        number=number,
        identifier=identifier,
        old_identifier=old_spelling(identifier),
        name=_named(row),
        short_name=_PROVINCE_SUFFIX.sub("", row["name"]),
        kind=kind,
        level=level,
        parent=parent_identifier(identifier),
        source_load=int(received) if received.isdecimal() else None,
    )


def _own(number: int, row: Mapping[str, str]) -> Line:
    identifier = normalise_identifier(row["identifier"])
    if row["kind"] not in Agency.Kind.values or row["level"] not in Agency.Level.values:
        raise Invalid(_("Không rõ loại hoặc cấp của cơ quan."))
    parent = row.get("parent", "")
    return Line(
        number=number,
        identifier=identifier,
        old_identifier=row.get("old_identifier", "").upper() or old_spelling(identifier),
        name=_named(row),
        short_name=row.get("short_name", ""),
        kind=row["kind"],
        level=row["level"],
        parent=normalise_identifier(parent) if parent else parent_identifier(identifier),
        address=row.get("address", ""),
        phone=row.get("phone", ""),
        email=row.get("email", ""),
    )


def _named(row: Mapping[str, str]) -> str:
    if not row["name"]:
        raise Invalid(_("Thiếu tên cơ quan."))
    return row["name"]
