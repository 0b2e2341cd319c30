"""What the citizen hears of each act, once, on the channel they chose."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.accounts.door import Account
from motcua.dossiers.models import Supplement
from motcua.kernel import outbox
from motcua.kernel.clock import say_date
from motcua.kernel.models import HandledEvent, OutboxEvent
from motcua.notices.door import choose_channel, notices_of, tell
from motcua.notices.models import Message
from tests.integration.dossiers.province import WHO, Province


def heard(province: Province) -> list[Message]:
    """Deliver what waits; the messages about dossiers, in order."""
    while outbox.deliver_batch(now=province.now + dt.timedelta(seconds=1)):
        pass
    assert not OutboxEvent.objects.exclude(last_error="").values_list("last_error", flat=True)
    return list(Message.objects.filter(about_kind="dossier").order_by("id"))


def body(message: Message, language: str = "vi") -> str:
    return str(message.texts[language]["body"])


def test_the_citizen_hears_of_each_change_and_not_of_work_inside_the_office(province: Province) -> None:
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto="hand_result")
    assert [m.template for m in heard(province)] == [
        "submitted", "accepted", "processing", "result_ready", "returned",
    ]  # fmt: skip


def test_each_notice_says_what_the_law_wants(province: Province) -> None:
    """Decree 118/2025 art. 15.1 (D08): agency, receiver, handler, times of receipt, processing and return."""
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto="assign")
    last = heard(province)[-1]
    clerk, officer = province.actor("motcua.y99.10").name, province.actor("thuly.y99.10").name
    for line in (
        "Cơ quan giải quyết: UBND phường Một",
        f"Người tiếp nhận: {clerk}, UBND phường Một",
        f"Người xử lý: {officer}, UBND phường Một",
        "Tiếp nhận lúc: 09:30 05/03/2026",
        "Xử lý từ: 09:30 05/03/2026",
        "Trả kết quả: hẹn ",
        f"/my/{answer.code}",
    ):
        assert line in body(last)
    assert "Handled by: " in body(last, "en") and "Result: promised for " in body(last, "en")


def test_a_request_to_complete_names_what_is_missing_and_until_when(province: Province) -> None:
    answer = province.file("congdan1")
    province.act(answer.dossier_id, "request_supplement", "motcua.y99.10")
    last = heard(province)[-1]
    assert last.template == "supplement"
    until = Supplement.objects.get().answer_by
    assert until is not None
    said = f"- Bản sao giấy khai sinh\nLý do: thiếu giấy tờ\nHạn bổ sung: {say_date(until)}"
    assert said in body(last)


def test_a_result_in_the_post_is_said_to_be_in_the_post(province: Province) -> None:
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto="release")
    inputs = {"receiver": "Lê Thị Mai", "by": "post"}
    province.act(answer.dossier_id, "hand_result", WHO["hand_result"], inputs=inputs)
    assert heard(province)[-1].template == "sent_by_post"


def test_an_event_delivered_twice_tells_once(province: Province) -> None:
    province.file("congdan1")
    before = len(heard(province))
    HandledEvent.objects.all().delete()
    OutboxEvent.objects.update(state="waiting")
    assert len(heard(province)) == before


def test_without_an_account_the_address_in_the_dossier_is_written_to(province: Province) -> None:
    answers = {**province.request().answers, "email": "mai@example.vn"}
    province.file(answers=answers)
    (message,) = heard(province)
    assert (message.address, message.account_id, message.state) == ("mai@example.vn", None, "waiting")
    assert "/track?code=" in body(message)


def test_without_account_and_address_nobody_is_told(province: Province) -> None:
    province.file()
    assert heard(province) == []


def test_who_wants_no_letters_finds_notices_in_the_list_only(province: Province) -> None:
    owner = province.actor("congdan1")
    choose_channel(actor=owner, channel="none", language="vi", address="", now=province.now)
    province.file("congdan1")
    (message,) = heard(province)
    assert (message.state, message.address) == ("listed", "")


def test_letters_go_where_and_in_the_language_that_was_chosen(province: Province) -> None:
    owner = province.actor("congdan1")
    choose_channel(actor=owner, channel="email", language="en", address="hoa@example.vn", now=province.now)
    province.file("congdan1")
    (message,) = heard(province)
    assert (message.address, message.language) == ("hoa@example.vn", "en")


@pytest.fixture
def browser(province: Province) -> Client:
    client = Client()
    client.force_login(Account.objects.get(id=province.accounts["congdan1"]))
    return client


def test_the_menu_counts_what_is_new_at_no_further_statement(province: Province, browser: Client) -> None:
    browser.get("/help")
    with CaptureQueriesContext(connection) as without:
        assert "mới)" not in browser.get("/help").text
    province.file("congdan1")
    heard(province)
    with CaptureQueriesContext(connection) as with_new:
        assert "Thông báo (1 mới)" in browser.get("/help").text
    assert len(with_new) <= len(without)
    assert "Đã nhận hồ sơ" in browser.get("/notices").text
    assert "mới)" not in browser.get("/help").text


def test_the_list_has_pages_and_is_one_s_own(province: Province, browser: Client) -> None:
    owner, other = province.actor("congdan1"), province.actor("congdan2")
    values = {"code": "C", "name": "N"}
    for number in range(5):
        tell(template="refused", once=f"n{number}", values=values, account_id=owner.id, now=province.now)
    first = notices_of(owner, language="vi", size=3)
    rest = notices_of(owner, language="vi", size=3, cursor=first.next)
    assert (len(first.items), len(rest.items), rest.next) == (3, 2, "")
    assert notices_of(other, language="vi").items == ()


def test_a_preference_is_kept_and_a_bad_address_explained(province: Province, browser: Client) -> None:
    wrong = browser.post("/account/notices", {"channel": "email", "language": "vi", "address": "hoa@"})
    assert wrong.status_code == 422
    assert "ví dụ ten@example.vn" in wrong.text and 'value="hoa@"' in wrong.text
    right = {"channel": "email", "language": "en", "address": "hoa@example.vn"}
    assert browser.post("/account/notices", right).status_code == 303
    assert 'value="hoa@example.vn"' in browser.get("/account/notices").text
