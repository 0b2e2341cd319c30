"""One dossier: what its page says, its acts, and what happens when an act cannot be done."""

import datetime as dt
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.accounts.door import delegate
from motcua.dossiers.models import Component, Dossier, TimelineEntry
from motcua.kernel import clock
from tests.integration.desk.conftest import SignIn
from tests.integration.dossiers.province import Province
from tests.unit.files.made_files import PDF


def page_of(client: Client, code: str, rest: str = "") -> str:
    return " ".join(client.get(f"/desk/dossiers/{code}{rest}").content.decode().split())


def test_the_page_names_people_facts_dates_and_reasons(
    province: Province, clerk: Client, sign_in: SignIn, django_assert_max_num_queries: object
) -> None:
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto="assign")
    page_of(clerk, answer.code)
    with django_assert_max_num_queries(6):  # type: ignore[operator]
        page = page_of(clerk, answer.code)

    officer = province.actor("thuly.y99.10").name
    assert f"Giao {officer} thụ lý" in page
    assert f"{province.actor('truongphong.y99.10').name} – UBND phường Một" in page
    assert "<dt>Ngày sinh</dt><dd>12/04/1990</dd>" in page
    assert "scan.pdf" in page and "/files/" in page
    assert "Giấy tiếp nhận hồ sơ và hẹn trả kết quả" in page
    assert "Chỉ cán bộ được phân công thụ lý thực hiện được." in page
    assert "Hiện không có việc nào của bạn" in page
    # The officer sees the same dossier with one primary thing to do.
    assert f'href="/desk/dossiers/{answer.code}/act/propose"' in page_of(sign_in("thuly.y99.10"), answer.code)


def test_why_this_date_is_told(province: Province, clerk: Client) -> None:
    answer = province.file()
    province.carry(answer.dossier_id, upto="accept")
    dossier = Dossier.objects.get(id=answer.dossier_id)
    page = page_of(clerk, answer.code)
    assert dossier.due_at is None or "Vì sao hẹn ngày này" in page
    assert dossier.due_at is not None or "chưa công bố thời hạn" in page


def test_an_act_without_inputs_is_one_press(province: Province, clerk: Client) -> None:
    code = province.file().code
    version = re.search(r'name="version" value="(\d+)"', page_of(clerk, code))
    assert version is not None
    answer = clerk.post(f"/desk/dossiers/{code}/act/accept", {"version": version[1]})
    assert answer.status_code == 303
    assert "Đã thực hiện: Tiếp nhận" in clerk.get(answer["Location"]).content.decode()


def test_what_is_missing_is_said_beside_the_field_and_the_rest_stays(
    province: Province, sign_in: SignIn
) -> None:
    answer = province.file()
    province.carry(answer.dossier_id, upto="assign")
    officer = sign_in("thuly.y99.10")
    place = f"/desk/dossiers/{answer.code}/act/propose"
    version = Dossier.objects.get().version
    refused = officer.post(place, {"version": version, "body": "Đủ điều kiện cấp phép.", "outcome": ""})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert 'href="#outcome"' in page and "Đủ điều kiện cấp phép." in page

    officer.post(
        place, {"version": version, "body": "Đủ điều kiện.", "outcome": "granted", "result_name": "Giấy phép"}
    )
    assert Dossier.objects.get().step == "checking"
    preview = officer.get(f"/desk/preview/{answer.dossier_id}.pdf")
    assert preview.content.startswith(b"%PDF") and preview["Content-Type"] == "application/pdf"


def test_words_can_be_seen_as_paper_before_anything_is_kept(province: Province, sign_in: SignIn) -> None:
    answer = province.file()
    province.carry(answer.dossier_id, upto="assign")
    place = f"/desk/preview/{answer.dossier_id}.pdf"
    officer = sign_in("thuly.y99.10")
    assert officer.get(place).status_code == 404
    assert officer.post(place, {"body": "Chưa lưu."}).content.startswith(b"%PDF")
    assert officer.get(place).status_code == 404
    assert sign_in("thuly.y99.11").post(place, {"body": "x"}).status_code == 404


def test_the_same_person_was_faster_in_another_tab(province: Province, clerk: Client) -> None:
    answer = province.file()
    place = f"/desk/dossiers/{answer.code}/act/refuse"
    before = Dossier.objects.get().version
    province.act(answer.dossier_id, "accept", "motcua.y99.10")
    late = clerk.post(place, {"version": before, "reason": "Không thuộc thẩm quyền."})
    page = late.content.decode()
    assert late.status_code == 409
    assert "Không thuộc thẩm quyền." in page
    assert "Bạn đã thực hiện “Tiếp nhận”" in " ".join(page.split())
    assert f'href="/desk/dossiers/{answer.code}"' in page
    assert Dossier.objects.get().step == "accepted"


def test_a_stale_page_whose_act_is_still_possible_can_be_sent_again(
    province: Province, sign_in: SignIn
) -> None:
    answer = province.file()
    province.carry(answer.dossier_id, upto="assign")
    stale = Dossier.objects.get().version
    province.act(answer.dossier_id, "reassign", "truongphong.y99.10")
    officer = sign_in("thuly.y99.10")
    place = f"/desk/dossiers/{answer.code}/act/request_supplement"
    # Months after acceptance: a request to complete has its ground, or it is refused.
    typed = {"items": "Bản vẽ móng\nẢnh khu đất", "reason": "Thiếu bản vẽ", "exception": "Tình tiết mới"}
    again = officer.post(place, {"version": stale, **typed}).content.decode()
    fresh = re.search(r'name="version" value="(\d+)"', again)
    assert fresh is not None and "Bản vẽ móng" in again and "vừa thực hiện “Phân công lại”" in again
    assert officer.post(place, {"version": fresh[1], **typed}).status_code == 303
    assert Dossier.objects.get().supplements.get().items == ["Bản vẽ móng", "Ảnh khu đất"]


def test_papers_brought_to_the_counter_are_added_then_handed_in(province: Province, clerk: Client) -> None:
    answer = province.file()
    province.act(answer.dossier_id, "request_supplement", "motcua.y99.10")
    document = province.service.cases[0].documents[0].key
    place = f"/desk/dossiers/{answer.code}/attach"
    assert "Chọn tệp cần tải lên." in clerk.post(place, {"document": document}).content.decode()
    wrong = clerk.post(place, {"document": document, "file": SimpleUploadedFile("a.exe", b"MZ" + b"\0" * 64)})
    assert wrong.status_code == 422
    refused = clerk.post(
        f"/desk/dossiers/{answer.code}/act/supplement", {"version": Dossier.objects.get().version}
    )
    assert "Đã bổ sung những gì" in refused.content.decode()  # without a file one says in words what came
    clerk.post(place, {"document": document, "file": SimpleUploadedFile("moi.pdf", PDF)})
    assert Component.objects.get(file_name="moi.pdf").document_key == document
    assert "moi.pdf" in page_of(clerk, answer.code)
    version = Dossier.objects.get().version
    assert clerk.post(f"/desk/dossiers/{answer.code}/act/supplement", {"version": version}).status_code == 303


def test_a_payment_needs_its_receipt_number(province: Province, clerk: Client, leader: Client) -> None:
    code = province.file().code
    Dossier.objects.update(money="asked", fee_amount=150_000)
    assert "Xác nhận đã thu" not in page_of(leader, code)
    assert leader.post(f"/desk/dossiers/{code}/payment", {"voucher": "1"}).status_code == 403
    refused = clerk.post(f"/desk/dossiers/{code}/payment", {"voucher": " "})
    assert refused.status_code == 422 and 'href="#voucher"' in refused.content.decode()
    clerk.post(f"/desk/dossiers/{code}/payment", {"voucher": "0012345"})
    assert Dossier.objects.get().money == "confirmed"
    assert "Xác nhận đã thu" not in page_of(clerk, code)


def test_an_act_that_is_not_of_this_step_is_explained(province: Province, clerk: Client) -> None:
    code = province.file().code
    assert clerk.get(f"/desk/dossiers/{code}/act/fly").status_code == 404
    early = clerk.get(f"/desk/dossiers/{code}/act/sign")
    assert early.status_code == 409 and "Việc này không còn thực hiện được" in early.content.decode()
    for action in ("fly", "sign"):
        assert clerk.post(f"/desk/dossiers/{code}/act/{action}", {"version": 1}).status_code == 409


@pytest.mark.parametrize(
    ("language", "words"),
    [("vi", "Bạn đã thực hiện “Từ chối tiếp nhận”"), ("en", "You did “Refuse”")],
)
def test_a_button_pressed_twice_acts_once(
    province: Province, clerk: Client, language: str, words: str
) -> None:
    clerk.cookies["lang"] = language
    place = f"/desk/dossiers/{province.file().code}/act/refuse"
    form = {"version": Dossier.objects.get().version, "reason": "Không thuộc thẩm quyền."}
    first, second = clerk.post(place, form), clerk.post(place, form)
    assert first.status_code == second.status_code == 303
    assert first["Location"] == second["Location"]
    assert TimelineEntry.objects.filter(action="refuse").count() == 1
    gone_back = clerk.get(place)
    assert gone_back.status_code == 409 and words in gone_back.content.decode()
    other = clerk.post(place, {**form, "reason": "Vì lý do khác."})
    assert other.status_code == 409 and words in other.content.decode()
    assert "Vì lý do khác." in other.content.decode()


def test_an_act_of_another_person_says_whose_it_is(province: Province, leader: Client) -> None:
    code = province.file().code
    assert "Cán bộ một cửa – UBND phường Một" in page_of(leader, code, "/act/accept")
    assert leader.post(f"/desk/dossiers/{code}/act/accept", {"version": 1}).status_code == 403


def test_deciding_side_by_side(province: Province, leader: Client, sign_in: SignIn) -> None:
    first, second = province.file(), province.file()
    for answer in (first, second):
        province.carry(answer.dossier_id, upto="propose")
    assert "Không có hồ sơ nào chờ bạn" in leader.get("/desk/approve").content.decode()
    head = " ".join(sign_in("truongphong.y99.10").get("/desk/approve").content.decode().split())
    assert head.count('name="dossier"') == 2 and "Đồng ý, trình lãnh đạo" in head
    province.act(first.dossier_id, "endorse", "truongphong.y99.10")
    province.act(second.dossier_id, "endorse", "truongphong.y99.10")

    page = leader.get("/desk/approve", {"code": second.code}).content.decode()
    assert f'src="/desk/preview/{second.dossier_id}.pdf' in page
    assert f'href="/desk/dossiers/{second.code}/act/send_back' in page
    version = Dossier.objects.get(id=second.dossier_id).version
    back = {"version": version, "next": "/desk/approve?step=approving"}
    signed = leader.post(f"/desk/dossiers/{second.code}/act/sign", back)
    assert signed["Location"] == f"{back['next']}&done=sign&of={second.code}"
    assert "Đã thực hiện: Ký duyệt" in leader.get(signed["Location"]).content.decode()
    assert second.code not in leader.get("/desk/approve").content.decode()


def test_acting_for_somebody_absent_names_both(province: Province, sign_in: SignIn) -> None:
    answer = province.file()
    province.carry(answer.dossier_id, upto="propose")
    holder, deputy = province.actor("truongphong.y99.10"), province.actor("thuly.y99.10")
    today = clock.now().date()
    assert deputy.person_id is not None
    delegate(
        position_id=holder.seats[0].position_id,
        to_person_id=deputy.person_id,
        from_date=today - dt.timedelta(days=1),
        until_date=today + dt.timedelta(days=3),
        ground="Nghỉ phép",
        actor=holder,
        now=clock.now(),
    )
    client = sign_in("thuly.y99.10")
    assert f"UBND phường Một (thay {holder.name})" in client.get("/desk/approve").content.decode()
    version = Dossier.objects.get().version
    client.post(f"/desk/dossiers/{answer.code}/act/endorse", {"version": version})
    assert f"{deputy.name} (thay {holder.name}) – UBND phường Một" in page_of(client, answer.code)
