"""Many rows at once: sealing columns that lay open, and sealing again with a new key."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from motcua.kernel.secrecy import encrypt

BATCH = 500
_BEFORE_ALL = UUID(int=0)
# Beside the sealed columns: an assignment with its values, from the open ones of a row.
Also = tuple[str, Callable[[Mapping[str, str]], Sequence[Any]]]

_OPEN = sql.SQL("{open}::text NOT IN ('', '{{}}') AND {sealed} = ''")
_SELECT = sql.SQL("""
SELECT id, {columns} FROM {table} WHERE id > %s AND ({outdated}) ORDER BY id LIMIT %s FOR UPDATE
""")


def seal_columns(
    connection: BaseDatabaseWrapper, table: str, purposes: Mapping[str, str], *, also: Also | None = None
) -> int:
    """Fill `<column>_sealed` from each column of `purposes` (column: purpose) where it is empty; returns how many rows.

    For migrations. A batch is a transaction; broken off and called again, it goes on.
    """
    names = {column: sql.Identifier(column) for column in purposes}
    sealed = {column: sql.Identifier(f"{column}_sealed") for column in purposes}
    outdated = [_OPEN.format(open=names[column], sealed=sealed[column]) for column in purposes]
    select = _SELECT.format(
        columns=sql.SQL(", ").join(sql.SQL("{}::text").format(name) for name in names.values()),
        table=sql.Identifier(table),
        outdated=sql.SQL(" OR ").join(sql.SQL("({})").format(condition) for condition in outdated),
    )
    sets = [sql.SQL("{} = %s").format(sealed[column]) for column in purposes]
    extra, values_of = also or ("", lambda _: ())
    update = sql.SQL("UPDATE {} SET {} WHERE id = %s").format(
        sql.Identifier(table),
        sql.SQL(", ").join([*sets, sql.SQL(extra)] if extra else sets),
    )

    def values(row: tuple[Any, ...]) -> list[Any]:
        given = dict(zip(purposes, row[1:], strict=True))
        kept = [_sealed(value, purposes[column]) for column, value in given.items()]
        return [*kept, *values_of(given), row[0]]

    return in_batches(connection, select, update, values)


def in_batches(
    connection: BaseDatabaseWrapper,
    select: sql.Composed,
    update: sql.Composed,
    values: Callable[[tuple[Any, ...]], Sequence[Any]],
) -> int:
    """Update each row that `select` (after an id, at most so many, in order of id) finds; returns how many."""
    after, total = _BEFORE_ALL, 0
    while True:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(select, [after, BATCH])
            rows = cursor.fetchall()
            if rows:
                cursor.executemany(update, [values(row) for row in rows])
        total += len(rows)
        if len(rows) < BATCH:
            return total
        after = rows[-1][0]


def _sealed(value: str, purpose: str) -> bytes:
    return encrypt(value.encode(), purpose=purpose) if value not in ("", "{}") else b""
