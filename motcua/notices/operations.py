"""Telling people, and what they and the province want of it. A message is written with what it tells of."""

import datetime as dt
import uuid
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass

from django.db import connection, transaction
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app
from procrastinate.exceptions import AlreadyEnqueued

from motcua.accounts.door import Actor, account, note_unread, read_all
from motcua.audit.door import record
from motcua.kernel import alarms
from motcua.kernel.clock import VIETNAM
from motcua.kernel.errors import Invalid, NotAllowed, NotFound
from motcua.kernel.text import normalise, normalise_lines
from motcua.notices import policies
from motcua.notices.models import Channel, Message, Preference, Round, Wording
from motcua.notices.rules import (
    LANGUAGES,
    MOST_BODY,
    MOST_SUBJECT,
    Value,
    is_address,
    missing_places,
    unknown_places,
)
from motcua.notices.templates import WORDINGS, Template, template, written

_KEYS = uuid.UUID("0b6f8a52-6f3c-4f0a-9d1b-6f0f0c7a51d4")
JOB = "notices.send"


@dataclass(frozen=True, slots=True)
class About:
    """What a message tells of, and the page where to see it."""

    kind: str = ""
    id: uuid.UUID | None = None
    path: str = ""


def tell(
    *,
    template: str,
    once: str,
    values: Mapping[str, Value],
    now: dt.datetime,
    account_id: uuid.UUID | None = None,
    address: str = "",
    about: About = About(),
) -> bool:
    """Tell somebody something, in the caller's transaction; False when `once` was told before or nobody can be told.

    An account is told as it chose, and finds it in its list; `address` is for who has none, or for an account that
    chose nothing and has no address of its own. Raises KeyError for an unknown template.
    """
    channel, language, to = _chosen(account_id, address)
    if account_id is None and channel != Channel.EMAIL:
        return False
    texts = written(template, values, now.astimezone(VIETNAM).date())
    is_sent = channel == Channel.EMAIL
    with transaction.atomic():
        _message, is_new = Message.objects.get_or_create(
            once=once,
            defaults={
                "template": template,
                "account_id": account_id,
                "about_kind": about.kind,
                "about_id": about.id,
                "path": about.path,
                "channel": channel,
                "language": language,
                "address": to if is_sent else "",
                "texts": {lang: asdict(text) for lang, text in texts.items()},
                "state": Message.State.WAITING if is_sent else Message.State.LISTED,
                "next_try_at": now,
                "created_at": now,
            },
        )
        if is_new and account_id is not None:
            note_unread(account_id)
    if is_new and is_sent:
        _wake_after_commit()
    return is_new


def _chosen(account_id: uuid.UUID | None, address: str) -> tuple[str, str, str]:
    """Channel, language and address of whoever is to be told."""
    wanted = Preference.objects.filter(account=account_id).first() if account_id else None
    if wanted and wanted.channel == Channel.NONE:
        return Channel.NONE, wanted.language, ""
    own = (wanted.address if wanted else "") or (account(account_id).email if account_id else "")
    to = next((one for one in (own, address) if is_address(one)), "")
    return (Channel.EMAIL if to else Channel.NONE), (wanted.language if wanted else LANGUAGES[0]), to


def _wake_after_commit() -> None:
    if all(asked[1] is not _wake for asked in connection.run_on_commit):
        transaction.on_commit(_wake)


def _wake() -> None:
    with suppress(AlreadyEnqueued):
        app.configure_task(JOB, queueing_lock=JOB, lock=JOB).defer(timestamp=0)


def first_time(key: str, *, now: dt.datetime) -> bool:
    """Whether this is the first time that `key` is done; said once, in the transaction that does it."""
    return Round.objects.get_or_create(key=key, defaults={"at": now})[1]


def mark_read(actor: Actor) -> None:
    """One has seen one's list. No statement when nothing in it was new."""
    if actor.unread:
        read_all(actor.id)


def choose_channel(*, actor: Actor, channel: str, language: str, address: str, now: dt.datetime) -> None:
    """Say how one wants to hear; an empty `address` means the account's. Raises Invalid with `fields`."""
    if actor.scopes is not None or actor.kind == "machine":
        raise NotAllowed
    address, errors = normalise(address), {}
    if channel not in Channel.values:
        errors["channel"] = _("Chọn cách nhận thông báo.")
    if language not in LANGUAGES:
        errors["language"] = _("Chọn ngôn ngữ.")
    if channel == Channel.EMAIL and address and not is_address(address):
        errors["address"] = _("Nhập địa chỉ thư điện tử, ví dụ ten@example.vn.")
    if channel == Channel.EMAIL and not (address or actor.email):
        errors["address"] = _("Nhập địa chỉ thư điện tử nhận thông báo.")
    if errors:
        raise Invalid(fields=errors)
    with transaction.atomic():
        defaults = {"channel": channel, "language": language, "address": address}
        Preference.objects.update_or_create(account_id=actor.id, defaults=defaults)
        data = {"channel": channel, "language": language}  # the address is nobody's business
        record(
            actor=actor, action="account.notices", subject="account", subject_id=actor.id, data=data, now=now
        )


def set_wording(
    *,
    key: str,
    valid_from: dt.date,
    texts: Mapping[str, Mapping[str, str]],
    actor: Actor | None,
    now: dt.datetime,
) -> None:
    """Say a notice in the province's own words from a day on. Raises Invalid with `fields` such as `body_vi`."""
    keeper, kind = policies.keeper(actor), known(key)
    kept = {
        lang: {"subject": normalise(texts[lang]["subject"]), "body": normalise_lines(texts[lang]["body"])}
        for lang in LANGUAGES
    }
    errors = faults(kind, kept)
    if valid_from < now.astimezone(VIETNAM).date():
        errors["valid_from"] = _("Chỉ đổi được từ hôm nay trở đi; thông báo đã gửi giữ nguyên.")
    if errors:
        raise Invalid(fields=errors)
    with transaction.atomic():
        Wording.objects.update_or_create(
            template=key,
            valid_from=valid_from,
            defaults={"texts": kept, "declared_by": keeper.name, "declared_at": now},
        )
        _record_wording(
            keeper, "notice.worded", key, {"from": valid_from.isoformat(), "texts": kept}, now=now
        )
        WORDINGS.changed()


def withdraw_wording(*, key: str, valid_from: dt.date, actor: Actor | None, now: dt.datetime) -> None:
    """Take back words that the province declared from a day on. Raises NotFound."""
    keeper = policies.keeper(actor)
    with transaction.atomic():
        if not Wording.objects.filter(template=key, valid_from=valid_from).delete()[0]:
            raise NotFound
        _record_wording(keeper, "notice.wording_withdrawn", key, {"from": valid_from.isoformat()}, now=now)
        WORDINGS.changed()


def known(key: str) -> Template:
    """The template called `key`. Raises NotFound."""
    try:
        return template(key)
    except KeyError as error:
        raise NotFound from error


def faults(kind: Template, texts: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """What is wrong with words for a kind of notice, by field; a place that nothing fills is named."""
    places, found = [place.name for place in kind.places], {}
    for lang in LANGUAGES:
        for part, most in (("subject", MOST_SUBJECT), ("body", MOST_BODY)):
            text = texts[lang][part]
            needed = kind.needed if part == "body" else ()
            if not text:
                found[f"{part}_{lang}"] = _("Cần nhập nội dung này.")
            elif len(text) > most:
                found[f"{part}_{lang}"] = _("Nhiều nhất %(most)d ký tự.") % {"most": most}
            elif unknown := unknown_places(text, places):
                said = _("Không có chỗ điền %(places)s ở loại thông báo này.")
                found[f"{part}_{lang}"] = said % {"places": ", ".join(unknown)}
            elif missing := missing_places(text, needed):
                said = _("Pháp luật yêu cầu thông báo nêu: %(places)s.")
                found[f"{part}_{lang}"] = said % {"places": ", ".join(missing)}
    return found


def try_again(*, message_id: uuid.UUID, actor: Actor | None, now: dt.datetime) -> None:
    """Give a message that was given up another round of tries. Raises NotFound when it was not."""
    keeper = policies.keeper(actor)
    with transaction.atomic():
        again = {"state": Message.State.WAITING, "attempts": 0, "next_try_at": now}
        if not Message.objects.filter(id=message_id, state=Message.State.GIVEN_UP).update(**again):
            raise NotFound
        alarms.clear(f"mail_given_up:{message_id}")
        record(
            actor=keeper, action="notice.retried", subject="notice", subject_id=message_id, data={}, now=now
        )
    _wake_after_commit()


def _record_wording(
    actor: Actor, action: str, key: str, data: Mapping[str, object], *, now: dt.datetime
) -> None:
    record(
        actor=actor,
        action=action,
        subject="notice_wording",
        subject_id=uuid.uuid5(_KEYS, key),
        data={"template": key, **data},
        now=now,
    )
