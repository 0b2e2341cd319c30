"""The statements of searching."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple
from uuid import UUID

from django.db import connection

from motcua.procedures.search_query import Reading, Vocabulary, codes_in, shares_of, tsquery_of

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
OF_AGENCY = """EXISTS (
    SELECT 1 FROM procedures_competence c
    WHERE c.agency_id = %(agency)s::uuid
        AND (c.procedure_code = p.code OR (c.sector = p.sector AND p.for_province))
)"""


class Hit(NamedTuple):
    """A row found. `named` is what of the query is in the name, in thousandths; `levels` is JSON as text."""

    id: UUID
    code: str
    name: str
    sector: str
    levels: str
    named: int
    score: int


@dataclass(frozen=True, slots=True)
class Lookup:
    """What narrows every statement: conditions with their values, the (score, code) to go on after, how many rows."""

    where: tuple[str, ...]
    values: Mapping[str, Any]
    after: tuple[int, str] | None
    limit: int


def listed(lookup: Lookup) -> list[Hit]:
    """All by code."""
    after = lookup.after[1] if lookup.after else ""
    return _run(_LISTED, lookup.where, {**lookup.values, "code": after, "limit": lookup.limit})


def as_typed(query: str, readings: Sequence[Reading], vocabulary: Vocabulary, lookup: Lookup) -> list[Hit]:
    """Those that hold every word of a reading somewhere, the ones that hold them in their name first."""
    rank = "(ts_rank(p.search, %(tsquery)s::tsquery) * 500)::int"
    values = {
        "tsquery": tsquery_of(readings),
        "codes": list(codes_in(query)),
        **_words_of(readings, vocabulary),
    }
    return _ranked(rank, "p.search @@ %(tsquery)s::tsquery", values, lookup)


def by_name(readings: Sequence[Reading], vocabulary: Vocabulary, lookup: Lookup, *, enough: int) -> list[Hit]:
    """Those whose names hold at least `enough` thousandths of a reading, the fullest first."""
    values = {"enough": enough, "codes": [], **_words_of(readings, vocabulary)}
    return _ranked("0", "hit.named >= %(enough)s", values, lookup)


def _ranked(rank: str, condition: str, values: dict[str, Any], lookup: Lookup) -> list[Hit]:
    after = "true"
    if lookup.after:
        after = "score < %(score)s OR (score = %(score)s AND code > %(code)s)"
        values = {**values, "score": lookup.after[0], "code": lookup.after[1]}
    sql = _RANKED.replace("{rank}", rank).replace("{after}", after)
    return _run(sql, (*lookup.where, condition), {**lookup.values, **values, "limit": lookup.limit})


def _words_of(readings: Sequence[Reading], vocabulary: Vocabulary) -> dict[str, list[Any]]:
    rows = [
        (number, share, " ".join(word), "" if reading.is_open and place == len(reading.words) - 1 else " ")
        for number, reading in enumerate(readings)
        for place, (word, share) in enumerate(zip(reading.words, shares_of(reading, vocabulary), strict=True))
    ]
    names = ("reading", "share", "alternatives", "ending")
    columns = dict(zip(names, map(list, zip(*rows, strict=True)), strict=True))
    return {**columns, "phrases": [reading.phrase for reading in readings if len(reading.words) > 1]}


def _run(sql: str, where: Sequence[str], values: Mapping[str, Any]) -> list[Hit]:
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("{where}", " AND ".join(where)), values)
        return [Hit(*row) for row in cursor.fetchall()]
