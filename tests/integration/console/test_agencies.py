"""Agencies as administrators change them."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.directory.door import agencies, agency_by_identifier, successions
from tests.integration.dossiers.province import Province

DECISION = {"on": "05/03/2026", "ground": "QĐ 12/QĐ-UBND"}


def test_both_spellings_find_an_agency(admin: Client) -> None:
    for typed in ("Y99.10", "000.00.10.Y99", "phuong mot"):
        page = admin.get("/console/agencies", {"q": typed}).content.decode()
        assert "UBND phường Một" in page and "UBND xã Hai" not in page
    assert "UBND phường Một" in admin.get("/console/agencies/000.00.10.Y99").content.decode()
    assert admin.get("/console/agencies/Y98").status_code == 404


def test_an_agency_is_added_renamed_and_merged(admin: Client) -> None:
    added = {
        "parent": "Y99",
        "identifier": "y99.12",
        "name": "UBND xã Ba",
        "kind": "commune",
        "level": "commune",
    }
    assert admin.post("/console/agencies/add", added)["Location"] == "/console/agencies/Y99.12?done=created"
    again = admin.post("/console/agencies/add", added)
    assert again.status_code == 409
    assert 'value="UBND xã Ba"' in again.content.decode()  # what was typed is still there

    renamed = admin.post("/console/agencies/Y99.12/rename", {"name": "UBND xã Bốn", **DECISION}, follow=True)
    page = renamed.content.decode()
    assert "Đã đổi tên cơ quan." in page and "Tên trước đó: UBND xã Ba" in page and "QĐ 12/QĐ-UBND" in page

    merged = admin.post("/console/agencies/Y99.12/merge", {"into": "UBND xã hai", **DECISION})
    assert merged.status_code == 422  # it began only today
    admin.post("/console/agencies/Y99.11/merge", {"into": "ubnd phuong mot", **DECISION})
    closed = agency_by_identifier("Y99.11")
    assert closed and closed.valid_to and str(closed.valid_to) == "2026-03-05"
    assert "Tiếp nhận từ" in admin.get("/console/agencies/Y99.10").content.decode()
    assert "UBND xã Hai" in admin.get("/console/agencies?closed=1").content.decode()
    assert "UBND xã Hai" not in admin.get("/console/agencies").content.decode()


def test_everything_wrong_with_a_form_is_said_at_once(admin: Client) -> None:
    answer = admin.post(
        "/console/agencies/Y99.11/merge", {"into": "không có", "on": "31/02/2026", "ground": " "}
    )
    page = answer.content.decode()
    assert answer.status_code == 422
    assert page.count('class="govuk-error-message"') == 3
    assert 'value="31/02/2026"' in page and 'value="không có"' in page
    found = agency_by_identifier("Y99.11")
    assert found and found.valid_to is None and successions(found.id) == ()


def test_a_new_name_is_another_name(admin: Client) -> None:
    answer = admin.post("/console/agencies/Y99.11/rename", {"name": "UBND xã Hai", **DECISION})
    assert answer.status_code == 422
    assert "khác với tên đang dùng" in answer.content.decode()


def test_contact_and_closing(admin: Client) -> None:
    contact = {
        "short_name": "Xã Hai",
        "address": "1 đường Diều",
        "phone": "0200 1",
        "email": "hai@y99.example",
    }
    page = admin.post("/console/agencies/Y99.11/contact", contact, follow=True).content.decode()
    assert all(value in page for value in contact.values())
    admin.post("/console/agencies/Y99.11/close", DECISION)
    assert "Hoạt động đến hết ngày 05/03/2026" in admin.get("/console/agencies/Y99.11").content.decode()


def test_a_list_is_reported_line_by_line(admin: Client, province: Province) -> None:
    lines = "identifier,name,kind,level,parent\nY99.20,UBND xã Mới,commune,commune,Y99\nY99.21,,commune,commune,Y99\n"
    upload = {"list": SimpleUploadedFile("a.csv", lines.encode())}
    page = admin.post("/console/agencies/import", upload).content.decode()
    assert "Thiếu tên cơ quan." in page
    assert [one.name for one in agencies(q="xa moi").items] == ["UBND xã Mới"]
    assert admin.post("/console/agencies/import", {}).status_code == 422
    nonsense = {"list": SimpleUploadedFile("a.csv", b"\xff\xfe\x00")}
    assert admin.post("/console/agencies/import", nonsense).status_code == 422
