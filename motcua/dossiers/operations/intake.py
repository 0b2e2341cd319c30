"""Intake: three channels, one contract. What is acknowledged exists once, however often it is sent."""

import datetime as dt
import hashlib
import json
import uuid
from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.contrib.postgres.search import SearchVector
from django.db import connection, transaction
from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from motcua.accounts.door import Actor, Seat
from motcua.directory.door import AgencyView, agency, service_centre_for
from motcua.dossiers import boundary, durations, policies, rules
from motcua.dossiers.errors import Incomplete, KeyReused, NotOnline
from motcua.dossiers.finding import search_text
from motcua.dossiers.models import Channel, Component, Delivery, Dossier, IntakeKey, Money, Paper
from motcua.dossiers.operations import papers, uploads
from motcua.dossiers.operations.inputs import check_request
from motcua.dossiers.operations.moving import Act, complete, lock, procedure_of, the_case
from motcua.dossiers.operations.numbers import next_code
from motcua.dossiers.types import ComponentInput, IntakeAnswer, IntakeRequest
from motcua.kernel.errors import NotAllowed
from motcua.kernel.ids import new_id
from motcua.kernel.text import normalise
from motcua.procedures import door as procedures

_FIRST_STEP = "submitted"


def intake(*, actor: Actor | None, request: IntakeRequest, key: str, now: dt.datetime) -> IntakeAnswer:
    """File a dossier (61/2018 art. 16: counter, post, online). `key` is the caller's idempotency key.

    The same actor, key and body again gives the same answer with `repeated` set; another body under the same key
    raises KeyReused. Raises Incomplete with `fields`, NotAllowed, NotOnline. The dossier is in step `submitted`.
    """
    seat = policies.may_file(actor, request.channel)
    if actor is None:
        raise AssertionError("may_file refuses nobody")
    check_request(request, key)
    digest = hashlib.sha256(json.dumps(_plain(request), sort_keys=True, default=str).encode()).hexdigest()
    with transaction.atomic():
        claim = IntakeKey(scope=actor.id, key=key, request_hash=digest, dossier_id=new_id(), created_at=now)
        earlier = _claim(claim)
        if earlier is not None:
            return answer_of(earlier, repeated=True)
        dossier = _new(request, actor, seat, now)
        dossier.id = claim.dossier_id
        _add_components(dossier, request.components, actor, now)
        brought = {c.document_key for c in request.components if c.sha256}
        act = _opening(dossier, actor=actor, seat=seat, now=now)
        _submit(act, brought=brought, commune_id=request.commune_id)
    return answer_of(dossier)


def submit_draft(*, actor: Actor, dossier_id: uuid.UUID, now: dt.datetime) -> IntakeAnswer:
    """Hand in one's draft. A second press of the button gets the first one's answer."""
    with transaction.atomic():
        dossier = lock(dossier_id, actor=actor, whole=True)
        if not policies.is_owner(actor, dossier):
            raise NotAllowed
        if dossier.status > 0:
            return answer_of(dossier, repeated=True)
        act = _opening(dossier, actor=actor, seat=None, now=now)
        wrong = procedures.validate_answers(act.procedure.form, dossier.answers)
        files = dossier.components.filter(removed_at=None).exclude(blob=None)
        brought = set(files.values_list("document_key", flat=True))
        _submit(act, brought=brought, commune_id=dossier.competent_agency_id, wrong=wrong)
    return answer_of(dossier)


def answer_of(dossier: Dossier, *, repeated: bool = False) -> IntakeAnswer:
    """What the one who filed was told, the same words however far the dossier has come since."""
    step = procedure_of(dossier).workflow.steps[_FIRST_STEP]
    return IntakeAnswer(
        dossier_id=dossier.id,
        code=dossier.code or "",
        secret=rules.lookup_secret(dossier.id, key=settings.SECRET_KEY),
        status=step.status,
        step=step.key,
        acceptance_due_at=dossier.acceptance_due_at,
        due_at=dossier.expected_due_at,
        repeated=repeated,
    )


def _plain(request: IntakeRequest) -> dict[str, Any]:
    return {
        "procedure": request.procedure_code,
        "channel": request.channel,
        "case": request.case_key,
        "answers": dict(request.answers),
        "components": [
            [c.document_key, c.sha256, c.file_name, c.originals, c.copies, c.remark]
            for c in request.components
        ],
        "commune": request.commune_id,
    }


def _claim(wanted: IntakeKey) -> Dossier | None:
    """Take the key for its dossier, or find the dossier that took it. A rival waits here until the first commits."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO dossiers_intakekey (scope, key, request_hash, dossier_id, created_at) "
            "VALUES (%s, %s, %s, %s, %s) ON CONFLICT (scope, key) DO NOTHING RETURNING id",
            [wanted.scope, wanted.key, wanted.request_hash, wanted.dossier_id, wanted.created_at],
        )
        if cursor.fetchone():
            return None
    taken = IntakeKey.objects.select_related("dossier").get(scope=wanted.scope, key=wanted.key)
    if taken.request_hash != wanted.request_hash:
        raise KeyReused
    return taken.dossier


def _new(request: IntakeRequest, actor: Actor, seat: Seat | None, now: dt.datetime) -> Dossier:
    procedure = procedures.procedure(request.procedure_code)
    answers, wrong = procedures.clean_answers(procedure.form, request.answers)
    asked = {field.key for field in procedure.form.fields()}
    unasked = {key: _("Câu hỏi này không có trong mẫu.") for key in request.answers if key not in asked}
    errors: dict[str, Any] = {**wrong, **unasked}
    if errors:
        raise Incomplete(fields=errors)
    return Dossier(
        procedure_id=procedure.id,
        revision_id=procedure.revision_id,
        case_key=the_case(procedure, request.case_key).key,
        channel=request.channel,
        owner_account_id=None if seat else actor.id,
        entered_by_id=actor.id,
        assisting_agency_id=seat.agency_id if seat else None,
        answers=answers,
        created_at=now,
        changed_at=now,
    )


def _add_components(
    dossier: Dossier, given: tuple[ComponentInput, ...], actor: Actor, now: dt.datetime
) -> None:
    names = {d.key: d.name for case in procedure_of(dossier).cases for d in case.documents}
    unknown = [c.document_key for c in given if c.document_key not in names]
    if unknown:
        raise Incomplete(fields=dict.fromkeys(unknown, _("Thủ tục không có giấy tờ này.")))
    uploads.require(actor, [c.sha256 for c in given if c.sha256])
    Component.objects.bulk_create(
        Component(
            dossier=dossier,
            document_key=c.document_key,
            document_name=names[c.document_key],
            blob_id=c.sha256 or None,
            file_name=normalise(c.file_name)[:255],
            originals=c.originals,
            copies=c.copies,
            remark=normalise(c.remark)[:500],
            added_at=now,
            added_by=actor.name,
        )
        for c in given
    )


def _opening(dossier: Dossier, *, actor: Actor, seat: Seat | None, now: dt.datetime) -> Act:
    procedure = procedure_of(dossier)
    action = procedure.workflow.action("draft", "submit")
    if action is None:
        raise ValueError(f"workflow {procedure.workflow.key} has no way in")
    return Act(dossier, procedure, action, actor.on(seat) if seat else actor, seat, {}, now)


def _submit(
    act: Act,
    *,
    brought: Collection[str],
    commune_id: uuid.UUID | None,
    wrong: Mapping[str, Any] | None = None,
) -> None:
    """Check, number and record; `brought` are the documents with a file, `wrong` what was found wrong already."""
    dossier, procedure = act.dossier, act.procedure
    if not procedure.is_live:
        raise NotOnline
    if faults := {**(wrong or {}), **_missing(dossier, procedure, brought)}:
        raise Incomplete(fields=faults)
    dossier.answers = procedures.visible_answers(procedure.form, dossier.answers)
    competent = procedures.competent_agency(procedure, commune_id=commune_id)
    receiving = act.seat.agency_id if act.seat else service_centre_for(competent).id
    boundary.check_may_receive(receiving, competent, now=act.now)
    _fill(dossier, procedure, competent, receiving)
    _set_limits(dossier, procedure, act.now)
    dossier.submitted_at = act.now
    dossier.code = next_code(purpose="dossier", agency=agency(receiving), now=act.now)
    papers.owe(act, Paper.Kind.ACKNOWLEDGEMENT, data={})
    complete(act)


def _missing(
    dossier: Dossier, procedure: procedures.ProcedureView, brought: Collection[str]
) -> dict[str, Any]:
    """Compulsory papers that an online dossier lacks; at the counter the clerk decides."""
    if dossier.channel != Channel.ONLINE:
        return {}
    case = the_case(procedure, dossier.case_key)
    required = [document.key for document in case.documents if document.compulsory]
    lacking = rules.missing_documents(required, brought)
    return {f"document.{key}": _("Tải lên giấy tờ bắt buộc này.") for key in lacking}


def _fill(
    dossier: Dossier, procedure: procedures.ProcedureView, competent: AgencyView, receiving: uuid.UUID
) -> None:
    answers = dossier.answers
    owner = procedures.owner_of(answers)
    dossier.owner_name = owner.name[:300]
    dossier.owner_number = (owner.tax_code or owner.personal_id or owner.passport_number)[:20]
    dossier.owner_phone, dossier.owner_email = owner.phone[:30], owner.email[:254]
    dossier.delivery = {
        "online": Delivery.ONLINE,
        "counter": Delivery.COUNTER,
        "post": Delivery.POST,
    }.get(str(answers.get("return_method")), Delivery.NOT_CHOSEN)
    dossier.competent_agency_id = competent.id
    dossier.receiving_agency_id = receiving
    dossier.fee_amount = procedure.fee_for(dossier.channel, dossier.case_key)
    dossier.money = Money.ASKED if dossier.fee_amount else Money.NONE
    text = search_text(
        owner_name=dossier.owner_name, owner_number=dossier.owner_number, procedure_name=procedure.name
    )
    dossier.search = SearchVector(Value(text), config="simple")


def _set_limits(dossier: Dossier, procedure: procedures.ProcedureView, now: dt.datetime) -> None:
    dossier.acceptance_due_at = dossier.work_due_at = durations.answer_due(dossier, start=now)
    dossier.expected_due_at = durations.expected_due(
        dossier, procedure, start=dossier.acceptance_due_at or now
    )
