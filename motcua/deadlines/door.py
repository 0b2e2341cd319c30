"""The one door of the clock."""

from motcua.deadlines.clock import read
from motcua.deadlines.duration import Convention, Duration, Unit
from motcua.deadlines.history import (
    Limit,
    Part,
    Reading,
    Reason,
    Turn,
    TurnKind,
    Words,
    dump_turn,
    load_turn,
)
from motcua.deadlines.legal import LegalRule, LegalValue, legal, legal_rules
from motcua.deadlines.operations import (
    TYPICAL_WEEK,
    declare_day,
    seed_default_calendar,
    set_legal_value,
    set_office_hours,
    withdraw_day,
)
from motcua.deadlines.queries import (
    DeclaredDayView,
    NoOfficeHours,
    OfficeHoursView,
    calendar_for,
    days_of,
    is_year_confirmed,
    office_hours_of,
)
from motcua.deadlines.rules import (
    Timeliness,
    acceptance_due,
    classify,
    due,
    hand_over_due,
    remaining,
    same_day_due,
)
from motcua.deadlines.trace import Due, Step, TraceStep, dump_trace, load_trace
from motcua.deadlines.why import explain
from motcua.deadlines.words import say_duration, say_left, say_remaining
from motcua.deadlines.work_calendar import (
    DayKind,
    OfficeWeek,
    OutsideCalendar,
    Sessions,
    WorkCalendar,
    WorkDay,
)

__all__ = [
    "TYPICAL_WEEK",
    "Convention",
    "DayKind",
    "DeclaredDayView",
    "Due",
    "Duration",
    "LegalRule",
    "LegalValue",
    "Limit",
    "NoOfficeHours",
    "OfficeHoursView",
    "OfficeWeek",
    "OutsideCalendar",
    "Part",
    "Reading",
    "Reason",
    "Sessions",
    "Step",
    "Timeliness",
    "TraceStep",
    "Turn",
    "TurnKind",
    "Unit",
    "Words",
    "WorkCalendar",
    "WorkDay",
    "acceptance_due",
    "calendar_for",
    "classify",
    "days_of",
    "declare_day",
    "due",
    "dump_trace",
    "dump_turn",
    "explain",
    "hand_over_due",
    "is_year_confirmed",
    "legal",
    "legal_rules",
    "load_trace",
    "load_turn",
    "office_hours_of",
    "read",
    "remaining",
    "same_day_due",
    "say_duration",
    "say_left",
    "say_remaining",
    "seed_default_calendar",
    "set_legal_value",
    "set_office_hours",
    "withdraw_day",
]
