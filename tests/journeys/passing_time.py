"""Time that goes by between two pages: everything that happened to one dossier happened some weeks earlier."""

import datetime as dt
import json
from typing import Any

import psycopg

from tests.conftest import live_database

# Whole weeks: weekdays stay weekdays.
_MOMENTS = {
    "dossier": (
        "created_at",
        "submitted_at",
        "changed_at",
        "acceptance_due_at",
        "expected_due_at",
        "accepted_at",
        "original_due_at",
        "due_at",
        "work_due_at",
    ),
    "timelineentry": ("at",),
    "adjustment": ("at", "before", "after"),
    "supplement": ("asked_at", "answered_at", "due_before", "due_after"),
    "obligation": ("asked_at", "reported_at", "confirmed_at"),
}


def weeks_go_by(code: str, weeks: int) -> None:
    """Let `weeks` pass for the dossier in the installation that the journey visits."""
    passed = dt.timedelta(weeks=weeks)
    with psycopg.connect(live_database()) as connection:
        (dossier_id,) = connection.execute(
            "SELECT id FROM dossiers_dossier WHERE code = %s", [code]
        ).fetchone() or (None,)
        for table, columns in _MOMENTS.items():
            earlier = ", ".join(f"{column} = {column} - %(passed)s" for column in columns)
            key = "id" if table == "dossier" else "dossier_id"
            connection.execute(
                f"UPDATE dossiers_{table} SET {earlier} WHERE {key} = %(id)s",  # names of ours
                {"passed": passed, "id": dossier_id},
            )
        turns = "SELECT id, turn FROM dossiers_adjustment WHERE dossier_id = %s AND turn IS NOT NULL"
        for row_id, turn in connection.execute(turns, [dossier_id]).fetchall():
            connection.execute(
                "UPDATE dossiers_adjustment SET turn = %s WHERE id = %s",
                [json.dumps(_earlier(turn, passed)), row_id],
            )


def _earlier(turn: dict[str, Any], passed: dt.timedelta) -> dict[str, Any]:
    moments = {key: turn[key] for key in ("at", "until") if turn[key]}
    return turn | {
        key: (dt.datetime.fromisoformat(text) - passed).isoformat() for key, text in moments.items()
    }
