"""The parts of a procedure as read, each with the published text it was read from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.deadlines.door import say_duration
from motcua.kernel.money import say_dong
from motcua.procedures.door import Channel, Confirmed, ProcedureView

CHANNELS = {
    0: gettext_lazy("Mọi hình thức"),
    Channel.DIRECT: gettext_lazy("Trực tiếp"),
    Channel.ONLINE: gettext_lazy("Trực tuyến"),
    Channel.POST: gettext_lazy("Bưu chính"),
}
LEVELS = {
    "ministry": gettext_lazy("Cấp bộ"),
    "province": gettext_lazy("Cấp tỉnh"),
    "commune": gettext_lazy("Cấp xã"),
    "other": gettext_lazy("Cơ quan khác"),
}
# Published fields of the general part, and what they are called on the national portal.
_GENERAL = (
    ("so_quyet_dinh", gettext_lazy("Số quyết định")),
    ("cap_thuc_hien", gettext_lazy("Cấp thực hiện")),
    ("linh_vuc", gettext_lazy("Lĩnh vực")),
    ("doi_tuong_thuc_hien", gettext_lazy("Đối tượng thực hiện")),
    ("co_quan_thuc_hien", gettext_lazy("Cơ quan thực hiện")),
    ("co_quan_co_tham_quyen", gettext_lazy("Cơ quan có thẩm quyền")),
)
# Parts of the page by name, with the published field they come from.
_PARTS = (
    ("channels", "cach_thuc_thuc_hien"),
    ("documents", "thanh_phan_ho_so"),
    ("results", "ket_qua_xu_ly"),
    ("legal_basis", "can_cu_phap_ly"),
)


@dataclass(frozen=True, slots=True)
class ChannelLine:
    """One way to file in words; empty where nobody knows."""

    channel: str
    time: str
    fee: str
    fee_text: str
    doubts: int


def published(raw: Mapping[str, Any]) -> dict[str, str]:
    """The published text by part of the page."""
    texts = {part: str(raw.get(field) or "") for part, field in _PARTS}
    general = [f"{label}: {raw[field]}" for field, label in _GENERAL if raw.get(field)]
    return {**texts, "general": "\n".join(general)}


def general_rows(found: ProcedureView) -> list[tuple[str, str]]:
    """Names and values of the general part."""
    return [
        (_("Quyết định công bố"), found.decision),
        (_("Cấp thực hiện"), say_levels(found.levels)),
        (_("Lĩnh vực"), found.sector),
        (_("Đối tượng thực hiện"), "; ".join(found.applicants)),
        (_("Cơ quan thực hiện"), found.performing_agency),
        (_("Cơ quan có thẩm quyền"), found.competent_agency),
    ]


def say_levels(levels: Sequence[str]) -> str:
    """Levels in words."""
    return ", ".join(str(LEVELS.get(level, level)) for level in levels)


def channel_lines(found: ProcedureView) -> list[ChannelLine]:
    """The published ways to file as they were read."""
    return [
        ChannelLine(
            channel=str(CHANNELS[row.channel]),
            time=say_duration(row.duration) if row.duration else "",
            fee=say_fee(row.fee),
            fee_text=row.fee_text,
            doubts=len(row.doubts),
        )
        for row in found.channels
    ]


def confirmed_lines(found: ProcedureView) -> list[str]:
    """What people confirmed instead of the published values."""
    return [_confirmed(found, one) for one in found.confirmed]


def say_fee(fee: int | None) -> str:
    """An amount in words; empty when it is not known."""
    if fee is None:
        return ""
    return say_dong(fee) if fee else _("Miễn phí")


def _confirmed(found: ProcedureView, one: Confirmed) -> str:
    case = found.case(one.case)
    place = ", ".join(part for part in (str(CHANNELS[one.channel]), case.label if case else "") if part)
    if one.field == "duration":
        return _("%(place)s: thời hạn %(value)s") % {"place": place, "value": say_duration(one.duration)}
    return _("%(place)s: mức phí %(value)s") % {"place": place, "value": say_fee(one.fee)}
