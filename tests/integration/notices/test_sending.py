"""Letters to a mail server of our own that misbehaves on request."""

import datetime as dt
import email
import email.policy
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from django.conf import settings
from django.db import connection

from motcua.accounts.door import SYSTEM
from motcua.kernel.models import StandingAlarm
from motcua.notices import sending
from motcua.notices.models import Message
from motcua.notices.operations import first_time, tell, try_again
from motcua.site.demo_mail import Postbox

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 5, 2, 30, tzinfo=dt.UTC)
VALUES = {
    "code": "Y99.10-20260305-0001",
    "name": "Mai",
    "procedure": "Đăng ký khai sinh",
    "reason": "thiếu giấy",
}


@pytest.fixture
def box(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Postbox]:
    postbox = Postbox(tmp_path / "mail")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(postbox, hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setattr(settings, "MOTCUA_SMTP_URL", f"smtp://127.0.0.1:{port}")
    monkeypatch.setattr(settings, "MOTCUA_MAIL_FROM", "Một Cửa <thongbao@example.gov.vn>")
    yield postbox
    server.stop()


def told(once: str = "event-1", address: str = "mai@example.vn", **more: Any) -> Message:
    assert tell(template="refused", once=once, values=VALUES, address=address, now=NOW, **more)
    return Message.objects.get(once=once)


def later(minutes: int) -> dt.datetime:
    return NOW + dt.timedelta(minutes=minutes)


def test_a_letter_goes_out_once(box: Postbox) -> None:
    message = told()
    assert not tell(template="refused", once="event-1", values=VALUES, address="mai@example.vn", now=NOW)
    assert sending.send_waiting(now=NOW) == 1
    assert sending.send_waiting(now=later(600)) == 0
    (file,) = box.arrived()
    letter = email.message_from_bytes(file.read_bytes(), policy=email.policy.default)
    assert letter["Message-ID"] == f"<{message.id}@example.gov.vn>"
    assert (letter["To"], letter["Subject"].strip()) == (
        "mai@example.vn",
        "Hồ sơ Y99.10-20260305-0001 không được tiếp nhận",
    )
    assert "Lý do: thiếu giấy" in letter.get_content()
    assert "Người xử lý" not in letter.get_content()  # nobody yet: the line is left out
    message.refresh_from_db()
    assert (message.state, message.sent_at) == ("sent", NOW)


def test_without_a_server_letters_wait() -> None:
    message = told()
    assert sending.send_waiting(now=NOW) == 0
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("waiting", 0)


def test_a_passing_fault_is_tried_again_with_longer_pauses(box: Postbox) -> None:
    message = told()
    box.behave("later")
    assert sending.send_waiting(now=NOW) == 0
    assert sending.send_waiting(now=NOW) == 0  # not due before a minute is over
    message.refresh_from_db()
    assert (message.attempts, message.next_try_at) == (1, later(1))
    assert "451" in message.last_error
    box.behave("well")
    assert sending.send_waiting(now=later(1)) == 1
    assert len(box.arrived()) == 1


def test_a_letter_refused_for_good_raises_an_alarm_until_it_is_sent_again(box: Postbox) -> None:
    message = told()
    box.behave("refuse")
    sending.send_waiting(now=NOW)
    message.refresh_from_db()
    assert message.state == "given_up"
    assert "mai@example.vn" not in message.last_error
    assert "m***@example.vn" in message.last_error
    assert StandingAlarm.objects.filter(key=f"mail_given_up:{message.id}").exists()
    box.behave("well")
    try_again(message_id=message.id, actor=SYSTEM, now=NOW)
    assert not StandingAlarm.objects.exists()
    assert sending.send_waiting(now=NOW) == 1


def test_a_line_cut_after_the_letter_was_taken_repeats_it_under_the_same_id(box: Postbox) -> None:
    """SMTP cannot tell whether it arrived; the second copy is known by its Message-ID."""
    told()
    box.behave("drop")
    sending.send_waiting(now=NOW)
    box.behave("well")
    assert sending.send_waiting(now=later(1)) == 1
    ids = {email.message_from_bytes(file.read_bytes())["Message-ID"] for file in box.arrived()}
    assert (len(box.arrived()), len(ids)) == (2, 1)


def test_a_worker_killed_over_a_letter_leaves_it_to_a_later_round(
    box: Postbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    told()

    def killed(*_: object) -> int:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(sending.EmailBackend, "send_messages", killed)
        with pytest.raises(KeyboardInterrupt):
            sending.send_waiting(now=NOW)
    assert sending.send_waiting(now=NOW) == 0
    assert sending.send_waiting(now=later(1)) == 1


def test_a_server_that_is_away_costs_no_letter_a_try(monkeypatch: pytest.MonkeyPatch) -> None:
    message = told()
    monkeypatch.setattr(settings, "MOTCUA_SMTP_URL", "smtp://127.0.0.1:1")
    sending.send_waiting(now=NOW)
    message.refresh_from_db()
    assert (message.state, message.attempts) == ("waiting", 0)
    assert StandingAlarm.objects.filter(key="mail_down").exists()


def test_who_has_neither_account_nor_address_is_not_told() -> None:
    assert not tell(template="refused", once="x", values=VALUES, address="not an address", now=NOW)
    assert not Message.objects.exists()


def test_a_round_is_done_once() -> None:
    assert first_time("digest:a:2026-03-05", now=NOW)
    assert not first_time("digest:a:2026-03-05", now=NOW)


def test_what_is_said_and_to_whom_is_sealed() -> None:
    message = told()
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(m)::text FROM notices_message m WHERE id = %s", [message.id])
        (row,) = cursor.fetchone()
    assert "mai@" not in row
    assert "thiếu" not in row
