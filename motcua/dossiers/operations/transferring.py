"""To the agency that decides: a dossier that reached the wrong one goes on to it, with a slip and its clock."""

from django.utils.translation import gettext as _

from motcua.directory.door import AgencyView, agency
from motcua.dossiers import durations
from motcua.dossiers.models import Paper
from motcua.dossiers.operations import papers
from motcua.dossiers.operations.moving import Act
from motcua.dossiers.road_models import Transfer
from motcua.kernel.errors import Invalid, NotAllowed
from motcua.procedures.door import agencies_that_may_decide


def transfer(act: Act) -> None:
    """Another agency decides from now on. The clock runs on: the citizen waits no longer for an office's mistake.

    Before acceptance nothing runs yet, and what was said of the due date is said again for the new agency's calendar.
    """
    dossier = act.dossier
    if act.seat is None:
        raise NotAllowed
    chosen = _chosen(act)
    former = (
        agency(dossier.competent_agency_id) if dossier.competent_agency_id else agency(act.seat.agency_id)
    )
    dossier.competent_agency_id = chosen.id
    dossier.assignee_id, dossier.assignee_name = None, ""
    if dossier.accepted_at is None:
        start = dossier.acceptance_due_at or act.now
        dossier.expected_due_at = durations.expected_due(dossier, act.procedure, start=start)
    act.rows.append(
        Transfer(
            dossier=dossier,
            from_agency_id=former.id,
            to_agency_id=chosen.id,
            at=act.now,
            by=act.actor.name,
            reason=act.note,
        )
    )
    data = {
        "issuer": str(act.seat.agency_id),
        "receiver": chosen.name,
        "reason": act.note,
        "officer": act.actor.name,
    }
    papers.owe(act, Paper.Kind.TRANSFER_SLIP, data=data, seq=dossier.transfers.count() + 1)
    act.data |= {"from_agency": str(former.id), "to_agency": str(chosen.id)}
    act.note = f"Chuyển đến {chosen.name}: {act.note}"


def _chosen(act: Act) -> AgencyView:
    wanted = act.inputs["agency"]
    allowed = agencies_that_may_decide(act.procedure, but=act.dossier.competent_agency_id)
    found = next((one for one in allowed if str(one.id) == wanted), None)
    if found is None:
        raise Invalid(fields={"agency": _("Chọn cơ quan có thẩm quyền giải quyết thủ tục này.")})
    return found
