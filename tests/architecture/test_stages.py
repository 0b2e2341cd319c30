"""Migrations come in two stages (docs/upgrade.md): what is run while old code serves only adds."""

import pytest
from django.db import migrations, models
from django.db.migrations import Migration
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation

from motcua.site.stages import AFTER, BEFORE, stage_of

# What the first release came with is where every installation begins.
FIRST = {"0001_initial", "0002_append_only", "0002_trycount"}
_TAKES_AWAY = (
    migrations.DeleteModel,
    migrations.RenameModel,
    migrations.RemoveField,
    migrations.RenameField,
    migrations.AlterField,
    migrations.AlterModelTable,
    migrations.AlterUniqueTogether,
    migrations.RemoveConstraint,
    migrations.RemoveIndex,
)


def what_takes_away(migration: Migration) -> list[str]:
    """Operations of stage `before` that code of the release before would stumble over."""
    if stage_of(migration) == AFTER:
        return []
    operations = _on_the_tables(migration.operations)
    said = " ".join(str(one.sql) for one in operations if isinstance(one, migrations.RunSQL))
    return [str(one.describe()) for one in operations if _stumbles(one, said)]


def _on_the_tables(operations: list[Operation]) -> list[Operation]:
    """What happens to tables: an operation that changes the state alone is no danger."""
    found: list[Operation] = []
    for one in operations:
        if isinstance(one, migrations.SeparateDatabaseAndState):
            found += _on_the_tables(one.database_operations)
        else:
            found.append(one)
    return found


def _stumbles(one: Operation, statements: str) -> bool:
    """`statements`: what the migration says in SQL, where a default may be given as well."""
    if isinstance(one, migrations.AddField):
        field = one.field
        in_sql = f"ALTER {field.db_column or one.name} SET DEFAULT" in statements
        return not (field.null or field.has_db_default() or field.many_to_many or in_sql)
    return isinstance(one, _TAKES_AWAY)


def ours() -> list[Migration]:
    loader = MigrationLoader(None)
    return [
        one
        for one in loader.disk_migrations.values()
        if one.__module__.startswith("motcua.") and one.name not in FIRST
    ]


def test_what_runs_while_old_code_serves_only_adds() -> None:
    found = {f"{one.app_label}.{one.name}": what_takes_away(one) for one in ours()}
    assert {name: operations for name, operations in found.items() if operations} == {}


def test_nothing_that_adds_waits_for_something_that_takes_away() -> None:
    graph = MigrationLoader(None).graph
    blocked = [
        f"{one.app_label}.{one.name} stands upon {below}"
        for one in ours()
        if stage_of(one) == BEFORE
        for below in graph.forwards_plan((one.app_label, one.name))
        if stage_of(graph.nodes[below]) == AFTER
    ]
    assert blocked == []


@pytest.mark.parametrize(
    "operation",
    [
        migrations.RemoveField("thing", "name"),
        migrations.RenameField("thing", "name", "title"),
        migrations.DeleteModel("Thing"),
        migrations.AlterField("thing", "size", models.BigIntegerField()),
        migrations.AddField("thing", "needed", models.TextField()),
        migrations.AddField("thing", "kept", models.TextField(default="")),
        migrations.SeparateDatabaseAndState(database_operations=[migrations.RemoveField("thing", "name")]),
    ],
)
def test_a_migration_that_takes_away_is_found(operation: Operation) -> None:
    class Taking(Migration):
        operations = [operation]

    assert what_takes_away(Taking("0009_x", "thing"))
    Taking.stage = "after"  # type: ignore[attr-defined]
    assert what_takes_away(Taking("0009_x", "thing")) == []


@pytest.mark.parametrize(
    "field", [models.TextField(null=True), models.TextField(db_default=""), models.IntegerField(db_default=0)]
)
def test_a_column_that_old_code_need_not_know_is_fine(field: models.Field) -> None:
    class Adding(Migration):
        operations = [migrations.AddField("thing", "more", field)]

    assert what_takes_away(Adding("0009_x", "thing")) == []
