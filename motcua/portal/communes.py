"""Finding a commune by what was typed, with or without marks and without "UBND"."""

import re
from uuid import UUID

from motcua.directory.door import AgencyView
from motcua.directory.door import communes as all_communes
from motcua.kernel.text import fold, normalise

_OFFICE = re.compile(r"^(UBND|Ủy ban nhân dân|Uỷ ban nhân dân)\s+", re.IGNORECASE)
_KIND = re.compile(r"^(xa|phuong|dac khu|thi tran)\s+")


def place_name(agency: AgencyView) -> str:
    """`phường Việt Trì`: the commune itself, not its office."""
    return _OFFICE.sub("", agency.name)


def choices() -> list[str]:
    """The names of all communes, by their names."""
    return sorted(
        (place_name(one) for one in all_communes()), key=lambda name: (_KIND.sub("", fold(name)), fold(name))
    )


def name_of(agency_id: UUID | None) -> str:
    """The name of the commune with this id; empty when there is none."""
    return next((place_name(one) for one in all_communes() if one.id == agency_id), "")


def find(typed: str) -> tuple[AgencyView, ...]:
    """The communes called `typed`; several when a ward and a commune share a name, none when nothing fits."""
    wanted = fold(_OFFICE.sub("", normalise(typed)))
    named = [(fold(place_name(one)), one) for one in all_communes()]
    exact = tuple(one for name, one in named if name == wanted)
    return exact or tuple(one for name, one in named if _KIND.sub("", name) == wanted)


def like(typed: str) -> list[str]:
    """Names that have `typed` in them, to choose from; never taken for what was meant."""
    wanted = fold(typed)
    return [name for name in choices() if wanted and wanted in fold(name)]
