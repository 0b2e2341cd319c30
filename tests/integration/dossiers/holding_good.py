"""What must hold of a dossier after every act, whatever road it took."""

from collections import Counter
from uuid import UUID

from motcua.audit import door as audit
from motcua.deadlines.door import Step, read
from motcua.deadlines.words import say_moment
from motcua.dossiers import durations, paper_data
from motcua.dossiers.door import explained_deadline
from motcua.dossiers.models import Dossier, Paper
from motcua.procedures.door import Workflow
from tests.integration.dossiers.province import Province

# The papers that the law owes for an act (Circular 03/2025/TT-VPCP; 61/2018 art. 17, 19).
OWED = {
    "submit": Paper.Kind.ACKNOWLEDGEMENT,
    "accept": Paper.Kind.RECEIPT,
    "request_supplement": Paper.Kind.SUPPLEMENT_REQUEST,
    "refuse": Paper.Kind.REFUSAL_SLIP,
    "reappoint": Paper.Kind.APOLOGY,
    "ask_obligation": Paper.Kind.OBLIGATION_NOTICE,
    "stop": Paper.Kind.STOP_NOTICE,
    "withdraw": Paper.Kind.WITHDRAWAL,
    "revoke": Paper.Kind.REVOCATION_DECISION,
    "reopen": Paper.Kind.REOPENING_DECISION,
    "consult": Paper.Kind.CONSULTATION,
    "transfer": Paper.Kind.TRANSFER_SLIP,
    "lapse": Paper.Kind.STOP_NOTICE,
    "lapse_at_intake": Paper.Kind.REFUSAL_SLIP,
}
# Axes of their own: an act of the workflow moves none of them but where the law joins the two.
MOVES_DELIVERY = frozenset({"hand_result", "collect", "correct", "reopen"})
_ENDS = frozenset({Step.DUE, Step.STANDS, Step.NO_DUE})


def check_move(before: Dossier, after: Dossier, action: str, workflow: Workflow) -> None:
    """The table has the edge; the national status is that of the step; the other axes stand where they stood."""
    edge = workflow.action(before.step, action)
    assert edge is not None, (before.step, action)
    assert after.step == workflow.lands(before.step, edge).key
    assert after.status == workflow.steps[after.step].status
    assert after.version == before.version + 1
    moved = {axis for axis in ("money", "delivery", "sync") if getattr(before, axis) != getattr(after, axis)}
    assert moved <= ({"delivery"} if action in MOVES_DELIVERY else set()), (action, moved)
    line = after.timeline.latest("seq")
    assert (line.seq, line.action, line.from_step, line.to_step, line.status) == (
        after.version,
        action,
        before.step,
        after.step,
        after.status,
    )
    assert line.actor_name


def check_clock(province: Province, dossier: Dossier, workflow: Workflow) -> None:
    """The stored date is what the stored turns say; the story of the date ends with it, or says that it stands."""
    rows = list(dossier.adjustments.order_by("at", "id"))
    if dossier.accepted_at is None:
        assert (dossier.reopened_at or not rows) and dossier.due_at is None and dossier.stands_since is None
        return
    reading = read(
        durations.turns_of(rows), durations.calendar_of(dossier.competent_agency_id, at=province.now)
    )
    if not workflow.steps[dossier.step].final:
        assert (dossier.stands_since is not None) == reading.stands
    if not reading.stands:
        assert dossier.due_at == reading.due
    assert dossier.original_due_at == rows[0].after
    last = reading.trace[-1]
    assert last.kind in _ENDS
    why = explained_deadline(dossier.code or "", now=province.now).why
    assert why and all(why)
    if reading.due is not None:
        assert say_moment(reading.due) in why[-1], why
    before = None
    for row in rows:
        # Accepted once more after it had ended: what was promised before promises nothing any longer.
        assert row.before == (None if row.kind == "set" else before)
        assert row.ground and row.actor_name
        before = row.after or row.before


def check_papers(dossier: Dossier) -> None:
    """For each act that the law answers with a paper there is one, and all that it says can be said."""
    done = Counter(dossier.timeline.values_list("action", flat=True))
    have = Counter(dossier.papers.values_list("kind", flat=True))
    owed = Counter(OWED[action] for action in done.elements() if action in OWED)
    assert have == owed


def check_evidence(dossier_id: UUID) -> None:
    """Each line of the history has its entry in the audit trail, in the same order."""
    dossier = Dossier.objects.get(id=dossier_id)
    lines = list(dossier.timeline.order_by("seq").values_list("action", flat=True))
    told = [entry.action for entry in audit.history("dossier", dossier_id)]
    assert [action for action in told if action.removeprefix("dossier.") in set(lines)] == [
        f"dossier.{action}" for action in lines
    ]
    assert audit.verify().ok


def check_print(dossier_id: UUID) -> None:
    """What each paper says is there: nothing is missing that its template needs."""
    for paper in Paper.objects.filter(dossier=dossier_id).select_related("dossier"):
        assert paper_data.for_paper(paper)
