"""Full-text search: at most three statements, whatever is typed."""

import json
from typing import Any
from uuid import UUID

from motcua.directory.door import all_agencies
from motcua.kernel.errors import Invalid
from motcua.kernel.paging import decode_cursor, encode_cursor
from motcua.kernel.text import words
from motcua.procedures import search_sql
from motcua.procedures.search_query import Reading, corrected, is_code, readings_of
from motcua.procedures.search_sql import Hit, Lookup
from motcua.procedures.search_state import read_state
from motcua.procedures.types import ProcedureSummary, SearchPage

MAX_SIZE = 100
MOST_TYPED = 300
_LEVELS = ("ministry", "province", "commune")
# Thousandths of what a query means that are in a name: enough to be satisfied with the words as typed, and the
# least for a mended query to count as found.
_SATISFIED, _ENOUGH = 800, 500
_TYPED, _MENDED = 0, 1


def search(
    *,
    q: str = "",
    sector: str = "",
    level: str = "",
    agency_id: UUID | None = None,
    cursor: str = "",
    size: int = 20,
    live_only: bool = True,
) -> SearchPage:
    """Procedures that `q` may mean, best first: by code, words with or without marks, what people call them.

    `level`: ministry | province | commune; `agency_id`: what this agency decides. Without `q` all, by code.
    When the words as typed are in no name, misspelt ones are replaced and `did_you_mean` says by what. Raises
    Invalid for a cursor that was tampered with.
    """
    size = max(1, min(size, MAX_SIZE))
    mode, after = _place(cursor)
    where, values = _filter(sector, level, agency_id, live_only=live_only)
    lookup = Lookup(where, values, after, size + 1)
    query = q[:MOST_TYPED]
    if not words(query):
        return _page(search_sql.listed(lookup), size, _TYPED)
    state = read_state()
    readings = readings_of(query, state.synonyms)
    typed: list[Hit] = []
    if mode == _TYPED:
        typed = search_sql.as_typed(query, readings, state.vocabulary, lookup)
        if after or (typed and (typed[0].named >= _SATISFIED or is_code(query))):
            return _page(typed, size, _TYPED)
    mended = corrected(readings, state.vocabulary, state.ignored)
    hits = search_sql.by_name(mended, state.vocabulary, lookup, enough=_ENOUGH) if mended else []
    if not hits or (typed and not _is_better(hits[0], typed[0])):
        return _page(typed, size, _TYPED)
    return _page(hits, size, _MENDED, _suggestion(readings[-1], mended[-1], hits[0].name))


def _is_better(mended: Hit, typed: Hit) -> bool:
    """Whether the best mended hit beats one that holds every word as typed, though not in its name."""
    return mended.named >= _SATISFIED and mended.score > typed.score


def _place(cursor: str) -> tuple[int, tuple[int, str] | None]:
    """How the pages before were found, and where the last one ended."""
    match decode_cursor(cursor, parts=3):
        case None:
            return _TYPED, None
        case [int(mode), int(score), str(code)]:
            return mode, (score, code)
        case _:
            raise Invalid(fields={"cursor": "cursor"})


def _filter(
    sector: str, level: str, agency_id: UUID | None, *, live_only: bool
) -> tuple[tuple[str, ...], dict[str, Any]]:
    where = ["p.is_live"] if live_only else ["true"]
    values: dict[str, Any] = {}
    if sector:
        where.append("p.sector = %(sector)s")
        values["sector"] = sector.replace("\0", "")
    if level:
        where.append(f"p.for_{level}" if level in _LEVELS else "false")
    if agency_id is not None:
        found = next((one for one in all_agencies() if one.id == agency_id), None)
        is_commune = found is not None and found.level == "commune"
        where.append("p.for_commune" if is_commune else search_sql.OF_AGENCY)
        values |= {} if is_commune else {"agency": agency_id}
    return tuple(where), values


def _page(hits: list[Hit], size: int, mode: int, did_you_mean: str = "") -> SearchPage:
    shown = hits[:size]
    items = tuple(
        # A plain cursor gives JSON as text.
        ProcedureSummary(hit.id, hit.code, hit.name, hit.sector, tuple(json.loads(hit.levels)))
        for hit in shown
    )
    following = encode_cursor(mode, int(shown[-1].score), shown[-1].code) if len(hits) > size else ""
    return SearchPage(items, following, did_you_mean)


def _suggestion(typed: Reading, mended: Reading, name: str) -> str:
    """The mended words as the best name spells them, marks and all; empty when nothing was mended."""
    as_typed = {word[0] for word in typed.words}
    if all(as_typed & set(word) for word in mended.words):
        return ""
    spelled = {"".join(words(word)): word.strip(".,;:()").lower() for word in reversed(name.split())}
    return " ".join(next((spelled[one] for one in word if one in spelled), word[0]) for word in mended.words)
