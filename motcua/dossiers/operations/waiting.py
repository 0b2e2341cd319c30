"""Roads on which a dossier waits for the citizen: a supplement restarts the clock, a financial obligation pauses it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.deadlines.door import Reason, legal
from motcua.dossiers import durations
from motcua.dossiers.errors import ActionNotPossible
from motcua.dossiers.models import Paper, Supplement
from motcua.dossiers.operations import papers, timekeeping
from motcua.dossiers.operations.moving import Act
from motcua.dossiers.road_models import Obligation
from motcua.kernel.errors import Invalid

SUPPLEMENT, OBLIGATION = "supplement", "obligation"


def request_supplement(act: Act) -> None:
    """Ask the citizen to complete the dossier; the clock stands still until the answer (national status 5).

    During appraisal within 3 working days of acceptance (61/2018 art. 19.4), and once: a later or further request
    needs a ground of its own, and counts as late in the quality index.
    """
    dossier, items = act.dossier, act.inputs["items"]
    exception = _exception(act)
    within = legal("supplement_answer_within", durations.date_of(act.now)).duration
    answer_by = durations.after(act.now, within, agency_id=dossier.receiving_agency_id)
    dossier.supplement_count += 1
    asked = Supplement(
        dossier=dossier,
        asked_at=act.now,
        asked_by=act.actor.name,
        items=items,
        reason=act.note,
        exception=exception,
        due_before=dossier.due_at,
        answer_by=answer_by,
    )
    act.rows.append(asked)
    act.data |= {"items": items, **({"exception": exception} if exception else {})}
    if dossier.accepted_at is None:
        dossier.work_due_at = None
    else:
        ground = timekeeping.ground_of(act, "supplement_restart")
        timekeeping.pause(act, Reason.SUPPLEMENT, ground=ground, key=SUPPLEMENT)
    data = {"items": items, "reason": act.note, "officer": act.actor.name}
    data["answer_by"] = answer_by.isoformat()
    papers.owe(act, Paper.Kind.SUPPLEMENT_REQUEST, data=data, seq=dossier.supplement_count)


def supplement(act: Act) -> None:
    """The citizen's answer. After acceptance the time limit restarts in full (61/2018 art. 19.4)."""
    dossier = act.dossier
    _check_answered(act)
    if dossier.accepted_at is None:
        dossier.work_due_at = durations.answer_due(dossier, start=act.now)
    else:
        ground = timekeeping.ground_of(act, "supplement_restart")
        timekeeping.begin(act, Reason.SUPPLEMENT, ground=ground, ends=SUPPLEMENT)
    dossier.supplements.filter(answered_at=None).update(
        answered_at=act.now, answered_by=act.actor.name, due_after=dossier.due_at
    )


def ask_obligation(act: Act) -> None:
    """A financial obligation to the state budget: the clock stands, what is left is kept (national status 6)."""
    amount = act.inputs["amount"]
    asked = Obligation(
        dossier=act.dossier, asked_at=act.now, asked_by=act.actor.name, amount=amount, reason=act.note
    )
    act.rows.append(asked)
    act.data["amount"] = amount
    ground = timekeeping.ground_of(act, "obligation_pause")
    timekeeping.pause(act, Reason.OBLIGATION, ground=ground, key=OBLIGATION)
    seq = act.dossier.obligations.count() + 1
    data = {"amount": amount, "reason": act.note, "officer": act.actor.name}
    papers.owe(act, Paper.Kind.OBLIGATION_NOTICE, data=data, seq=seq)


def report_obligation(act: Act) -> None:
    """The owner says that it was paid, and how; the clock goes on when an accountant confirms."""
    _open_obligation(act).update(reported_at=act.now, report=act.note[:500])


def confirm_obligation(act: Act) -> None:
    """The payment has arrived: the time that was left goes on."""
    voucher = act.inputs["voucher"]
    _open_obligation(act).update(confirmed_at=act.now, confirmed_by=act.actor.name, voucher=voucher)
    act.data["voucher"] = voucher
    ground = timekeeping.ground_of(act, "obligation_pause")
    timekeeping.resume(act, Reason.OBLIGATION, ground=ground, key=OBLIGATION)


def _open_obligation(act: Act) -> QuerySet[Obligation]:
    found = act.dossier.obligations.filter(confirmed_at=None)
    if not found.exists():
        raise ActionNotPossible
    return found


def _exception(act: Act) -> str:
    """The ground of a request that comes late or again; empty for the ordinary one."""
    dossier = act.dossier
    if dossier.accepted_at is None:
        return ""
    on = durations.date_of(act.now)
    once = legal("supplements_on_time", on).value
    within = legal("supplement_request_within", on).duration
    asked_before = dossier.supplements.filter(asked_at__gte=dossier.accepted_at).count()
    since = max(dossier.accepted_at, dossier.reopened_at or dossier.accepted_at)
    until = durations.after(since, within, agency_id=dossier.competent_agency_id)
    given = act.inputs.get("exception", "")
    if given or (asked_before < once and act.now <= until):
        return str(given)
    if asked_before >= once:
        why = _(
            "Đã yêu cầu bổ sung %(times)d lần. Yêu cầu thêm bị tính là quá hạn; chỉ thực hiện khi có căn cứ, "
            "ghi rõ căn cứ đó."
        ) % {"times": asked_before}
    else:
        why = _("Đã quá thời hạn yêu cầu bổ sung khi thẩm định. Ghi rõ căn cứ của yêu cầu này.")
    raise Invalid(fields={"exception": why})


def _check_answered(act: Act) -> None:
    """An answer that says and brings nothing would move the due date for nothing."""
    asked = act.dossier.supplements.order_by("-asked_at").first()
    brought = act.dossier.components.filter(removed_at=None)
    if asked is not None and not act.note and not brought.filter(added_at__gte=asked.asked_at).exists():
        raise Invalid(fields={"reason": _("Thêm ít nhất một tệp, hoặc ghi rõ đã bổ sung những gì.")})
