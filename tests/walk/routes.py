"""Every address of the site with every method, read from the resolver and the machine's door."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver
from ninja.operation import Operation

from motcua.api.contract import api


@dataclass(frozen=True)
class Route:
    """One address. `name` is `face:name`; `pattern` is how the resolver writes it."""

    name: str
    pattern: str
    view: Any


def routes() -> list[Route]:
    """All addresses, in the resolver's order."""
    return list(_walk(get_resolver().url_patterns, face="", before=""))


def operations() -> list[Operation]:
    """All operations of the machine's door."""
    return [
        operation
        for _prefix, router in api._routers
        for path in router.path_operations.values()
        for operation in path.operations
    ]


def _walk(patterns: list[Any], *, face: str, before: str) -> Iterator[Route]:
    for pattern in patterns:
        at = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, face=pattern.app_name or face, before=at)
        elif isinstance(pattern, URLPattern):
            yield Route(":".join(filter(None, (face, pattern.name or at))), at, pattern.callback)
