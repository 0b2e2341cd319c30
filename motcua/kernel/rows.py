"""Rows as the hot paths write them: new ones of several tables together, of changed ones what changed."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models import AutoField, Field, Model
from psycopg import sql

_Fields = tuple["Field[Any, Any]", ...]


def insert(*rows: Model) -> None:
    """Insert a few `rows`, of whatever models, in one statement. What a row refers to may be among them.

    Values are plain, no expressions. Raises what saving them one by one would raise; a key that the database gives is
    not read back.
    """
    if not rows:
        return
    values = [_values(row, _fields(type(row))) for row in rows]
    # NULL stands in the text: the driver keeps what it made of a text with fifty parameters at most.
    shape = tuple((type(row), tuple(v is None for v in own)) for row, own in zip(rows, values, strict=True))
    with connection.cursor() as cursor:
        cursor.execute(_insertions(shape), [value for own in values for value in own if value is not None])
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def update(row: Model, before: Mapping[str, Any]) -> None:
    """Write the columns of `row` that differ from `before`, its `vars` as it was read. Values are plain.

    The row must be there, locked by whoever read it.
    """
    now = vars(row)
    changed = tuple(
        field for field in _fields(type(row)) if now.get(field.attname) != before.get(field.attname)
    )
    if changed:
        with connection.cursor() as cursor:
            cursor.execute(_change(type(row), changed), [*_values(row, changed), row.pk])


def _values(row: Model, fields: _Fields) -> list[Any]:
    own, add = connections[DEFAULT_DB_ALIAS], row._state.adding
    return [field.get_db_prep_save(field.pre_save(row, add=add), own) for field in fields]


@cache
def _fields(model: type[Model]) -> _Fields:
    return tuple(field for field in model._meta.local_concrete_fields if not isinstance(field, AutoField))


@cache
def _insertions(shape: tuple[tuple[type[Model], tuple[bool, ...]], ...]) -> str:
    *first, last = [_insertion(model, nulls) for model, nulls in shape]
    if not first:
        return last
    return f"WITH {', '.join(f'row{place} AS ({text})' for place, text in enumerate(first))} {last}"


def _insertion(model: type[Model], nulls: tuple[bool, ...]) -> str:
    values = (sql.NULL if is_null else sql.Placeholder() for is_null in nulls)
    text = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(_column(field) for field in _fields(model)),
        sql.SQL(", ").join(values),
    )
    return text.as_string()


@cache
def _change(model: type[Model], fields: _Fields) -> str:
    text = sql.SQL("UPDATE {} SET {} WHERE {} = {}").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(sql.SQL("{} = {}").format(_column(field), sql.Placeholder()) for field in fields),
        _column(model._meta.pk),
        sql.Placeholder(),
    )
    return text.as_string()


def _column(field: "Field[Any, Any]") -> sql.Identifier:
    return sql.Identifier(str(field.column))
