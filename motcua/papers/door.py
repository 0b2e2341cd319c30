"""The only public part of the room."""

from motcua.papers.rules import qr_svg
from motcua.papers.shapes import (
    Acknowledgement,
    Component,
    Fact,
    Heading,
    Paper,
    Qr,
    Receipt,
    RefusalSlip,
    Result,
    Signatory,
    Slot,
    SupplementRequest,
    Typeset,
)
from motcua.papers.typesetting import PaperFailed, typeset, typeset_for_signing, typeset_paper

__all__ = [
    "Acknowledgement",
    "Component",
    "Fact",
    "Heading",
    "Paper",
    "PaperFailed",
    "Qr",
    "Receipt",
    "RefusalSlip",
    "Result",
    "Signatory",
    "Slot",
    "SupplementRequest",
    "Typeset",
    "qr_svg",
    "typeset",
    "typeset_for_signing",
    "typeset_paper",
]
