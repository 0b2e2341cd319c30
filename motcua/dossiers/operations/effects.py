"""What an action does to a dossier besides moving it on. One function an action; all run inside the act's transaction.

What goes into the record is Vietnamese, whatever language the actor reads; what is said to the actor is translated.
"""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext_lazy as _

from motcua.deadlines.door import dump_trace, hand_over_due
from motcua.directory.door import Role, people_of
from motcua.dossiers import durations
from motcua.dossiers.models import Adjustment, Delivery, Paper, Supplement
from motcua.dossiers.operations import papers, results
from motcua.dossiers.operations.moving import Act
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotAllowed


def accept(act: Act) -> None:
    """Official receipt (61/2018 art. 17.1): the time limit starts, the receipt is owed."""
    dossier = act.dossier
    dossier.accepted_at = act.now
    _set_due(act, Adjustment.Kind.SET, "Tiếp nhận hồ sơ đầy đủ")
    dossier.original_due_at = dossier.due_at
    # Hand-over the same day, after 15:00 at the start of the next working day (61/2018 art. 18.2-3).
    calendar = durations.calendar_of(dossier.receiving_agency_id, at=act.now)
    dossier.work_due_at = hand_over_due(act.now, calendar).moment
    papers.owe(act, Paper.Kind.RECEIPT, data={"clerk": act.actor.name})


def hand_over(act: Act) -> None:
    """From the counter to the agency that decides: from here on the legal due date is what counts."""
    act.dossier.work_due_at = act.dossier.due_at


def refuse(act: Act) -> None:
    """Refusal at intake, with its slip (61/2018 art. 17.1)."""
    data = {"reason": act.note, "clerk": act.actor.name}
    papers.owe(act, Paper.Kind.REFUSAL_SLIP, data=data)


def request_supplement(act: Act) -> None:
    """Ask the citizen to complete the dossier; the clock stands still until the answer (national status 5)."""
    dossier, items = act.dossier, act.inputs["items"]
    dossier.supplement_count += 1
    asked = Supplement(
        dossier=dossier,
        asked_at=act.now,
        asked_by=act.actor.name,
        items=items,
        reason=act.note,
        due_before=dossier.due_at,
    )
    act.rows.append(asked)
    act.data["items"] = items
    dossier.work_due_at = None
    data = {"items": items, "reason": act.note, "officer": act.actor.name}
    papers.owe(act, Paper.Kind.SUPPLEMENT_REQUEST, data=data, seq=dossier.supplement_count)


def supplement(act: Act) -> None:
    """The citizen's answer. After acceptance the time limit restarts in full (61/2018 art. 19.4)."""
    dossier = act.dossier
    _check_answered(act)
    if dossier.accepted_at is None:
        dossier.work_due_at = durations.answer_due(dossier, start=act.now)
    else:
        _set_due(act, Adjustment.Kind.RESTART, "Hồ sơ đã được bổ sung đầy đủ")
        dossier.work_due_at = dossier.due_at
    dossier.supplements.filter(answered_at=None).update(
        answered_at=act.now, answered_by=act.actor.name, due_after=dossier.due_at
    )


def assign(act: Act) -> None:
    """Give the dossier to a case officer of the competent agency; re-assigning needs nobody's consent."""
    if act.seat is None:
        raise NotAllowed
    today = act.now.astimezone(clock.VIETNAM).date()
    officers = people_of(act.seat.agency_id, roles=[Role.CASE_OFFICER], on=today)
    chosen = next((one for one in officers if str(one.position_id) == act.inputs["assignee"]), None)
    if chosen is None:
        raise Invalid(fields={"assignee": _("Người được chọn không phải cán bộ thụ lý của cơ quan này.")})
    act.dossier.assignee_id = chosen.position_id
    act.dossier.assignee_name = chosen.name
    act.data["assignee"] = chosen.name
    act.note = act.note or f"Giao {chosen.name} thụ lý"


def hand_result(act: Act) -> None:
    """Result handed over at the counter or given to the post; who received it is kept."""
    act.dossier.returned_at = act.now
    posted = act.inputs.get("by") == "post"
    act.dossier.delivery = Delivery.SENT if posted else Delivery.DELIVERED
    act.data["receiver"] = act.inputs["receiver"]
    act.note = f"{'Gửi bưu chính' if posted else 'Người nhận'}: {act.inputs['receiver']}"


def collect(act: Act) -> None:
    """The owner takes the electronic result."""
    act.dossier.returned_at = act.now
    act.dossier.delivery = Delivery.DELIVERED


def _check_answered(act: Act) -> None:
    """An answer that says and brings nothing would move the due date for nothing."""
    asked = act.dossier.supplements.order_by("-asked_at").first()
    brought = act.dossier.components.filter(removed_at=None)
    if asked is not None and not act.note and not brought.filter(added_at__gte=asked.asked_at).exists():
        raise Invalid(fields={"reason": _("Thêm ít nhất một tệp, hoặc ghi rõ đã bổ sung những gì.")})


def _set_due(act: Act, kind: Adjustment.Kind, ground: str) -> None:
    dossier, before = act.dossier, act.dossier.due_at
    limit = durations.legal_due(dossier, act.procedure, start=act.now)
    dossier.due_at = limit.moment if limit else None
    adjustment = Adjustment(
        dossier=dossier,
        kind=kind,
        at=act.now,
        before=before,
        after=dossier.due_at,
        ground=ground,
        trace=dump_trace(limit.trace) if limit else [],
        actor_name=act.actor.name,
    )
    act.rows.append(adjustment)
    act.data["due_at"] = clock.say_moment(dossier.due_at) if dossier.due_at else None


EFFECTS: Mapping[str, Callable[[Act], None]] = {
    "accept": accept,
    "hand_over": hand_over,
    "refuse": refuse,
    "request_supplement": request_supplement,
    "supplement": supplement,
    "assign": assign,
    "reassign": assign,
    "propose": results.propose,
    "send_back": results.send_back,
    "sign": results.sign,
    "release": results.release,
    "hand_result": hand_result,
    "collect": collect,
}
