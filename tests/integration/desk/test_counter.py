"""At the counter: one page, one receipt, no dossier twice."""

import re
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.dossiers.models import Component, Dossier
from tests.integration.dossiers.province import Province
from tests.unit.files.made_files import PDF


def filled(province: Province, **changes: Any) -> dict[str, Any]:
    first = province.service.cases[0].documents[0].key
    form = {
        "intake-key": "k-1",
        "intake-channel": "1",
        "intake-commune": str(province.commune.id),
        f"doc-{first}": "1",
        f"doc-{first}-originals": "2",
        f"doc-{first}-copies": "1",
        "then": "accept",
    }
    return {**province.request().answers, **form, **changes}


def place(province: Province) -> str:
    case = province.service.cases[0].key
    return f"/desk/intake/{province.service.code}?case={case}"


def test_accepted_at_once_with_a_receipt(province: Province, clerk: Client) -> None:
    answer = clerk.post(place(province), filled(province), follow=True)
    dossier = Dossier.objects.get()
    page = answer.content.decode()
    assert (dossier.step, dossier.channel, dossier.owner_name) == ("accepted", 1, "Lê Thị Mai")
    paper = Component.objects.get()
    assert (paper.originals, paper.copies) == (2, 1)
    assert dossier.code in page
    assert re.search(r"[2-9A-HJ-NP-Z]{8}", page)
    receipt = re.search(r'href="(/papers/[^"]+)"', page)
    assert receipt is not None
    pdf = clerk.get(receipt[1])
    assert b"".join(pdf).startswith(b"%PDF") if pdf.streaming else pdf.content.startswith(b"%PDF")


def test_pressed_twice_it_is_one_dossier(province: Province, clerk: Client) -> None:
    once = clerk.post(place(province), filled(province))
    again = clerk.post(place(province), filled(province))
    assert once["Location"] == again["Location"]
    assert Dossier.objects.count() == 1


def test_bad_input_keeps_what_was_typed_ticked_and_scanned(province: Province, clerk: Client) -> None:
    first = province.service.cases[0].documents[0].key
    scan = SimpleUploadedFile("don.pdf", PDF)
    typed = filled(province, personal_id="123", owner_name="Lê Thị Mai", **{f"doc-{first}-scan": scan})
    refused = clerk.post(place(province), typed)
    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'href="#personal_id"' in page
    assert 'value="Lê Thị Mai"' in page
    assert f'name="doc-{first}" value="1" checked' in page
    kept = re.search(rf'name="doc-{first}-kept" value="([0-9a-f]{{64}}:don.pdf)"', page)
    assert kept is not None
    assert not Dossier.objects.exists()

    mended = filled(province, then="keep", **{"intake-key": "k-2", f"doc-{first}-kept": kept[1]})
    clerk.post(place(province), mended)
    assert Dossier.objects.get().step == "submitted"
    paper = Component.objects.get()
    assert (paper.file_name, paper.originals) == ("don.pdf", 2)


def test_a_scan_that_is_no_document_is_said_beside_it(province: Province, clerk: Client) -> None:
    first = province.service.cases[0].documents[0].key
    bad = SimpleUploadedFile("virus.pdf", b"MZ" + b"\0" * 100)
    refused = clerk.post(place(province), filled(province, **{f"doc-{first}-scan": bad}))
    assert refused.status_code == 422
    assert f'href="#doc-{first}-scan"' in refused.content.decode()


def test_a_scan_somebody_else_brought_in_cannot_be_named(province: Province, clerk: Client) -> None:
    other = province.papers(province.actor("congdan1"))[0]
    first = province.service.cases[0].documents[0].key
    refused = clerk.post(place(province), filled(province, **{f"doc-{first}-kept": f"{other.sha256}:x.pdf"}))
    assert refused.status_code == 422
    assert not Dossier.objects.exists()


def test_the_commune_is_asked_for_where_one_decides(province: Province, clerk: Client) -> None:
    refused = clerk.post(place(province), filled(province, **{"intake-commune": ""}))
    assert refused.status_code == 422
    assert 'href="#intake-commune"' in refused.content.decode()
    # A clerk of a commune finds the own one chosen.
    page = clerk.get(place(province)).content.decode()
    assert f'<option value="{province.commune.id}" selected' in page


def test_a_scanned_card_fills_in_the_person(province: Province, clerk: Client) -> None:
    card = "025190000123|190000456|Lê Thị Mai|12041990|Nữ|Tổ 3, phường Một|15012022"
    page = clerk.post(place(province), {"find": card}).content.decode()
    for value in ("025190000123", "Lê Thị Mai", "12/04/1990", "Tổ 3, phường Một"):
        assert f'value="{value}"' in page


def test_a_known_number_brings_the_last_details(province: Province, clerk: Client) -> None:
    province.file()
    page = clerk.post(place(province), {"find": "025190000123"}).content.decode()
    assert 'value="0912345678"' in page
    unknown = clerk.post(place(province), {"find": "025190000999"}).content.decode()
    assert 'value="025190000999"' in unknown and "Chưa có người này" in unknown


def test_a_procedure_with_cases_asks_which_first(province: Province, clerk: Client) -> None:
    assert len(province.service.cases) > 1
    page = clerk.get(f"/desk/intake/{province.service.code}").content.decode()
    assert all(f"case={case.key}" in page for case in province.service.cases)
    assert "intake-key" not in page


def test_a_procedure_is_found_by_words_without_marks_and_opened_by_code(
    province: Province, clerk: Client
) -> None:
    found = clerk.get("/desk/intake", {"q": "giay phep xay dung"}).content.decode()
    assert f"/desk/intake/{province.service.code}" in found
    assert clerk.get("/desk/intake", {"q": province.service.code})["Location"].endswith(province.service.code)


def test_another_case_keeps_what_was_typed(province: Province, clerk: Client) -> None:
    other = province.service.cases[1]
    answer = clerk.post(
        place(province), filled(province, owner_name="Lê Thị Hoa", **{"intake-case": other.key})
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'value="Lê Thị Hoa"' in page
    assert f'value="{other.key}" selected' in page
    shown = {document.key for document in province.service.cases[0].documents}
    for document in other.documents:
        originals = re.search(rf'name="doc-{document.key}-originals" value="(\d*)"', page)
        assert originals is not None
        assert document.key in shown or originals[1] != ""
    assert not Dossier.objects.exists()
