"""Tracking and verifying: what those learn who hold a paper, and no more."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.dossiers.door import IntakeAnswer, dossier_view, result_file
from motcua.papers.door import typeset
from motcua.site.demo.stories import SCAN
from tests.integration.dossiers.province import Province

WRONG = "Không tìm thấy hồ sơ với mã hồ sơ và mã tra cứu đã nhập."


@pytest.fixture
def filed(province: Province) -> IntakeAnswer:
    return province.file(by="congdan1")


def test_the_qr_code_fills_in_the_code(client: Client, filed: IntakeAnswer) -> None:
    assert f'value="{filed.code}"' in client.get("/track", {"code": filed.code}).text


def test_code_and_secret_show_how_things_stand(
    client: Client, province: Province, filed: IntakeAnswer
) -> None:
    province.act(filed.dossier_id, "accept", "motcua.y99.10")

    answer = client.post("/track", {"code": filed.code, "secret": filed.secret.lower()})

    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert "Được tiếp nhận" in answer.text and "UBND phường Một" in answer.text
    assert "L. T. Mai" in answer.text
    assert "Lê Thị Mai" not in answer.text and "Nguyễn Thị Hoa" not in answer.text


def test_a_wrong_secret_and_a_wrong_code_sound_the_same(client: Client, filed: IntakeAnswer) -> None:
    wrong_secret = client.post("/track", {"code": filed.code, "secret": "AAAAAAAA"})
    wrong_code = client.post("/track", {"code": "Y99.10-1", "secret": filed.secret})

    for answer in (wrong_secret, wrong_code):
        assert answer.status_code == 404
        assert WRONG in answer.text
    assert f'value="{filed.code}"' in wrong_secret.text
    assert filed.secret not in wrong_code.text


def test_guessing_is_slowed_down(client: Client, filed: IntakeAnswer) -> None:
    answers = [client.post("/track", {"code": filed.code, "secret": "AAAAAAAA"}) for _ in range(16)]

    assert {answer.status_code for answer in answers[:15]} == {404}
    assert answers[15].status_code == 429
    assert client.post("/track", {"code": filed.code, "secret": filed.secret}).status_code == 429


def test_the_paper_is_handed_to_who_has_both(client: Client, province: Province, filed: IntakeAnswer) -> None:
    paper = dossier_view(province.actor("congdan1"), code=filed.code, now=province.now).papers[0]

    right = client.post(f"/track/paper/{paper.id}", {"code": filed.code, "secret": filed.secret})
    wrong = client.post(f"/track/paper/{paper.id}", {"code": filed.code, "secret": "AAAAAAAA"})

    assert right.content.startswith(b"%PDF")
    assert right.headers["Content-Disposition"].startswith("attachment")
    assert wrong.status_code == 404 and WRONG in wrong.text


def test_the_paper_of_another_dossier_is_not(client: Client, province: Province, filed: IntakeAnswer) -> None:
    other = province.file(by="congdan1")
    paper = dossier_view(province.actor("congdan1"), code=other.code, now=province.now).papers[0]

    answer = client.post(f"/track/paper/{paper.id}", {"code": filed.code, "secret": filed.secret})

    assert answer.status_code == 404


def test_a_result_by_its_qr_code(client: Client, province: Province, filed: IntakeAnswer) -> None:
    province.carry(filed.dossier_id, upto="release")
    result = dossier_view(province.actor("congdan1"), code=filed.code, now=province.now).result
    assert result

    page = client.get(f"/verify/{result.verify_token}")

    assert "Có kết quả này trong sổ đăng ký" in page.text
    assert result.number in page.text and "L. T. Mai" in page.text and "Lê Thị Mai" not in page.text


def test_a_result_before_its_release_counts_for_nothing(
    client: Client, province: Province, filed: IntakeAnswer
) -> None:
    province.carry(filed.dossier_id, upto="sign")
    result = dossier_view(province.actor("vanthu.y99.10"), code=filed.code, now=province.now).result
    assert result

    page = client.get(f"/verify/{result.verify_token}").text

    assert "Có kết quả này trong sổ đăng ký" not in page


def test_an_invented_code_is_told_plainly(client: Client, province: Province) -> None:
    page = client.get("/verify/0123456789abcdef")

    assert page.status_code == 404
    assert "Không có kết quả này trong sổ đăng ký" in page.text


def _sent(client: Client, content: bytes) -> str:
    return client.post("/verify", {"file": SimpleUploadedFile("ket-qua.pdf", content)}).text


def test_a_result_by_its_file(client: Client, province: Province, filed: IntakeAnswer) -> None:
    province.carry(filed.dossier_id, upto="release")
    pdf = result_file(province.actor("congdan1"), dossier_id=filed.dossier_id, now=province.now)

    genuine = _sent(client, pdf)
    padded = _sent(client, pdf + b"\n% one more line\n")
    broken = _sent(client, pdf.replace(b"/ByteRange", b"/ByteRangf"))

    assert "Tệp này là thật và chưa bị thay đổi" in genuine
    assert "Sổ đăng ký ghi" in genuine and "Chữ ký 2 trong tệp" in genuine
    for page in (padded, broken):
        assert "Tệp này là thật" not in page and "Sổ đăng ký ghi" not in page
    assert "pt-verdict--bad" in padded


def test_a_file_nobody_signed(client: Client, province: Province) -> None:
    assert "Tệp không có chữ ký số" in _sent(client, typeset(template=SCAN, data={"name": "Đơn"}))
    assert "Không đọc được tệp này" in _sent(client, b"not a PDF at all")


def test_no_file_chosen(client: Client, province: Province) -> None:
    answer = client.post("/verify", {})

    assert answer.status_code == 422
    assert 'href="#file"' in answer.text
