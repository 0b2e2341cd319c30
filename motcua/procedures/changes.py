"""What differs between two revisions, in words for the person who answers for the catalogue."""

from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.deadlines.door import Duration, say_duration
from motcua.kernel.money import say_dong
from motcua.procedures.types import DiffLine

Content = Mapping[str, Any]

_LEVELS = {
    "ministry": gettext_lazy("Cấp bộ"),
    "province": gettext_lazy("Cấp tỉnh"),
    "commune": gettext_lazy("Cấp xã"),
    "other": gettext_lazy("Cơ quan khác"),
}
_CHANNELS = {
    "counter": gettext_lazy("Trực tiếp"),
    "online": gettext_lazy("Trực tuyến"),
    "post": gettext_lazy("Bưu chính"),
    0: gettext_lazy("Mọi hình thức"),
    1: gettext_lazy("Trực tiếp"),
    2: gettext_lazy("Trực tuyến"),
    3: gettext_lazy("Bưu chính"),
}


def diff(before: Content, after: Content) -> tuple[DiffLine, ...]:
    """The differing parts of two contents: one line for a text, one for each row of a list."""
    lines: list[DiffLine] = []
    for name, label, rows_of in _PARTS:
        old, new = rows_of(before.get(name)), rows_of(after.get(name))
        if old == new:
            continue
        if len(old) <= 1 and len(new) <= 1:
            lines.append(DiffLine(str(label), "".join(old), "".join(new)))
            continue
        lines += [DiffLine(str(label), row, "") for row in old if row not in new]
        lines += [DiffLine(str(label), "", row) for row in new if row not in old]
        if set(old) == set(new):
            lines.append(DiffLine(str(label), "\n".join(old), "\n".join(new)))
    return tuple(lines)


def _text(value: Any) -> list[str]:
    return [value] if value else []


def _levels(value: Any) -> list[str]:
    return [str(_LEVELS[level]) for level in value or ()]


def _channels(value: Any) -> list[str]:
    return [
        f"{_CHANNELS[row['channel']]}: {_duration(row['duration'])}; {_fee(row['fee'])}"
        for row in value or ()
    ]


def _duration(value: Any) -> str:
    return say_duration(Duration(value["value"], value["unit"])) if value else _("chưa rõ thời hạn")


def _fee(value: Any) -> str:
    if not value:
        return _("chưa rõ phí")
    return value["text"] if value["amount"] is None else _amount(value["amount"])


def _amount(amount: int) -> str:
    return say_dong(amount) if amount else _("miễn phí")


def _documents(value: Any) -> list[str]:
    return [
        f"{group['label']}: {row['name']}" if group["label"] else row["name"]
        for group in value or ()
        for row in group["documents"]
    ]


def _results(value: Any) -> list[str]:
    return [f"{row['code']} {row['name']}".strip() for row in value or ()]


def _acts(value: Any) -> list[str]:
    return [f"{row['number']} {row['name']}".strip() for row in value or ()]


def _confirmed(value: Any) -> list[str]:
    return [
        f"{_CHANNELS[row['channel']]}: "
        + (_duration(row["duration"]) if row.get("duration") else _amount(row["fee"]))
        for row in value or ()
    ]


def _list(value: Any) -> list[str]:
    return list(value or ())


_PARTS: tuple[tuple[str, Any, Callable[[Any], list[str]]], ...] = (
    ("name", gettext_lazy("Tên thủ tục"), _text),
    ("decision", gettext_lazy("Quyết định công bố"), _text),
    ("sector", gettext_lazy("Lĩnh vực"), _text),
    ("levels", gettext_lazy("Cấp thực hiện"), _levels),
    ("applicants", gettext_lazy("Đối tượng thực hiện"), _list),
    ("channels", gettext_lazy("Cách thức thực hiện"), _channels),
    ("confirmed", gettext_lazy("Giá trị đã xác nhận"), _confirmed),
    ("document_groups", gettext_lazy("Thành phần hồ sơ"), _documents),
    ("steps", gettext_lazy("Trình tự thực hiện"), _text),
    ("results", gettext_lazy("Kết quả"), _results),
    ("legal_basis", gettext_lazy("Căn cứ pháp lý"), _acts),
    ("conditions", gettext_lazy("Yêu cầu, điều kiện"), _text),
    ("performing_agency", gettext_lazy("Cơ quan thực hiện"), _text),
    ("competent_agency", gettext_lazy("Cơ quan có thẩm quyền"), _text),
    ("receiving_address", gettext_lazy("Địa chỉ tiếp nhận"), _text),
)
