"""Migrations in two stages, so that a release comes in while the one before it still serves (docs/upgrade.md)."""

from django.db import connection
from django.db.migrations import Migration
from django.db.migrations.executor import MigrationExecutor

BEFORE, AFTER = "before", "after"
_NOTHING_MISSING: list[bool] = []


def stage_of(migration: Migration) -> str:
    """`before` adds and is run while old code serves; `after` (a class attribute `stage`) takes away."""
    stage: str = getattr(migration, "stage", BEFORE)
    return stage


def pending() -> tuple[tuple[str, str], ...]:
    """What is not applied yet: name and stage, in order. Once nothing is, a process does not ask again."""
    if _NOTHING_MISSING:
        return ()
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if not plan:
        _NOTHING_MISSING.append(True)
    return tuple((f"{one.app_label}.{one.name}", stage_of(one)) for one, _backwards in plan)


def open_before() -> dict[str, str]:
    """For each room the last migration that is missing and has no one of stage `after` beneath it."""
    executor = MigrationExecutor(connection)
    graph = executor.loader.graph
    targets = {}
    for migration, _backwards in executor.migration_plan(graph.leaf_nodes()):
        beneath = graph.forwards_plan((migration.app_label, migration.name))
        missing = [key for key in beneath if key not in executor.loader.applied_migrations]
        if all(stage_of(graph.nodes[key]) == BEFORE for key in missing):
            targets[migration.app_label] = migration.name
    return targets
