"""What the door hands out. Everything is frozen: a revision's view is shared by all threads of a process."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property
from typing import Any, Literal
from uuid import UUID

import jsonschema_rs
from django.utils.functional import Promise

from motcua.deadlines.door import Duration
from motcua.procedures.workflow import Workflow

FieldKind = Literal[
    "text",
    "textarea",
    "date",
    "radio",
    "checkbox",
    "select",
    "email",
    "tel",
    "personal_id",
    "tax_code",
    "file",
]


class Channel(IntEnum):
    """Ways to file (Decree 118/2025), as numbers that dossiers store."""

    DIRECT = 1
    ONLINE = 2
    POST = 3


@dataclass(frozen=True, slots=True)
class ProcedureSummary:
    """A procedure in a list. `levels` are words: ministry, province, commune."""

    id: UUID
    code: str
    name: str
    sector: str
    levels: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Option:
    value: str
    label: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class FormField:
    """One question. `show_if` maps keys of earlier fields to the values for which this one is asked."""

    key: str
    label: str
    kind: FieldKind = "text"
    required: bool = False
    hint: str = ""
    options: tuple[Option, ...] = ()
    autocomplete: str = ""
    inputmode: str = ""
    max_length: int = 300
    missing: str = ""
    show_if: Mapping[str, tuple[str, ...]] | None = None


@dataclass(frozen=True, slots=True)
class FormPage:
    key: str
    title: str
    fields: tuple[FormField, ...]
    intro: str = ""


@dataclass(frozen=True)
class FormDefinition:
    """Pages of questions in one language, and the JSON Schema 2020-12 of the answers they give."""

    pages: tuple[FormPage, ...]
    schema: dict[str, Any] = field(repr=False)

    @cached_property
    def validator(self) -> jsonschema_rs.Draft202012Validator:
        """The schema, compiled once: it costs twenty times as much as checking the answers."""
        return jsonschema_rs.Draft202012Validator(self.schema, validate_formats=True)

    def page(self, key: str) -> FormPage | None:
        """The page called `key`."""
        return next((page for page in self.pages if page.key == key), None)

    def fields(self, page_key: str | None = None) -> tuple[FormField, ...]:
        """The fields of one page, or of all."""
        return tuple(f for page in self.pages if page_key in (None, page.key) for f in page.fields)


@dataclass(frozen=True, slots=True)
class OwnerView:
    """The owner of a dossier (chủ hồ sơ) as the answers name them; empty where nothing was asked.

    `kind`: citizen | enterprise | household_business | organisation. `filer_…` is whoever hands in for the
    owner.
    """

    kind: str
    name: str
    personal_id: str
    passport_number: str
    tax_code: str
    phone: str
    email: str
    address: str
    filer_name: str
    filer_personal_id: str


@dataclass(frozen=True, slots=True)
class ChannelRow:
    """One published row of "ways to file". `duration` and `fee` are None when not published or doubtful.

    `fee` is in đồng; 0 means free. `fee_text` and `raw` are what was published, for showing beside a doubt;
    `doubts` are slugs of `REVIEW_REASONS`.
    """

    channel: int
    duration: Duration | None
    fee: int | None
    fee_text: str
    note: str
    raw: str
    doubts: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequiredDocument:
    """A paper of the dossier. `compulsory` is said only where the published text leaves no doubt.

    `hand_in` is False for papers that are shown, not kept. `note` says why a paper is not compulsory.
    """

    key: str
    name: str
    group: str = ""
    template: str = ""
    originals: int | None = None
    copies: int | None = None
    compulsory: bool = False
    hand_in: bool = True
    note: str | Promise = ""


@dataclass(frozen=True, slots=True)
class CaseView:
    """A situation (trường hợp) with the papers it asks for, and the remarks published among them.

    The key of the only case is `all`, its label empty.
    """

    key: str
    label: str
    documents: tuple[RequiredDocument, ...]
    remarks: tuple[str, ...] = ()

    def document(self, key: str) -> RequiredDocument | None:
        """The paper called `key`."""
        return next((document for document in self.documents if document.key == key), None)


@dataclass(frozen=True, slots=True)
class ResultType:
    """What the agency hands over. `code` is normalised, as far as it can be."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class LegalAct:
    number: str
    name: str


@dataclass(frozen=True, slots=True)
class Confirmed:
    """A value that a person confirmed instead of the published one. Channel 0 and case "" mean all."""

    field: Literal["duration", "fee"]
    channel: int
    case: str
    duration: Duration | None = None
    fee: int | None = None


@dataclass(frozen=True, slots=True)
class ProcedureView:
    """A revision of a procedure, ready to show and to file under. It never changes, except `needs_review`."""

    id: UUID
    code: str
    name: str
    sector: str
    levels: tuple[str, ...]
    applicants: tuple[str, ...]
    decision: str
    steps: str
    channels: tuple[ChannelRow, ...]
    cases: tuple[CaseView, ...]
    results: tuple[ResultType, ...]
    legal_basis: tuple[LegalAct, ...]
    conditions: str
    performing_agency: str
    competent_agency: str
    needs_review: bool
    revision_id: UUID
    revision_number: int
    form: FormDefinition
    form_en: FormDefinition
    workflow: Workflow
    confirmed: tuple[Confirmed, ...] = ()

    @property
    def is_live(self) -> bool:
        """Whether a province offers it: some of it is done at province or commune level."""
        return not {"province", "commune"}.isdisjoint(self.levels)

    def form_in(self, language: str) -> FormDefinition:
        """The form in Vietnamese, or in English when `language` says so; keys and values are the same."""
        return self.form_en if language.startswith("en") else self.form

    def case(self, key: str) -> CaseView | None:
        """The case called `key`."""
        return next((case for case in self.cases if case.key == key), None)

    def duration_for(self, channel: int, case_key: str = "") -> Duration | None:
        """The time limit for a channel: what was confirmed, else what was published without a doubt.

        None means that nobody knows: not published, ambiguous, or several rows that differ (catalogue section
        2.1).
        """
        found = self._confirmed("duration", channel, case_key)
        if found:
            return found.duration
        rows = [row for row in self.channels if row.channel == channel]
        lengths = {row.duration for row in rows}
        return rows[0].duration if rows and len(lengths) == 1 else None

    def fee_for(self, channel: int, case_key: str = "") -> int | None:
        """The fee in đồng for a channel (0 = free), by the same rule as `duration_for`."""
        found = self._confirmed("fee", channel, case_key)
        if found:
            return found.fee
        rows = [row for row in self.channels if row.channel == channel]
        fees = {row.fee for row in rows}
        return rows[0].fee if rows and len(fees) == 1 else None

    def _confirmed(self, name: str, channel: int, case_key: str) -> Confirmed | None:
        wanted = ((channel, case_key), (channel, ""), (0, case_key), (0, ""))
        by_key = {(c.channel, c.case): c for c in self.confirmed if c.field == name}
        return next((by_key[key] for key in wanted if key in by_key), None)


@dataclass(frozen=True, slots=True)
class SearchPage:
    """Hits, the next cursor, and what was searched instead when nothing was called what was typed."""

    items: tuple[ProcedureSummary, ...]
    next: str
    did_you_mean: str = ""


@dataclass(frozen=True, slots=True)
class SectorCount:
    name: str
    count: int


@dataclass(frozen=True, slots=True)
class DiffLine:
    """One difference between two revisions, in words."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ReviewView:
    """An open doubt about a published text."""

    id: UUID
    code: str
    name: str
    reason: str
    label: str
    field: str
    excerpt: str
    revision_id: UUID


@dataclass(frozen=True, slots=True)
class RevisionRow:
    """A revision in the list of a procedure's revisions. `reason`: imported | pack_changed | confirmed."""

    id: UUID
    number: int
    decision: str
    reason: str
    imported_at: dt.datetime
    imported_by: UUID


@dataclass(frozen=True, slots=True)
class ImportRunView:
    """A past import. `problems` are (line, reason, beginning of the record)."""

    id: UUID
    file_name: str
    started_at: dt.datetime
    actor_id: UUID
    total: int
    created: int
    changed: int
    unchanged: int
    problems: tuple[tuple[int, str, str], ...]
    review_counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CompetenceView:
    """Who decides: by procedure when there is a code, else by sector; no agency is the commune concerned."""

    id: UUID
    level: str
    sector: str
    procedure_code: str
    agency_id: UUID | None


@dataclass(frozen=True, slots=True)
class SynonymView:
    """A phrase as typed (folded) and the catalogue's words for it, alternatives separated by `|`."""

    phrase: str
    meaning: str


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did. `problems` are (line, reason); those records were not taken over."""

    run_id: UUID
    total: int
    created: int
    changed: int
    unchanged: int
    live: int
    problems: tuple[tuple[int, str], ...]
    review_counts: Mapping[str, int]
