"""Asking other agencies for their opinion, many at once and each by its own limit (61/2018 art. 19.5; rule C12)."""

import datetime as dt
import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.door import SYSTEM, Actor
from motcua.audit import door as audit
from motcua.deadlines.door import Duration, Reason, Words, legal
from motcua.directory.door import AgencyView, agency
from motcua.dossiers import durations, policies, rules
from motcua.dossiers.consult_types import Opinion
from motcua.dossiers.errors import ActionNotPossible, ActionNotYours
from motcua.dossiers.events import ConsultationSilent
from motcua.dossiers.models import SAID_BY_OWNER, Dossier, Paper
from motcua.dossiers.operations import papers, timekeeping, uploads
from motcua.dossiers.operations.inputs import text_of
from motcua.dossiers.operations.moving import Act, complete, procedure_of
from motcua.dossiers.road_models import Consultation
from motcua.kernel import outbox
from motcua.kernel.errors import Invalid, NotAllowed, NotFound
from motcua.kernel.text import normalise

MOST_AGENCIES = 20
MOST_DAYS = 60
OPINIONS = ("agree", "disagree", "other", "declined")


def consult(act: Act) -> None:
    """Put a question to each agency, with a letter and a limit on that agency's calendar.

    The dossier's clock runs on, unless the sector law lets it stand (`exception` says which); then until the answer,
    at the latest until that agency's limit.
    """
    if act.seat is None:
        raise NotAllowed
    asked, limit, shown = _agencies(act), _limit(act), _shown(act)
    told = act.dossier.papers.filter(kind=Paper.Kind.CONSULTATION).count()
    for seq, one in enumerate(asked, told + 1):
        _ask(act, one, asking=act.seat.agency_id, limit=limit, shown=shown, seq=seq)
    names = [one.name for one in asked]
    act.note = f"Hỏi: {'; '.join(names)}"
    act.data["agencies"] = [str(one.id) for one in asked]


def withdraw_question(act: Act) -> None:
    """The asking officer needs the opinion no longer."""
    consultation = _open(act.dossier, act.inputs["consultation"])
    _end(act, consultation, Consultation.Answer.WITHDRAWN)


def give_opinion(
    *, actor: Actor | None, consultation_id: uuid.UUID, opinion: Opinion, now: dt.datetime
) -> None:
    """The asked agency's answer. It goes into the dossier's history, and lets a clock that waited for it go on.

    `opinion.sha256` is a file that the same account brought in with `upload`. Raises NotFound, ActionNotYours,
    ActionNotPossible when the question is no longer open, Invalid, Incomplete for an unknown file.
    """
    words = _checked(opinion)
    with transaction.atomic():
        asked = Consultation.objects.filter(id=consultation_id).first()
        if actor is None or asked is None or not policies.may_see_consultation(actor, asked):
            raise NotFound
        seat = policies.answering_seat(actor, asked)
        if seat is None:
            raise ActionNotYours
        if opinion.sha256:
            uploads.require(actor, [opinion.sha256])
        dossier = Dossier.objects.select_for_update().defer(*SAID_BY_OWNER).get(id=asked.dossier_id)
        procedure = procedure_of(dossier)
        edge = procedure.workflow.action(dossier.step, "give_opinion")
        if edge is None:
            raise ActionNotPossible
        consultation = _open(dossier, str(consultation_id))
        consultation.words = words
        consultation.blob_id = opinion.sha256 or None
        consultation.file_name = normalise(opinion.file_name)[:255]
        act = Act(dossier, procedure, edge, actor.on(seat), seat, {}, now, before=dict(vars(dossier)))
        _end(act, consultation, Consultation.Answer(opinion.answer))
        complete(act)


def tell_silence(*, now: dt.datetime, most: int = 500) -> int:
    """Note each question whose limit has passed unanswered, once, and tell whoever listens; returns how many."""
    silent = Consultation.objects.filter(
        ended_at=None, silent_at=None, due_at__lt=now, dossier__status__in=sorted(rules.UNDER_WAY)
    )
    with transaction.atomic():
        rows = list(silent.select_for_update(of=("self",), skip_locked=True).order_by("due_at")[:most])
        for row in rows:
            audit.record(
                actor=SYSTEM,
                action="dossier.consultation_silent",
                subject="dossier",
                subject_id=row.dossier_id,
                data={"agency": str(row.agency_id), "due_at": row.due_at.isoformat()},
                now=now,
            )
        Consultation.objects.filter(id__in=[row.id for row in rows]).update(silent_at=now)
        if rows:
            told = [ConsultationSilent(row.dossier_id, row.id, row.agency_id) for row in rows]
            outbox.publish(*told, now=now)
    return len(rows)


def _ask(
    act: Act, one: AgencyView, *, asking: uuid.UUID, limit: Duration, shown: list[str], seq: int
) -> None:
    dossier, question = act.dossier, act.inputs["question"]
    due_at = durations.after(act.now, limit, agency_id=one.id)
    data = {
        "issuer": str(asking),
        "receiver": one.name,
        "question": question,
        "due_at": due_at.isoformat(),
        "shown": shown,
        "officer": act.actor.name,
    }
    consultation = Consultation(
        dossier=dossier,
        agency_id=one.id,
        asking_agency_id=asking,
        asked_at=act.now,
        asked_by=act.actor.name,
        question=question,
        shown=shown,
        due_at=due_at,
        exception=act.inputs.get("exception", ""),
        paper=papers.owe(act, Paper.Kind.CONSULTATION, data=data, seq=seq),
    )
    act.rows.append(consultation)
    if consultation.exception:
        ground = Words(consultation.exception, consultation.exception)
        timekeeping.pause(act, Reason.CONSULTATION, ground=ground, key=_key(consultation), until=due_at)


def _end(act: Act, consultation: Consultation, answer: Consultation.Answer) -> None:
    consultation.answer = answer
    consultation.ended_at, consultation.ended_by = act.now, act.actor.name
    consultation.save(update_fields=["answer", "words", "blob", "file_name", "ended_at", "ended_by"])
    act.data |= {"agency": str(consultation.agency_id), "answer": answer.value}
    if consultation.exception:
        ground = Words(consultation.exception, consultation.exception)
        timekeeping.resume(act, Reason.CONSULTATION, ground=ground, key=_key(consultation))


def _open(dossier: Dossier, consultation_id: str) -> Consultation:
    try:
        wanted = uuid.UUID(consultation_id)
    except ValueError:
        raise NotFound from None
    found = dossier.consultations.filter(id=wanted).first()
    if found is None:
        raise NotFound
    if found.ended_at is not None:
        raise ActionNotPossible
    return found


def _key(consultation: Consultation) -> str:
    return f"consultation:{consultation.id}"


def _agencies(act: Act) -> list[AgencyView]:
    ids = act.inputs["agencies"]
    if len(ids) > MOST_AGENCIES:
        raise Invalid(
            fields={"agencies": _("Hỏi không quá %(max)d cơ quan một lần.") % {"max": MOST_AGENCIES}}
        )
    asked = [agency(uuid.UUID(one)) for one in ids]
    if any(one.id == act.dossier.competent_agency_id for one in asked):
        raise Invalid(fields={"agencies": _("Không lấy ý kiến của chính cơ quan đang giải quyết.")})
    waiting = set(act.dossier.consultations.filter(ended_at=None).values_list("agency_id", flat=True))
    again = next((one for one in asked if one.id in waiting), None)
    if again is not None:
        raise Invalid(fields={"agencies": _("Đang chờ ý kiến của %(agency)s rồi.") % {"agency": again.name}})
    return asked


def _limit(act: Act) -> Duration:
    """As many working days as the asking officer says, else what the law proposes."""
    given = act.inputs.get("days", "")
    if not given:
        return legal("consultation_limit", durations.date_of(act.now)).duration
    if not given.isdecimal() or not 1 <= int(given) <= MOST_DAYS:
        raise Invalid(fields={"days": _("Nhập số ngày làm việc, từ 1 đến %(max)d.") % {"max": MOST_DAYS}})
    return Duration(given, "working_day")


def _shown(act: Act) -> list[str]:
    chosen = set(act.inputs.get("shown", ()))
    there = act.dossier.components.filter(removed_at=None).exclude(blob=None).values_list("id", flat=True)
    return [str(one) for one in there if str(one) in chosen]


def _checked(opinion: Opinion) -> str:
    faults: dict[str, str] = {}
    if opinion.answer not in OPINIONS:
        faults["answer"] = _("Chọn ý kiến trả lời.")
    words = text_of("words", opinion.words)
    if not words and opinion.answer != "agree":
        faults["words"] = _("Ghi nội dung ý kiến.")
    if faults:
        raise Invalid(fields=faults)
    return words
