"""What an action does to a dossier besides moving it on. One function an action; all run inside the act's transaction.

What goes into the record is Vietnamese, whatever language the actor reads; what is said to the actor is translated.
"""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext_lazy as _

from motcua.deadlines.door import Reason, Words, hand_over_due, legal
from motcua.directory.door import Role, people_of
from motcua.dossiers import durations
from motcua.dossiers.models import Delivery, Paper
from motcua.dossiers.operations import (
    consulting,
    ending,
    papers,
    promising,
    results,
    revising,
    timekeeping,
    transferring,
    waiting,
)
from motcua.dossiers.operations.moving import Act
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotAllowed


def accept(act: Act) -> None:
    """Official receipt (61/2018 art. 17.1): the time limit starts, the receipt is owed."""
    dossier = act.dossier
    dossier.accepted_at = act.now
    timekeeping.begin(
        act, Reason.ACCEPTED, ground=Words("Tiếp nhận hồ sơ đầy đủ", "Complete dossier accepted")
    )
    dossier.original_due_at = dossier.original_due_at or dossier.due_at
    # Hand-over the same day, after 15:00 at the start of the next working day (61/2018 art. 18.2-3).
    calendar = durations.calendar_of(dossier.receiving_agency_id, at=act.now)
    cutoff = legal("hand_over_cutoff", durations.date_of(act.now)).time
    dossier.work_due_at = hand_over_due(act.now, calendar, cutoff).moment
    papers.owe(act, Paper.Kind.RECEIPT, data={"clerk": act.actor.name})


def hand_over(act: Act) -> None:
    """From the counter to the agency that decides: from here on the legal due date is what counts."""
    act.dossier.work_due_at = act.dossier.due_at


def refuse(act: Act) -> None:
    """Refusal at intake, with its slip (61/2018 art. 17.1)."""
    data = {"reason": act.note, "clerk": act.actor.name}
    papers.owe(act, Paper.Kind.REFUSAL_SLIP, data=data)


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


EFFECTS: Mapping[str, Callable[[Act], None]] = {
    "accept": accept,
    "hand_over": hand_over,
    "refuse": refuse,
    "request_supplement": waiting.request_supplement,
    "supplement": waiting.supplement,
    "ask_obligation": waiting.ask_obligation,
    "report_obligation": waiting.report_obligation,
    "confirm_obligation": waiting.confirm_obligation,
    "transfer": transferring.transfer,
    "consult": consulting.consult,
    "withdraw_question": consulting.withdraw_question,
    "reappoint": promising.reappoint,
    "stop": ending.stop,
    "withdraw": ending.withdraw,
    "assign": assign,
    "reassign": assign,
    "propose": results.propose,
    "send_back": results.send_back,
    "sign": results.sign,
    "release": results.release,
    "hand_result": hand_result,
    "collect": collect,
    "correct": revising.correct,
    "revoke": revising.revoke,
    "reopen": revising.reopen,
}
