"""What stands at the side: the pages that the actor's seats open."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from motcua.accounts.door import Actor
from motcua.console.access import ADMINISTRATORS, KEEPERS, is_provincial
from motcua.procedures.door import may_keep_catalogue

Item = tuple[str, str, str]
Group = tuple[str, list[Item]]


def menu_of(actor: Actor | None) -> list[Group]:
    """Groups of (key, text, address); empty groups are left out."""
    if actor is None or not actor.holds(*KEEPERS):
        return []
    groups = [
        ("", [_item("home", _("Tổng quan"))]),
        (_("Danh mục thủ tục"), _catalogue() if may_keep_catalogue(actor) else []),
        (_("Tổ chức"), _organisation(actor)),
        (_("Vận hành"), _operation(actor)),
    ]
    return [(title, items) for title, items in groups if items]


def _catalogue() -> list[Item]:
    return [
        _item("procedures", pgettext("menu", "Thủ tục")),
        _item("reviews", _("Điểm cần xem lại")),
        _item("imports", _("Nhập danh mục")),
        _item("competence", _("Thẩm quyền giải quyết")),
        _item("synonyms", _("Từ đồng nghĩa")),
    ]


def _organisation(actor: Actor) -> list[Item]:
    if not actor.holds(*ADMINISTRATORS):
        return []
    items = [
        _item("agencies", pgettext("menu", "Cơ quan")),
        _item("people", _("Cán bộ")),
        _item("calendar", _("Lịch làm việc")),
        _item("legal_values", _("Giá trị theo pháp luật")),
    ]
    return items + ([_item("accounts", _("Tài khoản"))] if is_provincial(actor) else [])


def _operation(actor: Actor) -> list[Item]:
    if not is_provincial(actor):
        return []
    return [
        _item("events", _("Sự kiện")),
        _item("notices", _("Thông báo")),
        _item("audit", _("Nhật ký")),
        _item("looks", _("Lượt xem dữ liệu cá nhân")),
        _item("retention", _("Lưu giữ và xóa dữ liệu")),
    ]


def _item(key: str, text: str) -> Item:
    return key, text, reverse(f"console:{key}")
