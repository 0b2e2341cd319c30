"""Histories and clocks as the kit draws them."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from motcua.dossiers.door import ClockView, DossierView, PublicLine, TimelineView

_TONES = {
    "running": "ok",
    "warning": "soon",
    "overdue": "late",
    "late": "late",
    "early": "ended",
    "on_time": "ended",
}


def tone_of(clock: ClockView) -> str:
    """The kit's tone for the state of a clock."""
    return _TONES.get(clock.state, "paused")


def whole_timeline(view: DossierView) -> list[dict[str, Any]]:
    """The history for the owner, newest first: who, when, where it went, and why."""
    return [
        {"title": line.action_label, "at": line.at, "by": _by(line), "text": line.note, "late": line.overdue}
        for line in reversed(view.timeline)
    ]


def public_timeline(lines: Iterable[PublicLine]) -> list[dict[str, Any]]:
    """The history for whoever holds the receipt, newest first: agencies, not persons, and no remarks."""
    return [
        {
            "title": line.action_label,
            "at": line.at,
            "by": line.agency_name or _("Chủ hồ sơ"),
            "text": line.step_label,
            "late": line.overdue,
        }
        for line in reversed(tuple(lines))
    ]


def _by(line: TimelineView) -> str:
    name = _("%(name)s (thay %(holder)s)") % {"name": line.actor_name, "holder": line.acting_for}
    who = name if line.acting_for else line.actor_name
    return f"{who} – {line.agency_name}" if line.agency_name else who
