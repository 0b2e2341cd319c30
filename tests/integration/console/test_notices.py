"""The words of notices and their delivery, as the operator sees them."""

import re

from django.test import Client

from motcua.audit.models import Entry
from motcua.kernel import clock
from motcua.kernel.models import StandingAlarm
from motcua.notices.door import tell
from motcua.notices.models import Message, Wording
from tests.integration.dossiers.province import Province

PLACE = "/console/notices/words/refused"
FORM = {
    "subject_vi": "Hồ sơ {code} bị trả",
    "body_vi": "Vì {reason}",
    "subject_en": "{code} refused",
    "body_en": "Because {reason}",
    "valid_from": "01/12/2126",
}


def refused(once: str) -> Message:
    values = {"code": "C-1", "reason": "thiếu", "name": "Mai"}
    assert tell(template="refused", once=once, values=values, address="mai@example.vn", now=clock.now())
    return Message.objects.get(once=once)


def test_a_preview_shows_the_letter_and_saves_nothing(admin: Client) -> None:
    page = admin.post(PLACE, FORM | {"preview": "1"}).text
    assert "Hồ sơ H00.01-20260305-0123 bị trả" in page and "Vì thiếu giấy tờ" in page
    assert "Because papers are missing" in page and "Handled by: Trần Thị Bình" in page
    assert not Wording.objects.exists()


def test_an_unknown_place_is_named_and_what_was_typed_stays(admin: Client) -> None:
    page = admin.post(PLACE, FORM | {"body_vi": "Vì {reasons}"})
    assert page.status_code == 422
    assert "Không có chỗ điền {reasons}" in page.text and "Vì {reasons}</textarea>" in page.text
    assert not Wording.objects.exists()


def test_what_the_law_wants_said_cannot_be_taken_out_of_the_frame(admin: Client) -> None:
    frame = FORM | {
        "subject_vi": "{subject}",
        "subject_en": "{subject}",
        "body_vi": "{text}",
        "body_en": "{text}",
    }
    page = admin.post("/console/notices/words/frame_citizen", frame)
    assert page.status_code == 422 and "Pháp luật yêu cầu thông báo nêu: {agency}" in page.text


def test_own_words_hold_from_their_day_and_can_be_taken_back(admin: Client, province: Province) -> None:
    today = clock.say_date(clock.now())
    assert admin.post(PLACE, FORM | {"valid_from": today}).status_code == 303
    assert refused("a").texts["vi"]["subject"] == "Hồ sơ C-1 bị trả"
    assert "tỉnh khai báo" in admin.get("/console/notices/words").text
    (day,) = re.findall(r'name="withdraw" value="([0-9-]+)"', admin.get(PLACE).text)
    assert admin.post(PLACE, {"withdraw": day}).status_code == 303
    assert refused("b").texts["vi"]["subject"] == "Hồ sơ C-1 không được tiếp nhận"
    said = Entry.objects.filter(subject="notice_wording").order_by("id").values_list("action", flat=True)
    assert set(said) == {"notice.worded", "notice.wording_withdrawn"}


def test_words_of_the_past_stay(admin: Client) -> None:
    assert admin.post(PLACE, FORM | {"valid_from": "01/01/2020"}).status_code == 422


def test_letters_are_seen_masked_and_without_what_they_say(admin: Client) -> None:
    message = refused("a")
    waiting = admin.get("/console/notices?state=waiting").text
    assert "m***@example.vn" in waiting and "mai@example.vn" not in waiting and "thiếu" not in waiting
    assert "MOTCUA_SMTP_URL" in waiting
    Message.objects.filter(id=message.id).update(state="given_up", attempts=16, last_error="550")
    StandingAlarm.objects.create(key=f"mail_given_up:{message.id}", since=clock.now())
    assert "1 thông báo không gửi được" in admin.get("/console/").text
    assert "550" in admin.get("/console/notices").text
    assert admin.post(f"/console/notices/{message.id}/retry").status_code == 303
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("waiting", 0)
    assert not StandingAlarm.objects.exists()
