"""Writes by people: settling doubts, and what people call things. The import has a module of its own."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, cast
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from motcua.accounts.door import Actor
from motcua.audit.door import record as record_audit
from motcua.deadlines.door import Duration
from motcua.kernel import outbox
from motcua.kernel.errors import Conflict, Invalid, NotFound
from motcua.kernel.ids import new_id
from motcua.kernel.text import normalise, words
from motcua.procedures.events import ProcedureRevised
from motcua.procedures.models import Procedure, ProcedureRevision, ReviewItem, SearchSynonym
from motcua.procedures.policies import check_keeper
from motcua.procedures.rules import content_hash
from motcua.procedures.search_state import seeded_synonyms
from motcua.procedures.types import Channel, SynonymView

_MOST_FEE = 10**12


@transaction.atomic
def settle_review(
    *, item_id: UUID, value: Mapping[str, Any], actor: Actor | None, now: dt.datetime, note: str = ""
) -> UUID:
    """Confirm a time limit or a fee instead of the doubtful one. Returns the id of the new revision.

    `value`: `{"duration": {"value": "3", "unit": "working_day"}}` and/or `{"fee": 8000}`, with `channel` (0
    all, 1 direct, 2 online, 3 post) and `case` ("" all). With channel 0 every open doubt about the same thing
    is settled. Dossiers already received keep their revision. Raises NotAllowed, NotFound, Invalid, Conflict
    (settled before).
    """
    actor = check_keeper(actor)
    confirmed = read_value(value)
    procedure, item = _open_item(item_id)
    before = ProcedureRevision.objects.get(id=cast(UUID, procedure.current_id))
    revision = _revise(before, confirmed, actor, now)
    Procedure.objects.filter(id=procedure.id).update(current=revision, updated_at=now)
    _settle_alike(item, confirmed, actor=actor, now=now, note=note)
    data = {
        "code": procedure.code,
        "reason": item.reason,
        "confirmed": confirmed,
        "revision": revision.number,
        "note": note,
    }
    record_audit(
        actor=actor,
        action="procedure.confirm",
        subject="procedure",
        subject_id=procedure.id,
        data=data,
        now=now,
    )
    outbox.publish(ProcedureRevised(procedure.id, revision.id), now=now)
    return revision.id


@transaction.atomic
def dismiss_review(*, item_id: UUID, actor: Actor | None, now: dt.datetime, note: str = "") -> None:
    """Take a doubt off the list without confirming a value. Raises NotAllowed, NotFound, Conflict."""
    actor = check_keeper(actor)
    _procedure, item = _open_item(item_id)
    _close(ReviewItem.objects.filter(id=item.id), ReviewItem.State.DISMISSED, actor=actor, now=now, note=note)
    data = {"reason": item.reason, "field": item.field, "note": note}
    record_audit(
        actor=actor,
        action="procedure.dismiss_review",
        subject="procedure",
        subject_id=item.procedure_id,
        data=data,
        now=now,
    )


@transaction.atomic
def set_synonym(*, phrase: str, meaning: str, actor: Actor | None, now: dt.datetime) -> None:
    """Have `phrase` mean `meaning` in searches (alternatives separated by `|`); empty forgets the phrase.

    Raises NotAllowed, Invalid.
    """
    actor = check_keeper(actor)
    folded = " ".join(words(phrase))
    if not folded or len(folded) > 120 or len(meaning) > 300:
        raise Invalid(fields={"phrase": _("Nhập cụm từ, không quá 120 ký tự")})
    if any(words(one) for one in meaning.split("|")):
        SearchSynonym.objects.update_or_create(
            phrase=folded, defaults={"meaning": normalise(meaning), "updated_at": now}
        )
    else:
        SearchSynonym.objects.filter(phrase=folded).delete()
    data = {"phrase": folded, "meaning": meaning}
    record_audit(
        actor=actor, action="synonym.set", subject="synonym", subject_id=new_id(), data=data, now=now
    )


@transaction.atomic
def seed_synonyms(*, actor: Actor | None, now: dt.datetime) -> int:
    """Bring in the synonyms of this release where there are none. Returns how many. Raises NotAllowed."""
    actor = check_keeper(actor)
    if SearchSynonym.objects.exists():
        return 0
    rows = {" ".join(words(row["phrase"])): row["meaning"] for row in seeded_synonyms()}
    SearchSynonym.objects.bulk_create(
        [SearchSynonym(phrase=phrase, meaning=meaning, updated_at=now) for phrase, meaning in rows.items()]
    )
    data = {"count": len(rows)}
    record_audit(
        actor=actor, action="synonym.seed", subject="synonym", subject_id=new_id(), data=data, now=now
    )
    return len(rows)


def synonyms() -> tuple[SynonymView, ...]:
    """All synonyms, by phrase."""
    rows = SearchSynonym.objects.order_by("phrase").values_list("phrase", "meaning")
    return tuple(SynonymView(*row) for row in rows)


def read_value(value: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A confirmed value in the form revisions keep it. Raises Invalid, with the fields at fault."""
    channel, case = value.get("channel", 0), value.get("case", "")
    if channel not in (0, *Channel) or not isinstance(case, str):
        raise Invalid(fields={"channel": _("Chọn hình thức nộp")})
    place = {"channel": int(channel), "case": case}
    confirmed: list[dict[str, Any]] = []
    if value.get("duration"):
        confirmed.append({**place, "duration": _read_duration(value["duration"])})
    if value.get("fee") is not None:
        confirmed.append({**place, "fee": _read_fee(value["fee"])})
    if not confirmed:
        raise Invalid(fields={"duration": _("Nhập thời hạn hoặc mức phí")})
    return confirmed


def _read_duration(value: Any) -> dict[str, str]:
    try:
        duration = Duration(Decimal(str(value["value"])), value["unit"])
    except (InvalidOperation, KeyError, TypeError, ValueError) as error:
        raise Invalid(fields={"duration": _("Nhập thời hạn là số lớn hơn 0 kèm đơn vị")}) from error
    return {"value": str(duration.value), "unit": duration.unit.value}


def _read_fee(value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value < _MOST_FEE:
        raise Invalid(fields={"fee": _("Nhập mức phí là số đồng, 0 nếu miễn phí")})
    return value


def _open_item(item_id: UUID) -> tuple[Procedure, ReviewItem]:
    # The procedure is locked first, as the import does: two that lock in different order wait for each other forever.
    procedure = Procedure.objects.select_for_update().filter(review_items=item_id).first()
    if procedure is None:
        raise NotFound
    item = ReviewItem.objects.select_for_update().get(id=item_id)
    if item.state != ReviewItem.State.OPEN:
        raise Conflict
    return procedure, item


def _revise(
    before: ProcedureRevision, confirmed: list[dict[str, Any]], actor: Actor, now: dt.datetime
) -> ProcedureRevision:
    places = [_place(one) for one in confirmed]
    kept = [one for one in before.content.get("confirmed", []) if _place(one) not in places]
    content = {**before.content, "confirmed": [*kept, *confirmed]}
    return ProcedureRevision.objects.create(
        procedure_id=before.procedure_id,
        number=before.number + 1,
        content=content,
        raw=before.raw,
        raw_hash=before.raw_hash,
        content_hash=content_hash(content),
        decision=before.decision,
        pack_id=before.pack_id,
        imported_at=now,
        imported_by=actor.id,
        reason="confirmed",
    )


def _place(confirmed: Mapping[str, Any]) -> tuple[bool, int, str]:
    return "duration" in confirmed, confirmed["channel"], confirmed["case"]


def _settle_alike(
    item: ReviewItem, confirmed: list[dict[str, Any]], *, actor: Actor, now: dt.datetime, note: str
) -> None:
    _close(ReviewItem.objects.filter(id=item.id), ReviewItem.State.SETTLED, actor=actor, now=now, note=note)
    alike = ReviewItem.objects.filter(procedure_id=item.procedure_id, state=ReviewItem.State.OPEN)
    for one in confirmed:
        if (one["channel"], one["case"]) == (0, ""):
            kind = "duration" if "duration" in one else "fee"
            _close(
                alike.filter(reason__contains=kind), ReviewItem.State.SETTLED, actor=actor, now=now, note=note
            )


def _close(items: QuerySet[ReviewItem], state: str, *, actor: Actor, now: dt.datetime, note: str) -> None:
    items.update(state=state, settled_by=actor.id, settled_at=now, note=note)
