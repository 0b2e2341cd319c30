"""What a published record becomes. `raw` is the published text of a part, character for character."""

from dataclasses import dataclass
from typing import Literal

DurationUnit = Literal["working_day", "day", "hour", "month", "year"]
ChannelName = Literal["online", "counter", "post"]
Level = Literal["ministry", "province", "commune", "other"]


class CatalogueRecordError(ValueError):
    """The record cannot be taken over at all. `reason` is a stable slug, `field` the published field at fault."""

    def __init__(self, reason: str, field: str = "") -> None:
        self.reason = reason
        self.field = field
        super().__init__(f"{reason}: {field}" if field else reason)


@dataclass(frozen=True, slots=True)
class Duration:
    """A published time with its unit. There is none for a bare number."""

    value: int
    unit: DurationUnit


@dataclass(frozen=True, slots=True)
class Fee:
    """`amount` in đồng; 0 is certainly free; None is unknown or set elsewhere. `text` is cell and note as published."""

    amount: int | None
    text: str


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """One row of "ways to file"."""

    channel: ChannelName
    duration: Duration | None
    fee: Fee | None
    note: str
    raw: str


@dataclass(frozen=True, slots=True)
class RequiredDocument:
    """One row of the papers table. `form` is the file name of a template; `is_paper` is False for remarks."""

    name: str
    originals: int | None
    copies: int | None
    form: str
    is_paper: bool
    raw: str


@dataclass(frozen=True, slots=True)
class DocumentGroup:
    """One papers table with the label above it ("" when the record names none)."""

    label: str
    documents: tuple[RequiredDocument, ...]
    raw: str


@dataclass(frozen=True, slots=True)
class ResultType:
    """What the agency hands over. `code` has the form KQ.Gdd.dddddd, or is empty."""

    name: str
    code: str
    raw_code: str
    raw: str


@dataclass(frozen=True, slots=True)
class LegalAct:
    """An act of the legal basis; either part may be missing."""

    name: str
    number: str
    raw: str


@dataclass(frozen=True, slots=True)
class Review:
    """A doubt for a person. `field` is a path into the parsed procedure, `text` the published excerpt."""

    reason: str
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class ParsedProcedure:
    """A published record, as far as it can be read with certainty; every doubt is in `needs_review`."""

    code: str
    name: str
    decision: str
    levels: tuple[Level, ...]
    kind: str
    sector: str
    applicants: tuple[str, ...]
    steps: str
    channels: tuple[ChannelRow, ...]
    document_groups: tuple[DocumentGroup, ...]
    results: tuple[ResultType, ...]
    legal_basis: tuple[LegalAct, ...]
    conditions: str
    performing_agency: str
    competent_agency: str
    authorised_agency: str
    coordinating_agency: str
    receiving_address: str
    related: str
    keywords: str
    description: str
    needs_review: tuple[Review, ...]
