"""What the door says of a dossier's way through other agencies: opinions asked for, and transfers."""

import datetime as dt
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID


@dataclass(frozen=True, slots=True)
class ShownFile:
    """A file of the dossier that the asking agency chose to show."""

    id: UUID
    document_name: str
    file_name: str
    size: int


@dataclass(frozen=True, slots=True)
class Download:
    """A file on its way out; who takes it closes `content`."""

    name: str
    media_type: str
    content: BinaryIO


@dataclass(frozen=True, slots=True)
class ConsultationView:
    """A question to another agency, open while `ended_at` is None. It names neither the owner nor what they said.

    `silent`: the limit has passed without an answer. For the owner question, opinion and people are left out.
    """

    id: UUID
    dossier_code: str
    procedure_code: str
    procedure_name: str
    agency_name: str
    asking_name: str
    asked_at: dt.datetime
    asked_by: str
    question: str
    exception: str
    due_at: dt.datetime
    silent: bool
    answer: str
    answer_label: str
    words: str
    file_name: str
    ended_at: dt.datetime | None
    ended_by: str
    may_answer: bool = False
    files: tuple[ShownFile, ...] = ()


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the asked agency says: an answer (agree, disagree, other, declined), words, and a file by its hash."""

    answer: str
    words: str
    sha256: str = ""
    file_name: str = ""


@dataclass(frozen=True, slots=True)
class TransferView:
    """A dossier that went on to the competent agency, as the one sees it that sent it on: no word of whose it is."""

    id: UUID
    dossier_code: str
    procedure_name: str
    status: int
    status_label: str
    to_name: str
    at: dt.datetime
    by: str
    reason: str
