"""What may be uploaded: a dated table (`policy.json`), which an installation may replace by a file of its own."""

import datetime as dt
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from motcua.files.kinds import EXTENSIONS
from motcua.files.unfit import Unfit

_DEFAULT = Path(__file__).with_name("policy.json")
# What an installation may choose to tolerate. Everything else that `errors.WORDS` knows is always refused.
_OPTIONAL = frozenset({
    "name_control", "name_path", "name_reserved", "name_long", "name_double", "polyglot", "program",
    "package_path", "macro", "office_embedded", "office_remote",
    "pdf_broken", "pdf_locked", "pdf_script", "pdf_launch", "pdf_media", "pdf_xfa", "pdf_embedded",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Limits:
    """Sizes above which nothing is looked at any more."""

    name_characters: int
    # A sheet of A0 scanned at 400 dpi has 248 million pixels.
    image_pixels: int
    package_parts: int
    package_unpacked_mb: int
    # Unpacked bytes for each packed one, counted from the first megabyte on. Office text packs 5 to 30 times.
    package_ratio: int
    # How deep packages may lie in each other: a chart in a text carries its own table.
    nested: int
    pdf_objects: int


@dataclass(frozen=True, slots=True)
class Policy:
    """One row of the table: in force from `since` on."""

    since: dt.date
    ground: str
    extensions: frozenset[str]
    refuse: frozenset[str]
    limits: Limits

    def against(self, reason: str, **details: str | int) -> None:
        """Raise Unfit when this policy refuses what `reason` stands for."""
        if reason in self.refuse:
            raise Unfit(reason, **details)


class BrokenPolicy(ValueError):
    """The file that replaces the table cannot be understood; nothing is taken rather than too much."""


def policy_on(day: dt.date, *, path: str = "") -> Policy:
    """The policy in force on `day`, from the file at `path` or the default. Raises BrokenPolicy."""
    rows = _table(Path(path) if path else _DEFAULT)
    in_force = [row for row in rows if row.since <= day]
    return in_force[-1] if in_force else rows[0]


@cache
def _table(path: Path) -> tuple[Policy, ...]:
    try:
        rows = [_row(row) for row in json.loads(path.read_text())]
    except (OSError, TypeError, KeyError, AttributeError, ValueError) as error:
        raise BrokenPolicy(f"{path}: {type(error).__name__}: {error}") from error
    if not rows:
        raise BrokenPolicy(f"{path}: empty")
    return tuple(sorted(rows, key=lambda row: row.since))


def _row(row: dict) -> Policy:  # type: ignore[type-arg]
    policy = Policy(
        since=dt.date.fromisoformat(row["since"]),
        ground=str(row["ground"]),
        extensions=frozenset(row["extensions"]),
        refuse=frozenset(row["refuse"]),
        limits=Limits(**{key: int(value) for key, value in row["limits"].items()}),
    )
    unknown = (policy.refuse - _OPTIONAL) | (policy.extensions - EXTENSIONS.keys())
    if unknown:
        raise ValueError(f"unknown: {', '.join(sorted(unknown))}")
    return policy
