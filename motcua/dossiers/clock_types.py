"""What the door says of a dossier's time limit."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ObligationView:
    """A financial obligation: open while `confirmed_at` is None. `amount` is in đồng."""

    asked_at: dt.datetime
    asked_by: str
    amount: int
    reason: str
    reported_at: dt.datetime | None
    report: str
    confirmed_at: dt.datetime | None
    confirmed_by: str
    voucher: str


@dataclass(frozen=True, slots=True)
class AdjustmentView:
    """One change of the clock with its ground and who made it; `after` is None while the clock stands."""

    kind: str
    kind_label: str
    at: dt.datetime
    before: dt.datetime | None
    after: dt.datetime | None
    ground: str
    actor_name: str


@dataclass(frozen=True, slots=True)
class ClockView:
    """How the dossier stands against its limit. Minutes are working minutes, negative when overdue."""

    due_at: dt.datetime | None
    original_due_at: dt.datetime | None
    minutes_left: int | None
    words: str
    state: str  # none | running | warning | overdue | early | on_time | late
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class DeadlineView:
    """Why this date: what was promised first, what holds now, and each step from the one to the other in words.

    `left` says the working time left to the minute; while the clock stands (`stands_since`) that is what is kept.
    `provisional`: not accepted yet, so the date is what it would be at the latest.
    """

    code: str
    original_due_at: dt.datetime | None
    due_at: dt.datetime | None
    minutes_left: int | None
    left: str
    stands_since: dt.datetime | None
    provisional: bool
    why: tuple[str, ...]
    adjustments: tuple[AdjustmentView, ...]
