"""Which template prints a kind of paper, and on which sheet: the table in `templates/sets.toml`."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

TABLE: Final = Path(__file__).parent / "templates" / "sets.toml"


@dataclass(frozen=True, slots=True)
class Layout:
    """A template file (without its ending) and the sheet that `official.typ` describes."""

    template: str
    sheet: str


@dataclass(frozen=True, slots=True)
class TemplateSet:
    """The papers that one circular lays down, from the day on which it came into force."""

    source: str
    in_force: date
    papers: Mapping[str, Layout]


@dataclass(frozen=True, slots=True)
class Table:
    """All sets, oldest first, and the papers that no circular lays down."""

    sets: Sequence[TemplateSet]
    always: Mapping[str, Layout]

    def layout(self, kind: str, received_on: date | None) -> Layout:
        """How a paper of a dossier received on that day is printed; without a day, as a new dossier's.

        A kind that the set of the day does not know (a stop notice for a dossier of 2024) comes from the next set that
        does. Raises KeyError for an unknown kind.
        """
        for candidate in self.sets[self._at(received_on) :]:
            if kind in candidate.papers:
                return candidate.papers[kind]
        return self.always[kind]

    def _at(self, received_on: date | None) -> int:
        if received_on is None:
            return len(self.sets) - 1
        begun = sum(candidate.in_force <= received_on for candidate in self.sets)
        return max(begun - 1, 0)


@cache
def table() -> Table:
    """The bundled table, read once."""
    raw = tomllib.loads(TABLE.read_text("utf-8"))
    sets = [TemplateSet(one["source"], one["in_force"], _layouts(one["papers"])) for one in raw["sets"]]
    return Table(sorted(sets, key=lambda one: one.in_force), _layouts(raw["always"]))


def _layouts(papers: Mapping[str, Mapping[str, str]]) -> dict[str, Layout]:
    return {kind: Layout(**layout) for kind, layout in papers.items()}
