"""Many rows at once: sealing columns that lay open, and sealing again with a new key."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.apps import apps
from django.db import transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import sql

from motcua.kernel.secrecy import EncryptedTextField, decrypt, encrypt, newest_key_id

BATCH = 500
_BEFORE_ALL = UUID(int=0)
# Beside the sealed columns: an assignment with its values, from the open ones of a row.
Also = tuple[str, Callable[[Mapping[str, str]], Sequence[Any]]]

_OPEN = sql.SQL("{open}::text NOT IN ('', '{{}}') AND {sealed} = ''")
_OLD = sql.SQL("{column} <> '' AND substring({column} FROM 2 FOR 4) <> {newest}")
_COUNT = sql.SQL("""
SELECT encode(substring({column} FROM 2 FOR 4), 'hex'), count(*) FROM {table} WHERE {column} <> '' GROUP BY 1
""")
_SELECT = sql.SQL("""
SELECT {key}, {columns} FROM {table} WHERE {key} > %s AND ({outdated}) ORDER BY {key} LIMIT %s FOR UPDATE
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
        key=sql.Identifier("id"),
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


def sealed_columns() -> dict[str, dict[str, str]]:
    """Every column that holds sealed values, with its purpose, by table."""
    found: dict[str, dict[str, str]] = {}
    for model in apps.get_models():
        sealed = [
            field for field in model._meta.local_concrete_fields if isinstance(field, EncryptedTextField)
        ]
        if sealed:
            found[model._meta.db_table] = {str(field.column): field.purpose for field in sealed}
    return found


def reseal(connection: BaseDatabaseWrapper, table: str, purposes: Mapping[str, str]) -> int:
    """Seal with the newest key what older ones sealed in the columns of `purposes`; returns how many rows.

    A batch is a transaction; broken off and called again, it goes on. The table's key is a UUID.
    """
    names = {column: sql.Identifier(column) for column in purposes}
    newest = sql.Literal(newest_key_id())
    outdated = [_OLD.format(column=name, newest=newest) for name in names.values()]
    key = sql.Identifier(_key_of(table))
    select = _SELECT.format(
        key=key,
        columns=sql.SQL(", ").join(names.values()),
        table=sql.Identifier(table),
        outdated=sql.SQL(" OR ").join(sql.SQL("({})").format(condition) for condition in outdated),
    )
    sets = sql.SQL(", ").join(sql.SQL("{} = %s").format(name) for name in names.values())
    update = sql.SQL("UPDATE {} SET {} WHERE {} = %s").format(sql.Identifier(table), sets, key)

    def values(row: tuple[Any, ...]) -> list[Any]:
        tokens = zip(row[1:], purposes.values(), strict=True)
        return [*(_sealed_again(token, purpose) for token, purpose in tokens), row[0]]

    return in_batches(connection, select, update, values)


def _key_of(table: str) -> str:
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    return str(model._meta.pk.column)


def values_by_key(connection: BaseDatabaseWrapper) -> Counter[str]:
    """How many values each key (its id in hexadecimal) has sealed. Reads every row: not for a page."""
    found: Counter[str] = Counter()
    with connection.cursor() as cursor:
        for table, purposes in sealed_columns().items():
            for column in purposes:
                cursor.execute(_COUNT.format(column=sql.Identifier(column), table=sql.Identifier(table)))
                found.update(dict(cursor.fetchall()))
    return found


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


def _sealed_again(token: bytes | None, purpose: str) -> bytes | None:
    return encrypt(decrypt(token, purpose=purpose), purpose=purpose) if token else token
