"""A parsed procedure as plain JSON values."""

from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any

from motcua.procedures.catalogue.types import ParsedProcedure


def as_json(parsed: ParsedProcedure) -> dict[str, Any]:
    """Dicts, lists, strings, integers and None, keys in the order of the classes: the same input, the same bytes."""
    plain: dict[str, Any] = _plain(parsed)
    return plain


def _plain(value: Any) -> Any:
    if is_dataclass(value) and not isinstance(value, type):
        return {name: _plain(getattr(value, name)) for name in _names(type(value))}
    if isinstance(value, tuple):
        return [_plain(item) for item in value]
    return value


@cache
def _names(kind: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
