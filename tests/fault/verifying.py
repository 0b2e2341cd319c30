"""After the storm: is everything that was acknowledged there, exactly once, and is nothing left half done?"""

import json
import time
from collections import Counter, defaultdict
from typing import Any

import psycopg

from tests.fault.clients import LIFE, Crowd
from tests.fault.installation import Installation

# What exists of a filing: a dossier goes with its key, its code, one first line of history, one debt of a paper.
_FILED = """
SELECT k.key, d.code, d.status,
    (SELECT count(*) FROM dossiers_component c WHERE c.dossier_id = d.id AND c.blob_id IS NOT NULL),
    (SELECT count(*) FROM dossiers_timelineentry t WHERE t.dossier_id = d.id AND t.action = 'submit'),
    (SELECT count(*) FROM audit_entry a WHERE a.subject_id = d.id AND a.action = 'dossier.submit'),
    (SELECT count(*) FROM dossiers_paper p WHERE p.dossier_id = d.id AND p.kind = 'acknowledgement')
FROM dossiers_intakekey k JOIN dossiers_dossier d ON d.id = k.dossier_id
"""
_HISTORY = """
SELECT d.code, d.version, array_agg(t.seq ORDER BY t.seq), array_agg(t.action ORDER BY t.seq),
    (SELECT array_agg(a.action ORDER BY a.seq) FROM audit_entry a
     WHERE a.subject_id = d.id AND a.action IN (SELECT 'dossier.' || unnest(%s::text[])))
FROM dossiers_dossier d JOIN dossiers_timelineentry t ON t.dossier_id = d.id GROUP BY d.id
"""
_DELIVERED = """
SELECT (SELECT count(*) FROM kernel_outboxevent),
    (SELECT count(*) FROM kernel_outboxevent WHERE state = 'waiting'),
    (SELECT count(*) FROM kernel_outboxevent WHERE state = 'dead'),
    (SELECT count(*) FROM kernel_outboxevent e WHERE name = 'dossier.paper_due.v1' AND 1 <>
        (SELECT count(*) FROM kernel_handledevent h WHERE h.event_id = e.id)),
    (SELECT count(*) FROM dossiers_timelineentry) -
        (SELECT count(*) FROM kernel_outboxevent WHERE name = 'dossier.moved.v1'),
    (SELECT count(*) FROM dossiers_paper),
    (SELECT count(*) FROM dossiers_paper WHERE blob_id IS NULL),
    (SELECT count(*) FROM (SELECT dossier_id, kind FROM dossiers_paper GROUP BY 1, 2 HAVING count(*) > 1) twice)
"""
_STUCK = """
SELECT (SELECT count(*) FROM pg_stat_activity WHERE state LIKE 'idle in transaction%'
        AND now() - state_change > interval '5 seconds'),
    (SELECT count(*) FROM pg_prepared_xacts),
    (SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed')
"""


class Findings:
    """Figures for the table, and whatever is wrong."""

    def __init__(self) -> None:
        self.figures: dict[str, Any] = {}
        self.wrong: list[str] = []

    def expect(self, name: str, found: Any, wanted: Any) -> None:
        self.figures[name] = found
        if found != wanted:
            self.wrong.append(f"{name}: {found}, expected {wanted}")


def verify(place: Installation, crowd: Crowd) -> Findings:
    """Look at everything. The installation runs, the crowd has gone home."""
    findings = Findings()
    _wait_for_delivery(place, findings)
    with psycopg.connect(place.database) as connection:
        _filings(connection, crowd, findings)
        _history(connection, crowd, findings)
        _codes(connection, findings)
        _delivery(connection, findings)
    _keys_answer_again(crowd, findings)
    _evidence_and_files(place, crowd, findings)
    findings.wrong += crowd.ledger.surprises
    return findings


def _wait_for_delivery(place: Installation, findings: Findings) -> None:
    started = time.monotonic()
    waiting = "SELECT count(*) FROM kernel_outboxevent WHERE state = 'waiting'"
    with psycopg.connect(place.database, autocommit=True) as connection:
        while connection.execute(waiting).fetchone() != (0,) and time.monotonic() - started < 180:
            time.sleep(0.5)
    findings.figures["seconds until all was delivered"] = round(time.monotonic() - started)


def _filings(connection: Any, crowd: Crowd, findings: Findings) -> None:
    ledger = crowd.ledger
    there = {row[0]: row[1:] for row in connection.execute(_FILED).fetchall()}
    whole = (1, 1, 1)
    halves = [key for key, row in there.items() if row[3:] != whole or not row[0] or row[1] < 1]
    components = len(crowd.people["documents"])
    halves += [key for key, row in there.items() if row[2] != components]
    lost = [key for key, code in ledger.filed.items() if there.get(key, ("",))[0] != code]
    findings.figures["dossiers acknowledged"] = len(ledger.filed)
    findings.figures["filings given up by their client"] = ledger.given_up
    findings.figures["… of which whole in the database"] = len(set(there) - set(ledger.filed))
    findings.expect("acknowledged dossiers lost", len(lost), 0)
    findings.expect("dossiers half there", len(halves), 0)
    findings.expect("dossiers nobody asked for", len(set(there) - set(ledger.asked)), 0)
    (total,) = connection.execute("SELECT count(*) FROM dossiers_dossier").fetchone()
    findings.expect("dossiers without a key", total - len(there), 0)


def _history(connection: Any, crowd: Crowd, findings: Findings) -> None:
    known = ["submit", *(action for action, _role in LIFE)]
    rows = connection.execute(_HISTORY, [known]).fetchall()
    acts = Counter(
        (code, action, seq)
        for code, _, seqs, actions, _ in rows
        for seq, action in zip(seqs, actions, strict=True)
    )
    torn = [
        code
        for code, version, seqs, actions, evidence in rows
        if seqs != list(range(1, version + 1))
        or actions != known[: len(actions)]
        or evidence != [f"dossier.{action}" for action in actions]
    ]
    findings.figures["acts acknowledged"] = len(crowd.ledger.acts)
    findings.expect("acknowledged acts not there once", sum(acts[act] != 1 for act in crowd.ledger.acts), 0)
    findings.expect("acts acknowledged twice", len(crowd.ledger.acts) - len(set(crowd.ledger.acts)), 0)
    findings.expect("histories with gaps, doubles or without evidence", len(torn), 0)


def _codes(connection: Any, findings: Findings) -> None:
    numbers: dict[str, list[int]] = defaultdict(list)
    for (code,) in connection.execute("SELECT code FROM dossiers_dossier WHERE code IS NOT NULL"):
        scope, _dash, number = code.rpartition("-")
        numbers[scope].append(int(number))
    gaps = [scope for scope, found in numbers.items() if sorted(found) != list(range(1, len(found) + 1))]
    counters = connection.execute(
        "SELECT sum(value) FROM dossiers_codecounter WHERE scope LIKE 'dossier:%'"
    ).fetchone()
    findings.figures["codes given out"] = sum(map(len, numbers.values()))
    findings.expect("scopes with gaps or doubles", len(gaps), 0)
    findings.expect(
        "counters ahead of their codes", int(counters[0] or 0) - findings.figures["codes given out"], 0
    )


def _delivery(connection: Any, findings: Findings) -> None:
    events, waiting, dead, uneven, silent, papers, unprinted, twice = connection.execute(
        _DELIVERED
    ).fetchone()
    findings.figures["events"] = events
    findings.expect("events not delivered", waiting, 0)
    findings.expect("dead letters", dead, 0)
    findings.expect("handlers that ran not once", uneven, 0)
    findings.expect("acts without their event", silent, 0)
    findings.figures["papers sealed"] = papers - unprinted
    findings.expect("papers owed and not made", unprinted, 0)
    findings.expect("papers made twice", twice, 0)
    idle, prepared, _failed = connection.execute(_STUCK).fetchone()
    findings.expect("transactions left open", idle + prepared, 0)


def _keys_answer_again(crowd: Crowd, findings: Findings) -> None:
    """Every fifth key, and all that were given up: the same request gets the same answer; nothing sticks."""
    ledger = crowd.ledger
    keys = [key for n, key in enumerate(ledger.asked) if n % 5 == 0 or key not in ledger.filed]
    odd = 0
    for key in keys:
        body, token = ledger.asked[key]
        status, answer = crowd.send("POST", "dossiers", token, json.dumps(body).encode(), Idempotency_Key=key)
        odd += status != 201 or answer["code"] != ledger.filed.setdefault(key, answer["code"])
    findings.figures["keys sent again"] = len(keys)
    findings.expect("keys that answered otherwise", odd, 0)


def _evidence_and_files(place: Installation, crowd: Crowd, findings: Findings) -> None:
    findings.figures["files acknowledged"] = len(crowd.ledger.files)
    findings.figures["audit trail"] = place.run("-m", "motcua.site.cli", "audit", "verify").strip()
    findings.figures["files"] = place.run("-m", "motcua.site.cli", "files", "verify").strip()
    with psycopg.connect(place.database) as connection:
        kept = dict(connection.execute("SELECT sha256, size FROM files_blob").fetchall())
    lost = [sha256 for sha256, size in crowd.ledger.files.items() if kept.get(sha256) != size]
    findings.expect("acknowledged files lost", len(lost), 0)
