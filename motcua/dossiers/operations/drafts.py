"""Drafts: nothing typed or uploaded is lost before it is handed in."""

import datetime as dt
import uuid
from collections.abc import Mapping
from typing import IO, Any

from django.db import transaction
from django.utils.translation import get_language

from motcua.accounts.door import Actor
from motcua.audit import door as audit
from motcua.directory.door import communes
from motcua.dossiers import policies
from motcua.dossiers.errors import ActionNotPossible, NotOnline, Overtaken
from motcua.dossiers.merging import merge
from motcua.dossiers.models import Channel, Component, Dossier
from motcua.dossiers.operations.erasing import throw_away
from motcua.dossiers.operations.moving import lock, procedure_of, the_case
from motcua.files import door as files
from motcua.kernel.errors import NotAllowed, NotFound
from motcua.kernel.text import normalise
from motcua.procedures import door as procedures

# Steps in which the owner may add papers; afterwards the dossier belongs to the officers.
OPEN_STEPS = ("draft", "supplement_intake", "supplement")


def start_draft(
    *,
    actor: Actor | None,
    procedure_code: str,
    case_key: str = "",
    commune_id: uuid.UUID | None = None,
    key: str = "",
    now: dt.datetime,
) -> uuid.UUID:
    """Begin an online dossier in the actor's own name; returns its id. Known facts about the actor are filled in.

    With a `key` of the caller's choice the same one again is the same draft, about what was chosen the last time.
    """
    policies.may_file(actor, Channel.ONLINE)
    if actor is None:
        raise NotAllowed
    procedure = procedures.procedure(procedure_code)
    if not procedure.is_live:
        raise NotOnline
    known = {
        "owner_name": actor.name,
        "personal_id": actor.personal_id,
        "phone": actor.phone,
        "email": actor.email,
    }
    facts = {
        "procedure_id": procedure.id,
        "revision_id": procedure.revision_id,
        "case_key": the_case(procedure, case_key).key,
        "channel": Channel.ONLINE,
        "owner_account_id": actor.id,
        "entered_by_id": actor.id,
        "competent_agency_id": _commune(commune_id),
        "answers": {name: value for name, value in known.items() if value},
        "created_at": now,
        "changed_at": now,
    }
    if not key:
        return Dossier.objects.create(**facts).id
    # The account is part of the name: nobody can take, or find out about, another's draft.
    draft, made = Dossier.objects.get_or_create(
        id=uuid.uuid5(actor.id, f"{procedure.code} {key}"), defaults=facts
    )
    if not made and not draft.status:
        choose_case(actor=actor, draft_id=draft.id, case_key=case_key, commune_id=commune_id, now=now)
    return draft.id


def save_page(
    *,
    actor: Actor | None,
    draft_id: uuid.UUID,
    page_key: str,
    raw: Mapping[str, Any],
    seen: str = "",
    now: dt.datetime,
) -> dict[str, str]:
    """Keep what was typed on one page, right or wrong; returns what is wrong, by field. Empty means go on.

    `seen` are the marks of the answers with which the page was drawn (`marks_of`). Raises Overtaken when another tab
    has since answered one of its questions otherwise; then nothing is changed.
    """
    with transaction.atomic():
        draft = _draft(draft_id, actor)
        form = procedure_of(draft).form_in(get_language() or "vi")
        here = [field.key for field in form.fields(page_key)]
        elsewhere = {key: value for key, value in draft.answers.items() if key not in here}
        answers, errors = procedures.clean_answers(form, {**elsewhere, **raw}, page_key)
        merged = merge(draft.answers, answers, seen=seen, keys=here)
        if merged.overtaken:
            raise Overtaken({key: draft.answers.get(key, "") for key in merged.overtaken})
        if merged.answers != answers:
            answers, errors = procedures.clean_answers(form, {**elsewhere, **merged.answers}, page_key)
        draft.answers = {**elsewhere, **answers}
        draft.changed_at = now
        draft.save(update_fields=["answers", "changed_at"])
    return errors


def choose_case(
    *, actor: Actor | None, draft_id: uuid.UUID, case_key: str, commune_id: uuid.UUID | None, now: dt.datetime
) -> None:
    """Say which case of the procedure this is and which commune decides."""
    with transaction.atomic():
        draft = _draft(draft_id, actor)
        draft.case_key = the_case(procedure_of(draft), case_key).key
        draft.competent_agency_id = _commune(commune_id)
        draft.changed_at = now
        draft.save(update_fields=["case_key", "competent_agency", "changed_at"])


def attach(
    *,
    actor: Actor | None,
    dossier_id: uuid.UUID,
    document_key: str,
    content: IO[bytes] | bytes,
    file_name: str,
    now: dt.datetime,
) -> uuid.UUID:
    """Keep an uploaded file for a required document; durable before it returns. Raises FileRefused in words.

    The same file sent twice, by a second press or after a cut, is one file.

    The file is stored before the dossier is locked, so that a slow upload holds nobody up.
    """
    _attaching(Dossier.objects.filter(id=dossier_id).first(), actor)
    stored = files.store(content, name=file_name, now=now)
    with transaction.atomic():
        dossier = lock(dossier_id, actor=actor)
        by = _attaching(dossier, actor)
        names = {d.key: d.name for case in procedure_of(dossier).cases for d in case.documents}
        if document_key not in names:
            raise NotFound
        same = {
            "document_key": document_key,
            "blob_id": stored.sha256,
            "file_name": normalise(stored.name)[:255],
        }
        if sent_before := dossier.components.filter(removed_at=None, **same).first():
            return sent_before.id
        component = Component.objects.create(
            dossier=dossier,
            document_name=names[document_key],
            copies=1,
            added_at=now,
            added_by=by.name,
            **same,
        )
        if dossier.status:
            _note(component, actor=by, action="dossier.attach", now=now)
    return component.id


def require_attachable(*, actor: Actor | None, dossier_id: uuid.UUID, document_key: str) -> None:
    """Say before a long upload what `attach` would say after it. Raises NotFound, NotAllowed, ActionNotPossible."""
    dossier = Dossier.objects.filter(id=dossier_id).first()
    _attaching(dossier, actor)
    if dossier is None or document_key not in {
        d.key for case in procedure_of(dossier).cases for d in case.documents
    }:
        raise NotFound


def detach(*, actor: Actor | None, dossier_id: uuid.UUID, component_id: uuid.UUID, now: dt.datetime) -> None:
    """Take an uploaded file back out; out already, nothing happens. What officers have seen stays in the record."""
    with transaction.atomic():
        dossier = lock(dossier_id, actor=actor)
        by = _attaching(dossier, actor)
        asked = dossier.supplements.order_by("-asked_at").first()
        removable = dossier.components.filter(id=component_id)
        if asked is not None:
            removable = removable.filter(added_at__gte=asked.asked_at)
        component = removable.first()
        if component is None:
            raise NotFound
        if component.removed_at is not None:
            return
        component.removed_at = now
        component.save(update_fields=["removed_at"])
        if dossier.status:
            _note(component, actor=by, action="dossier.detach", now=now)


def discard_draft(*, actor: Actor | None, draft_id: uuid.UUID, now: dt.datetime) -> None:
    """Throw a draft away; it was never handed in, so nothing of it is kept."""
    with transaction.atomic():
        throw_away([_draft(draft_id, actor).id], now=now)


def _commune(commune_id: uuid.UUID | None) -> uuid.UUID | None:
    if commune_id is not None and commune_id not in {commune.id for commune in communes()}:
        raise procedures.CommuneNotGiven
    return commune_id


def _draft(draft_id: uuid.UUID, actor: Actor | None) -> Dossier:
    draft = lock(draft_id, actor=actor, whole=True)
    if draft.status:
        raise ActionNotPossible
    return draft


def _attaching(dossier: Dossier | None, actor: Actor | None) -> Actor:
    """The actor who may add and take out papers, in the seat that lets them. Raises NotFound, NotAllowed."""
    if dossier is None or actor is None or not policies.may_see(actor, dossier):
        raise NotFound
    if not policies.has_scope(actor, policies.WRITE):
        raise NotAllowed
    if dossier.step not in OPEN_STEPS:
        raise ActionNotPossible
    if policies.is_owner(actor, dossier):
        return actor
    seat = policies.attaching_seat(actor, dossier)
    if seat is None:
        raise NotAllowed
    return actor.on(seat)


def _note(component: Component, *, actor: Actor, action: str, now: dt.datetime) -> None:
    data = {"document": component.document_key, "sha256": component.blob_id}
    subject_id = component.dossier_id
    audit.record(actor=actor, action=action, subject="dossier", subject_id=subject_id, data=data, now=now)
