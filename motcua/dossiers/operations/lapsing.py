"""Requests to complete that nobody answered in time: the case ends by rule, with the paper that the law owes."""

import datetime as dt
import uuid

from django.db import transaction

from motcua.accounts.door import SYSTEM
from motcua.deadlines.door import legal
from motcua.directory.door import agency
from motcua.dossiers import durations, policies
from motcua.dossiers.models import SAID_BY_OWNER, Dossier, Paper, Supplement
from motcua.dossiers.operations import papers
from motcua.dossiers.operations.moving import Act, complete, procedure_of
from motcua.kernel.clock import say_moment


def lapse_unanswered(*, now: dt.datetime, most: int = 500) -> int:
    """End each case whose request to complete passed its limit; returns how many. Doing it again changes nothing.

    After acceptance the case is stopped, with the stop notice; before, it is refused, with the slip.
    """
    over = Supplement.objects.filter(answered_at=None, answer_by__lt=now).order_by("answer_by")
    waiting = over.filter(dossier__status=5).values_list("dossier_id", flat=True)
    return sum(_lapse(dossier_id, now) for dossier_id in dict.fromkeys(waiting[:most]))


@transaction.atomic
def _lapse(dossier_id: uuid.UUID, now: dt.datetime) -> bool:
    wanted = Dossier.objects.select_for_update(skip_locked=True).defer(*SAID_BY_OWNER)
    dossier = wanted.filter(id=dossier_id, status=5).first()
    asked = dossier.supplements.order_by("-asked_at").first() if dossier else None
    # Answered meanwhile, or asked once more: the request that counts is the last one.
    if dossier is None or asked is None or asked.answer_by is None or asked.answer_by >= now:
        return False
    procedure = procedure_of(dossier)
    roads = procedure.workflow.actions_from(dossier.step)
    road = next((one for one in roads if one.who == policies.BY_RULE), None)
    if road is None:  # received under a workflow that does not know of lapsing
        return False
    act = Act(dossier, procedure, road, SYSTEM, None, {}, now, before=dict(vars(dossier)))
    rule = legal("supplement_answer_within", durations.date_of(asked.asked_at))
    act.note = f"Quá thời hạn bổ sung lúc {say_moment(asked.answer_by)} ({rule.ground.vi})"
    if dossier.accepted_at is None:
        data = {"reason": act.note, "clerk": _name(dossier.receiving_agency_id)}
        papers.owe(act, Paper.Kind.REFUSAL_SLIP, data=data)
    else:
        data = {"reason": act.note, "stage": dossier.step, "officer": _name(dossier.competent_agency_id)}
        papers.owe(act, Paper.Kind.STOP_NOTICE, data=data)
    complete(act)
    return True


def _name(agency_id: uuid.UUID | None) -> str:
    return agency(agency_id).name if agency_id else ""
