"""What the letters and notices of a dossier say: apology, stop, withdrawal, financial obligation."""

import datetime as dt
from uuid import UUID

from motcua.directory.door import position
from motcua.dossiers import paper_parts
from motcua.dossiers.models import Dossier, Money, Paper
from motcua.dossiers.paper_parts import local
from motcua.kernel.money import dong_in_words, say_dong
from motcua.papers import door as papers
from motcua.procedures.door import ProcedureView

RECIPIENTS = ("Như trên;", "Lưu: VT, hồ sơ.")


def apology(p: Paper, d: Dossier, procedure: ProcedureView, heading: papers.Heading) -> papers.Apology:
    """The one re-appointment: why, and the new date (61/2018 art. 19.9)."""
    before, after = (local(dt.datetime.fromisoformat(p.data[key])) for key in ("before", "after"))
    return papers.Apology(
        heading=heading,
        procedure=procedure.name,
        dossier_code=d.code or "",
        received_at=local(d.accepted_at or p.due_since),
        promised_at=before,
        reason=p.data["reason"],
        new_due_at=after,
        signatory=signatory(p),
        recipients=RECIPIENTS,
        qr=paper_parts.qr(d),
        **paper_parts.person(d),
    )


def stop_notice(p: Paper, d: Dossier, procedure: ProcedureView, heading: papers.Heading) -> papers.StopNotice:
    """Who stopped the dossier, at what stage and why, and what becomes of money and papers."""
    leader = signatory(p)
    return papers.StopNotice(
        heading=heading,
        procedure=procedure.name,
        dossier_code=d.code or "",
        stopped_at=local(p.due_since),
        decided_by=f"{leader.position} {leader.name}",
        stage=_stage(p, procedure),
        ground=p.data["reason"],
        money=_money(d),
        papers="Bản chính đã nộp được trả lại tại nơi tiếp nhận." if _originals(p) else "",
        contact=paper_parts.contact(d),
        signatory=leader,
        recipients=RECIPIENTS,
        qr=paper_parts.qr(d),
        **paper_parts.person(d),
    )


def withdrawal(
    p: Paper, d: Dossier, procedure: ProcedureView, heading: papers.Heading
) -> papers.WithdrawalConfirmation:
    """That the dossier was withdrawn, by whom and when, and what goes back."""
    return papers.WithdrawalConfirmation(
        heading=heading,
        receiving_unit=heading.agency,
        applicant_number=d.owner_number,
        procedure=procedure.name,
        dossier_code=d.code or "",
        requested_by=p.data.get("by", ""),
        requested_at=local(p.due_since),
        withdrawn_at=local(p.due_since),
        reason=p.data["reason"],
        stage=_stage(p, procedure),
        money=_money(d),
        returned=_originals(p),
        officer=p.data.get("officer", ""),
        submitter=d.owner_name,
        qr=paper_parts.qr(d),
        **paper_parts.person(d),
    )


def obligation_notice(
    p: Paper, d: Dossier, procedure: ProcedureView, heading: papers.Heading
) -> papers.ObligationNotice:
    """What is to be paid before work goes on; the clock stands from the day of the notice (national status 6)."""
    amount = p.data["amount"]
    return papers.ObligationNotice(
        heading=heading,
        applicant_number=d.owner_number,
        procedure=procedure.name,
        dossier_code=d.code or "",
        obligations=(papers.Obligation(name=p.data["reason"], amount=amount),),
        in_words=dong_in_words(amount),
        paused_at=local(p.due_since),
        ways=(
            "Nộp vào ngân sách nhà nước theo hướng dẫn của cơ quan thuế, Kho bạc Nhà nước.",
            "Sau khi nộp, báo đã nộp kèm chứng từ trên trang theo dõi hồ sơ hoặc tại nơi tiếp nhận hồ sơ.",
        ),
        contact=paper_parts.contact(d),
        signatory=signatory(p),
        recipients=RECIPIENTS,
        qr=paper_parts.qr(d),
        **paper_parts.person(d),
    )


def signatory(p: Paper) -> papers.Signatory:
    """Who decided and signs; a notice without a decision bears the agency's seal over the officer's name."""
    if "signer_id" not in p.data:
        by_rule = p.kind == Paper.Kind.STOP_NOTICE
        return papers.Signatory("Cơ quan giải quyết" if by_rule else "Người lập thông báo", p.data["officer"])
    title = position(UUID(p.data["position_id"])).title
    return papers.Signatory(title, p.data["officer"], form="KT." if p.data["acting_for"] else "")


def _stage(p: Paper, procedure: ProcedureView) -> str:
    return procedure.workflow.steps[p.data["stage"]].label.vi


def _originals(p: Paper) -> tuple[papers.Component, ...]:
    return tuple(one for one in paper_parts.components(p) if one.originals)


def _money(d: Dossier) -> str:
    """What becomes of a fee that was paid; the law on fees decides about giving it back."""
    if d.money != Money.CONFIRMED or not d.fee_amount:
        return ""
    return f"Đã nộp {say_dong(d.fee_amount)}; việc hoàn trả thực hiện theo pháp luật về phí và lệ phí."
