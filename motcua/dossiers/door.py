"""The one door of this room."""

from motcua.dossiers.access import COUNTER_CLERK, DECIDER, DOSSIER_WORKER
from motcua.dossiers.clock_types import AdjustmentView, ClockView, DeadlineView, ObligationView
from motcua.dossiers.consult_types import ConsultationView, Opinion, ShownFile, TransferView
from motcua.dossiers.errors import (
    ActionNotPossible,
    ActionNotYours,
    Changed,
    Erased,
    Incomplete,
    KeyReused,
    LookupFailed,
    NotOnline,
    Overtaken,
    ReceivesOnlyOwn,
    StillRunning,
)
from motcua.dossiers.merging import marks_of
from motcua.dossiers.operations.acts import act
from motcua.dossiers.operations.bulk import BULK_LIMIT, act_on_many
from motcua.dossiers.operations.consulting import give_opinion
from motcua.dossiers.operations.drafts import (
    attach,
    choose_case,
    detach,
    discard_draft,
    require_attachable,
    save_page,
    start_draft,
)
from motcua.dossiers.operations.holding import lift_hold, place_hold
from motcua.dossiers.operations.intake import intake, submit_draft
from motcua.dossiers.operations.leaving import close_account
from motcua.dossiers.operations.money import confirm_payment
from motcua.dossiers.operations.numbers import set_code_pattern
from motcua.dossiers.operations.ratings import rate
from motcua.dossiers.operations.recounting import KIND as RECOUNT
from motcua.dossiers.operations.recounting import recount
from motcua.dossiers.operations.uploads import upload
from motcua.dossiers.policies import works_on_dossiers
from motcua.dossiers.queries.attention import ATTENTION, supplement_warning
from motcua.dossiers.queries.consultations import (
    consultation,
    consultation_file,
    consultation_letter,
    consultations,
    opinion_file,
)
from motcua.dossiers.queries.detail import (
    code_of_draft,
    component_file,
    deadline_view,
    dossier_id_of,
    dossier_view,
    draft_view,
    explained_deadline,
    my_dossiers,
    officers_to_assign,
    own_dossier_id,
    own_dossier_view,
    paper_file,
    result_file,
)
from motcua.dossiers.queries.handing import hand_over_lists
from motcua.dossiers.queries.holds import held_dossiers
from motcua.dossiers.queries.inbox import counters, inbox
from motcua.dossiers.queries.preview import preview_draft, preview_result
from motcua.dossiers.queries.public import check_hash, check_token, track, tracked_paper
from motcua.dossiers.queries.sheets import all_papers, control_sheet, hand_over_lists_of_day, register_book
from motcua.dossiers.queries.transfers import transfers
from motcua.dossiers.rules import NATIONAL_STATUS, is_repeat
from motcua.dossiers.running import running_of
from motcua.dossiers.types import (
    COUNT_BOUND,
    ActionView,
    ActOutcome,
    ComponentInput,
    ComponentView,
    Counters,
    DossierRow,
    DossierView,
    DraftView,
    HeldRow,
    HoldView,
    InboxFilter,
    IntakeAnswer,
    IntakeRequest,
    PaperView,
    PublicLine,
    PublicView,
    ResultCheck,
    ResultView,
    RunningRow,
    Stated,
    SupplementView,
    TimelineView,
)

__all__ = [
    "ATTENTION",
    "BULK_LIMIT",
    "COUNTER_CLERK",
    "COUNT_BOUND",
    "DECIDER",
    "DOSSIER_WORKER",
    "NATIONAL_STATUS",
    "RECOUNT",
    "ActOutcome",
    "ActionNotPossible",
    "ActionNotYours",
    "ActionView",
    "AdjustmentView",
    "Changed",
    "ClockView",
    "ComponentInput",
    "ComponentView",
    "ConsultationView",
    "Counters",
    "DeadlineView",
    "DossierRow",
    "DossierView",
    "DraftView",
    "Erased",
    "HeldRow",
    "HoldView",
    "InboxFilter",
    "Incomplete",
    "IntakeAnswer",
    "IntakeRequest",
    "KeyReused",
    "LookupFailed",
    "NotOnline",
    "ObligationView",
    "Opinion",
    "Overtaken",
    "PaperView",
    "PublicLine",
    "PublicView",
    "ReceivesOnlyOwn",
    "ResultCheck",
    "ResultView",
    "RunningRow",
    "ShownFile",
    "Stated",
    "StillRunning",
    "SupplementView",
    "TimelineView",
    "TransferView",
    "act",
    "act_on_many",
    "all_papers",
    "attach",
    "check_hash",
    "check_token",
    "choose_case",
    "close_account",
    "code_of_draft",
    "component_file",
    "confirm_payment",
    "consultation",
    "consultation_file",
    "consultation_letter",
    "consultations",
    "control_sheet",
    "counters",
    "deadline_view",
    "detach",
    "discard_draft",
    "dossier_id_of",
    "dossier_view",
    "draft_view",
    "explained_deadline",
    "give_opinion",
    "hand_over_lists",
    "hand_over_lists_of_day",
    "held_dossiers",
    "inbox",
    "intake",
    "is_repeat",
    "lift_hold",
    "marks_of",
    "my_dossiers",
    "officers_to_assign",
    "opinion_file",
    "own_dossier_id",
    "own_dossier_view",
    "paper_file",
    "place_hold",
    "preview_draft",
    "preview_result",
    "rate",
    "recount",
    "register_book",
    "require_attachable",
    "result_file",
    "running_of",
    "save_page",
    "set_code_pattern",
    "start_draft",
    "submit_draft",
    "supplement_warning",
    "track",
    "tracked_paper",
    "transfers",
    "upload",
    "works_on_dossiers",
]
