"""The one door of the audit trail."""

from motcua.audit.erasing import erase_entries
from motcua.audit.looks import STATED, LookKind, LookView, Purpose, looks, note_look
from motcua.audit.operations import Recordable, record, seal
from motcua.audit.proving import prove
from motcua.audit.queries import EntryRef, EntryView, Verdict, history, verify
from motcua.audit.retention import (
    BY_RULE,
    BrokenTable,
    Due,
    Eraser,
    Order,
    Rule,
    Stock,
    plan_erasure,
    register_eraser,
    run_erasure,
)

__all__ = [
    "BY_RULE",
    "STATED",
    "BrokenTable",
    "Due",
    "EntryRef",
    "EntryView",
    "Eraser",
    "LookKind",
    "LookView",
    "Order",
    "Purpose",
    "Recordable",
    "Rule",
    "Stock",
    "Verdict",
    "erase_entries",
    "history",
    "looks",
    "note_look",
    "plan_erasure",
    "prove",
    "record",
    "register_eraser",
    "run_erasure",
    "seal",
    "verify",
]
