"""Roads back from an end, each by a leader's decision: a result corrected or revoked, a case taken up again."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from motcua.deadlines.door import Reason, Words
from motcua.dossiers import durations
from motcua.dossiers.errors import ActionNotPossible, Erased, ResultRevoked
from motcua.dossiers.models import Delivery, Paper, ResultDocument
from motcua.dossiers.operations import papers, results, timekeeping
from motcua.dossiers.operations.ending import decided_by
from motcua.dossiers.operations.moving import Act
from motcua.kernel.errors import Invalid

_CORRECTION = Words("Quyết định đính chính kết quả", "Decision to correct the result")
MAX_GROUND = 500


def correct(act: Act) -> None:
    """A mistake in the result: work on it begins again. What was released stays in force until its correction is.

    The due date stays what it was, unless the decision (`anew`) gives the full time limit again.
    """
    if _in_force(act).revoked_at is not None:
        raise ResultRevoked
    _back_to_work(act)
    if act.inputs.get("anew"):
        timekeeping.begin(act, Reason.REOPENED, ground=_CORRECTION)


def revoke(act: Act) -> None:
    """The released result is invalid from now on (state 2 of the register); the decision is the citizen's paper."""
    result, ground = _in_force(act), _ground(act)
    if result.revoked_at is not None:
        raise ResultRevoked
    result.revoked_at, result.revocation_ground = act.now, ground
    result.save(update_fields=["revoked_at", "revocation_ground"])
    act.data |= {"number": result.number, "ground": ground}
    data = {**decided_by(act), "reason": act.note, "ground": ground, "result_id": str(result.id)}
    seq = 1 + act.dossier.papers.filter(kind=Paper.Kind.REVOCATION_DECISION).count()
    papers.owe(act, Paper.Kind.REVOCATION_DECISION, data=data, seq=seq)


def reopen(act: Act) -> None:
    """A case that had ended is taken up again: with the full time limit, or from the counter if that ended it.

    What was refused or withdrawn is checked anew, and gets its limit when it is accepted. All former dates stay in
    the history.
    """
    dossier, ground = act.dossier, _ground(act)
    decision = {**decided_by(act), "reason": act.note, "ground": ground, "stage": dossier.step}
    decision["closed_at"] = (dossier.completed_at or dossier.changed_at).isoformat()
    words = Words(ground, ground)
    _back_to_work(act)
    timekeeping.end_pauses(act, ground=words)
    if act.workflow.lands(dossier.step, act.action).status == 1:
        act.data |= {"accepted_at": _stamp(dossier.accepted_at), "due_at": None}
        dossier.accepted_at = dossier.due_at = dossier.stands_since = None
        dossier.acceptance_due_at = dossier.work_due_at = durations.answer_due(dossier, start=act.now)
    else:
        timekeeping.begin(act, Reason.REOPENED, ground=words)
    decision["due_at"] = dossier.due_at.isoformat() if dossier.due_at else ""
    act.data["ground"] = ground
    papers.owe(act, Paper.Kind.REOPENING_DECISION, data=decision)


def _back_to_work(act: Act) -> None:
    """Completion and return are undone in the row and kept in the history (9 or 10, then 4: both passages stay)."""
    dossier = act.dossier
    if dossier.erased_at is not None:
        raise Erased
    act.data |= {name: _stamp(getattr(dossier, name)) for name in ("completed_at", "returned_at")}
    dossier.completed_at = dossier.returned_at = None
    dossier.reopened_at = act.now
    dossier.work_due_at = dossier.due_at
    if dossier.delivery in (Delivery.SENT, Delivery.DELIVERED):
        dossier.delivery = Delivery.NOT_CHOSEN


def _stamp(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _in_force(act: Act) -> ResultDocument:
    """The released result that no other has replaced, revoked or not."""
    result = results.in_force(act.dossier).order_by("-released_at").first()
    if result is None:
        raise ActionNotPossible
    return result


def _ground(act: Act) -> str:
    ground = str(act.inputs["ground"])
    if len(ground) > MAX_GROUND:
        raise Invalid(fields={"ground": _("Nhập không quá %(max)d ký tự.") % {"max": MAX_GROUND}})
    return ground
