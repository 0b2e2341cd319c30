"""Catalogue files with damage: every line that can be read is read."""

import gzip
from pathlib import Path

import pytest

from motcua.procedures.catalogue import read_records, reader


def lines(path: Path) -> list[tuple[int, object, str | None]]:
    return [(line.line_no, line.record, line.error) for line in read_records(path)]


def test_bad_lines_are_reported_and_the_rest_is_read(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"a":"1"}\n{"a":\n\n[1]\n{"a":"\xff"}\n' + b"[" * 100_000 + b'\n{"a":"2"}')
    assert lines(path) == [
        (1, {"a": "1"}, None),
        (2, None, "not_json"),
        (4, None, "not_an_object"),
        (5, None, "not_utf8"),
        (6, None, "not_json"),
        (7, {"a": "2"}, None),
    ]


def test_gzip_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "catalogue.jsonl"
    path.write_bytes(gzip.compress(b'{"a":"1"}\n'))
    assert lines(path) == [(1, {"a": "1"}, None)]


@pytest.mark.parametrize(("is_cut", "error"), [(True, "truncated_gzip"), (False, "corrupt_gzip")])
def test_a_damaged_gzip_gives_what_it_still_holds(tmp_path: Path, is_cut: bool, error: str) -> None:
    packed = gzip.compress(b"".join(b'{"a":"%d"}\n' % n for n in range(50_000)), compresslevel=1)
    path = tmp_path / "catalogue.jsonl.gz"
    path.write_bytes(packed[:-2000] if is_cut else packed[:-6] + b"wrong!")
    found = lines(path)
    assert found[0] == (1, {"a": "0"}, None)
    assert len(found) > 40_000
    assert [line[2] for line in found if line[2]] == [error]
    assert found[-1][2] == error


def test_a_line_beyond_measure_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "_LONGEST_LINE", 16)
    path = tmp_path / "catalogue.jsonl"
    path.write_bytes(b'{"a":"' + b"x" * 100 + b'"}\n{"a":"2"}\n')
    assert lines(path) == [(1, None, "line_too_long"), (2, {"a": "2"}, None)]


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        lines(tmp_path / "none.jsonl")
