"""Roads that end a dossier without a result, each with its paper."""

from motcua.dossiers.models import Paper
from motcua.dossiers.operations import papers
from motcua.dossiers.operations.moving import Act
from motcua.kernel.errors import NotAllowed


def stop(act: Act) -> None:
    """The agency stops (national status 8), with the notice of Circular 03/2025: who, when, on what ground."""
    data = {"reason": act.note, "stage": act.dossier.step, **decided_by(act)}
    papers.owe(act, Paper.Kind.STOP_NOTICE, data=data)


def withdraw(act: Act) -> None:
    """The citizen takes the dossier back (national status 7); a request of its own, confirmed on paper."""
    data = {"reason": act.note, "stage": act.dossier.step, "by": act.actor.name}
    if act.seat is not None:
        data["officer"] = act.actor.name
    papers.owe(act, Paper.Kind.WITHDRAWAL, data=data)


def decided_by(act: Act) -> dict[str, str]:
    """Who decided, from which seat: what a paper needs that the decider signs. Raises NotAllowed for others."""
    if act.seat is None or act.actor.person_id is None:
        raise NotAllowed
    return {
        "signer_id": str(act.actor.person_id),
        "position_id": str(act.seat.position_id),
        "acting_for": act.seat.acting_for,
        "officer": act.actor.name,
    }
