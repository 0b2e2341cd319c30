"""What the papers say, always in Vietnamese. Labels and layout belong to the papers room; the facts come from here."""

import datetime as dt
import re
from collections.abc import Callable, Mapping
from uuid import UUID

from django.conf import settings
from django.db.models import Q
from django.utils import translation

from motcua.directory.door import AgencyView, agency, position
from motcua.dossiers import rules
from motcua.dossiers.models import Component, Delivery, Dossier, Paper, ResultDocument
from motcua.kernel.clock import VIETNAM, say_moment
from motcua.kernel.money import say_dong
from motcua.papers import door as papers
from motcua.procedures.door import ProcedureView, owner_of, revision

_BODY = re.compile(
    r"^(UBND|Ủy ban nhân dân|Uỷ ban nhân dân) (tỉnh|thành phố|xã|phường|đặc khu) | - Tỉnh .*$", re.IGNORECASE
)
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


@translation.override("vi")
def for_paper(paper: Paper, *, receiving: AgencyView) -> papers.Paper:
    """The content of a standard paper, from the dossier as it stands and what was kept when the paper became due."""
    dossier = paper.dossier
    procedure = revision(dossier.revision_id)
    heading = _heading(receiving, paper.due_since, number=_number(paper))
    makers: Mapping[str, Callable[[Paper, Dossier, ProcedureView, papers.Heading], papers.Paper]] = {
        Paper.Kind.RECEIPT: _receipt,
        Paper.Kind.SUPPLEMENT_REQUEST: _supplement_request,
        Paper.Kind.REFUSAL_SLIP: _refusal_slip,
        Paper.Kind.ACKNOWLEDGEMENT: _acknowledgement,
        Paper.Kind.APOLOGY: _letter,
        Paper.Kind.STOP_NOTICE: _letter,
        Paper.Kind.WITHDRAWAL: _letter,
        Paper.Kind.OBLIGATION_NOTICE: _letter,
    }
    return makers[paper.kind](paper, dossier, procedure, heading)


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
    ]
    return papers.Result(
        heading=_heading(competent, when, number=result.number),
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
        applicant=d.owner_name,
        applicant_number=d.owner_number,
        address=_address(d),
        phone=d.owner_phone,
        email=d.owner_email,
        procedure=f"{procedure.name} ({procedure.code})",
        components=_components(p),
        processing_time=_processing_time(procedure, d),
        received_at=_local(d.accepted_at or p.due_since),
        due_at=_local(d.original_due_at) if d.original_due_at else None,
        officer=p.data["clerk"],
        submitter=d.owner_name,
        fees=say_dong(d.fee_amount) if d.fee_amount else "",
        return_channel=str(_RETURN.get(str(d.answers.get("return_method")), "")),
        secret=_secret(d),
        qr=_qr(d),
    )


def _supplement_request(
    p: Paper, d: Dossier, procedure: ProcedureView, heading: papers.Heading
) -> papers.SupplementRequest:
    return papers.SupplementRequest(
        heading=heading,
        applicant=d.owner_name,
        dossier_code=d.code or "",
        procedure=procedure.name,
        items=tuple(p.data["items"]),
        reason=p.data["reason"],
        officer=p.data["officer"],
        address=_address(d),
        phone=d.owner_phone,
        email=d.owner_email,
        qr=_qr(d),
    )


def _refusal_slip(
    p: Paper, d: Dossier, procedure: ProcedureView, heading: papers.Heading
) -> papers.RefusalSlip:
    return papers.RefusalSlip(
        heading=heading,
        receiving_unit=heading.agency,
        applicant=d.owner_name,
        procedure=procedure.name,
        dossier_code=d.code or "",
        reasons=tuple(line for line in p.data["reason"].splitlines() if line),
        officer=p.data["clerk"],
        submitter=d.owner_name,
        address=_address(d),
        phone=d.owner_phone,
        email=d.owner_email,
        qr=_qr(d),
    )


def _letter(p: Paper, d: Dossier, procedure: ProcedureView, heading: papers.Heading) -> papers.Result:
    """What an agency tells the owner in a letter: what about, why, and until when."""
    facts = [
        papers.Fact("Chủ hồ sơ", d.owner_name),
        papers.Fact("Thủ tục hành chính", f"{procedure.name} ({procedure.code})"),
        papers.Fact("Mã hồ sơ", d.code or ""),
    ]
    if "amount" in p.data:
        facts.append(papers.Fact("Số tiền phải nộp", say_dong(p.data["amount"])))
    for key, label in (("before", "Hạn trả đã hẹn"), ("after", "Hẹn lại ngày trả kết quả")):
        if key in p.data:
            facts.append(papers.Fact(label, say_moment(dt.datetime.fromisoformat(p.data[key]))))
    if "stage" in p.data:
        label = procedure.workflow.steps[p.data["stage"]].label.vi
        facts.append(papers.Fact("Giai đoạn", label))
    return papers.Result(
        heading=heading,
        title=str(Paper.Kind(p.kind).label),
        subject=str(d.owner_name),
        facts=tuple(facts),
        paragraphs=tuple(line for line in p.data["reason"].splitlines() if line.strip()),
        recipients=("Như trên", "Lưu: VT, hồ sơ."),
        signatory=_signatory(p, heading),
    )


def _signatory(p: Paper, heading: papers.Heading) -> papers.Signatory:
    if "signer_id" not in p.data:
        return papers.Signatory(position=heading.agency, name="")
    title = position(UUID(p.data["position_id"])).title
    return papers.Signatory(title, p.data["officer"], form="KT." if p.data["acting_for"] else "")


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
        submitted_at=_local(d.submitted_at or p.due_since),
        next_steps=(
            f"Cơ quan tiếp nhận kiểm tra và trả lời chậm nhất {answer_by}.",
            "Khi hồ sơ được tiếp nhận, Giấy tiếp nhận hồ sơ và hẹn trả kết quả có trong trang theo dõi hồ sơ.",
            "Theo dõi hồ sơ bằng mã hồ sơ và mã tra cứu, hoặc quét mã QR.",
        ),
        components=tuple(c.name for c in _components(p)),
        fees=say_dong(d.fee_amount) if d.fee_amount else "",
        reception_time="trong 08 giờ làm việc",
        qr=_qr(d),
    )


def _heading(issuer: AgencyView, when: dt.datetime, *, number: str) -> papers.Heading:
    superior = agency(issuer.parent_id).name if issuer.parent_id else ""
    return papers.Heading(
        agency=issuer.name,
        superior=superior,
        place=_place(issuer),
        issued_on=_local(when).date(),
        number=number,
    )


def _place(issuer: AgencyView) -> str:
    """The place name in the date line: the commune's, or the province's for its bodies (Decree 30/2020, annex I)."""
    while issuer.kind not in {"commune", "province"} and issuer.parent_id:
        issuer = agency(issuer.parent_id)
    return _BODY.sub("", issuer.name)


def _number(paper: Paper) -> str:
    # Suffixes by Circular 01/2018/TT-VPCP; the 2025 papers keep them.
    suffix = {Paper.Kind.RECEIPT: "TNHS", Paper.Kind.SUPPLEMENT_REQUEST: "HDHS"}.get(
        Paper.Kind(paper.kind), ""
    )
    return f"{paper.dossier.code}/{suffix}" if suffix else ""


def _components(p: Paper) -> tuple[papers.Component, ...]:
    """What the dossier held when the paper became due, however late the paper is printed."""
    still_there = Q(removed_at=None) | Q(removed_at__gt=p.due_since)
    rows = Component.objects.filter(still_there, dossier=p.dossier, added_at__lte=p.due_since)
    rows = rows.order_by("document_key", "added_at")
    return tuple(papers.Component(r.document_name, r.originals, r.copies) for r in rows)


def _processing_time(procedure: ProcedureView, d: Dossier) -> str:
    published = procedure.duration_for(d.channel, d.case_key)
    if published is None:
        return "Theo quy định của thủ tục (chưa công bố thời hạn)"
    return f"{published.value:f} {_UNIT_WORDS[str(published.unit)]}"


def _address(d: Dossier) -> str:
    return owner_of(d.answers).address


def _secret(d: Dossier) -> str:
    # The owner's second factor is printed for whoever has no account to sign in with, whatever the channel.
    return rules.lookup_secret(d.id, key=settings.SECRET_KEY)


def _qr(d: Dossier) -> papers.Qr:
    return papers.Qr(f"{settings.PUBLIC_URL}/track?code={d.code}", "Quét để theo dõi hồ sơ")


def _local(moment: dt.datetime) -> dt.datetime:
    return moment.astimezone(VIETNAM)
