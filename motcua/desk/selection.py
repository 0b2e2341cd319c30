"""Dossiers ticked in a list: each tick carries what was on the screen. The door decides anew for each of them."""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from uuid import UUID

from motcua.dossiers.door import ActionView, DossierRow


def tick(row: DossierRow) -> str:
    """The value of a row's tick box: which dossier, as of which version, and what could be done with it then."""
    return f"{row.id}:{row.version}:{'+'.join(action.key for action in row.actions)}"


def ticked(values: Iterable[str], *, action: str) -> list[tuple[UUID, int]]:
    """What was ticked and open to `action` on the page, once each; what nobody could have ticked is left out."""
    pairs = {}
    for value in values:
        dossier_id, _, rest = value.partition(":")
        version, _, actions = rest.partition(":")
        try:
            pair = UUID(dossier_id), int(version)
        except ValueError:
            continue
        if action in actions.split("+"):
            pairs[pair[0]] = pair[1]
    return list(pairs.items())


def named(values: Iterable[str]) -> list[UUID]:
    """Which dossiers were ticked, whatever can be done with them."""
    found = []
    for value in values:
        with suppress(ValueError):
            found.append(UUID(value.partition(":")[0]))
    return found


def bulk_actions(rows: Sequence[DossierRow]) -> list[tuple[ActionView, int]]:
    """Actions that can be done on many of these rows at once, with the number of rows for which they are open."""
    found: dict[str, tuple[ActionView, int]] = {}
    for row in rows:
        for action in row.actions:
            if action.bulk:
                found[action.key] = (action, found.get(action.key, (action, 0))[1] + 1)
    return list(found.values())
