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
class Stock:
    """What a room has of a kind that is past its time: how many, the oldest's moment, and how many more are on hold."""

    count: int
    oldest: dt.datetime | None = None
    held: int = 0


@dataclass(frozen=True, slots=True)
class Due:
    """What a rule would erase now: `stock` of before `before`, which is None for what is kept."""

    rule: Rule
    before: dt.datetime | None
    stock: Stock


@dataclass(frozen=True, slots=True)
class Order:
    """To erase, under a rule, what is older than `before`."""

    rule: Rule
    before: dt.datetime
    now: dt.datetime


@dataclass(frozen=True, slots=True)
class Eraser:
    """How a room counts what is older than a moment, and erases at most so many of it (returns how many).

    One that works `one_by_one` erases each in a transaction of its own and records it in the thing's own chain.
    """

    stock: Callable[[dt.datetime], Stock]
    erase: Callable[[Order, int], int]
    one_by_one: bool = False


class BrokenTable(ValueError):
    """The file that replaces the table cannot be understood; nothing is erased rather than too much."""


@dataclass(frozen=True, slots=True)
class _ByRule:
    """Who erases: nobody in particular, by rule."""

    id: uuid.UUID
    name: str
    acting_for: str = ""


BY_RULE = _ByRule(uuid.UUID(int=0), "Quy định lưu giữ")
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
        if before is not None and (count := _erase(Order(rule, before, now))):
            erased[rule.kind] = count
    return erased


def _erase(order: Order) -> int:
    eraser = _erasers[order.rule.kind]
    lot = eraser.erase if eraser.one_by_one else _erase_together
    total = 0
    while True:
        count = lot(order, BATCH)
        total += count
        if count < BATCH:
            return total


def _erase_together(order: Order, most: int) -> int:
    """A lot in one transaction; the trail says how many of which kind."""
    rule = order.rule
    with transaction.atomic():
        count = _erasers[rule.kind].erase(order, most)
        if count:
            data = {"kind": rule.kind, "count": count, "before": order.before, "since": rule.since}
            record(
                actor=BY_RULE,
                action="retention.erased",
                subject="retention",
                subject_id=uuid.uuid5(_NAMES, rule.kind),
                data=data,
                now=order.now,
            )
    return count


def _due(rule: Rule, now: dt.datetime) -> Due:
    before = _before(rule, now)
    return Due(rule, before, _erasers[rule.kind].stock(before) if before else Stock(0))


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
