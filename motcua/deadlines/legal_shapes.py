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
    lists = (value["sectors"], value["communes"])
    texts = all(isinstance(one, list) and all(isinstance(text, str) for text in one) for one in lists)
    return texts and _duration(value["extra"])


_SHAPES: Mapping[str, Callable[[Any], bool]] = {
    "duration": _duration,
    "time": _time,
    "count": _count,
    "switch": lambda value: isinstance(value, bool),
    "extra": _extra,
}
