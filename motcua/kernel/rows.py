"""New rows of several tables in one statement: what an act writes goes to the server together."""

from functools import cache
from typing import Any

from django.db import connection
from django.db.models import AutoField, Field, Model
from psycopg import sql


def insert(*rows: Model) -> None:
    """Insert a few `rows`, of whatever models, with plain values only. What a row refers to may be among them.

    Raises what saving them one by one would raise. A key that the database gives is not read back.
    """
    if not rows:
        return
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for row in rows
        for field in _fields(type(row))
    ]
    with connection.cursor() as cursor:
        cursor.execute(_statement(tuple(type(row) for row in rows)), values)
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


@cache
def _fields(model: type[Model]) -> tuple["Field[Any, Any]", ...]:
    return tuple(field for field in model._meta.local_concrete_fields if not isinstance(field, AutoField))


@cache
def _statement(models: tuple[type[Model], ...]) -> str:
    *first, last = [_insertion(model) for model in models]
    if not first:
        return last
    return f"WITH {', '.join(f'row{place} AS ({text})' for place, text in enumerate(first))} {last}"


def _insertion(model: type[Model]) -> str:
    columns = [str(field.column) for field in _fields(model)]
    text = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
        sql.Identifier(model._meta.db_table),
        sql.SQL(", ").join(map(sql.Identifier, columns)),
        sql.SQL(", ").join([sql.Placeholder()] * len(columns)),
    )
    return text.as_string()
