"""Procedures, doubts, imports, competence, synonyms."""

import gzip
import json
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.audit.door import history
from motcua.kernel import progress
from motcua.kernel.models import LongWork
from motcua.kernel.paging import encode_cursor
from motcua.procedures.door import (
    competences,
    competent_agency,
    import_runs,
    procedure,
    review_queue,
    reviews_of,
    search,
    synonyms,
)
from tests.integration.dossiers.province import Province
from tests.unit.procedures.catalogue.made import channels, record

KITES = record(
    cap_thuc_hien="Cấp xã", cach_thuc_thuc_hien=channels("Trực tiếp3Miễn phí", "Trực tuyến3Miễn phí")
)
SHIPS = record(ma_thu_tuc="9.900009", ten_thu_tuc="Cấp phép đóng tàu", cap_thuc_hien="Cấp bộ")


def send(client: Client, *lines: Any, name: str = "danh-muc.jsonl", pack: bool = False) -> Any:
    """Send a file in and have the worker do its part; the report's page."""
    content = "\n".join(one if isinstance(one, str) else json.dumps(one) for one in lines).encode()
    upload = SimpleUploadedFile(name, gzip.compress(content) if pack else content)
    answer = client.post("/console/imports", {"catalogue": upload})
    if answer.status_code == 303:
        progress.run(LongWork.objects.latest("created_at").id)
        answer = client.get(answer["Location"], follow=True)
    return answer


@pytest.fixture
def kites(owner: Client, province: Province) -> str:
    send(owner, KITES, SHIPS)
    return str(KITES["ma_thu_tuc"])


def test_a_file_is_taken_over_and_reported_in_words(owner: Client, province: Province) -> None:
    page = send(
        owner, KITES, "{", {"ma_thu_tuc": "9.900010"}, name="tệp.jsonl.gz", pack=True
    ).content.decode()
    (run,) = import_runs(limit=1)
    assert (run.total, run.created, len(run.problems)) == (3, 1, 2)
    assert "Không đúng định dạng JSON" in page and "Thời gian chỉ là một con số, không có đơn vị" in page
    assert run.file_name == "tệp.jsonl.gz"
    (entry,) = history("import_run", run.id)
    assert entry.actor_name in page  # who sent it, though the worker did it


def test_a_bad_file_changes_nothing_and_says_why(owner: Client, province: Province) -> None:
    before = len(import_runs())
    cut = SimpleUploadedFile("a.jsonl.gz", gzip.compress(json.dumps(KITES).encode())[:-9])
    answer = owner.post("/console/imports", {"catalogue": cut})
    assert answer.status_code == 422 and "bị hỏng hoặc bị cắt cụt" in answer.content.decode()
    assert owner.post("/console/imports", {}).status_code == 422
    assert send(owner, "%PDF-1.7").status_code == 422
    assert len(import_runs()) == before


def test_a_failed_import_is_told_on_its_own_page(owner: Client, province: Province) -> None:
    work = progress.start(
        kind="console.import_catalogue",
        title="mất.jsonl",
        owner_id=province.accounts["thutuc.y99"],
        items=[{"sha256": "0" * 64, "name": "mất.jsonl"}],
        now=province.now,
    )
    progress.run(work.id)
    page = owner.get(f"/console/imports/work/{work.id}").content.decode()
    assert "Không nhập được." in page and "hx-get" not in page


def test_what_was_read_stands_beside_what_was_published(owner: Client, kites: str) -> None:
    page = owner.get(f"/console/procedures/{kites}").content.decode()
    assert "Trực tiếp3Miễn phí" in page and "cần xem lại" in page and "chưa rõ" in page
    assert owner.get("/console/procedures/9.999999").status_code == 404


def test_those_a_province_does_not_offer_are_found_when_asked(owner: Client, kites: str) -> None:
    assert "Cấp phép đóng tàu" not in owner.get("/console/procedures", {"q": "dong tau"}).content.decode()
    assert (
        "Cấp phép đóng tàu"
        in owner.get("/console/procedures", {"q": "dong tau", "all": "1"}).content.decode()
    )


def test_a_doubt_is_settled_into_a_new_revision(owner: Client, kites: str) -> None:
    item = reviews_of(kites)[0]
    where = f"/console/procedures/{kites}/doubts/{item.id}?queue={item.reason}"
    bad = owner.post(
        where, {"duration": "ba", "unit": "day", "fee": "mười", "channel": "0", "note": "theo bước 2"}
    )
    page = bad.content.decode()
    assert bad.status_code == 422
    assert 'value="ba"' in page and 'value="mười"' in page and "theo bước 2" in page
    good = owner.post(
        where,
        {"duration": "3", "unit": "working_day", "fee": "150.000 đ", "channel": "0", "note": "theo bước 2"},
    )
    assert good["Location"] == f"/console/reviews?reason={item.reason}&done=settled"
    found = procedure(kites)
    assert (
        found.revision_number == 2 and found.fee_for(1) == 150_000 and str(found.duration_for(2).value) == "3"
    )
    difference = owner.get(f"/console/procedures/{kites}/revisions").content.decode()
    assert "<ins>" in difference and "3 ngày làm việc" in difference
    assert owner.get(where).status_code == 404
    assert owner.post(where, {"duration": "4", "unit": "day", "channel": "0"}).status_code == 409


def test_a_doubt_is_dismissed_with_a_reason(owner: Client, kites: str) -> None:
    item = reviews_of(kites)[0]
    where = f"/console/procedures/{kites}/doubts/{item.id}/dismiss"
    assert owner.post(where, {"dismiss_note": " "}).status_code == 422
    assert owner.post(where, {"dismiss_note": "đúng như luật"})["Location"].endswith("/doubts?done=dismissed")
    assert item.id not in {one.id for one in reviews_of(kites)}


def test_the_queue_is_filtered_and_paged(owner: Client, kites: str) -> None:
    reason = reviews_of(kites)[0].reason
    shown = owner.get("/console/reviews", {"reason": reason, "q": kites}).content.decode()
    assert shown.count(f"/console/procedures/{kites}/doubts/") == len(
        [one for one in reviews_of(kites) if one.reason == reason]
    )
    assert "Không còn điểm nào" in owner.get("/console/reviews", {"q": "khong co gi"}).content.decode()
    after = encode_cursor(review_queue(size=1).items[0].id)
    rest = owner.get("/console/reviews", {"cursor": after}).content.decode()
    assert str(review_queue(size=1).items[0].id) not in rest and "Về đầu danh sách" in rest
    assert owner.get("/console/reviews?cursor=x").status_code == 422


def test_comparing_with_a_revision_that_is_not_there(owner: Client, kites: str) -> None:
    for asked in ("?from=1&to=7", "?from=x", "?from=1&to=99999999999"):
        assert owner.get(f"/console/procedures/{kites}/revisions{asked}").status_code == 404


def test_a_sector_gets_its_body(owner: Client, province: Province) -> None:
    bridges = record(
        ma_thu_tuc="9.900008", ten_thu_tuc="Cấp phép cầu", cap_thuc_hien="Cấp tỉnh", linh_vuc="Cầu khỉ"
    )
    send(owner, bridges)
    assert "Cầu khỉ" in owner.get("/console/competence").content.decode()
    where = "/console/competence/edit?sector=Cầu khỉ"
    bad = owner.post(where, {"agency": "không có"})
    assert bad.status_code == 422 and 'value="không có"' in bad.content.decode()
    owner.post(where, {"agency": "y99.02"})
    assert competent_agency(procedure("9.900008")).identifier == "Y99.02"


def test_a_single_procedure_has_a_rule_of_its_own(owner: Client, province: Province) -> None:
    code = province.service.code
    unknown = owner.post("/console/competence/edit", {"code": "9.999999", "agency": "Y99.02"})
    assert unknown.status_code == 422 and 'value="9.999999"' in unknown.content.decode()
    owner.post("/console/competence/edit", {"code": code, "agency": "Y99.02"})
    assert competent_agency(procedure(code), commune_id=province.commune.id).identifier == "Y99.02"
    rule = next(one for one in competences() if one.procedure_code == code)
    owner.post(f"/console/competence/{rule.id}/remove")
    assert competent_agency(procedure(code), commune_id=province.commune.id) == province.commune
    assert owner.post(f"/console/competence/{rule.id}/remove").status_code == 404


def test_a_word_of_the_people_finds_the_words_of_the_law(owner: Client, kites: str) -> None:
    assert owner.post("/console/synonyms", {"phrase": "chơi diều", "meaning": ""}).status_code == 422
    owner.post("/console/synonyms", {"phrase": "nhong nhong", "meaning": "giấy phép thả diều"})
    assert search(q="nhong nhong").items[0].code == kites
    edit = owner.get("/console/synonyms?phrase=nhong+nhong").content.decode()
    assert "giấy phép thả diều</textarea>" in edit
    owner.post("/console/synonyms", {"phrase": "nhong nhong", "meaning": "giấy", "remove": "1"})
    assert "nhong nhong" not in {one.phrase for one in synonyms()}
