"""Letters on their way out: each claimed, sent, noted. A crash in between sends it again under its Message-ID."""

import datetime as dt
import smtplib
from collections.abc import Iterator
from contextlib import contextmanager
from email.utils import parseaddr
from urllib.parse import unquote, urlsplit

import structlog
from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from motcua.kernel import alarms
from motcua.notices.models import Message
from motcua.notices.rules import MAX_ATTEMPTS, mask_address, pause_after

log = structlog.get_logger(__name__)

DOWN, GIVEN_UP = "mail_down", "mail_given_up"
# Less than the first pause: nobody takes up a letter while it is still being handed over.
TIMEOUT_SECONDS = 20
MOST_A_ROUND = 500
_PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}
_LOST = (smtplib.SMTPServerDisconnected, OSError)


def describe_alarms() -> None:
    """Give this room's alarms their words; called once at start-up."""
    alarms.describe(
        DOWN,
        message=_("Máy chủ thư điện tử không trả lời: thông báo gửi đi phải chờ."),
        remedy=_("Kiểm tra máy chủ thư và MOTCUA_SMTP_URL. Không thông báo nào bị mất."),
    )
    alarms.describe(
        GIVEN_UP,
        message=_("%(count)d thông báo không gửi được."),
        remedy=_("Xem lỗi ở trang Thông báo, sửa nguyên nhân rồi bấm “Gửi lại”."),
    )


def is_set_up() -> bool:
    """Whether this installation can send letters; without, they wait."""
    return bool(settings.MOTCUA_SMTP_URL)


def send_waiting(*, now: dt.datetime) -> int:
    """Send what is due; returns how many letters went out. Safe to run in many processes at once.

    When the server does not answer, nothing is claimed and an alarm stands: no letter is given up for its sake.
    """
    if not is_set_up() or not _due(now).exists():
        return 0
    sent = 0
    try:
        with _server() as server:
            while sent < MOST_A_ROUND and (message := _claim(now)):
                sent += _hand_over(server, message, now)
    except (*_LOST, smtplib.SMTPException) as error:
        # OSError is what every failing connection comes down to, from names that resolve to nothing to broken TLS.
        log.warning("notices.server_failed", error=_short(error))
        alarms.stand(DOWN, detail=_short(error), now=now)
    else:
        alarms.clear(DOWN)
    return sent


@contextmanager
def _server() -> Iterator[EmailBackend]:
    where = urlsplit(settings.MOTCUA_SMTP_URL)
    if where.scheme not in _PORTS:
        raise OSError("MOTCUA_SMTP_URL: smtp://, smtp+starttls:// or smtps://")
    server = EmailBackend(
        host=where.hostname or "",
        port=where.port or _PORTS[where.scheme],
        username=unquote(where.username or ""),
        password=unquote(where.password or ""),
        use_tls=where.scheme == "smtp+starttls",
        use_ssl=where.scheme == "smtps",
        timeout=TIMEOUT_SECONDS,
    )
    server.open()
    try:
        yield server
    finally:
        server.close()


def _due(now: dt.datetime) -> QuerySet[Message]:
    return Message.objects.filter(state=Message.State.WAITING, next_try_at__lte=now)


def _claim(now: dt.datetime) -> Message | None:
    """The next letter, counted as tried and put off before it is sent: who dies over it leaves it to a later round."""
    with transaction.atomic():
        free = _due(now).order_by("next_try_at", "id").select_for_update(skip_locked=True)
        message = free.first()
        if message is not None:
            message.attempts += 1
            message.next_try_at = now + pause_after(message.attempts)
            message.save(update_fields=["attempts", "next_try_at"])
    return message


def _hand_over(server: EmailBackend, message: Message, now: dt.datetime) -> int:
    try:
        server.send_messages([_letter(message)])
    except smtplib.SMTPResponseException as error:
        _failed(message, error, is_final=500 <= error.smtp_code < 600, now=now)
    except smtplib.SMTPRecipientsRefused as error:
        code, _said = next(iter(error.recipients.values()))
        _failed(message, error, is_final=500 <= code < 600, now=now)
    except _LOST as error:
        _failed(message, error, is_final=False, now=now)
        raise
    else:
        done = {"state": Message.State.SENT, "sent_at": now, "last_error": ""}
        Message.objects.filter(id=message.id).update(**done)
        log.info("notices.sent", id=str(message.id), to=mask_address(message.address))
        return 1
    return 0


def _letter(message: Message) -> EmailMessage:
    text = message.texts[message.language]
    domain = parseaddr(settings.MOTCUA_MAIL_FROM)[1].partition("@")[2] or "localhost"
    return EmailMessage(
        subject=text["subject"],
        body=text["body"],
        from_email=settings.MOTCUA_MAIL_FROM,
        to=[message.address],
        headers={
            "Message-ID": f"<{message.id}@{domain}>",
            "Date": message.created_at.strftime("%a, %d %b %Y %H:%M:%S +0000"),
            "Content-Language": message.language,
            "Auto-Submitted": "auto-generated",  # RFC 3834: absence notes are not sent back
        },
    )


def _failed(message: Message, error: Exception, *, is_final: bool, now: dt.datetime) -> None:
    gives_up = is_final or message.attempts >= MAX_ATTEMPTS
    log.warning(
        "notices.not_sent", id=str(message.id), to=mask_address(message.address), attempts=message.attempts
    )
    with transaction.atomic():
        # What a server answers repeats the address; the note must not.
        message.last_error = _short(error).replace(message.address, mask_address(message.address))
        if gives_up:
            message.state = Message.State.GIVEN_UP
            alarms.stand(f"{GIVEN_UP}:{message.id}", now=now)
        message.save(update_fields=["last_error", "state"])


def _short(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:500]
