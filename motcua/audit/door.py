"""The one door of the audit trail."""

from motcua.audit.operations import Recordable, record, seal
from motcua.audit.queries import EntryRef, EntryView, Verdict, history, verify

__all__ = ["EntryRef", "EntryView", "Recordable", "Verdict", "history", "record", "seal", "verify"]
