"""What each paper needs to know.

`typeset_paper` takes one of the papers below; `typeset` takes the same as a mapping. What has a default may be left
out. Aware times are shown in the time of Vietnam, naive ones as they are. `template` names the kind of paper; which
file prints it, and on which sheet, depends on the day of the dossier (`sets`).
"""

from collections.abc import Mapping

from motcua.papers.shapes.course import (
    ControlSheet,
    HandedDossier,
    HandOver,
    HandoverList,
    Register,
    RegisterRow,
)
from motcua.papers.shapes.decisions import (
    Correction,
    CorrectionDecision,
    ReopeningDecision,
    Result,
    RevocationDecision,
)
from motcua.papers.shapes.intake import (
    Acknowledgement,
    Receipt,
    RefusalSlip,
    SupplementRequest,
    WithdrawalConfirmation,
)
from motcua.papers.shapes.letters import (
    Apology,
    ConsultationRequest,
    Obligation,
    ObligationNotice,
    StopNotice,
    TransferSlip,
)
from motcua.papers.shapes.parts import Component, Fact, Heading, Qr, Signatory, Slot, Typeset

Paper = (
    Receipt
    | SupplementRequest
    | RefusalSlip
    | Acknowledgement
    | WithdrawalConfirmation
    | Apology
    | StopNotice
    | ObligationNotice
    | ConsultationRequest
    | TransferSlip
    | ControlSheet
    | Register
    | HandoverList
    | Result
    | RevocationDecision
    | CorrectionDecision
    | ReopeningDecision
)
PAPERS: Mapping[str, type[Paper]] = {paper.template: paper for paper in Paper.__args__}

__all__ = [
    "PAPERS",
    "Acknowledgement",
    "Apology",
    "Component",
    "ConsultationRequest",
    "ControlSheet",
    "Correction",
    "CorrectionDecision",
    "Fact",
    "HandOver",
    "HandedDossier",
    "HandoverList",
    "Heading",
    "Obligation",
    "ObligationNotice",
    "Paper",
    "Qr",
    "Receipt",
    "RefusalSlip",
    "Register",
    "RegisterRow",
    "ReopeningDecision",
    "Result",
    "RevocationDecision",
    "Signatory",
    "Slot",
    "StopNotice",
    "SupplementRequest",
    "TransferSlip",
    "Typeset",
    "WithdrawalConfirmation",
]
