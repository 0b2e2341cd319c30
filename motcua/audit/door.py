"""The one door of the audit trail."""

from motcua.audit.operations import Recordable, record, seal
from motcua.audit.proving import prove
from motcua.audit.queries import EntryRef, EntryView, Verdict, history, verify

__all__ = ["EntryRef", "EntryView", "Recordable", "Verdict", "history", "prove", "record", "seal", "verify"]
