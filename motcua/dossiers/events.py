"""What other rooms may hear from here. Ids only; who wants more asks the door."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID


@dataclass(frozen=True, slots=True)
class DossierMoved:
    """An act led a dossier from one step to another (also the first: submission)."""

    NAME: ClassVar[str] = "dossier.moved.v1"
    dossier_id: UUID
    action: str
    from_step: str
    to_step: str
    status: int


@dataclass(frozen=True, slots=True)
class PaperDue:
    """The law owes the citizen a paper; it is made after commit."""

    NAME: ClassVar[str] = "dossier.paper_due.v1"
    dossier_id: UUID
    paper_id: UUID


@dataclass(frozen=True, slots=True)
class ConsultationSilent:
    """The limit of a question to another agency passed without an answer (61/2018 art. 19.5)."""

    NAME: ClassVar[str] = "dossier.consultation_silent.v1"
    dossier_id: UUID
    consultation_id: UUID
    agency_id: UUID


@dataclass(frozen=True, slots=True)
class DossierErased:
    """What told of people in a dossier is gone by rule of retention; whoever keeps a copy lets it go as well."""

    NAME: ClassVar[str] = "dossier.erased.v1"
    dossier_id: UUID


@dataclass(frozen=True, slots=True)
class DossierRedated:
    """The due date moved without an act: the calendar changed."""

    NAME: ClassVar[str] = "dossier.redated.v1"
    dossier_id: UUID
