"""What comes along with an act, made plain before anything is done with it: whatever its shape was."""

import datetime as dt
import re
import uuid
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.dossiers.types import IntakeRequest
from motcua.kernel.clock import read_date
from motcua.kernel.errors import Invalid
from motcua.kernel.text import normalise, normalise_lines

MAX_TEXT = 4000
MAX_ITEMS = 100
MISSING: Mapping[str, Promise] = {
    "reason": _("Nhập lý do."),
    "items": _("Nêu ít nhất một nội dung cần bổ sung."),
    "assignee": _("Chọn cán bộ thụ lý."),
    "result": _("Soạn nội dung kết quả."),
    "receiver": _("Nhập họ tên người nhận kết quả."),
    "amount": _("Nhập số tiền bằng đồng, lớn hơn 0."),
    "voucher": _("Nhập số biên lai, chứng từ."),
    "new_date": _("Chọn ngày hẹn mới, ví dụ 27/03/2026."),
    "agencies": _("Chọn ít nhất một cơ quan."),
    "agency": _("Chọn cơ quan chuyển đến."),
    "question": _("Ghi nội dung cần hỏi."),
    "consultation": _("Chọn câu hỏi."),
    "ground": _("Nêu căn cứ pháp lý."),
}
_TOO_LONG = _("Nhập không quá %(max)d ký tự.")
_UNFIT = _("Giá trị không hợp lệ.")
# The columns that keep counts of papers hold no more; no dossier has as many.
MOST_PAPERS = 999
_SHA256 = re.compile(r"([0-9a-f]{64})?", re.ASCII)
_KEY = re.compile(r"[\x20-\x7e]{1,200}")
# May come with any act: a remark, the ground of an exception, the way a result is handed over, of a question to another
# agency how many days it has and which files it sees, and whether the time limit begins anew.
_ALWAYS = ("reason", "exception", "by", "days", "shown", "anew")
# No obligation of one case is larger: 10¹⁵ đồng.
MOST_DONG = 10**15


class _Fault(Exception):
    """An input of the right shape that holds too much."""


def plain_inputs(inputs: Mapping[str, Any], *, needed: Collection[str]) -> dict[str, Any]:
    """The inputs an act looks at, as plain text, lists of text, or (`result`) a mapping of text.

    What has another shape counts as not given; nothing is cut short. Raises Invalid with the fields at fault.
    """
    given: dict[str, Any] = {}
    faults: dict[str, Any] = {}
    for key in dict.fromkeys((*needed, *_ALWAYS)):
        try:
            given[key] = _shape_of(key)(inputs.get(key))
        except _Fault as fault:
            faults[key] = fault.args[0]
    missing = {key: MISSING.get(key, MISSING["reason"]) for key in needed if not given.get(key)}
    if missing or faults:
        raise Invalid(fields=missing | faults)
    return {key: value for key, value in given.items() if value}


def text(value: Any) -> str:
    """Lines of text, each normalised; empty for what is no text."""
    if not isinstance(value, str):
        return ""
    if len(value) > 4 * MAX_TEXT:
        raise _Fault(_TOO_LONG % {"max": MAX_TEXT})
    cleaned = normalise_lines(value)
    if len(cleaned) > MAX_TEXT:
        raise _Fault(_TOO_LONG % {"max": MAX_TEXT})
    return cleaned


def text_of(field: str, value: Any) -> str:
    """The same for one field by itself. Raises Invalid under `field` when it is too long."""
    try:
        return text(value)
    except _Fault as fault:
        raise Invalid(fields={field: fault.args[0]}) from None


def _items(value: Any) -> list[str]:
    lines = value.splitlines() if isinstance(value, str) else value if isinstance(value, list | tuple) else []
    if len(lines) > MAX_ITEMS:
        raise _Fault(_("Nêu không quá %(max)d nội dung.") % {"max": MAX_ITEMS})
    return [item for line in lines if (item := text(line))]


def _id(value: Any) -> str:
    return str(value) if isinstance(value, str | uuid.UUID) else ""


def _ids(value: Any) -> list[str]:
    """Well-formed ids, each once, in the order given; what is none counts as not given."""
    given = value if isinstance(value, list | tuple) else [value]
    found: dict[str, None] = {}
    for one in given[:MAX_ITEMS]:
        with suppress(ValueError):
            found[str(uuid.UUID(_id(one)))] = None
    return list(found)


def _result(value: Any) -> dict[str, str]:
    if not isinstance(value, Mapping):
        return {}
    return {key: text(value.get(key)) for key in ("outcome", "name", "body")}


def _amount(value: Any) -> int:
    digits = re.sub(r"[\s.]", "", value) if isinstance(value, str) else str(value)
    return int(digits) if re.fullmatch(r"[0-9]{1,15}", digits) else 0


def _date(value: Any) -> dt.date | None:
    return read_date(value) if isinstance(value, str) else None


def _shape_of(key: str) -> Callable[[Any], Any]:
    shapes: Mapping[str, Callable[[Any], Any]] = {
        "items": _items,
        "assignee": _id,
        "result": _result,
        "amount": _amount,
        "new_date": _date,
        "agencies": _ids,
        "shown": _ids,
        "agency": _id,
        "consultation": _id,
    }
    return shapes.get(key, text)


def check_request(request: IntakeRequest, key: str) -> None:
    """Refuse a request to file whose parts have not the shape they say. Raises Invalid."""
    faults: dict[str, Any] = {
        name: _UNFIT for name, value in request.answers.items() if not _is_answer(value) or not _is_name(name)
    }
    faults |= {
        f"document.{number}": _UNFIT
        for number, one in enumerate(request.components)
        if not all(type(count) is int and 0 <= count <= MOST_PAPERS for count in (one.originals, one.copies))
        or not _SHA256.fullmatch(one.sha256)
    }
    if not _KEY.fullmatch(key):
        faults["key"] = _UNFIT
    if faults:
        raise Invalid(fields=faults)


def _is_answer(value: Any) -> bool:
    return isinstance(value, str) or (
        isinstance(value, list | tuple) and all(isinstance(item, str) for item in value)
    )


def _is_name(name: Any) -> bool:
    return isinstance(name, str) and name == normalise(name)
