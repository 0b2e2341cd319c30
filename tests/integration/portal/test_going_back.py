"""Whoever goes back, presses twice or works in two tabs reads what happened and where to go on; nothing is lost."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.dossiers.door import dossier_view
from motcua.dossiers.models import Dossier, TimelineEntry
from motcua.kernel import clock
from tests.integration.dossiers.province import Province
from tests.unit.files.made_files import PDF

PAGES = ["", "/form/address", "/documents", "/check", "/discard"]
TYPED = {"commune": "phường Một", "address_detail": "Số 9, <tổ> 3"}


@pytest.fixture(params=["vi", "en"])
def reader(request: pytest.FixtureRequest, citizen: Client) -> Client:
    """The citizen, once in each language."""
    citizen.cookies["lang"] = request.param
    return citizen


def says(answer: Any, vietnamese: str, english: str) -> bool:
    words = english if answer.wsgi_request.LANGUAGE_CODE == "en" else vietnamese
    return words in answer.content.decode()


@pytest.mark.parametrize("page", PAGES)
def test_the_old_pages_of_a_filed_draft_lead_to_the_dossier(
    reader: Client, stranger: Client, province: Province, page: str
) -> None:
    draft = province.draft()
    code = reader.post(f"/drafts/{draft}/submit")["Location"].split("/")[2]
    answer = reader.get(f"/drafts/{draft}{page}")
    assert answer["Location"] == f"/my/{code}?done=filed"
    assert says(
        reader.get(answer["Location"]), "Bạn đã nộp hồ sơ này rồi", "You have filed this dossier already"
    )
    assert stranger.get(f"/drafts/{draft}{page}").status_code == 404


def test_what_is_typed_into_a_filed_draft_is_given_back(reader: Client, province: Province) -> None:
    draft = province.draft()
    code = reader.post(f"/drafts/{draft}/submit")["Location"].split("/")[2]
    for place in ("form/address", "discard", "documents/upload"):
        answer = reader.post(f"/drafts/{draft}/{place}", TYPED)
        assert answer.status_code == 409 and f'href="/my/{code}"' in answer.text
        assert says(answer, "Hồ sơ này đã nộp rồi", "This dossier was filed already")
        assert "Số 9, &lt;tổ&gt; 3" in answer.text
    assert Dossier.objects.get().answers["address_detail"] != TYPED["address_detail"]


@pytest.mark.parametrize("page", PAGES)
def test_a_draft_that_was_thrown_away_says_so(reader: Client, province: Province, page: str) -> None:
    draft = province.draft()
    assert reader.post(f"/drafts/{draft}/discard").status_code == 303
    answer = reader.get(f"/drafts/{draft}{page}")
    assert answer.status_code == 404 and 'href="/my"' in answer.text and 'href="/procedures"' in answer.text
    assert says(answer, "Không còn bản nháp này", "This draft is no longer there")


def test_what_is_typed_into_a_draft_thrown_away_is_given_back(reader: Client, province: Province) -> None:
    draft = province.draft()
    reader.post(f"/drafts/{draft}/discard")
    for place in ("form/address", "submit", "discard"):
        answer = reader.post(f"/drafts/{draft}/{place}", TYPED)
        assert answer.status_code == 404 and "Số 9, &lt;tổ&gt; 3" in answer.text
        assert says(answer, "Những dòng này chưa được lưu", "These lines were not saved")
    start = f"/procedures/{province.service.code}/start?draft={draft}"
    assert says(reader.get(start), "Không còn bản nháp này", "This draft is no longer there")


def test_an_act_pressed_twice_is_done_once(reader: Client, province: Province) -> None:
    filed = province.file(by="congdan1")
    place = f"/my/{filed.code}/act/withdraw"
    form = {"version": str(_version(province, filed.dossier_id)), "reason": "Không cần nữa"}
    answers = [reader.post(place, form) for _ in range(2)]
    assert [one["Location"] for one in answers] == [f"/my/{filed.code}?done=withdraw"] * 2
    assert TimelineEntry.objects.filter(action="withdraw").count() == 1
    for answer in (reader.get(place), reader.post(place, {**form, "reason": "Vì lý do khác"})):
        assert answer.status_code == 409 and f'href="/my/{filed.code}"' in answer.text
        assert says(answer, "Bạn đã thực hiện “Rút hồ sơ”", "You did “Withdraw”")


def test_an_act_that_an_office_made_impossible_keeps_what_was_typed(
    reader: Client, province: Province
) -> None:
    filed = province.file(by="congdan1")
    version = _version(province, filed.dossier_id)
    province.act(filed.dossier_id, "refuse", "motcua.y99.10")
    place, form = f"/my/{filed.code}/act/withdraw", {"version": str(version), "reason": "Tôi đổi ý"}
    answer = reader.post(place, form)
    assert answer.status_code == 409 and "Tôi đổi ý" in answer.text
    assert says(answer, "Hồ sơ đã thay đổi: “Từ chối tiếp nhận”", "The dossier has changed: “Refuse”")


def test_an_act_on_an_older_page_is_asked_once_more(reader: Client, province: Province) -> None:
    filed = province.file(by="congdan1")
    version = _version(province, filed.dossier_id)
    province.act(filed.dossier_id, "accept", "motcua.y99.10")
    answer = reader.post(f"/my/{filed.code}/act/withdraw", {"version": str(version), "reason": "Tôi đổi ý"})
    assert answer.status_code == 409 and "Tôi đổi ý</textarea>" in answer.text
    assert f'name="version" value="{version + 1}"' in answer.text
    assert says(answer, "Hồ sơ đã thay đổi từ khi bạn mở trang này", "The dossier has changed since")


def test_a_file_is_taken_out_once(citizen: Client, province: Province) -> None:
    draft = province.draft()
    component = Dossier.objects.get(id=draft).components.first()
    assert component is not None
    for _ in range(2):
        assert citizen.post(f"/drafts/{draft}/documents/remove/{component.id}").status_code == 303


def _version(province: Province, dossier_id: UUID) -> int:
    view = dossier_view(province.actor("congdan1"), dossier_id=dossier_id, now=clock.now())
    return view.row.version


def _seen(page: str) -> str:
    found = re.search(r'name="seen" value="([^"]*)"', page)
    assert found
    return found[1]


def test_two_tabs_on_one_page_of_a_form(reader: Client, province: Province) -> None:
    place = f"/drafts/{province.draft()}/form/address"
    seen = _seen(reader.get(place).text)
    first = {"commune": "phường Một", "address_detail": "Số 1"}
    assert reader.post(place, {**first, "seen": seen}).status_code == 303

    late = reader.post(place, {"commune": "xã Hai", "address_detail": "Số 2", "seen": seen})

    assert late.status_code == 409
    assert 'value="Số 2"' in late.text and 'href="#address_detail"' in late.text
    assert says(late, "Ở thẻ khác bạn đã lưu “Số 1”", "In another tab you saved “Số 1”")
    assert Dossier.objects.get().answers["address_detail"] == "Số 1"
    again = reader.post(place, {"commune": "xã Hai", "address_detail": "Số 2", "seen": _seen(late.text)})
    assert again.status_code == 303
    assert Dossier.objects.get().answers["address_detail"] == "Số 2"


def test_what_another_tab_left_empty_is_said(reader: Client, province: Province) -> None:
    place = f"/drafts/{province.draft()}/form/request"
    reader.post(place, {"request_summary": "Xây nhà", "note": "Gọi buổi chiều"})
    seen = _seen(reader.get(place).text)
    reader.post(place, {"request_summary": "Xây nhà", "note": "", "seen": seen})
    late = reader.post(place, {"request_summary": "Xây nhà", "note": "Gọi buổi tối", "seen": seen})
    assert late.status_code == 409 and "Gọi buổi tối" in late.text
    assert says(late, "Ở thẻ khác bạn đã để trống câu này", "In another tab you left this empty")


def test_a_start_pressed_twice_is_one_draft(citizen: Client, stranger: Client, province: Province) -> None:
    place = f"/procedures/{province.service.code}/start"
    key = re.search(r'name="key" value="([^"]+)"', citizen.get(place).text)
    assert key
    form = {"case": province.service.cases[0].key, "commune": "phường Một", "key": key[1]}
    first, second = citizen.post(place, form), citizen.post(place, {**form, "commune": "xã Hai"})
    assert first["Location"] == second["Location"]
    assert stranger.post(place, form)["Location"] != first["Location"]
    mine = Dossier.objects.get(owner_account=province.accounts["congdan1"])
    assert mine.competent_agency is not None and mine.competent_agency.name == "UBND xã Hai"


def test_a_file_sent_twice_is_one(citizen: Client, province: Province) -> None:
    draft = province.draft()
    document = province.service.cases[0].documents[0].key
    for name in ("moi.pdf", "moi.pdf", "khac.pdf"):
        scan = SimpleUploadedFile(name, PDF)
        sent = citizen.post(
            f"/drafts/{draft}/documents/upload", {"document": document, f"file-{document}": scan}
        )
        assert sent.status_code == 303
    names = Dossier.objects.get().components.values_list("file_name", flat=True)
    assert sorted(name for name in names if name != "scan.pdf") == ["khac.pdf", "moi.pdf"]
