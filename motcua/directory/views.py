"""What readers of the directory get."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AgencyView:
    """An agency. `path` holds the identifiers from the root to itself, joined by `/`."""

    id: UUID
    identifier: str
    old_identifier: str
    name: str
    kind: str
    level: str
    parent_id: UUID | None
    path: str
    short_name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    valid_to: dt.date | None = None


@dataclass(frozen=True, slots=True)
class SuccessionView:
    """What became of an agency. A rename has the same agency at both ends."""

    predecessor_id: UUID
    successor_id: UUID
    kind: str
    on: dt.date
    ground: str
    former_name: str


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person in one position of an agency."""

    person_id: UUID
    position_id: UUID
    name: str
    role: str
    title: str
    unit: str


@dataclass(frozen=True, slots=True)
class PositionView:
    """A position with its holder and its agency."""

    position_id: UUID
    person_id: UUID
    person_name: str
    agency_id: UUID
    agency_path: str
    agency_name: str
    unit: str
    role: str
    title: str
    valid_from: dt.date
    valid_to: dt.date | None


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A person in the list of people."""

    id: UUID
    name: str
    phone: str
    email: str


@dataclass(frozen=True, slots=True)
class ImportProblem:
    """A row that was left out, and why. `line` counts from 1, the header included."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did."""

    created: int
    changed: int
    unchanged: int
    problems: tuple[ImportProblem, ...]
