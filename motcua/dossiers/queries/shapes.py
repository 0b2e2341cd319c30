"""From rows to what a page shows."""

import datetime as dt
import uuid
from collections.abc import Iterable, Mapping, Sequence

from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from motcua.accounts.door import Actor
from motcua.deadlines.door import (
    Duration,
    Step,
    classify,
    explain,
    load_trace,
    load_turn,
    remaining,
    say_left,
    say_remaining,
)
from motcua.directory.door import agency
from motcua.dossiers import policies, rules
from motcua.dossiers.clock_types import AdjustmentView, ClockView, DeadlineView, ObligationView
from motcua.dossiers.durations import calendar_of
from motcua.dossiers.models import (
    Adjustment,
    Component,
    Dossier,
    Hold,
    Paper,
    ResultDocument,
    Supplement,
    TimelineEntry,
)
from motcua.dossiers.road_models import Obligation
from motcua.dossiers.types import (
    ActionView,
    ComponentView,
    DossierRow,
    HoldView,
    PaperView,
    ResultView,
    SupplementView,
    TimelineView,
)
from motcua.procedures.door import Action, Workflow

# A day of working time: from here on the clock warns.
WARN_MINUTES = 8 * 60
# What stands still while the citizen is waited for, by national status.
_STANDING = {
    5: N_("Đồng hồ dừng, chờ bổ sung"),
    6: N_("Đồng hồ dừng, chờ thực hiện nghĩa vụ tài chính"),
}
# What happens to a dossier without an edge of its workflow.
_BESIDE = {"recount": N_("Tính lại hạn theo lịch làm việc mới")}
# What `row`, the clock and the policies look at; the rest of fifty dossiers would be read for nothing.
ROW = (
    "code", "procedure__code", "procedure__name", "revision", "owner_name", "status", "step", "channel",
    "receiving_agency", "competent_agency", "assisting_agency", "assignee", "assignee_name", "owner_account",
    "entered_by", "submitted_at", "changed_at", "accepted_at", "completed_at", "expected_due_at",
    "original_due_at", "due_at", "stands_since", "work_due_at", "version",
)  # fmt: skip


def agency_name(agency_id: uuid.UUID | None) -> str:
    """The agency's name, closed ones' too, from the directory's in-process list; empty when there is none."""
    return agency(agency_id).name if agency_id else ""


def step_label(workflow: Workflow, key: str) -> str:
    """The step's name in the language of the page."""
    return workflow.steps[key].label.said_in(get_language())


def clock(dossier: Dossier, now: dt.datetime) -> ClockView:
    """How the dossier stands against its own limit: the answer at intake, the legal due date afterwards."""
    if dossier.completed_at is not None or dossier.status in rules.ENDED:
        verdict = classify(dossier.completed_at, dossier.due_at) if dossier.completed_at else None
        words = {"early": _("Trước hạn"), "on_time": _("Đúng hạn"), "late": _("Quá hạn")}.get(
            verdict or "", ""
        )
        return ClockView(dossier.due_at, dossier.original_due_at, None, words, verdict or "none")
    # Nothing stands still that was used up before: an obligation asked for too late does not hide the delay.
    if dossier.status in _STANDING and not _is_used_up(dossier):
        return ClockView(dossier.due_at, dossier.original_due_at, None, _(_STANDING[dossier.status]), "none")
    if dossier.stands_since is not None:
        words = _("Đồng hồ dừng, chờ ý kiến cơ quan khác")
        return ClockView(dossier.due_at, dossier.original_due_at, None, words, "none")
    waiting = dossier.accepted_at is None
    limit = dossier.work_due_at if waiting else dossier.due_at
    if limit is None:
        return ClockView(None, None, None, _("Chưa công bố thời hạn"), "none")
    calendar = calendar_of(dossier.receiving_agency_id if waiting else dossier.competent_agency_id, at=now)
    left = remaining(now, limit, calendar)
    state = "overdue" if left < 0 or now > limit else "warning" if left <= WARN_MINUTES else "running"
    shown = dossier.expected_due_at if waiting else dossier.due_at
    return ClockView(shown, dossier.original_due_at, left, say_remaining(left), state, provisional=waiting)


def _is_used_up(dossier: Dossier) -> bool:
    return (
        dossier.status == rules.OBLIGATION_PENDING and dossier.stands_since is None and bool(dossier.due_at)
    )


def actions(
    actor: Actor | None, dossier: Dossier, workflow: Workflow, *, barred: Mapping[str, str]
) -> tuple[ActionView, ...]:
    """Every edge out of the present step: open to the actor, or in words why not; `barred` are closed to everyone."""
    receiving, competent = agency_name(dossier.receiving_agency_id), agency_name(dossier.competent_agency_id)
    return tuple(
        _action(
            edge,
            barred.get(edge.key)
            or policies.why_not(actor, dossier, edge, receiving=receiving, competent=competent),
        )
        for edge in workflow.actions_from(dossier.step)
    )


def open_actions(actor: Actor, dossier: Dossier, workflow: Workflow) -> tuple[ActionView, ...]:
    """The edges out of the present step that are open to the actor: in a list nobody asks why the others are not."""
    edges = workflow.actions_from(dossier.step)
    return tuple(_action(edge) for edge in edges if policies.may_act(actor, dossier, edge))


def _action(edge: Action, why_not: str = "") -> ActionView:
    label = edge.label.said_in(get_language())
    return ActionView(edge.key, label, not why_not, why_not, edge.needs, edge.primary, edge.bulk)


def row(dossier: Dossier, workflow: Workflow, now: dt.datetime, *, actor: Actor | None = None) -> DossierRow:
    """A line of a list, of `ROW`. With `actor`, the actions open to them come along (for bulk acts)."""
    return DossierRow(
        id=dossier.id,
        code=dossier.code or "",
        procedure_code=dossier.procedure.code,
        procedure_name=dossier.procedure.name,
        owner_name=dossier.owner_name,
        status=dossier.status,
        status_label=_(rules.NATIONAL_STATUS[dossier.status]),
        step=dossier.step,
        step_label=step_label(workflow, dossier.step),
        channel=dossier.channel,
        receiving_name=agency_name(dossier.receiving_agency_id),
        competent_name=agency_name(dossier.competent_agency_id),
        assignee_name=dossier.assignee_name,
        submitted_at=dossier.submitted_at,
        changed_at=dossier.changed_at,
        due_at=dossier.expected_due_at if dossier.accepted_at is None else dossier.due_at,
        clock=clock(dossier, now),
        version=dossier.version,
        actions=open_actions(actor, dossier, workflow) if actor else (),
        work_due_at=dossier.work_due_at,
        work_overdue=dossier.work_due_at is not None and dossier.work_due_at < now,
    )


def timeline(entry: TimelineEntry, workflow: Workflow, *, reader: uuid.UUID | None = None) -> TimelineView:
    """A line of the history, in the words of the dossier's own workflow, for the account `reader`."""
    edge = workflow.action(entry.from_step, entry.action)
    return TimelineView(
        at=entry.at,
        action=entry.action,
        action_label=edge.label.said_in(get_language())
        if edge
        else _(_BESIDE.get(entry.action, entry.action)),
        step=entry.to_step,
        step_label=step_label(workflow, entry.to_step),
        status=entry.status,
        status_label=_(rules.NATIONAL_STATUS[entry.status]),
        actor_name=entry.actor_name,
        acting_for=entry.acting_for,
        agency_name=entry.agency_name,
        note=entry.note,
        overdue=entry.overdue,
        by_me=entry.actor_id == reader,
    )


def component(row: Component) -> ComponentView:
    """Something handed in; fetch with `select_related("blob")`."""
    return ComponentView(
        id=row.id,
        document_key=row.document_key,
        document_name=row.document_name,
        file_name=row.file_name,
        sha256=row.blob_id or "",
        size=row.blob.size if row.blob else 0,
        media_type=row.blob.media_type if row.blob else "",
        originals=row.originals,
        copies=row.copies,
        remark=row.remark,
        added_at=row.added_at,
        added_by=row.added_by,
    )


def papers_for(rows: Iterable[Paper], *, owner: bool) -> list[Paper]:
    """The papers one may see: the owner all that are not between agencies."""
    return [row for row in rows if not (owner and row.kind in rules.BETWEEN_AGENCIES)]


def paper(row: Paper) -> PaperView:
    """A paper owed or issued."""
    return PaperView(
        row.id, row.kind, _(str(Paper.Kind(row.kind).label)), row.blob_id is not None, row.issued_at
    )


def result(row: ResultDocument) -> ResultView:
    """The result as it stands."""
    return ResultView(
        id=row.id,
        outcome=row.outcome,
        outcome_label=_(str(ResultDocument.Outcome(row.outcome).label)),
        result_name=row.result_name,
        result_code=row.result_code,
        body=row.body,
        drafted_by=row.drafted_by,
        number=row.number,
        signer_name=row.signer_name,
        signer_title=row.signer_title,
        signed_at=row.signed_at,
        released_at=row.released_at,
        verify_token=row.verify_token or "",
        has_file=row.blob_id is not None,
        replaces=row.replaces,
        revoked_at=row.revoked_at,
        revocation_ground=row.revocation_ground,
    )


def supplement(row: Supplement) -> SupplementView:
    """A request to complete."""
    return SupplementView(
        row.asked_at, row.asked_by, tuple(row.items), row.reason, row.answered_at, row.answer_by
    )


def obligation(row: Obligation) -> ObligationView:
    """A financial obligation as it stands."""
    return ObligationView(
        row.asked_at,
        row.asked_by,
        row.amount,
        row.reason,
        row.reported_at,
        row.report,
        row.confirmed_at,
        row.confirmed_by,
        row.voucher,
    )


def adjustment(row: Adjustment) -> AdjustmentView:
    """A change of the clock with its ground, in the reader's language where the ground is known in it."""
    ground = load_turn(row.turn).ground.said_in(get_language()) if row.turn else ""
    label = _(str(Adjustment.Kind(row.kind).label))
    return AdjustmentView(
        row.kind, label, row.at, row.before, row.after, ground or row.ground, row.actor_name
    )


def hold(row: Hold) -> HoldView:
    """Why the dossier is kept."""
    return HoldView(row.ground, row.placed_at, row.placed_by)


def deadline(dossier: Dossier, adjustments: Sequence[Adjustment], now: dt.datetime) -> DeadlineView:
    """Why this date. The last change carries the whole story: it was told when the date was set."""
    seen = clock(dossier, now)
    last = adjustments[-1] if adjustments else None
    left = _kept(adjustments) if dossier.stands_since else seen.words
    return DeadlineView(
        code=dossier.code or "",
        original_due_at=dossier.original_due_at,
        due_at=seen.due_at,
        minutes_left=seen.minutes_left,
        left=left,
        stands_since=dossier.stands_since,
        provisional=seen.provisional,
        why=tuple(explain(load_trace(last.trace))) if last else (),
        adjustments=tuple(map(adjustment, adjustments)),
    )


def _kept(adjustments: Sequence[Adjustment]) -> str:
    """What was left when the clock stopped, by the trace of that moment."""
    stops = [step["data"] for row in adjustments for step in row.trace if step["kind"] == Step.PAUSED]
    kept = [Duration(stop["left"], stop["unit"]) for stop in stops[-1:] if stop["left"] > 0]
    return say_left(kept) if stops else ""
