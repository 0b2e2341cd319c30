"""A province's years in minutes: the demonstration's dossiers copied, with what belongs to them, by the server itself.

Copies differ where it costs: key, code, agency, owner, times, words for search. Nineteen of twenty are finished, as in
an office that keeps up; the open ones stand on desks with due dates around today.
"""

import itertools
import os
from typing import Any

import psycopg

from motcua.dossiers.models import (
    Adjustment,
    Component,
    Dossier,
    Paper,
    ResultDocument,
    Supplement,
    TimelineEntry,
)
from motcua.kernel.text import words
from tools.bench.province import CITIZEN, Bench

TIMELINE = 5  # entries of each copy at most: five million beside a million dossiers
_FAMILY = ("nguyễn", "trần", "lê", "phạm", "hoàng", "phan", "vũ", "đặng", "bùi", "đỗ", "hồ", "ngô")
_MIDDLE = ("văn", "thị", "hữu", "đức", "minh", "ngọc", "thanh", "quang", "thu", "xuân", "kim", "gia")
_GIVEN = (
    "an",
    "bình",
    "chi",
    "dũng",
    "giang",
    "hà",
    "hùng",
    "khánh",
    "lan",
    "mai",
    "nam",
    "oanh",
    "phúc",
    "quân",
)
_PARTS = (TimelineEntry, Paper, Adjustment, ResultDocument, Supplement, Component)
_BATCH = 50_000
# Of so many copies one is at work still; those made by `fill_open` have such numbers alone, far from the others'.
_EVERY, _OPEN = 20, 40_000_000


def fill(bench: Bench, *, upto: int) -> None:
    """Copy until there are `upto` dossiers, then let the planner know."""
    # Values are put in by the driver: a statement that makes a table takes no parameters.
    with psycopg.connect(
        os.environ["DATABASE_URL"], autocommit=True, cursor_factory=psycopg.ClientCursor
    ) as own:
        if own.execute("SELECT to_regclass('bench_template')").fetchone() == (None,):
            _prepare(own, bench)
        for first in range(Dossier.objects.count(), upto, _BATCH):
            with own.transaction():
                # As a replica: what is copied together refers to itself, there is nothing to check row by row.
                own.execute("SET LOCAL session_replication_role = replica")
                _copy(own, first, min(first + _BATCH, upto))
        own.execute("VACUUM ANALYZE")


def fill_open(count: int) -> None:
    """`count` more dossiers, all of them at work, due when what they are copied from is. Run `fill` first."""
    with psycopg.connect(
        os.environ["DATABASE_URL"], autocommit=True, cursor_factory=psycopg.ClientCursor
    ) as own:
        for first in range(_OPEN, _OPEN + count * _EVERY, _BATCH * _EVERY):
            with own.transaction():
                own.execute("SET LOCAL session_replication_role = replica")
                _copy(own, first, min(first + _BATCH * _EVERY, _OPEN + count * _EVERY), step=_EVERY)
        own.execute("VACUUM ANALYZE")


def _prepare(own: "psycopg.Connection[Any]", bench: Bench) -> None:
    """Small tables that a copy is put together from."""
    own.execute(
        "CREATE TABLE bench_name AS SELECT row_number() OVER () - 1 AS n, name, folded "
        "FROM unnest(%s::text[], %s::text[]) AS u(name, folded)",
        _names(),
    )
    own.execute(
        "CREATE TABLE bench_template AS SELECT row_number() OVER (PARTITION BY done) - 1 AS n, id, done FROM ("
        "SELECT id, step = 'returned' AS done, row_number() OVER (PARTITION BY step ORDER BY id) AS place "
        "FROM dossiers_dossier WHERE status > 0) one WHERE place <= 5"
    )
    own.execute(
        "CREATE TABLE bench_agency AS SELECT row_number() OVER (ORDER BY identifier) - 1 AS n, id "
        "FROM directory_agency WHERE kind = 'commune'"
    )
    own.execute("CREATE TABLE bench_citizen AS SELECT %s::uuid AS id", [bench.accounts[CITIZEN]])


def _names() -> list[list[str]]:
    names = [" ".join(parts).title() for parts in itertools.product(_FAMILY, _MIDDLE, _GIVEN)]
    return [names, [" ".join(words(name)) for name in names]]


def _copy(own: "psycopg.Connection[Any]", first: int, last: int, step: int = 1) -> None:
    own.execute(
        f"""
        CREATE TEMP TABLE copy ON COMMIT DROP AS
        SELECT s.n, t.id AS template, a.id AS agency, p.name, p.folded, now() - age AS at, t.done,
            (lpad(to_hex((extract(epoch FROM now() - age) * 1000)::bigint), 12, '0') || '7'
                || substr(md5(s.n::text), 1, 3) || '8' || substr(md5(s.n::text), 4, 15))::uuid AS id
        FROM (
            SELECT n, hashint8(n) & 2147483647 AS h, n %% {_EVERY} <> 0 AS done,
                CASE WHEN n %% {_EVERY} <> 0 THEN random() * interval '700 days' + interval '20 days'
                    ELSE random() * interval '15 days' END AS age
            FROM generate_series(%s::bigint, %s::bigint, %s) n OFFSET 0
        ) s
        JOIN (SELECT done, count(*) AS many FROM bench_template GROUP BY done) c ON c.done = s.done
        JOIN bench_template t ON t.done = s.done AND t.n = h %% c.many
        JOIN bench_agency a ON a.n = (h / 64) %% (SELECT count(*) FROM bench_agency)
        JOIN bench_name p ON p.n = (h / 512) %% {len(_names()[0])}
        """,
        [first, last - 1, step],
    )
    special = {
        "id": "c.id",
        "code": "'B-' || lpad(c.n::text, 8, '0')",
        "competent_agency_id": "c.agency",
        "receiving_agency_id": "c.agency",
        "assisting_agency_id": "CASE WHEN s.assisting_agency_id IS NOT NULL THEN c.agency END",
        "entered_by_id": "NULL",
        "owner_name": "c.name",
        "owner_account_id": "CASE WHEN c.n % 20000 = 7 THEN (SELECT id FROM bench_citizen) END",
        "search": "to_tsvector('simple', c.folded || ' ' || 'cap giay phep xay dung nha o rieng le')",
        "created_at": "c.at",
        "submitted_at": "c.at",
        "changed_at": "c.at + interval '1 hour'",
        "work_due_at": "CASE WHEN s.work_due_at IS NOT NULL THEN c.at + interval '10 days' END",
        "due_at": "CASE WHEN s.due_at IS NOT NULL THEN c.at + interval '10 days' END",
    }
    if step == _EVERY:
        del special["due_at"]  # as their history says
    _insert(own, Dossier, special, "s.id = c.template")
    for model in _PARTS:
        differ = {"id": "overlay(c.id::text placing right(md5(s.id::text || c.n::text), 12) from 25)::uuid"}
        differ |= {"dossier_id": "c.id", "verify_token": "NULL", "number": "''"}
        more = f" AND s.seq <= {TIMELINE}" if model is TimelineEntry else ""
        _insert(own, model, differ, "s.dossier_id = c.template" + more)


def _insert(own: "psycopg.Connection[Any]", model: Any, special: dict[str, str], match: str) -> None:
    table = model._meta.db_table
    columns = [field.column for field in model._meta.concrete_fields]
    values = ", ".join(special.get(column, f's."{column}"') for column in columns)
    names = ", ".join(f'"{column}"' for column in columns)
    own.execute(f"INSERT INTO {table} ({names}) SELECT {values} FROM copy c JOIN {table} s ON {match}")
