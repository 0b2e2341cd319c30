"""The one door of the audit trail."""

from motcua.audit.looks import STATED, LookKind, LookView, Purpose, looks, note_look
from motcua.audit.operations import Recordable, record, seal
from motcua.audit.proving import prove
from motcua.audit.queries import EntryRef, EntryView, Verdict, history, verify

__all__ = [
    "STATED",
    "EntryRef",
    "EntryView",
    "LookKind",
    "LookView",
    "Purpose",
    "Recordable",
    "Verdict",
    "history",
    "looks",
    "note_look",
    "prove",
    "record",
    "seal",
    "verify",
]
