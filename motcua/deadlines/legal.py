"""Values that the law sets, with their ground and the day from which they hold: data, never constants in code.

The release brings `packs/legal.yaml`; what the province declares on the console wins from its own day on.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

import yaml

from motcua.deadlines.duration import Duration
from motcua.deadlines.history import Words
from motcua.deadlines.models import LegalSetting
from motcua.kernel.kept import Kept

_PACK = Path(__file__).parent / "packs" / "legal.yaml"

Kind = Literal["duration", "time", "count", "switch", "choice", "extra", "agencies"]


@dataclass(frozen=True, slots=True)
class LegalValue:
    """What holds from a day on. `confirmed` is False while somebody still has to see the text of the act."""

    valid_from: dt.date
    value: Any
    ground: Words
    confirmed: bool
    own: bool = False  # declared by the province, not brought by the release

    @property
    def duration(self) -> Duration:
        """The value of a `duration`."""
        return Duration(str(self.value["value"]), self.value["unit"])

    @property
    def time(self) -> dt.time:
        """The value of a `time`, on the clock of Vietnam."""
        return dt.time.fromisoformat(self.value)


@dataclass(frozen=True, slots=True)
class LegalRule:
    """A value of the law through time, the newest first."""

    key: str
    label: Words
    kind: Kind
    values: tuple[LegalValue, ...]
    choices: tuple[str, ...] = ()

    def on(self, date: dt.date) -> LegalValue:
        """What holds on `date`; before the first known value that one is the best knowledge there is."""
        return next((one for one in self.values if one.valid_from <= date), self.values[-1])


def legal(key: str, on: dt.date) -> LegalValue:
    """The value of the rule called `key` on a date. Usually no statement. Raises KeyError for an unknown rule."""
    return _RULES.get()[key].on(on)


def legal_rules() -> tuple[LegalRule, ...]:
    """All rules with their values through time, in the order of the pack."""
    return tuple(_RULES.get().values())


def rules_changed() -> None:
    """Tell all processes that the province declared something."""
    _RULES.changed()


def _read() -> Mapping[str, LegalRule]:
    own: dict[str, dict[dt.date, LegalValue]] = {}
    for row in LegalSetting.objects.all():
        value = LegalValue(row.valid_from, row.value, Words(row.ground, row.ground), row.confirmed, own=True)
        own.setdefault(row.key, {})[row.valid_from] = value
    return {rule.key: _with(rule, own.get(rule.key, {})) for rule in _shipped()}


def _with(rule: LegalRule, own: dict[dt.date, LegalValue]) -> LegalRule:
    values = {one.valid_from: one for one in rule.values} | own
    return LegalRule(
        rule.key,
        rule.label,
        rule.kind,
        tuple(values[day] for day in sorted(values, reverse=True)),
        rule.choices,
    )


@lru_cache(maxsize=1)
def _shipped() -> tuple[LegalRule, ...]:
    entries = yaml.safe_load(_PACK.read_text("utf-8"))
    return tuple(
        LegalRule(
            key,
            Words(**entry["label"]),
            entry["kind"],
            tuple(
                LegalValue(one["from"], one["value"], Words(**one["ground"]), one["confirmed"])
                for one in sorted(entry["values"], key=lambda one: one["from"], reverse=True)
            ),
            tuple(entry.get("choices", ())),
        )
        for key, entry in entries.items()
    )


_RULES = Kept("legal values", _read)
