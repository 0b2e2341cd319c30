"""How long things are kept, by a dated table that an installation may replace; what is past it is erased.

The trail keeps that, when and under which rule something was erased, and how many there were; never what it was.
"""

import datetime as dt
import json
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from motcua.audit.operations import record

BATCH = 500
_DEFAULT = Path(__file__).with_name("retention.json")
_NAMES = uuid.UUID("5f1d1c86-0d2d-4c0e-9a0c-2b6f1c3f9b71")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table: in force from `since` on. Without `days` the kind is never erased by itself."""

    kind: str
    since: dt.date
    days: int | None
    ground: str


@dataclass(frozen=True, slots=True)
class Due:
    """What a rule would erase now: `count` things of before `before`."""

    rule: Rule
    before: dt.datetime | None
    count: int


@dataclass(frozen=True, slots=True)
class Eraser:
    """How a room counts what is older than a moment, and erases at most so many of it (returns how many)."""

    count: Callable[[dt.datetime], int]
    erase: Callable[[dt.datetime, int], int]


class BrokenTable(ValueError):
    """The file that replaces the table cannot be understood; nothing is erased rather than too much."""


@dataclass(frozen=True, slots=True)
class _ByRule:
    """Who erases: nobody in particular, by rule."""

    id: uuid.UUID
    name: str
    acting_for: str = ""


_ERASER = _ByRule(uuid.UUID(int=0), "Quy định lưu giữ")
_erasers: dict[str, Eraser] = {}


def register_eraser(kind: str, eraser: Eraser) -> None:
    """Say how things of a kind are erased; called once at start-up by the room that keeps them."""
    _erasers[kind] = eraser


def rules_on(day: dt.date) -> tuple[Rule, ...]:
    """The rules in force on `day`, one for each kind. Raises BrokenTable."""
    path = settings.MOTCUA_RETENTION
    table = _table(Path(path) if path else _DEFAULT)
    in_force = {rule.kind: rule for rule in table if rule.since <= day}
    return tuple(in_force.values())


def plan_erasure(*, now: dt.datetime) -> tuple[Due, ...]:
    """What each rule would erase at `now`; erases nothing. One statement for each kind."""
    return tuple(_due(rule, now) for rule in rules_on(timezone.localdate(now)))


def run_erasure(*, now: dt.datetime) -> dict[str, int]:
    """Erase what is past its time, in small transactions; returns how many of each kind."""
    erased = {}
    for rule in rules_on(timezone.localdate(now)):
        before = _before(rule, now)
        if before is not None and (count := _erase(rule, before, now)):
            erased[rule.kind] = count
    return erased


def _erase(rule: Rule, before: dt.datetime, now: dt.datetime) -> int:
    total = 0
    while True:
        with transaction.atomic():
            count = _erasers[rule.kind].erase(before, BATCH)
            if count:
                data = {"kind": rule.kind, "count": count, "before": before, "since": rule.since}
                record(
                    actor=_ERASER,
                    action="retention.erased",
                    subject="retention",
                    subject_id=uuid.uuid5(_NAMES, rule.kind),
                    data=data,
                    now=now,
                )
        total += count
        if count < BATCH:
            return total


def _due(rule: Rule, now: dt.datetime) -> Due:
    before = _before(rule, now)
    return Due(rule, before, _erasers[rule.kind].count(before) if before else 0)


def _before(rule: Rule, now: dt.datetime) -> dt.datetime | None:
    if rule.days is None or rule.kind not in _erasers:
        return None
    return now - dt.timedelta(days=rule.days)


@cache
def _table(path: Path) -> tuple[Rule, ...]:
    try:
        rules = [_rule(row) for row in json.loads(path.read_text())]
    except (OSError, TypeError, KeyError, AttributeError, ValueError) as error:
        raise BrokenTable(f"{path}: {type(error).__name__}: {error}") from error
    return tuple(sorted(rules, key=lambda rule: rule.since))


def _rule(row: dict[str, object]) -> Rule:
    days, ground = row["days"], row["ground"]
    if not (days is None or (type(days) is int and days >= 1)) or not ground:
        raise ValueError(f"{row['kind']}: days and ground")
    return Rule(str(row["kind"]), dt.date.fromisoformat(str(row["since"])), days, str(ground))
