"""What the papers say, always in Vietnamese. Labels and layout belong to the papers room; the facts come from here."""

import datetime as dt
from collections.abc import Callable, Mapping
from uuid import UUID

from django.conf import settings
from django.utils import translation

from motcua.directory.door import AgencyView, agency, position
from motcua.dossiers import agency_papers, decision_data, letter_data, paper_parts, rules
from motcua.dossiers.models import Delivery, Dossier, Paper, ResultDocument
from motcua.dossiers.paper_parts import local
from motcua.kernel.clock import say_moment
from motcua.kernel.money import say_dong
from motcua.papers import door as papers
from motcua.procedures.door import ProcedureView, revision

# What was asked for at intake; the delivery axis has moved on by the time a receipt is printed again.
_RETURN = {"online": Delivery.ONLINE.label, "counter": Delivery.COUNTER.label, "post": Delivery.POST.label}
_UNIT_WORDS = {
    "working_day": "ngày làm việc",
    "day": "ngày",
    "hour": "giờ làm việc",
    "working_hour": "giờ làm việc",
    "month": "tháng",
    "year": "năm",
}


# Numbers follow the dossier's code, so that they need no series of their own. TNHS, HDHS and PXL by TT 01/2018/TT-VPCP.
_SUFFIX = {
    Paper.Kind.RECEIPT: "TNHS",
    Paper.Kind.SUPPLEMENT_REQUEST: "HDHS",
    Paper.Kind.REFUSAL_SLIP: "TCHS",
    Paper.Kind.APOLOGY: "PXL",
    Paper.Kind.STOP_NOTICE: "TBD",
    Paper.Kind.WITHDRAWAL: "XNR",
    Paper.Kind.OBLIGATION_NOTICE: "TBNV",
    Paper.Kind.CONSULTATION: "LYK",
    Paper.Kind.TRANSFER_SLIP: "PC",
    Paper.Kind.REVOCATION_DECISION: "QĐTH",
    Paper.Kind.REOPENING_DECISION: "QĐML",
}


@translation.override("vi")
def for_paper(paper: Paper) -> papers.Paper:
    """The content of a standard paper, from the dossier as it stands and what was kept when the paper became due."""
    dossier = paper.dossier
    procedure = revision(dossier.revision_id)
    head = paper_parts.heading(issuer(paper), paper.due_since, number=_number(paper))
    makers: Mapping[str, Callable[[Paper, Dossier, ProcedureView, papers.Heading], papers.Paper]] = {
        Paper.Kind.RECEIPT: _receipt,
        Paper.Kind.SUPPLEMENT_REQUEST: _supplement_request,
        Paper.Kind.REFUSAL_SLIP: _refusal_slip,
        Paper.Kind.ACKNOWLEDGEMENT: _acknowledgement,
        Paper.Kind.APOLOGY: letter_data.apology,
        Paper.Kind.STOP_NOTICE: letter_data.stop_notice,
        Paper.Kind.WITHDRAWAL: letter_data.withdrawal,
        Paper.Kind.OBLIGATION_NOTICE: letter_data.obligation_notice,
        Paper.Kind.CONSULTATION: agency_papers.consultation,
        Paper.Kind.TRANSFER_SLIP: agency_papers.transfer,
        Paper.Kind.REVOCATION_DECISION: decision_data.revocation,
        Paper.Kind.REOPENING_DECISION: decision_data.reopening,
    }
    return makers[paper.kind](paper, dossier, procedure, head)


def issuer(paper: Paper) -> AgencyView:
    """Whose paper it is: of the agency whose leader decided, of the one that works on the case, or of the counter."""
    dossier = paper.dossier
    if "issuer" in paper.data:
        return agency(UUID(paper.data["issuer"]))
    if "position_id" in paper.data:
        return agency(position(UUID(paper.data["position_id"])).agency_id)
    works = (
        paper.kind in (Paper.Kind.OBLIGATION_NOTICE, Paper.Kind.STOP_NOTICE) and dossier.competent_agency_id
    )
    issuing = works or dossier.receiving_agency_id
    if not issuing:
        raise ValueError("a paper belongs to a submitted dossier")
    return agency(issuing)


def received_on(dossier: Dossier) -> dt.date | None:
    """The day whose set of papers the dossier prints: when it was received, or filed while it is not received yet."""
    moment = dossier.accepted_at or dossier.submitted_at
    return local(moment).date() if moment else None


@translation.override("vi")
def for_result(result: ResultDocument, competent: AgencyView) -> papers.Result:
    """The result as it is printed; its QR leads to the page that verifies it."""
    dossier = result.dossier
    when = result.signed_at or result.drafted_at
    url = f"{settings.PUBLIC_URL}/verify/{result.verify_token}" if result.verify_token else ""
    facts = [
        papers.Fact("Chủ hồ sơ", dossier.owner_name),
        papers.Fact("Số định danh / Mã số thuế", dossier.owner_number),
        papers.Fact("Thủ tục hành chính", f"{dossier.procedure.name} ({dossier.procedure.code})"),
        papers.Fact("Mã hồ sơ", dossier.code or ""),
        papers.Fact("Thay thế kết quả số", result.replaces),
    ]
    return papers.Result(
        heading=paper_parts.heading(competent, when, number=result.number),
        title=result.result_name,
        subject=str(ResultDocument.Outcome(result.outcome).label),
        facts=tuple(fact for fact in facts if fact.value),
        paragraphs=tuple(line for line in result.body.splitlines() if line.strip()),
        recipients=("Như trên", "Lưu: VT, hồ sơ."),
        signatory=papers.Signatory(
            position=result.signer_title, name=result.signer_name, form=result.signing_form
        ),
        qr=papers.Qr(url, "Quét để xác thực") if url else None,
    )


def _receipt(p: Paper, d: Dossier, procedure: ProcedureView, heading: papers.Heading) -> papers.Receipt:
    return papers.Receipt(
        heading=heading,
        receiving_unit=heading.agency,
        competent_agency=_competent(d),
        applicant_number=d.owner_number,
        procedure=f"{procedure.name} ({procedure.code})",
        components=paper_parts.components(p),
        processing_time=_processing_time(procedure, d),
        received_at=local(d.accepted_at or p.due_since),
        due_at=local(d.original_due_at) if d.original_due_at else None,
        officer=p.data["clerk"],
        submitter=d.owner_name,
        fees=say_dong(d.fee_amount) if d.fee_amount else "",
        return_channel=str(_RETURN.get(str(d.answers.get("return_method")), "")),
        secret=_secret(d),
        qr=paper_parts.qr(d),
        **paper_parts.person(d),
    )


def _supplement_request(
    p: Paper, d: Dossier, procedure: ProcedureView, heading: papers.Heading
) -> papers.SupplementRequest:
    until = p.data.get("answer_by", "")
    return papers.SupplementRequest(
        heading=heading,
        dossier_code=d.code or "",
        procedure=procedure.name,
        items=tuple(p.data["items"]),
        reason=p.data["reason"],
        officer=p.data["officer"],
        respond_by=local(dt.datetime.fromisoformat(until)).date() if until else None,
        contact=paper_parts.contact(d),
        qr=paper_parts.qr(d),
        **paper_parts.person(d),
    )


def _refusal_slip(
    p: Paper, d: Dossier, procedure: ProcedureView, heading: papers.Heading
) -> papers.RefusalSlip:
    return papers.RefusalSlip(
        heading=heading,
        receiving_unit=heading.agency,
        procedure=procedure.name,
        dossier_code=d.code or "",
        reasons=tuple(line for line in p.data["reason"].splitlines() if line),
        officer=p.data["clerk"],
        submitter=d.owner_name,
        qr=paper_parts.qr(d),
        **paper_parts.person(d),
    )


def _acknowledgement(
    p: Paper, d: Dossier, procedure: ProcedureView, heading: papers.Heading
) -> papers.Acknowledgement:
    answer_by = say_moment(d.acceptance_due_at) if d.acceptance_due_at else ""
    return papers.Acknowledgement(
        heading=heading,
        dossier_code=d.code or "",
        secret=_secret(d),
        applicant=d.owner_name,
        procedure=f"{procedure.name} ({procedure.code})",
        receiving_unit=heading.agency,
        submitted_at=local(d.submitted_at or p.due_since),
        next_steps=(
            f"Cơ quan tiếp nhận kiểm tra và trả lời chậm nhất {answer_by}.",
            "Khi hồ sơ được tiếp nhận, Giấy tiếp nhận hồ sơ và hẹn trả kết quả có trong trang theo dõi hồ sơ.",
            "Theo dõi hồ sơ bằng mã hồ sơ và mã tra cứu, hoặc quét mã QR.",
        ),
        components=tuple(c.name for c in paper_parts.components(p)),
        fees=say_dong(d.fee_amount) if d.fee_amount else "",
        reception_time="trong 08 giờ làm việc",
        qr=paper_parts.qr(d),
    )


def _number(paper: Paper) -> str:
    suffix = _SUFFIX.get(Paper.Kind(paper.kind))
    if suffix is None:
        return ""
    # A second one of its kind must not bear the number of the first.
    return f"{paper.dossier.code}/{suffix}" + (f"-{paper.seq}" if paper.seq > 1 else "")


def _competent(d: Dossier) -> str:
    """Who decides, where it is not who receives."""
    elsewhere = d.competent_agency_id and d.competent_agency_id != d.receiving_agency_id
    return agency(d.competent_agency_id).name if elsewhere and d.competent_agency_id else ""


def _processing_time(procedure: ProcedureView, d: Dossier) -> str:
    published = procedure.duration_for(d.channel, d.case_key)
    if published is None:
        return "Theo quy định của thủ tục (chưa công bố thời hạn)"
    return f"{published.value:f} {_UNIT_WORDS[str(published.unit)]}"


def _secret(d: Dossier) -> str:
    # The owner's second factor is printed for whoever has no account to sign in with, whatever the channel.
    return rules.lookup_secret(d.id, key=settings.SECRET_KEY)
