"""What stands in the bar: the places that the actor's seats open."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.accounts.door import Actor
from motcua.desk.queues import queues_of
from motcua.directory.door import Role
from motcua.dossiers.door import works_on_dossiers

# Seats that keep procedures, people and agencies; their place is the console.
KEEPERS = (Role.SERVICE_OWNER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A link in the bar; `key` marks the page one is on."""

    key: str
    text: str
    href: str


def menu_of(actor: Actor | None) -> list[MenuItem]:
    """The links that lead somewhere for this actor."""
    if actor is None:
        return []
    offered = [
        (works_on_dossiers(actor), "inbox", pgettext("menu", "Hồ sơ"), "desk:inbox"),
        (may_receive(actor), "intake", _("Tiếp nhận"), "desk:intake_start"),
        (may_receive(actor), "printing", _("In sổ, danh sách"), "desk:printing"),
        (bool(queues_of(actor)), "approve", _("Duyệt, ký"), "desk:approve"),
        (works_on_dossiers(actor), "opinions", _("Lấy ý kiến"), "desk:consultations"),
        (actor.holds(*KEEPERS), "console", _("Quản trị"), "console:home"),
    ]
    return [
        MenuItem(key, text, reverse(name)) for leads_somewhere, key, text, name in offered if leads_somewhere
    ]


def may_receive(actor: Actor) -> bool:
    """Whether there is a counter at which the actor receives dossiers."""
    return actor.holds(Role.COUNTER_CLERK)
