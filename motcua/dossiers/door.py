"""The one door of this room."""

from motcua.dossiers.access import COUNTER_CLERK, DECIDER, DOSSIER_WORKER
from motcua.dossiers.errors import (
    ActionNotPossible,
    ActionNotYours,
    Changed,
    Incomplete,
    KeyReused,
    LookupFailed,
    NotOnline,
)
from motcua.dossiers.operations.acts import act
from motcua.dossiers.operations.bulk import BULK_LIMIT, act_on_many
from motcua.dossiers.operations.drafts import (
    attach,
    choose_case,
    detach,
    discard_draft,
    save_page,
    start_draft,
)
from motcua.dossiers.operations.intake import intake, submit_draft
from motcua.dossiers.operations.money import confirm_payment
from motcua.dossiers.operations.numbers import set_code_pattern
from motcua.dossiers.operations.ratings import rate
from motcua.dossiers.operations.uploads import upload
from motcua.dossiers.policies import works_on_dossiers
from motcua.dossiers.queries.detail import (
    component_file,
    dossier_id_of,
    dossier_view,
    draft_view,
    my_dossiers,
    own_dossier_id,
    paper_file,
    result_file,
)
from motcua.dossiers.queries.inbox import counters, inbox
from motcua.dossiers.queries.preview import preview_draft, preview_result
from motcua.dossiers.queries.public import check_hash, check_token, track, tracked_paper
from motcua.dossiers.rules import NATIONAL_STATUS
from motcua.dossiers.types import (
    COUNT_BOUND,
    ActionView,
    ActOutcome,
    AdjustmentView,
    ClockView,
    ComponentInput,
    ComponentView,
    Counters,
    DossierRow,
    DossierView,
    DraftView,
    InboxFilter,
    IntakeAnswer,
    IntakeRequest,
    PaperView,
    PublicView,
    ResultCheck,
    ResultView,
    Stated,
    SupplementView,
    TimelineView,
)

__all__ = [
    "BULK_LIMIT",
    "COUNTER_CLERK",
    "COUNT_BOUND",
    "DECIDER",
    "DOSSIER_WORKER",
    "NATIONAL_STATUS",
    "ActOutcome",
    "ActionNotPossible",
    "ActionNotYours",
    "ActionView",
    "AdjustmentView",
    "Changed",
    "ClockView",
    "ComponentInput",
    "ComponentView",
    "Counters",
    "DossierRow",
    "DossierView",
    "DraftView",
    "InboxFilter",
    "Incomplete",
    "IntakeAnswer",
    "IntakeRequest",
    "KeyReused",
    "LookupFailed",
    "NotOnline",
    "PaperView",
    "PublicView",
    "ResultCheck",
    "ResultView",
    "Stated",
    "SupplementView",
    "TimelineView",
    "act",
    "act_on_many",
    "attach",
    "check_hash",
    "check_token",
    "choose_case",
    "component_file",
    "confirm_payment",
    "counters",
    "detach",
    "discard_draft",
    "dossier_id_of",
    "dossier_view",
    "draft_view",
    "inbox",
    "intake",
    "my_dossiers",
    "own_dossier_id",
    "paper_file",
    "preview_draft",
    "preview_result",
    "rate",
    "result_file",
    "save_page",
    "set_code_pattern",
    "start_draft",
    "submit_draft",
    "track",
    "tracked_paper",
    "upload",
    "works_on_dossiers",
]
