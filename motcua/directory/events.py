"""What happens to agencies and positions."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class AgencyRenamed:
    """An agency has a new name from now on."""

    NAME: ClassVar[str] = "agency.renamed.v1"
    agency_id: UUID


@dataclass(frozen=True, slots=True)
class AgencySucceeded:
    """An agency was closed; others took over."""

    NAME: ClassVar[str] = "agency.succeeded.v1"
    agency_id: UUID
    successor_ids: tuple[UUID, ...]


@dataclass(frozen=True, slots=True)
class PositionEnded:
    """Somebody left a position."""

    NAME: ClassVar[str] = "position.ended.v1"
    position_id: UUID
