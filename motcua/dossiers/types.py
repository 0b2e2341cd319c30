"""What goes in and comes out of this room's door."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from motcua.dossiers.clock_types import ClockView, DeadlineView, ObligationView
from motcua.dossiers.consult_types import ConsultationView


@dataclass(frozen=True, slots=True)
class ComponentInput:
    """A file (by the hash of its stored content) and/or a count of papers for one required document."""

    document_key: str
    sha256: str = ""
    file_name: str = ""
    originals: int = 0
    copies: int = 0
    remark: str = ""


@dataclass(frozen=True, slots=True)
class IntakeRequest:
    """The one intake contract: portal, counter, post and machines all hand in exactly this.

    `channel` is 1 counter, 2 online, 3 public post. `answers` are the form's fields by key. `commune_id` says which
    commune decides, for procedures at commune level.
    """

    procedure_code: str
    channel: int
    answers: Mapping[str, Any]
    case_key: str = ""
    components: tuple[ComponentInput, ...] = ()
    commune_id: UUID | None = None


@dataclass(frozen=True, slots=True)
class IntakeAnswer:
    """What the one who filed must keep. `due_at` is provisional (latest) until the dossier is accepted."""

    dossier_id: UUID
    code: str
    secret: str
    status: int
    step: str
    acceptance_due_at: dt.datetime | None
    due_at: dt.datetime | None
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class ActOutcome:
    """Where the dossier stands after an act."""

    dossier_id: UUID
    code: str
    action: str
    step: str
    status: int
    version: int


@dataclass(frozen=True, slots=True)
class ActionView:
    """An action of the workflow as this actor sees it now: allowed, or why not."""

    key: str
    label: str
    allowed: bool
    why: str
    needs: tuple[str, ...]
    primary: bool
    bulk: bool


@dataclass(frozen=True, slots=True)
class TimelineView:
    """One line of the history; `status` is the national status it led to."""

    at: dt.datetime
    action: str
    action_label: str
    step: str
    step_label: str
    status: int
    status_label: str
    actor_name: str
    acting_for: str
    agency_name: str
    note: str
    overdue: bool
    # Done by the one who reads it.
    by_me: bool = False


@dataclass(frozen=True, slots=True)
class ComponentView:
    """Something handed in."""

    id: UUID
    document_key: str
    document_name: str
    file_name: str
    sha256: str
    size: int
    media_type: str
    originals: int
    copies: int
    remark: str
    added_at: dt.datetime
    added_by: str


@dataclass(frozen=True, slots=True)
class PaperView:
    """A paper of the dossier. `ready` is False while the worker has not yet printed and sealed it."""

    id: UUID
    kind: str
    label: str
    ready: bool
    issued_at: dt.datetime | None


@dataclass(frozen=True, slots=True)
class ResultView:
    """The current result, drafted or issued."""

    id: UUID
    outcome: str
    outcome_label: str
    result_name: str
    result_code: str
    body: str
    drafted_by: str
    number: str
    signer_name: str
    signer_title: str
    signed_at: dt.datetime | None
    released_at: dt.datetime | None
    verify_token: str
    has_file: bool
    # Number of the result in whose place it comes; and since when, and on which ground, it is revoked.
    replaces: str = ""
    revoked_at: dt.datetime | None = None
    revocation_ground: str = ""


@dataclass(frozen=True, slots=True)
class SupplementView:
    """A request to complete, open while `answered_at` is None."""

    asked_at: dt.datetime
    asked_by: str
    items: tuple[str, ...]
    reason: str
    answered_at: dt.datetime | None
    # Unanswered until then, the request lapses and the case ends.
    answer_by: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class RunningRow:
    """A dossier of one's own that is not ended."""

    code: str
    procedure_name: str


@dataclass(frozen=True, slots=True)
class HoldView:
    """Why the dossier is not erased when its time comes."""

    ground: str
    placed_at: dt.datetime
    placed_by: str


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A dossier on hold, as administrators see it: no word of whose it is."""

    id: UUID
    code: str
    agency_name: str
    ground: str
    placed_at: dt.datetime
    placed_by: str


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A line of a list, owner's name included: only ever shown to those whom the policy lets see it."""

    id: UUID
    code: str
    procedure_code: str
    procedure_name: str
    owner_name: str
    status: int
    status_label: str
    step: str
    step_label: str
    channel: int
    receiving_name: str
    competent_name: str
    assignee_name: str
    submitted_at: dt.datetime | None
    changed_at: dt.datetime
    due_at: dt.datetime | None
    clock: ClockView
    version: int
    actions: tuple[ActionView, ...] = ()
    # By when the present holder must have passed it on; lists are ordered by it.
    work_due_at: dt.datetime | None = None
    work_overdue: bool = False


@dataclass(frozen=True, slots=True)
class Stated:
    """What numbers are to be opened for: an `audit.Purpose` with words, or nothing when one handles the dossier."""

    purpose: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class DossierView:
    """Everything of one dossier for someone who may see it."""

    row: DossierRow
    is_owner: bool
    case_key: str
    channel_label: str
    money: str
    money_label: str
    delivery: str
    delivery_label: str
    sync: str
    sync_label: str
    fee_amount: int | None
    assisting_name: str
    receiving_id: UUID | None
    competent_id: UUID | None
    owner_number: str
    owner_phone: str
    owner_email: str
    answers: Mapping[str, Any]
    revision_id: UUID
    acceptance_due_at: dt.datetime | None
    accepted_at: dt.datetime | None
    completed_at: dt.datetime | None
    returned_at: dt.datetime | None
    secret: str
    actions: tuple[ActionView, ...]
    timeline: tuple[TimelineView, ...]
    components: tuple[ComponentView, ...]
    papers: tuple[PaperView, ...]
    supplements: tuple[SupplementView, ...]
    deadline: DeadlineView
    obligations: tuple[ObligationView, ...]
    consultations: tuple[ConsultationView, ...]
    result: ResultView | None
    # A released result that stays in force while another is being made.
    in_force: ResultView | None
    rating: int | None
    may_confirm_payment: bool
    # Identity numbers stand in full; otherwise masked, and with `handles` one press opens them.
    numbers_shown: bool
    handles: bool
    # Retention: what told of people is gone since then; or is kept by somebody in charge, which owners are not told.
    erased_at: dt.datetime | None
    hold: HoldView | None
    may_hold: bool


@dataclass(frozen=True, slots=True)
class PublicLine:
    """A line of the history without persons and remarks: which agency (empty: the owner) did what."""

    at: dt.datetime
    action_label: str
    step_label: str
    agency_name: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class PublicResult:
    """That there is a result, not what it says."""

    result_name: str
    outcome_label: str
    number: str
    revoked_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class PublicView:
    """What code and secret open: no answers, no files, names masked."""

    code: str
    procedure_name: str
    owner_masked: str
    status: int
    status_label: str
    step_label: str
    holder: str
    holder_since: dt.datetime | None
    receiving_name: str
    competent_name: str
    clock: ClockView
    timeline: tuple[PublicLine, ...]
    papers: tuple[PaperView, ...]
    result: PublicResult | None
    open_supplement: SupplementView | None


@dataclass(frozen=True, slots=True)
class ResultCheck:
    """What the register says of a result: shown to anyone who holds the paper. The owner's name is masked."""

    number: str
    result_name: str
    outcome_label: str
    owner_masked: str
    agency_name: str
    signer_name: str
    signed_at: dt.datetime | None
    released_at: dt.datetime | None
    dossier_code: str
    sha256: str
    current: bool
    revoked_at: dt.datetime | None = None
    revocation_ground: str = ""


@dataclass(frozen=True, slots=True)
class InboxFilter:
    """`box`: mine (on my desk), unit (my agencies' work), all (everything I may see), late, ended,
    others (received here, decided elsewhere), or a kind of `ATTENTION`."""

    box: str = "mine"
    q: str = ""
    step: str = ""
    procedure_code: str = ""
    cursor: str = ""
    size: int = 50


# Counting stops here: "999+" says enough, and costs the same at any size.
COUNT_BOUND = 999


@dataclass(frozen=True, slots=True)
class Counters:
    """Numbers on the desk's tabs, and of what calls for attention by kind, each counted up to COUNT_BOUND + 1."""

    mine: int
    unit: int
    late: int
    attention: Mapping[str, int]
    bound: int = COUNT_BOUND


@dataclass(frozen=True, slots=True)
class DraftView:
    """A dossier being written, for its owner's form pages."""

    id: UUID
    procedure_code: str
    procedure_name: str
    revision_id: UUID
    case_key: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    components: tuple[ComponentView, ...] = ()
    commune_id: UUID | None = None
    changed_at: dt.datetime | None = None
