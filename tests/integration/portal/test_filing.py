"""From the start page to the dossier code, without JavaScript."""

import re
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.door import draft_view, my_dossiers
from motcua.kernel import clock
from motcua.papers.door import typeset
from motcua.site.demo.stories import SCAN
from tests.integration.dossiers.province import Province

PAGES: dict[str, dict[str, str]] = {
    "filer": {"owner_kind": "citizen", "on_behalf": "self"},
    "owner": {
        "owner_name": "Nguyễn Thị Hoa",
        "personal_id": "025190000123",
        "birth_date": "27/3/1990",
        "phone": "0912 345 678",
        "email": "",
    },
    "address": {"commune": "phường Một", "address_detail": "Số 9, tổ 3"},
    "request": {"request_summary": "Xây nhà ba tầng", "note": ""},
    "return": {"return_method": "online"},
}


def begin(citizen: Client, province: Province, **changes: str) -> UUID:
    """A new draft of the first case in the first commune."""
    data = {"case": province.service.cases[0].key, "commune": "mot", **changes}
    answer = citizen.post(f"/procedures/{province.service.code}/start", data)
    assert answer.status_code == 303, answer.text
    return UUID(answer.headers["Location"].rpartition("/")[2])


def answer_all(citizen: Client, draft: UUID) -> str:
    """Fill in every page; the address to which the last one leads."""
    address = ""
    for page, answers in PAGES.items():
        response = citizen.post(f"/drafts/{draft}/form/{page}", answers)
        assert response.status_code == 303, response.text
        address = response.headers["Location"]
    return address


def upload(citizen: Client, draft: UUID, document: str, *names: str) -> Any:
    """Send files for one document."""
    scan = typeset(template=SCAN, data={"name": "Đơn"})
    files = [
        SimpleUploadedFile(name, scan if name.endswith(".pdf") else b"MZ\x90\x00" * 20) for name in names
    ]
    return citizen.post(
        f"/drafts/{draft}/documents/upload", {"document": document, f"file-{document}": files}
    )


def upload_all(citizen: Client, draft: UUID, province: Province) -> None:
    for document in province.service.cases[0].documents:
        assert upload(citizen, draft, document.key, "don.pdf").status_code == 303


def test_the_whole_way(citizen: Client, province: Province) -> None:
    draft = begin(citizen, province)
    assert citizen.get(f"/drafts/{draft}").headers["Location"] == f"/drafts/{draft}/form/filer"
    assert answer_all(citizen, draft) == f"/drafts/{draft}/documents"
    upload_all(citizen, draft, province)
    assert citizen.get(f"/drafts/{draft}").headers["Location"] == f"/drafts/{draft}/check"
    check = citizen.get(f"/drafts/{draft}/check").text
    assert "27/03/1990" in check and "phường Một" in check and "Hồ sơ còn thiếu" not in check

    first = citizen.post(f"/drafts/{draft}/submit")
    again = citizen.post(f"/drafts/{draft}/submit")

    assert first.status_code == 303
    assert again.headers["Location"] == first.headers["Location"]
    page = citizen.get(first.headers["Location"]).text
    code = re.search(r"/my/([^/]+)/submitted", first.headers["Location"])
    assert code and code[1] in page
    assert "data:image/svg" in page
    assert "Trả lời tiếp nhận chậm nhất" in page
    assert citizen.get(f"/my/{code[1]}").status_code == 200


def test_what_was_typed_comes_back_with_what_is_wrong(citizen: Client, province: Province) -> None:
    draft = begin(citizen, province)
    citizen.post(f"/drafts/{draft}/form/filer", PAGES["filer"])

    answer = citizen.post(f"/drafts/{draft}/form/owner", PAGES["owner"] | {"birth_date": "31/02/1990"})

    assert answer.status_code == 422
    assert 'value="31/02/1990"' in answer.text
    assert 'href="#birth_date"' in answer.text
    assert "31/02/1990" in citizen.get(f"/drafts/{draft}/form/owner").text


def test_an_answer_that_was_cleared_stays_cleared(citizen: Client, province: Province) -> None:
    draft = begin(citizen, province)
    citizen.post(f"/drafts/{draft}/form/filer", PAGES["filer"])
    assert "congdan1@example.vn" in citizen.get(f"/drafts/{draft}/form/owner").text

    citizen.post(f"/drafts/{draft}/form/owner", PAGES["owner"])

    assert "congdan1@example.vn" not in citizen.get(f"/drafts/{draft}/form/owner").text


def test_a_choice_calls_for_its_questions(citizen: Client, province: Province) -> None:
    draft = begin(citizen, province)

    answer = citizen.post(f"/drafts/{draft}/form/filer", {"owner_kind": "citizen", "on_behalf": "other"})

    assert answer.status_code == 422
    assert 'href="#filer_name"' in answer.text and 'href="#filer_personal_id"' in answer.text


def test_changing_an_answer_leads_back_to_the_check(citizen: Client, province: Province) -> None:
    draft = begin(citizen, province)
    answer_all(citizen, draft)
    assert f"/drafts/{draft}/form/address?check=1#commune" in citizen.get(f"/drafts/{draft}/check").text

    answer = citizen.post(f"/drafts/{draft}/form/address?check=1", PAGES["address"])

    assert answer.headers["Location"] == f"/drafts/{draft}/check"


def test_an_incomplete_dossier_is_not_taken(citizen: Client, province: Province) -> None:
    draft = begin(citizen, province)
    citizen.post(f"/drafts/{draft}/form/filer", PAGES["filer"])

    answer = citizen.post(f"/drafts/{draft}/submit")

    assert answer.status_code == 422
    assert f"/drafts/{draft}/form/address?check=1#commune" in answer.text
    assert f"/drafts/{draft}/documents#document." in answer.text


def test_files_one_by_one(citizen: Client, province: Province) -> None:
    draft = begin(citizen, province)
    document = province.service.cases[0].documents[0].key

    answer = upload(citizen, draft, document, "don.pdf", "virus.exe", "phu-luc.pdf")

    assert answer.status_code == 422
    assert "virus.exe" in answer.text
    kept = draft_view(province.actor("congdan1"), draft_id=draft).components
    assert sorted(one.file_name for one in kept) == ["don.pdf", "phu-luc.pdf"]

    removed = citizen.post(f"/drafts/{draft}/documents/remove/{kept[0].id}", {"document": document})
    assert removed.status_code == 303
    assert len(draft_view(province.actor("congdan1"), draft_id=draft).components) == 1


def test_no_file_chosen_is_said_at_its_box(citizen: Client, province: Province) -> None:
    draft = begin(citizen, province)
    document = province.service.cases[0].documents[0].key

    answer = upload(citizen, draft, document)

    assert answer.status_code == 422
    assert f'href="#file-{document}"' in answer.text


def test_where_and_which_case_are_asked(citizen: Client, province: Province) -> None:
    start = f"/procedures/{province.service.code}/start"

    nothing = citizen.post(start, {})
    several = citizen.post(start, {"case": province.service.cases[0].key, "commune": "x"})

    assert nothing.status_code == 422
    assert 'href="#case"' in nothing.text and 'href="#commune"' in nothing.text
    assert several.status_code == 422
    assert "xã Hai" in several.text and 'value="x"' in several.text


def test_another_case_can_be_chosen_later(citizen: Client, province: Province) -> None:
    draft = begin(citizen, province)
    other = province.service.cases[1]

    answer = citizen.post(
        f"/procedures/{province.service.code}/start",
        {"draft": str(draft), "case": other.key, "commune": "xã Hai"},
    )

    assert answer.headers["Location"] == f"/drafts/{draft}/check"
    assert "xã Hai" in citizen.get(f"/drafts/{draft}/check").text
    assert len(my_dossiers(province.actor("congdan1"), now=clock.now()).items) == 1


def test_a_draft_is_thrown_away_after_asking(citizen: Client, province: Province) -> None:
    draft = begin(citizen, province)

    assert "Xóa bản nháp này?" in citizen.get(f"/drafts/{draft}/discard").text
    assert "Đã xóa bản nháp" in citizen.post(f"/drafts/{draft}/discard", follow=True).text
    assert citizen.get(f"/drafts/{draft}/check").status_code == 404


@pytest.mark.parametrize("page", ["", "/form/filer", "/documents", "/check", "/discard"])
def test_a_draft_is_nobody_elses(
    citizen: Client, stranger: Client, official: Client, client: Client, province: Province, page: str
) -> None:
    draft = begin(citizen, province)

    assert stranger.get(f"/drafts/{draft}{page}").status_code == 404
    assert official.get(f"/drafts/{draft}{page}").status_code == 404
    assert client.get(f"/drafts/{draft}{page}").headers["Location"].startswith("/sign-in?next=%2Fdrafts")


def test_officials_do_not_file_online(official: Client, province: Province) -> None:
    assert official.get(f"/procedures/{province.service.code}/start").status_code == 403


def test_a_form_page_speaks_english(citizen: Client, province: Province) -> None:
    draft = begin(citizen, province)
    citizen.cookies["lang"] = "en"

    answer = citizen.post(f"/drafts/{draft}/form/filer", {"owner_kind": "citizen"})

    assert "Select whether you are applying on behalf of someone" in answer.text


@pytest.mark.parametrize(("page", "most"), [("form/filer", 6), ("documents", 6), ("check", 6)])
def test_a_page_of_a_draft_costs_the_same_however_much_was_uploaded(
    citizen: Client, province: Province, page: str, most: int
) -> None:
    draft = begin(citizen, province)
    answer_all(citizen, draft)
    upload_all(citizen, draft, province)
    citizen.get(f"/drafts/{draft}/{page}")
    with CaptureQueriesContext(connection) as captured:
        assert citizen.get(f"/drafts/{draft}/{page}").status_code == 200
    # The session, the account and its rights, the draft, its files; now and then the stamp of the agencies.
    assert len(captured) <= most, "\n".join(q["sql"] for q in captured.captured_queries)
