"""Reading lists of agencies from CSV (comma, semicolon or tab; UTF-8, or UTF-16 as Excel's Unicode text is).

Two forms are known by their header line:

- published: `code,name,level,dossiers_received,dossiers_on_time`, level ROOT, PROVINCE or COMMUNE;
- our own: `identifier,old_identifier,name,short_name,kind,level,parent,address,phone,email`.
"""

import codecs
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
_PUBLISHED_COLUMNS = ("code", "name", "level")
_OWN_COLUMNS = ("identifier", "name", "kind", "level")
_SEPARATORS = ",;\t"
# All agencies of the country have 1 MB as text.
_MOST_BYTES = 16 * 1024 * 1024
_LONGEST_COUNT = 9
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
    text = _text(source)
    separator = max(_SEPARATORS, key=text.partition("\n")[0].count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        header = [normalise(name).lower() for name in next(rows, [])]
        parse = _form_of(header)
        for cells in rows:
            if any(map(normalise, cells)):
                yield rows.line_num, _line(rows.line_num, header, cells, parse)
    except csv.Error as error:
        raise Invalid(
            _("Không đọc được dòng %(line)d như CSV. Hãy kiểm tra dấu ngoặc kép và dấu ngăn cách ở dòng đó.")
            % {"line": rows.line_num}
        ) from error


def _form_of(header: list[str]) -> Callable[[int, Mapping[str, str]], Line]:
    twice = next((name for name in header if name and header.count(name) > 1), "")
    if twice:
        raise Invalid(_("Cột “%(column)s” có hai lần ở dòng tiêu đề.") % {"column": twice})
    needed = _PUBLISHED_COLUMNS if "code" in header else _OWN_COLUMNS
    if not {"code", "identifier"} & set(header):
        raise Invalid(
            _("Dòng tiêu đề của danh sách cơ quan không đúng mẫu. Dòng đầu cần các cột: %(columns)s.")
            % {"columns": ", ".join(_OWN_COLUMNS)}
        )
    if missing := [name for name in needed if name not in header]:
        raise Invalid(_("Danh sách cơ quan thiếu cột: %(columns)s.") % {"columns": ", ".join(missing)})
    return _published if "code" in header else _own


def _line(
    number: int, header: list[str], cells: list[str], parse: Callable[[int, Mapping[str, str]], Line]
) -> Line | str:
    if any(map(normalise, cells[len(header) :])):
        return _("Dòng có nhiều ô hơn dòng tiêu đề. Ô có dấu ngăn cách bên trong phải đặt trong ngoặc kép.")
    filled = [*cells, *[""] * (len(header) - len(cells))]
    try:
        return _fitting(parse(number, dict(zip(header, map(normalise, filled), strict=False))))
    except Refused as refusal:
        return str(refusal)


def _fitting(line: Line) -> Line:
    for field in Agency._meta.fields:
        value = getattr(line, field.name, "")
        if isinstance(value, str) and field.max_length and len(value) > field.max_length:
            raise Invalid(_("Cột “%(column)s” quá dài.") % {"column": field.name})
    return line


def _text(source: Source) -> str:
    content = Path(source).read_bytes() if isinstance(source, str | Path) else source.read(_MOST_BYTES + 1)
    if len(content) > _MOST_BYTES:
        raise Invalid(_("Tệp quá lớn so với một danh sách cơ quan."))
    if isinstance(content, str):
        return content.removeprefix("\ufeff")
    wide = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        text = content.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError as error:
        raise _unknown_encoding(content[: error.start].count(b"\n") + 1) from error
    if "\0" in text:  # UTF-16 without its mark reads as text full of these
        raise _unknown_encoding(1)
    return text


def _unknown_encoding(line: int) -> Invalid:
    # Older encodings (Windows-1258, TCVN3, VNI) cannot be told apart; a wrong guess would misspell every name.
    return Invalid(
        _("Dòng %(line)d không đúng bảng mã UTF-8. Trong Excel hãy lưu lại dạng “CSV UTF-8” rồi nhập lại.")
        % {"line": line}
    )


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
        source_load=int(received) if received.isdecimal() and len(received) <= _LONGEST_COUNT else None,
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
