"""Each change that concerns the citizen, told in the transaction that hears of it."""

import uuid
from collections.abc import Mapping

from motcua.dossiers.models import Dossier, TimelineEntry
from motcua.dossiers.rules import NATIONAL_STATUS
from motcua.dossiers.telling.facts import both, facts_of, link_to
from motcua.kernel import outbox
from motcua.kernel.money import say_dong
from motcua.notices.door import About, Value, tell

ABOUT = "dossier"
# What is told of each act; an act that is not here is told when it led to another of the ten public states.
_TEMPLATES: Mapping[str, str] = {
    "submit": "submitted",
    "accept": "accepted",
    "assign": "processing",
    "transfer": "transferred",
    "refuse": "refused",
    "request_supplement": "supplement",
    "supplement": "supplemented",
    "ask_obligation": "obligation",
    "confirm_obligation": "obligation_met",
    "reappoint": "reappointed",
    "stop": "stopped",
    "lapse": "stopped",
    "lapse_at_intake": "refused",
    "correct": "corrected",
    "revoke": "revoked",
    "reopen": "reopened",
    "withdraw": "withdrawn",
    "release": "result_ready",
    "hand_result": "returned",
}
# Work inside the office, and what the citizen just did with their own hands.
_SILENT = frozenset(
    {
        "hand_over", "reassign", "propose", "endorse", "send_back", "sign", "report_obligation", "collect",
        "consult", "give_opinion", "withdraw_question",
    }
)  # fmt: skip
# Acts of which the remark is meant for the citizen.
_REASONED = frozenset(
    {
        "refuse", "request_supplement", "ask_obligation", "reappoint", "stop", "lapse", "lapse_at_intake",
        "correct", "revoke", "reopen",
    }
)  # fmt: skip


def tell_of_move(delivery: outbox.Delivery) -> None:
    """Tell the owner what an act did to the dossier (Decree 118/2025 art. 15.1), once for each act."""
    dossier_id = uuid.UUID(delivery.data["dossier_id"])
    dossier = Dossier.objects.select_related("procedure").defer("answers", "search").get(id=dossier_id)
    history = tuple(dossier.timeline.order_by("seq"))
    entry = next((one for one in reversed(history) if _is_of(one, delivery)), None)
    if entry is None or dossier.erased_at is not None:
        return
    template = _template_of(entry, history)
    if template:
        tell_owner(
            dossier,
            template=template,
            once=f"moved:{delivery.id}",
            values={**facts_of(dossier, history), **_said_by(entry, dossier)},
            delivery=delivery,
        )


def tell_of_new_date(delivery: outbox.Delivery) -> None:
    """Tell the owner that the due date moved because the calendar changed."""
    dossier_id = uuid.UUID(delivery.data["dossier_id"])
    dossier = Dossier.objects.select_related("procedure").defer("answers", "search").get(id=dossier_id)
    if dossier.erased_at is not None:
        return
    values = {**facts_of(dossier, tuple(dossier.timeline.order_by("seq"))), "link": link_to(dossier)}
    tell_owner(dossier, template="redated", once=f"redated:{delivery.id}", values=values, delivery=delivery)


def tell_owner(
    dossier: Dossier, *, template: str, once: str, values: Mapping[str, Value], delivery: outbox.Delivery
) -> None:
    """A notice to whoever the dossier runs for: on the account's channel, else to the address in the dossier."""
    tell(
        template=template,
        once=once,
        values=values,
        account_id=dossier.owner_account_id,
        address=dossier.owner_email,
        about=About(ABOUT, dossier.id, f"/my/{dossier.code}" if dossier.owner_account_id else ""),
        now=delivery.at,
    )


def _is_of(entry: TimelineEntry, delivery: outbox.Delivery) -> bool:
    return entry.action == delivery.data["action"] and entry.at == delivery.at


def _template_of(entry: TimelineEntry, history: tuple[TimelineEntry, ...]) -> str:
    if entry.action in _SILENT:
        return ""
    if entry.action == "hand_result" and entry.note.startswith("Gửi bưu chính"):
        return "sent_by_post"
    before = next((one.status for one in reversed(history) if one.seq < entry.seq), 0)
    return _TEMPLATES.get(entry.action) or ("changed" if entry.status != before else "")


def _said_by(entry: TimelineEntry, dossier: Dossier) -> dict[str, Value]:
    amount = entry.data.get("amount")
    return {
        "reason": entry.note if entry.action in _REASONED else "",
        "items": "\n".join(f"- {item}" for item in entry.data.get("items", ())),
        "amount": say_dong(amount) if isinstance(amount, int) else "",
        "status": both(NATIONAL_STATUS[entry.status]),
        "link": link_to(dossier),
    }
