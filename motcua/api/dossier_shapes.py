"""From the dossiers room's views to the contract's shapes."""

from uuid import UUID

from django.urls import reverse

from motcua.api.schemas import dossiers as shapes
from motcua.api.schemas.procedures import CHANNELS
from motcua.directory.door import all_agencies
from motcua.dossiers import door


def item(row: door.DossierRow) -> shapes.DossierItem:
    """A line of a list."""
    return shapes.DossierItem(
        code=row.code,
        procedure=shapes.ProcedureRef(code=row.procedure_code, name=row.procedure_name),
        owner_name=row.owner_name,
        channel=CHANNELS[row.channel],
        status=row.status,
        status_label=row.status_label,
        step=row.step,
        step_label=row.step_label,
        assignee_name=row.assignee_name,
        submitted_at=row.submitted_at,
        changed_at=row.changed_at,
        due_at=row.due_at,
        clock=shapes.Clock(state=row.clock.state, words=row.clock.words, minutes_left=row.clock.minutes_left),
        version=row.version,
    )


def detail(view: door.DossierView) -> shapes.DossierShape:
    """Everything of one dossier."""
    return shapes.DossierShape(
        **dict(item(view.row)),
        case=view.case_key,
        agencies=_agencies(view),
        acceptance_due_at=view.acceptance_due_at,
        original_due_at=view.row.clock.original_due_at,
        accepted_at=view.accepted_at,
        completed_at=view.completed_at,
        returned_at=view.returned_at,
        fee_amount=view.fee_amount,
        money=view.money,
        delivery=view.delivery,
        sync=view.sync,
        secret=view.secret if view.is_owner else None,
        answers=dict(view.answers),
        timeline=[_line(line) for line in view.timeline],
        actions=[_action(action) for action in view.actions],
        components=[_component(component) for component in view.components],
        papers=[_paper(view.row.code, paper) for paper in view.papers],
        supplements=[_supplement(supplement) for supplement in view.supplements],
        deadline=deadline(view.deadline),
        obligations=[_obligation(obligation) for obligation in view.obligations],
        consultations=[_question(one) for one in view.consultations],
        result=_result(view.row.code, view.result) if view.result else None,
    )


def _agencies(view: door.DossierView) -> shapes.Agencies:
    known = {agency.id: agency.identifier for agency in all_agencies()}

    def ref(name: str, agency_id: UUID | None = None) -> shapes.AgencyRef | None:
        return (
            shapes.AgencyRef(name=name, identifier=known.get(agency_id) if agency_id else None)
            if name
            else None
        )

    return shapes.Agencies(
        assisting=ref(view.assisting_name),
        receiving=ref(view.row.receiving_name, view.receiving_id),
        competent=ref(view.row.competent_name, view.competent_id),
    )


def _line(line: door.TimelineView) -> shapes.TimelineShape:
    return shapes.TimelineShape(
        at=line.at,
        action=line.action,
        action_label=line.action_label,
        step=line.step,
        step_label=line.step_label,
        status=line.status,
        status_label=line.status_label,
        actor_name=line.actor_name,
        acting_for=line.acting_for,
        agency_name=line.agency_name,
        note=line.note,
        overdue=line.overdue,
    )


def _action(action: door.ActionView) -> shapes.ActionView:
    return shapes.ActionView(
        action=action.key,
        label=action.label,
        allowed=action.allowed,
        why=action.why,
        needs=list(action.needs),
    )


def _component(component: door.ComponentView) -> shapes.ComponentShape:
    return shapes.ComponentShape(
        id=component.id,
        document=component.document_key,
        document_name=component.document_name,
        file_name=component.file_name,
        sha256=component.sha256,
        size=component.size,
        media_type=component.media_type,
        originals=component.originals,
        copies=component.copies,
        remark=component.remark,
        added_at=component.added_at,
    )


def _paper(code: str, paper: door.PaperView) -> shapes.PaperShape:
    return shapes.PaperShape(
        id=paper.id,
        kind=paper.kind,
        label=paper.label,
        ready=paper.ready,
        issued_at=paper.issued_at,
        url=reverse("api:read_paper", args=[code, paper.id]),
    )


def _supplement(supplement: door.SupplementView) -> shapes.SupplementShape:
    return shapes.SupplementShape(
        asked_at=supplement.asked_at,
        asked_by=supplement.asked_by,
        items=list(supplement.items),
        reason=supplement.reason,
        answered_at=supplement.answered_at,
        answer_by=supplement.answer_by,
    )


def deadline(view: door.DeadlineView) -> shapes.DeadlineShape:
    """Why this date."""
    return shapes.DeadlineShape(
        code=view.code,
        original_due_at=view.original_due_at,
        due_at=view.due_at,
        minutes_left=view.minutes_left,
        left=view.left,
        stands_since=view.stands_since,
        provisional=view.provisional,
        why=list(view.why),
        adjustments=[_adjustment(adjustment) for adjustment in view.adjustments],
    )


def _obligation(view: door.ObligationView) -> shapes.ObligationShape:
    return shapes.ObligationShape(
        asked_at=view.asked_at,
        amount=view.amount,
        reason=view.reason,
        reported_at=view.reported_at,
        confirmed_at=view.confirmed_at,
        voucher=view.voucher,
    )


def _question(view: door.ConsultationView) -> shapes.QuestionShape:
    return shapes.QuestionShape(
        id=view.id,
        agency=view.agency_name,
        asked_at=view.asked_at,
        due_at=view.due_at,
        silent=view.silent,
        answer=view.answer,
        ended_at=view.ended_at,
    )


def _adjustment(adjustment: door.AdjustmentView) -> shapes.AdjustmentShape:
    return shapes.AdjustmentShape(
        kind=adjustment.kind,
        kind_label=adjustment.kind_label,
        at=adjustment.at,
        before=adjustment.before,
        after=adjustment.after,
        ground=adjustment.ground,
    )


def _result(code: str, result: door.ResultView) -> shapes.ResultInfo:
    return shapes.ResultInfo(
        outcome=result.outcome,
        outcome_label=result.outcome_label,
        name=result.result_name,
        code=result.result_code,
        number=result.number,
        signer_name=result.signer_name,
        signer_title=result.signer_title,
        signed_at=result.signed_at,
        released_at=result.released_at,
        revoked_at=result.revoked_at,
        url=reverse("api:read_result", args=[code]) if result.has_file else None,
    )
