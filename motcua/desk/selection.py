"""Dossiers ticked in a list: each tick carries the version that was on the screen."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from motcua.dossiers.door import ActionView, DossierRow


def tick(row: DossierRow) -> str:
    """The value of a row's tick box."""
    return f"{row.id}:{row.version}"


def ticked(values: Iterable[str]) -> list[tuple[UUID, int]]:
    """What was ticked, once each; what nobody could have ticked is left out."""
    pairs = {}
    for value in values:
        dossier_id, _colon, version = value.partition(":")
        try:
            pairs[UUID(dossier_id)] = int(version)
        except ValueError:
            continue
    return list(pairs.items())


def bulk_actions(rows: Sequence[DossierRow]) -> list[tuple[ActionView, int]]:
    """Actions that can be done on many of these rows at once, with the number of rows for which they are open."""
    found: dict[str, tuple[ActionView, int]] = {}
    for row in rows:
        for action in row.actions:
            if action.bulk:
                found[action.key] = (action, found.get(action.key, (action, 0))[1] + 1)
    return list(found.values())
