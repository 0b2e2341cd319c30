"""A value of the law as boxes of a form, and as words."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from motcua.console.forms import Form
from motcua.deadlines.door import Duration, LegalRule, Unit, say_duration
from motcua.directory.door import agency_by_identifier

_UNITS = (Unit.WORKING_HOUR, Unit.WORKING_DAY, Unit.DAY, Unit.MONTH)


def units() -> list[tuple[str, str]]:
    """Units to choose from."""
    names = (_("giờ làm việc"), _("ngày làm việc"), _("ngày"), _("tháng"))
    return list(zip(map(str, _UNITS), names, strict=True))


def choices(rule: LegalRule) -> list[tuple[str, str]]:
    """Values to choose from, with their words."""
    words = {"to_the_hour": _("đến giờ"), "whole_days_to_closing": _("trọn ngày, đến hết giờ làm việc")}
    return [(one, words.get(one, one)) for one in rule.choices]


def shown(rule: LegalRule, value: Any) -> dict[str, str]:
    """The boxes as they stand before anyone types."""
    if rule.kind == "duration":
        return {"value": str(value["value"]), "unit": value["unit"]}
    if rule.kind == "extra":
        length = {"value": str(value["extra"]["value"]), "unit": value["extra"]["unit"]}
        return length | {name: "\n".join(value[name]) for name in ("sectors", "communes")}
    if rule.kind == "agencies":
        return {"value": "\n".join(value)}
    if rule.kind == "switch":
        return {"value": "yes" if value else "no"}
    return {"value": str(value)}


def value_of(rule: LegalRule, form: Form) -> Any:
    """What was typed as the rule's value; None when it cannot be one."""
    typed = form.text("value")
    if rule.kind in ("duration", "extra"):
        length = {"value": typed.replace(",", "."), "unit": form.text("unit")}
        if rule.kind == "duration":
            return length
        lists = {name: form.text(name).splitlines() for name in ("sectors", "communes")}
        return {**lists, "extra": length}
    if rule.kind == "agencies":
        return _identifiers(typed)
    if rule.kind == "count":
        return int(typed) if typed.isascii() and typed.isdigit() else None
    if rule.kind == "switch":
        return {"yes": True, "no": False}.get(typed)
    return typed


def say(rule: LegalRule, value: Any) -> str:
    """The value in words."""
    if rule.kind == "duration":
        return say_duration(_length(value))
    if rule.kind == "extra":
        where = _("%(sectors)s; %(count)s xã") % {
            "sectors": ", ".join(value["sectors"]),
            "count": len(value["communes"]),
        }
        return f"{say_duration(_length(value['extra']))} ({where})"
    if rule.kind == "agencies":
        return ", ".join(value) or _("không có")
    if rule.kind == "switch":
        return _("có") if value else _("không")
    return dict(choices(rule)).get(value, str(value)) if rule.kind == "choice" else str(value)


def _identifiers(typed: str) -> list[str] | None:
    """The agencies named, one a line; None when one of them does not exist."""
    found = [agency_by_identifier(line) for line in typed.splitlines() if line.strip()]
    known = [one.identifier for one in found if one]
    return known if len(known) == len(found) else None


def _length(value: Mapping[str, Any]) -> Duration:
    return Duration(str(value["value"]), value["unit"])
