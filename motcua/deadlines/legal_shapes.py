"""Whether a declared value has the shape its rule needs. Pure."""

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from motcua.deadlines.duration import Duration
from motcua.deadlines.legal import LegalRule

MOST = 1000


def fits(rule: LegalRule, value: Any) -> bool:
    """Whether `value` (JSON) can stand for `rule`."""
    if rule.kind == "choice":
        return value in rule.choices
    return _SHAPES[rule.kind](value)


def _duration(value: Any) -> bool:
    try:
        return set(value) == {"value", "unit"} and Duration(str(value["value"]), value["unit"]).value <= MOST
    except (ArithmeticError, TypeError, ValueError):
        return False


def _time(value: Any) -> bool:
    try:
        return bool(dt.time.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _count(value: Any) -> bool:
    return type(value) is int and 0 <= value <= MOST


def _extra(value: Any) -> bool:
    if not isinstance(value, Mapping) or set(value) != {"sectors", "communes", "extra"}:
        return False
    return _is_texts(value["sectors"]) and _is_texts(value["communes"]) and _duration(value["extra"])


def _is_texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(text, str) for text in value)


_SHAPES: Mapping[str, Callable[[Any], bool]] = {
    "duration": _duration,
    "time": _time,
    "count": _count,
    "switch": lambda value: isinstance(value, bool),
    "extra": _extra,
    "agencies": _is_texts,
}
