"""Queries asked with every page, turned into SQL once: Django takes longer to write them than PostgreSQL to answer."""

from collections.abc import Callable
from copy import copy
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from django.db import connections
from django.db.models import Expression, Field, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.db.transaction import TransactionManagementError

Row = TypeVar("Row")


class Given(Expression):
    """A value of a `Compiled` query that comes each time it is asked."""

    def __init__(self, name: str, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name = name

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, tuple[Any, ...]]:
        # Stands among the parameters until its value takes the place.
        return "%s", (self,)


@dataclass(frozen=True, slots=True)
class _Made(Generic[Row]):
    rows: "QuerySet[Any, Row]"
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]


class Compiled(Generic[Row]):
    """The query that `build` makes, with `Given` values in it. It is built once in a process, when first asked.

    What does not come by `Given` must be the same for everybody and at all times: no actor, no clock, no language.
    """

    def __init__(self, build: Callable[[], "QuerySet[Any, Row]"]) -> None:
        self._build = build
        self._made: _Made[Row] | None = None

    def rows(self, **values: Any) -> list[Row]:
        """The rows, as the query set would give them, in one statement. `values` are of the types of their columns."""
        made = self._made or self._make()
        params = tuple(values[one.name] if isinstance(one, Given) else one for one in made.params)

        def get_compiler(using: str, **_: Any) -> SQLCompiler:
            ready = copy(made.compiler)
            ready.connection = connections[using]
            if ready.query.select_for_update and ready.connection.get_autocommit():
                raise TransactionManagementError("rows are locked in a transaction only")
            ready.as_sql = lambda *_args, **_kwargs: (made.sql, params)  # type: ignore[method-assign]
            return ready

        rows = made.rows.all()
        rows.query.get_compiler = get_compiler  # type: ignore[method-assign, assignment]
        return list(rows)

    def first(self, **values: Any) -> Row | None:
        """The first row, for a query that finds one at most."""
        return next(iter(self.rows(**values)), None)

    def _make(self) -> _Made[Row]:
        rows = self._build()
        compiler = rows.query.get_compiler(using=rows.db)
        sql, params = compiler.as_sql()
        self._made = _Made(rows, compiler, sql, tuple(params))  # threads may race: all make the same
        return self._made
