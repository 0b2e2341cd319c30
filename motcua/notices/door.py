"""The one door of notices."""

from motcua.notices.erasing import forget_about, forget_person
from motcua.notices.models import Channel
from motcua.notices.operations import (
    About,
    choose_channel,
    faults,
    first_time,
    known,
    mark_read,
    set_wording,
    tell,
    try_again,
    withdraw_wording,
)
from motcua.notices.queries import (
    MessageView,
    NoticeView,
    PreferenceView,
    messages,
    notices_of,
    preference_of,
    unsent,
)
from motcua.notices.rules import LANGUAGES, Text, Value, is_address
from motcua.notices.sending import is_set_up
from motcua.notices.templates import Place, Template, Words, filled, framed, templates

__all__ = [
    "LANGUAGES",
    "About",
    "Channel",
    "MessageView",
    "NoticeView",
    "Place",
    "PreferenceView",
    "Template",
    "Text",
    "Value",
    "Words",
    "choose_channel",
    "faults",
    "filled",
    "first_time",
    "forget_about",
    "forget_person",
    "framed",
    "is_address",
    "is_set_up",
    "known",
    "mark_read",
    "messages",
    "notices_of",
    "preference_of",
    "set_wording",
    "tell",
    "templates",
    "try_again",
    "unsent",
    "withdraw_wording",
]
