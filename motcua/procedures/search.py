"""Full-text search: at most three statements, whatever is typed."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from motcua.directory.door import all_agencies
from motcua.kernel.paging import decode_cursor, encode_cursor
from motcua.kernel.text import words
from motcua.procedures.search_query import (
    Reading,
    codes_in,
    corrected,
    is_code,
    readings_of,
    shares_of,
    tsquery_of,
)
from motcua.procedures.search_state import SearchState, read_state
from motcua.procedures.types import ProcedureSummary, SearchPage

MAX_SIZE = 100
MOST_TYPED = 300
_LEVELS = ("ministry", "province", "commune")
# Thousandths of what a query means that are in a name: enough to be satisfied with the words as typed, and
# the least for a mended query to count as found.
_SATISFIED, _ENOUGH = 800, 500
_TYPED, _MENDED = 0, 1

# Words are compared with the folded name, which is short: the search vector of a long record is stored out of
# line, and looking into it word by word would fetch it once for each.
_RANKED = """
SELECT id, code, name, sector, levels, named, score FROM (
    SELECT p.*, coalesce(hit.named, 0) AS named,
        (p.code = ANY(%(codes)s::text[]))::int * 1000000 + coalesce(hit.named, 0) * 10 + {rank}
        + (SELECT coalesce(max(CASE WHEN p.search_text = phrase THEN 5000
            WHEN starts_with(p.search_text, phrase) THEN 3000
            WHEN strpos(' ' || p.search_text, ' ' || phrase) > 0 THEN 2000 END), 0)
           FROM unnest(%(phrases)s::text[]) AS phrase)
        - least(length(p.search_text), 900) AS score
    FROM procedures_procedure p
    LEFT JOIN LATERAL (
        SELECT max(total) AS named FROM (
            SELECT sum(share) AS total
            FROM unnest(%(reading)s::int[], %(share)s::int[], %(alternatives)s::text[], %(ending)s::text[])
                AS word(reading, share, alternatives, ending)
            WHERE EXISTS (
                SELECT 1 FROM unnest(string_to_array(alternatives, ' ')) AS one
                WHERE strpos(' ' || p.search_text || ' ', ' ' || one || ending) > 0
            )
            GROUP BY reading
        ) AS sums
    ) AS hit ON true
    WHERE {where}
) AS ranked
WHERE {after}
ORDER BY score DESC, code
LIMIT %(limit)s
"""
_LISTED = """
SELECT p.id, p.code, p.name, p.sector, p.levels, 0, 0 FROM procedures_procedure p
WHERE {where} AND p.code > %(code)s
ORDER BY p.code
LIMIT %(limit)s
"""
_OF_AGENCY = """EXISTS (
    SELECT 1 FROM procedures_competence c
    WHERE c.agency_id = %(agency)s::uuid
        AND (c.procedure_code = p.code OR (c.sector = p.sector AND p.for_province))
)"""


@dataclass(frozen=True, slots=True)
class _Filter:
    """Conditions in SQL, and their values."""

    where: tuple[str, ...]
    values: dict[str, Any]


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
    wanted = _filter(sector, level, agency_id, live_only=live_only)
    size = max(1, min(size, MAX_SIZE))
    key = decode_cursor(cursor, parts=3)
    query = q[:MOST_TYPED]
    if not words(query):
        rows = _run(_LISTED, wanted, {"code": key[2] if key else "", "limit": size + 1})
        return _page(rows, size, _TYPED)
    state = read_state()
    readings = readings_of(query, state.synonyms)
    typed: list[Any] = []
    if not key or key[0] == _TYPED:
        typed = _typed_rows(query, readings, state, wanted, key, size)
        if key or (typed and (typed[0][5] >= _SATISFIED or is_code(query))):
            return _page(typed, size, _TYPED)
    mended = corrected(readings, state.vocabulary, state.ignored)
    rows = _mended_rows(mended, state, wanted, key, size) if mended else []
    if not rows or (typed and typed[0][6] >= rows[0][6]):
        return _page(typed, size, _TYPED)
    return _page(rows, size, _MENDED, _suggestion(readings[-1], mended[-1], rows[0][2]))


def _filter(sector: str, level: str, agency_id: UUID | None, *, live_only: bool) -> _Filter:
    where = ["p.is_live"] if live_only else ["true"]
    values: dict[str, Any] = {}
    if sector:
        where.append("p.sector = %(sector)s")
        values["sector"] = sector
    if level:
        where.append(f"p.for_{level}" if level in _LEVELS else "false")
    if agency_id is not None:
        found = next((one for one in all_agencies() if one.id == agency_id), None)
        is_commune = found is not None and found.level == "commune"
        where.append("p.for_commune" if is_commune else _OF_AGENCY)
        values |= {} if is_commune else {"agency": agency_id}
    return _Filter(tuple(where), values)


def _typed_rows(
    query: str, readings: list[Reading], state: SearchState, wanted: _Filter, key: list[Any] | None, size: int
) -> list[Any]:
    where = _Filter((*wanted.where, "p.search @@ %(tsquery)s::tsquery"), wanted.values)
    values = {"tsquery": tsquery_of(readings), "codes": list(codes_in(query))}
    rank = "(ts_rank(p.search, %(tsquery)s::tsquery) * 500)::int"
    return _ranked(readings, state, where, key, size, rank=rank, values=values)


def _mended_rows(
    readings: list[Reading], state: SearchState, wanted: _Filter, key: list[Any] | None, size: int
) -> list[Any]:
    where = _Filter((*wanted.where, "hit.named >= %(enough)s"), wanted.values)
    return _ranked(readings, state, where, key, size, rank="0", values={"enough": _ENOUGH, "codes": []})


def _ranked(
    readings: list[Reading],
    state: SearchState,
    wanted: _Filter,
    key: list[Any] | None,
    size: int,
    *,
    rank: str,
    values: dict[str, Any],
) -> list[Any]:
    after = "score < %(score)s OR (score = %(score)s AND code > %(code)s)" if key else "true"
    values = {**values, **_words_of(readings, state), "limit": size + 1}
    if key:
        values |= {"score": int(key[1]), "code": str(key[2])}
    return _run(_RANKED.replace("{rank}", rank).replace("{after}", after), wanted, values)


def _words_of(readings: Sequence[Reading], state: SearchState) -> dict[str, list[Any]]:
    rows = [
        (number, share, " ".join(word), "" if reading.is_open and place == len(reading.words) - 1 else " ")
        for number, reading in enumerate(readings)
        for place, (word, share) in enumerate(
            zip(reading.words, shares_of(reading, state.vocabulary), strict=True)
        )
    ]
    names = ("reading", "share", "alternatives", "ending")
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    return {**columns, "phrases": [reading.phrase for reading in readings if len(reading.words) > 1]}


def _run(sql: str, wanted: _Filter, values: dict[str, Any]) -> list[Any]:
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("{where}", " AND ".join(wanted.where)), {**wanted.values, **values})
        return list(cursor.fetchall())


def _page(rows: list[Any], size: int, mode: int, did_you_mean: str = "") -> SearchPage:
    shown = rows[:size]
    items = tuple(
        # A plain cursor gives JSON as text.
        ProcedureSummary(pk, code, name, sector, tuple(json.loads(levels)))
        for pk, code, name, sector, levels, *_rank in shown
    )
    following = encode_cursor(mode, int(shown[-1][6]), shown[-1][1]) if len(rows) > size else ""
    return SearchPage(items, following, did_you_mean)


def _suggestion(typed: Reading, mended: Reading, name: str) -> str:
    """The mended words as the best name spells them, marks and all; empty when nothing was mended."""
    as_typed = {word[0] for word in typed.words}
    if all(as_typed & set(word) for word in mended.words):
        return ""
    spelled = {"".join(words(word)): word.strip(".,;:()").lower() for word in reversed(name.split())}
    return " ".join(next((spelled[one] for one in word if one in spelled), word[0]) for word in mended.words)
