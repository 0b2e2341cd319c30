"""What was told to whom, and how it went."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from motcua.accounts.door import Actor
from motcua.kernel.paging import Page, cut, decode_id_cursor, page_size
from motcua.notices import policies
from motcua.notices.models import Channel, Message, Preference
from motcua.notices.rules import LANGUAGES, mask_address


@dataclass(frozen=True, slots=True)
class NoticeView:
    """A line in somebody's list."""

    id: UUID
    at: dt.datetime
    subject: str
    body: str
    path: str


@dataclass(frozen=True, slots=True)
class PreferenceView:
    """How somebody wants to hear; `address` empty: the account's own."""

    channel: str
    language: str
    address: str


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message as the operator sees it: never what it says, the address masked."""

    id: UUID
    template: str
    to: str
    state: str
    created_at: dt.datetime
    attempts: int
    next_try_at: dt.datetime
    last_error: str


def notices_of(actor: Actor, *, language: str, cursor: str = "", size: int = 20) -> Page[NoticeView]:
    """What one was told, the newest first, in a language. One statement."""
    size = page_size(size)
    rows = Message.objects.filter(account=actor.id).order_by("-id")
    if before := decode_id_cursor(cursor):
        rows = rows.filter(id__lt=before)
    lang = language if language in LANGUAGES else LANGUAGES[0]
    fetched = [
        NoticeView(row.id, row.created_at, row.texts[lang]["subject"], row.texts[lang]["body"], row.path)
        for row in rows.only("id", "created_at", "texts", "path")[: size + 1]
    ]
    return cut(fetched, size=size, key=lambda row: (row.id,))


def preference_of(actor: Actor) -> PreferenceView:
    """How one wants to hear. One statement."""
    row = Preference.objects.filter(account=actor.id).first()
    if row is None:
        return PreferenceView(Channel.EMAIL if actor.email else Channel.NONE, LANGUAGES[0], "")
    return PreferenceView(row.channel, row.language, row.address)


def messages(actor: Actor | None, *, state: str, cursor: str = "", size: int = 50) -> Page[MessageView]:
    """Messages in a state, the newest first, a page at a time. One statement. Raises NotAllowed."""
    policies.keeper(actor)
    size = page_size(size)
    rows = Message.objects.filter(state=state).order_by("-id").defer("texts")
    if before := decode_id_cursor(cursor):
        rows = rows.filter(id__lt=before)
    fetched = [
        MessageView(
            row.id,
            row.template,
            mask_address(row.address),
            row.state,
            row.created_at,
            row.attempts,
            row.next_try_at,
            row.last_error,
        )
        for row in rows[: size + 1]
    ]
    return cut(fetched, size=size, key=lambda row: (row.id,))


def unsent(actor: Actor | None) -> dict[str, int]:
    """How many messages wait and were given up, by state. One statement. Raises NotAllowed."""
    policies.keeper(actor)
    open_states = Message.objects.filter(state__in=(Message.State.WAITING, Message.State.GIVEN_UP))
    return dict(open_states.order_by().values_list("state").annotate(count=Count("id")))
