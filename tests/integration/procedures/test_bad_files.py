"""Damaged catalogue files: what can be read is taken, the rest is named by line, in both languages."""

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from motcua.accounts.door import SYSTEM
from motcua.procedures.door import (
    ImportReport,
    NoRecords,
    import_catalogue,
    import_run,
    import_runs,
    procedure,
    say_problem,
)
from tests.integration.procedures.conftest import BIRDS, KITES, NOW, SHIPS

pytestmark = pytest.mark.django_db


def line(record: Any) -> bytes:
    return json.dumps(record, ensure_ascii=False).encode(errors="surrogatepass")


def load(folder: Path, content: bytes, name: str = "catalogue.jsonl") -> ImportReport:
    path = folder / name
    path.write_bytes(content)
    return import_catalogue(path=path, actor=SYSTEM, now=NOW)


BAD_LINES: list[tuple[bytes, str]] = [
    (b'{"ma_thu_tuc": "9.000009", ', "not_json"),
    (b"[1, 2]", "not_an_object"),
    (b'"9.000009"', "not_an_object"),
    (line(BIRDS).replace(b"chim", b"ch\xefm"), "not_utf8"),
    (line({**BIRDS, "ma_thu_tuc": ""}), "no_code: ma_thu_tuc"),
    (line({key: value for key, value in BIRDS.items() if key != "ma_thu_tuc"}), "no_code: ma_thu_tuc"),
    (line({**BIRDS, "ma_thu_tuc": "BIRDS"}), "no_code: ma_thu_tuc"),
    (line({**BIRDS, "ten_thu_tuc": " \u200b "}), "no_name: ten_thu_tuc"),
    (line({**BIRDS, "linh_vuc": 7}), "wrong_type: linh_vuc"),
    (line({**BIRDS, "linh_vuc": None}), "wrong_type: linh_vuc"),
    (line({**BIRDS, "linh_vuc": "a\0b"}), "bad_characters: linh_vuc"),
    (json.dumps({**BIRDS, "linh_vuc": "\ud800"}).encode(), "bad_characters: linh_vuc"),
    (line({**BIRDS, "x": float("nan")}), "bad_characters"),
    (line({**BIRDS, "x": 0}).replace(b'"x": 0', b'"x": 1e999'), "bad_characters"),
    (line({**BIRDS, "\0": 1}), "bad_characters"),
    (line({**BIRDS, "x": 0}).replace(b'"x": 0', b'"x": ' + b"9" * 5000), "not_json"),
    (line({**KITES, "ten_thu_tuc": "Thả diều khác"}), "duplicate_code: ma_thu_tuc"),
    (line({**KITES, "ma_thu_tuc": "９.００0001\u200b"}), "duplicate_code: ma_thu_tuc"),
]


@pytest.mark.parametrize(("bad", "reason"), BAD_LINES)
def test_a_bad_line_is_named_and_the_others_are_taken(tmp_path: Path, bad: bytes, reason: str) -> None:
    report = load(tmp_path, b"\n".join((line(KITES), bad, line(SHIPS))))
    assert report.problems == ((2, reason),)
    assert (report.total, report.created) == (3, 2)
    assert procedure("9.000001").name == "Cấp giấy phép thả diều"
    (kept,) = import_run(report.run_id).problems
    assert kept[:2] == (2, reason)
    vietnamese = say_problem(reason)
    with translation.override("en"):
        assert say_problem(reason) not in ("", vietnamese)


@pytest.mark.parametrize("cut", [9, 400])
def test_a_truncated_gzip_gives_what_it_holds(tmp_path: Path, cut: int) -> None:
    records = [{**SHIPS, "ma_thu_tuc": f"9.{number:06d}", "x": str(number**9)} for number in range(400)]
    packed = gzip.compress(b"\n".join(map(line, records)) + b"\n", compresslevel=1)
    report = load(tmp_path, packed[:-cut], "catalogue.jsonl.gz")
    assert report.problems[-1][1] == "truncated_gzip"
    assert 200 < report.created <= 400
    again = load(tmp_path, packed, "catalogue.jsonl.gz")
    assert again.created + again.unchanged + again.changed == 400 and again.problems == ()


NO_CATALOGUE = [
    (b"", "không có bản ghi nào"),
    (b"\n \n", "không có bản ghi nào"),
    (line(KITES).decode().encode("utf-16"), "dòng 1: Không đúng bảng mã UTF-8"),
    (json.dumps([KITES, BIRDS]).encode(), "dòng 1: Dòng không phải một thủ tục"),
    (b"%PDF-1.7\n%\xe2\xe3\n", "dòng 1: Không đúng định dạng JSON"),
    (b"ma_thu_tuc,ten_thu_tuc\n1,2\n", "dòng 1: Không đúng định dạng JSON"),
    (gzip.compress(line(KITES), mtime=0)[:15], "Tệp nén bị cắt cụt"),
]


@pytest.mark.parametrize(("content", "words"), NO_CATALOGUE)
def test_what_is_no_catalogue_changes_nothing_and_says_why(
    tmp_path: Path, content: bytes, words: str
) -> None:
    with pytest.raises(NoRecords) as refused:
        load(tmp_path, content)
    assert words in str(refused.value.detail)
    with translation.override("en"), pytest.raises(NoRecords) as english:
        load(tmp_path, content)
    with translation.override("en"):
        assert words not in str(english.value.detail)
    assert import_runs() == ()


def test_values_of_any_length_are_taken(tmp_path: Path) -> None:
    long = {key: f"{value} {'dài ' * 5000}" if key != "ma_thu_tuc" else value for key, value in BIRDS.items()}
    report = load(tmp_path, line(long))
    assert (report.created, report.problems) == (1, ())
