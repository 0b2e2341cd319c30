"""The event catalogue: what travels through the speaking tube."""

import dataclasses
import datetime as dt
import importlib
import inspect
import re
import types
import typing
from types import ModuleType
from uuid import UUID

from tests.architecture import house

NAME = re.compile(r"[a-z_]+(\.[a-z_]+)+\.v[1-9][0-9]*")
SIMPLE = {UUID, str, int, bool, dt.date, dt.datetime}


def event_classes(module: ModuleType) -> list[type]:
    return [
        thing
        for _, thing in inspect.getmembers(module, inspect.isclass)
        if thing.__module__ == module.__name__ and not thing.__name__.startswith("_")
    ]


def event_faults(classes: list[type]) -> list[str]:
    """Events that can change, that have no versioned name or one of another event, or that carry more than ids."""
    faults = []
    seen: dict[str, type] = {}
    for event in classes:
        if not dataclasses.is_dataclass(event) or not event.__dataclass_params__.frozen:  # type: ignore[attr-defined]
            faults.append(f"{event.__name__} is not a frozen dataclass")
            continue
        name = getattr(event, "NAME", "")
        if not NAME.fullmatch(name):
            faults.append(f"{event.__name__} is called {name!r}")
        if seen.setdefault(name, event) is not event:
            faults.append(f"{event.__name__} is called as {seen[name].__name__}")
        kinds = typing.get_type_hints(event)
        faults += [
            f"{event.__name__}.{field.name} is more than an id"
            for field in dataclasses.fields(event)
            if not _simple(kinds[field.name])
        ]
    return faults


def _simple(kind: object) -> bool:
    if typing.get_origin(kind) in (None, tuple, types.UnionType, typing.Union):
        parts = [part for part in typing.get_args(kind) if part not in (type(None), ...)]
        return all(_simple(part) for part in parts) if parts else kind in SIMPLE
    return False


def test_events_are_frozen_named_and_carry_ids() -> None:
    rooms = sorted(path.parent.name for path in house.PACKAGE.glob("*/events.py"))
    modules = [importlib.import_module(f"motcua.{room}.events") for room in rooms]
    classes = [event for module in modules for event in event_classes(module)]
    assert classes
    assert event_faults(classes) == []


def test_each_fault_of_an_event_is_found() -> None:
    @dataclasses.dataclass
    class Changeable:
        NAME = "dossier.changed.v1"

    @dataclasses.dataclass(frozen=True)
    class Unversioned:
        NAME = "dossier.changed"

    @dataclasses.dataclass(frozen=True)
    class Heavy:
        NAME: typing.ClassVar[str] = "dossier.filed.v1"
        dossier_id: UUID
        answers: dict[str, str]
        tags: tuple[UUID, ...]
        until: dt.date | None

    @dataclasses.dataclass(frozen=True)
    class Twin:
        NAME = "dossier.filed.v1"

    assert event_faults([Changeable, Unversioned, Heavy, Twin]) == [
        "Changeable is not a frozen dataclass",
        "Unversioned is called 'dossier.changed'",
        "Heavy.answers is more than an id",
        "Twin is called as Heavy",
    ]
