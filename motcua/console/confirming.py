"""The form by which a person confirms a time limit or a fee."""

import re
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from motcua.console.forms import Form
from motcua.console.procedure_sections import CHANNELS
from motcua.procedures.door import Channel, ProcedureView, ReviewView

UNITS = (
    ("working_day", gettext_lazy("ngày làm việc")),
    ("day", gettext_lazy("ngày")),
    ("hour", gettext_lazy("giờ làm việc")),
    ("month", gettext_lazy("tháng")),
    ("year", gettext_lazy("năm")),
)
CHANNEL_CHOICES = tuple(CHANNELS.items())

_GROUPED = re.compile(r"[0-9]{1,3}([., ][0-9]{3})+|[0-9]+", re.ASCII)
_CURRENCY = re.compile(r"\s*(đồng|đ|vnđ|vnd)\.?$", re.IGNORECASE)


def can_have_value(item: ReviewView) -> bool:
    """Whether a confirmed time or fee answers the doubt; others are about papers, results, legal acts."""
    return item.field.startswith("channels") or "duration" in item.reason or "fee" in item.reason


def case_choices(found: ProcedureView) -> list[tuple[str, str]]:
    """The cases of a procedure with several; none for the others."""
    return [(case.key, case.label) for case in found.cases] if len(found.cases) > 1 else []


def read_value(form: Form) -> dict[str, Any]:
    """What `settle_review` takes. What cannot be read is noted in the form."""
    value: dict[str, Any] = {"channel": _channel(form["channel"]), "case": form["case"]}
    if form.text("duration"):
        value["duration"] = {"value": form.text("duration").replace(",", "."), "unit": form["unit"]}
    if form.text("fee"):
        fee = read_fee(form["fee"])
        if fee is None:
            form.errors["fee"] = _("Nhập mức phí là số đồng, ví dụ 150.000; 0 nếu miễn phí.")
        value["fee"] = fee
    return value


def read_fee(text: str) -> int | None:
    """An amount in đồng as people type it: 150000, 150.000, 150.000 đ; None for anything else."""
    plain = _CURRENCY.sub("", text.strip())
    return int(re.sub(r"[., ]", "", plain)) if _GROUPED.fullmatch(plain) and len(plain) < 20 else None


def _channel(text: str) -> int:
    known = {str(int(channel)): int(channel) for channel in (0, *Channel)}
    return known.get(text, -1)
