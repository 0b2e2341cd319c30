"""Lists of agencies that came out of somebody's spreadsheet: taken where they are clear, else refused in words."""

import datetime as dt
import io
from contextlib import suppress

import pytest
from django.utils import translation
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from motcua.accounts.door import SYSTEM
from motcua.directory.door import ImportReport, all_agencies, import_agencies
from motcua.kernel.errors import Invalid

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 12, 1, 30, tzinfo=dt.UTC)
HEADER = "identifier,old_identifier,name,short_name,kind,level,parent\n"
ROOT = "H99,,UBND tỉnh Thử,,province,province,\n"
OLD = f"{HEADER}H99,,UBND,,province,province,\nH99.1,,UBND xa\u0303 Mơ,,commune,commune,H99\n"
GOOD = f"{HEADER}{ROOT}H99.1,,UBND xã Mới,,commune,commune,H99\n"


def load(content: bytes | str) -> ImportReport:
    return import_agencies(
        io.BytesIO(content.encode() if isinstance(content, str) else content), actor=SYSTEM, now=NOW
    )


@pytest.mark.parametrize(
    "content",
    [
        GOOD.encode("utf-8-sig"),
        GOOD.replace(",", ";").encode(),
        GOOD.replace(",", "\t").encode("utf-16"),
        GOOD.replace("\n", "\r\n").replace("name,", " Name\u200b ,", 1).encode(),
        GOOD.replace("UBND xã Mới", '"UBND xã M\u200bơ\u0301i"').encode(),
        (GOOD + ",,,,,,\n\n").encode(),
    ],
    ids=["mark", "semicolons", "utf-16-tabs", "crlf-and-header", "decomposed", "blank-lines"],
)
def test_what_spreadsheets_write_is_read(content: bytes) -> None:
    report = load(content)
    assert (report.created, report.problems) == (2, ())
    assert [one.name for one in all_agencies()] == ["UBND tỉnh Thử", "UBND xã Mới"]


REFUSED = [
    (OLD.encode("cp1258"), "Dòng 3 không đúng bảng mã UTF-8"),
    (GOOD.encode("utf-16-le"), " không đúng bảng mã UTF-8"),
    (b"PK\x03\x04\x14\x00\xff\xfe", "Dòng 1 không đúng bảng mã UTF-8"),
    (b"", "Dòng đầu cần các cột: identifier, name, kind, level."),
    (b"a,b\n1,2\n", "Dòng đầu cần các cột: identifier, name, kind, level."),
    (b"identifier,name\nH99,X\n", "thiếu cột: kind, level."),
    (b"code,name\nH99,X\n", "thiếu cột: level."),
    (b"code,name,level,name\nH99,X,ROOT,Y\n", "Cột “name” có hai lần"),
    ((HEADER + ROOT + 'H99.1,,"UBND xã,,commune,commune,\n').encode(), "Không đọc được dòng 3 như CSV"),
    ((HEADER + "H99,," + "x" * 200_000 + ",,province,province,\n").encode(), "Không đọc được dòng 2 như CSV"),
    (b"x" * (16 * 1024 * 1024 + 1), "Tệp quá lớn"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "words"), REFUSED, ids=[words for _content, words in REFUSED])
def test_what_is_no_list_is_refused_whole_in_both_languages(content: bytes, words: str) -> None:
    with pytest.raises(Invalid, match=words.replace(".", r"\.")) as refused:
        load(content)
    with translation.override("en"), pytest.raises(Invalid) as english:
        load(content)
    assert str(english.value.detail) not in ("", str(refused.value.detail))
    assert not all_agencies()


LEFT_OUT = [
    ("H99,,Lần nữa,,province,province,", "Mã định danh bị lặp lại"),
    ("H99.5,,Tự mình,,other,province,H99.5", "đi thành vòng: H99.5 → H99.5"),
    ("H99.8,,Mồ côi,,other,province,H98", "Không tìm thấy cơ quan cấp trên H98"),
    ("H99.9,,Thừa,,other,province,H99,x", "nhiều ô hơn dòng tiêu đề"),
    ("H99.10,,Loại lạ,,club,province,H99", "Không rõ loại hoặc cấp"),
    ("H99.١,,Chữ số lạ,,other,province,H99", "Mã định danh cơ quan không đúng"),
    (f"H99.11,,{'x' * 301},,other,province,H99", "Cột “name” quá dài"),
]


@pytest.mark.parametrize(("line", "words"), LEFT_OUT)
def test_a_bad_line_is_named_and_the_others_are_taken(line: str, words: str) -> None:
    report = load(f"{GOOD}{line}\n")
    assert report.created == 2
    assert [problem.line for problem in report.problems] == [4]
    assert words in report.problems[0].message
    with translation.override("en"):
        (english,) = load(f"{GOOD}{line}\n").problems
    assert english.message not in ("", report.problems[0].message)


def test_a_circle_of_parents_is_told_from_a_missing_one() -> None:
    report = load(
        GOOD
        + "H99.5,,A,,other,province,H99.6\nH99.6,,B,,other,province,H99.5\nH99.7,,C,,other,province,H99.6\n"
    )
    assert report.created == 2
    assert [problem.line for problem in report.problems] == [4, 5, 6]
    assert "H99.5 → H99.6 → H99.5" in report.problems[0].message
    assert "H99.6 → H99.5 → H99.6" in report.problems[2].message


def test_an_old_code_of_another_agency_is_named() -> None:
    load(GOOD + "H99.12,000.00.13.H99,Sở A,,department,province,H99\n")
    report = load(HEADER + "H99.14,000.00.13.H99,Sở B,,department,province,H99\n")
    assert (report.created, len(report.problems)) == (0, 1)
    assert "000.00.13.H99 là của cơ quan H99.12" in report.problems[0].message


CELLS = ["H99", "H99.1", "x", "province", "", '"', "\0", "\r", "٣", "a" * 400]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.lists(st.sampled_from(CELLS)), max_size=6))
def test_no_cells_break_the_import(rows: list[list[str]]) -> None:
    with suppress(Invalid):
        load(HEADER + "\n".join(",".join(row) for row in rows))
