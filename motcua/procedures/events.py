"""Facts of this room."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class CatalogueImported:
    """A catalogue file was taken over; which procedures it changed is in the run's revisions."""

    NAME: ClassVar[str] = "catalogue.imported.v1"
    run_id: UUID


@dataclass(frozen=True, slots=True)
class ProcedureRevised:
    """A procedure has a new current revision, made by a person."""

    NAME: ClassVar[str] = "procedure.revised.v1"
    procedure_id: UUID
    revision_id: UUID
