"""Whole records: identity, levels (T8), odd characters (T11), JSON."""

import json
from pathlib import Path

import pytest

from motcua.procedures.catalogue import REVIEW_REASONS, CatalogueRecordError, as_json, parse_record
from tests.unit.procedures.catalogue.made import RECORD, record


def test_a_plain_record_raises_no_doubt() -> None:
    parsed = parse_record(RECORD)
    assert parsed.needs_review == ()
    assert parsed.levels == ("province", "commune")
    assert parsed.applicants == ("Công dân Việt Nam", "Cán bộ, công chức, viên chức")
    assert (parsed.related, parsed.conditions) == ("", "")


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"ma_thu_tuc": ""}, "no_code"),
        ({"ma_thu_tuc": "1.23"}, "no_code"),
        ({"ma_thu_tuc": "1.234567x"}, "no_code"),
        ({"ten_thu_tuc": "Không có thông tin"}, "no_name"),
        ({"linh_vuc": 7}, "wrong_type"),
        ({"trinh_tu_thuc_hien": None}, "wrong_type"),
        ({"trinh_tu_thuc_hien": "\x00"}, "bad_characters"),
        ({"ten_thu_tuc": "\ud800"}, "bad_characters"),
    ],
)
def test_a_record_that_cannot_be_taken_over(changes: dict[str, str], reason: str) -> None:
    with pytest.raises(CatalogueRecordError) as caught:
        parse_record(record(**changes))
    assert caught.value.reason == reason


def test_fields_that_are_absent_count_as_not_published() -> None:
    parsed = parse_record({"ma_thu_tuc": "9.900001", "ten_thu_tuc": "Thả diều"})
    assert parsed.channels == ()
    assert {r.reason for r in parsed.needs_review} >= {
        "channels_missing",
        "documents_missing",
        "level_unreadable",
    }


def test_the_code_of_2016_gives_the_national_code() -> None:
    parsed = parse_record(record(ma_thu_tuc="1.010708.000.00.00.H56"))
    assert parsed.code == "1.010708"
    assert [r.reason for r in parsed.needs_review] == ["code_with_agency"]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"linh_vuc": "Hải quan"}, "level_doubtful"),
        ({"co_quan_thuc_hien": "Cục Gió trời"}, "level_doubtful"),
        ({"cap_thuc_hien": "Cấp xã, Cấp vùng"}, "level_unreadable"),
        ({"trinh_tu_thuc_hien": "Nộp tại Ủy ban nhân dân cấp huyện."}, "district_mentioned"),
        ({"so_quyet_dinh": "Demo/QĐ-BCA"}, "decision_unusual"),
    ],
)
def test_doubts_about_the_head_of_a_record(changes: dict[str, str], reason: str) -> None:
    assert [r.reason for r in parse_record(record(**changes)).needs_review] == [reason]


def test_texts_are_put_into_one_form() -> None:
    decomposed = "Thả\xa0 die\u0302\u0300u\u200e.."
    parsed = parse_record(
        record(ten_thu_tuc=decomposed, yeu_cau_dieu_kien="\uf0fc Có gió \n\n Có diềuTừ khóaKhông")
    )
    assert parsed.name == "Thả diều."
    assert parsed.conditions == "• Có gió\nCó diều"


def test_json_is_plain_and_stable() -> None:
    parsed = parse_record(RECORD)
    plain = as_json(parsed)
    assert json.loads(json.dumps(plain)) == plain
    assert list(plain)[:3] == ["code", "name", "decision"]
    assert plain["channels"][0]["duration"] == {"value": 5, "unit": "working_day"}
    assert json.dumps(plain) == json.dumps(as_json(parse_record(dict(reversed(RECORD.items())))))


def test_every_reason_is_explained() -> None:
    source = Path(parse_record.__code__.co_filename).parent
    code = "".join(path.read_text("utf-8") for path in source.glob("*.py") if path.name != "reasons.py")
    assert [slug for slug in REVIEW_REASONS if f'"{slug}"' not in code] == []
