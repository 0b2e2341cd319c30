"""What the owner sees and does after handing in."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.door import IntakeAnswer, dossier_view
from motcua.kernel import clock
from motcua.papers.door import typeset
from motcua.site.demo.stories import SCAN
from tests.integration.dossiers.province import Province


@pytest.fixture
def filed(province: Province) -> IntakeAnswer:
    """A dossier that congdan1 filed online."""
    return province.file(by="congdan1")


def view(province: Province, filed: IntakeAnswer) -> Any:
    return dossier_view(province.actor("congdan1"), code=filed.code, now=clock.now())


def test_the_list_names_what_one_filed(citizen: Client, stranger: Client, filed: IntakeAnswer) -> None:
    assert f"/my/{filed.code}" in citizen.get("/my").text
    assert filed.code not in stranger.get("/my").text


def test_the_list_turns_pages(citizen: Client, province: Province) -> None:
    codes = [province.file(by="congdan1").code for _ in range(21)]

    first = citizen.get("/my").text
    following = first.split('rel="next" href="')[1].split('"')[0]
    second = citizen.get(f"/my{following}").text

    assert [code for code in codes if code not in first] == [code for code in codes if code in second] != []


def test_a_dossier_is_the_owners_page(
    citizen: Client, stranger: Client, official: Client, client: Client, filed: IntakeAnswer
) -> None:
    assert "Mới đăng ký" in citizen.get(f"/my/{filed.code}").text
    assert stranger.get(f"/my/{filed.code}").status_code == 404
    assert official.get(f"/my/{filed.code}").status_code == 404
    assert client.get(f"/my/{filed.code}").status_code == 302


def test_the_confirmation_can_be_opened_again(citizen: Client, stranger: Client, filed: IntakeAnswer) -> None:
    page = citizen.get(f"/my/{filed.code}/submitted").text

    assert filed.secret in page
    assert stranger.get(f"/my/{filed.code}/submitted").status_code == 404


def test_withdrawing_needs_a_reason(citizen: Client, province: Province, filed: IntakeAnswer) -> None:
    address = f"/my/{filed.code}/act/withdraw"
    assert "Rút rồi thì hồ sơ kết thúc" in citizen.get(address).text

    refused = citizen.post(address, {"reason": " "})
    assert refused.status_code == 422
    assert 'href="#reason"' in refused.text

    done = citizen.post(address, {"reason": "Không cần nữa"}, follow=True)
    assert "Đã rút hồ sơ" in done.text
    assert view(province, filed).row.status == 7
    assert citizen.get(address).status_code == 409


def test_who_acted_meanwhile_is_not_overridden(
    citizen: Client, province: Province, filed: IntakeAnswer
) -> None:
    seen = view(province, filed).row.version
    province.act(filed.dossier_id, "accept", "motcua.y99.10")

    answer = citizen.post(f"/my/{filed.code}/act/withdraw", {"reason": "thôi", "version": str(seen)})

    assert answer.status_code == 409


def test_completing_a_dossier(citizen: Client, province: Province, filed: IntakeAnswer) -> None:
    province.act(filed.dossier_id, "request_supplement", "motcua.y99.10")
    page = citizen.get(f"/my/{filed.code}").text
    assert "Bản sao giấy khai sinh" in page and f"/my/{filed.code}/act/supplement" in page
    document = province.service.cases[0].documents[0].key
    scan = SimpleUploadedFile("khai-sinh.pdf", typeset(template=SCAN, data={"name": "Khai sinh"}))

    bad = citizen.post(f"/my/{filed.code}/attach", {"document": document})
    good = citizen.post(f"/my/{filed.code}/attach", {"document": document, "files": scan})

    assert bad.status_code == 422 and 'href="#files"' in bad.text
    assert good.headers["Location"] == f"/my/{filed.code}/act/supplement#added"
    assert "khai-sinh.pdf" in citizen.get(f"/my/{filed.code}/act/supplement").text
    done = citizen.post(f"/my/{filed.code}/act/supplement", {"reason": ""}, follow=True)
    assert "Đã nộp bổ sung" in done.text
    assert view(province, filed).row.status == 1


def test_a_file_added_by_mistake_is_taken_out_again(
    citizen: Client, province: Province, filed: IntakeAnswer
) -> None:
    province.act(filed.dossier_id, "request_supplement", "motcua.y99.10")
    document = province.service.cases[0].documents[0].key
    scan = SimpleUploadedFile("nham.pdf", typeset(template=SCAN, data={"name": "Nhầm"}))
    citizen.post(f"/my/{filed.code}/attach", {"document": document, "files": scan})
    added = next(one for one in view(province, filed).components if one.file_name == "nham.pdf")

    assert citizen.post(f"/my/{filed.code}/detach/{added.id}").status_code == 303

    assert "nham.pdf" not in citizen.get(f"/my/{filed.code}/act/supplement").text


def test_what_is_not_asked_for_is_not_offered(citizen: Client, filed: IntakeAnswer) -> None:
    assert citizen.get(f"/my/{filed.code}/act/supplement").status_code == 409
    assert citizen.get(f"/my/{filed.code}/act/accept").status_code == 404
    assert citizen.post(f"/my/{filed.code}/act/accept").status_code == 404
    assert citizen.post(f"/my/{filed.code}/rate", {"stars": "5"}).status_code == 409


def test_result_collected_and_rated(citizen: Client, province: Province, filed: IntakeAnswer) -> None:
    province.carry(filed.dossier_id, upto="sign")
    assert citizen.get(f"/results/{filed.dossier_id}.pdf").status_code == 404  # signed, not yet released
    province.act(filed.dossier_id, "release", "vanthu.y99.10")

    page = citizen.get(f"/my/{filed.code}").text
    assert f"/results/{filed.dossier_id}.pdf" in page and f"/my/{filed.code}/act/collect" in page
    assert citizen.get(f"/my/{filed.code}/act/collect").status_code == 200
    assert "Hồ sơ kết thúc" in citizen.post(f"/my/{filed.code}/act/collect", follow=True).text
    assert view(province, filed).row.status == 10

    unsaid = citizen.post(f"/my/{filed.code}/rate", {"stars": "9", "comment": "Nhanh gọn"})
    assert unsaid.status_code == 422
    assert 'href="#stars"' in unsaid.text and "Nhanh gọn" in unsaid.text
    assert "Cảm ơn" in citizen.post(f"/my/{filed.code}/rate", {"stars": "4"}, follow=True).text
    assert view(province, filed).rating == 4


def test_files_leave_safely(
    citizen: Client, stranger: Client, client: Client, province: Province, filed: IntakeAnswer
) -> None:
    province.carry(filed.dossier_id, upto="release")
    found = view(province, filed)
    scan = f"/files/{filed.dossier_id}/{found.components[0].id}"
    paper = f"/papers/{filed.dossier_id}/{found.papers[0].id}.pdf"
    result = f"/results/{filed.dossier_id}.pdf"
    for address, kind in ((scan, "inline"), (paper, "attachment"), (result, "attachment")):
        answer = citizen.get(address)
        assert b"".join(answer).startswith(b"%PDF")
        assert answer.headers["Content-Type"] == "application/pdf"
        assert answer.headers["Content-Disposition"].startswith(kind)
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Cache-Control"] == "private, no-store"
        assert stranger.get(address).status_code == 404
        assert client.get(address).status_code == 302


@pytest.mark.parametrize("papers", [1, 4])
def test_a_dossier_costs_the_same_at_any_age(
    citizen: Client, province: Province, filed: IntakeAnswer, papers: int
) -> None:
    for _ in range(papers):
        province.act(filed.dossier_id, "request_supplement", "motcua.y99.10")
        province.act(filed.dossier_id, "supplement", "congdan1")
    citizen.get(f"/my/{filed.code}")
    with CaptureQueriesContext(connection) as captured:
        assert citizen.get(f"/my/{filed.code}").status_code == 200
    # Session, account, rights; nine for the dossier; now and then the stamps of agencies and calendars.
    assert len(captured) <= 14, "\n".join(q["sql"] for q in captured.captured_queries)


def test_the_owner_reads_who_looked_and_what_for(
    citizen: Client, stranger: Client, province: Province, filed: IntakeAnswer
) -> None:
    assert f'href="/my/{filed.code}/looks"' in citizen.get(f"/my/{filed.code}").text
    assert "Chưa có ai khác xem" in citizen.get(f"/my/{filed.code}/looks").text

    clerk = province.actor("motcua.y99.10")
    dossier_view(clerk, code=filed.code, now=clock.now())
    page = citizen.get(f"/my/{filed.code}/looks").text

    assert "UBND phường Một" in page and "Cán bộ một cửa" in page and "Giải quyết hồ sơ" in page
    assert clerk.name not in page
    assert stranger.get(f"/my/{filed.code}/looks").status_code == 404
