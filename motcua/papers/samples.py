"""One invented example of every paper, to try a template on before it is used."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, Final

from motcua.kernel.clock import VIETNAM
from motcua.papers import shapes
from motcua.papers.shapes import Heading, Paper, Qr, Signatory

_WARD: Final = "Ủy ban nhân dân phường Bến Ngự"
_CENTRE: Final = "Trung tâm Phục vụ hành chính công phường Bến Ngự"
_DEPARTMENT: Final = "Sở Tư pháp tỉnh Sông Xanh"
_CODE: Final = "H99.10-20260205-0001"
_PROCEDURE: Final = "Cấp Giấy xác nhận tình trạng hôn nhân"
_LEADER: Final = Signatory(form="KT. Chủ tịch", position="Phó Chủ tịch", name="Hoàng Minh Tuấn")
_QR: Final = Qr("https://motcua.example.vn/track?code=" + _CODE, "Quét để theo dõi hồ sơ")


def _at(month: int, day: int, hour: int, minute: int) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=VIETNAM)


_RECEIVED: Final = _at(2, 5, 8, 3)
_DUE: Final = _at(3, 12, 16, 30)
_PERSON: Final[Mapping[str, Any]] = {
    "applicant": "Nguyễn Thị Ánh Nguyệt",
    "address": "Số 12 đường Phan Bội Châu, phường Bến Ngự, tỉnh Sông Xanh",
    "phone": "0912 345 678",
    "email": "anhnguyet@example.vn",
}
_DOSSIER: Final[Mapping[str, Any]] = {**_PERSON, "dossier_code": _CODE, "procedure": _PROCEDURE}
_COMPONENTS: Final = (
    shapes.Component("Tờ khai cấp Giấy xác nhận tình trạng hôn nhân", originals=1),
    shapes.Component("Bản án, quyết định ly hôn đã có hiệu lực pháp luật", copies=1),
)


def _heading(number: str, *, agency: str = _WARD, superior: str = "") -> Heading:
    return Heading(
        agency=agency, superior=superior, place="Bến Ngự", issued_on=date(2026, 2, 5), number=number
    )


def _counter(number: str) -> Heading:
    return _heading(number, agency=_CENTRE, superior=_WARD)


_INTAKE: Final[tuple[Paper, ...]] = (
    shapes.Receipt(
        heading=_counter(_CODE + "/TNHS"),
        receiving_unit="Bộ phận Tiếp nhận và Trả kết quả",
        competent_agency=_WARD,
        applicant_number="079190001234",
        procedure=_PROCEDURE,
        components=_COMPONENTS,
        processing_time="03 ngày làm việc",
        received_at=_RECEIVED,
        due_at=_DUE,
        officer="Trần Văn Đức",
        submitter="Lê Văn Nộp",
        fees="15.000 đ",
        return_channel="Bưu chính công ích",
        register_book="01/2026",
        register_sequence="0125",
        shelf="Kệ A3, ô 12",
        secret="7K4P",
        qr=_QR,
        **_PERSON,
    ),
    shapes.SupplementRequest(
        heading=_counter(_CODE + "/HDHS"),
        items=("Bản chính Giấy khai sinh.", "Giấy tờ chứng minh nơi cư trú còn hiệu lực."),
        reason="Bản sao đã nộp không có chứng thực.",
        contact="ông Trần Văn Đức, điện thoại 0234 3999 888",
        respond_by=date(2026, 2, 20),
        officer="Trần Văn Đức",
        qr=_QR,
        **_DOSSIER,
    ),
    shapes.RefusalSlip(
        heading=_counter(_CODE + "/TCHS"),
        receiving_unit="Bộ phận Tiếp nhận và Trả kết quả",
        reasons=("Yêu cầu không thuộc thẩm quyền của phường Bến Ngự.", "Người nộp chưa đủ điều kiện."),
        legal_basis="Điều 21 Nghị định số 123/2015/NĐ-CP",
        guidance="Đề nghị Ông/Bà nộp hồ sơ tại Ủy ban nhân dân phường An Cựu.",
        officer="Trần Văn Đức",
        submitter="Lê Văn Nộp",
        qr=_QR,
        **_DOSSIER,
    ),
    shapes.Acknowledgement(
        heading=_counter(""),
        dossier_code=_CODE,
        secret="7K4P",
        applicant=_PERSON["applicant"],
        procedure=_PROCEDURE,
        receiving_unit=_CENTRE,
        submitted_at=_RECEIVED,
        next_steps=(
            "Cơ quan tiếp nhận kiểm tra và trả lời.",
            "Theo dõi hồ sơ bằng mã hồ sơ và mã tra cứu.",
        ),
        components=tuple(component.name for component in _COMPONENTS),
        fees="15.000 đ",
        reception_time="trong 08 giờ làm việc",
        qr=_QR,
    ),
    shapes.WithdrawalConfirmation(
        heading=_counter("07/XNRHS"),
        receiving_unit="Bộ phận Tiếp nhận và Trả kết quả",
        applicant_number="079190001234",
        requested_by="Lê Văn Nộp (người được ủy quyền)",
        requested_at=_at(2, 9, 9, 0),
        withdrawn_at=_at(2, 9, 9, 15),
        reason="Không còn nhu cầu.",
        stage="Đang thẩm định",
        money="Đã nộp 15.000 đ; không hoàn lại.",
        returned=_COMPONENTS,
        officer="Trần Văn Đức",
        submitter="Lê Văn Nộp",
        qr=_QR,
        **_DOSSIER,
    ),
)


_SIGNED: Final[Mapping[str, Any]] = {
    "signatory": _LEADER,
    "recipients": ("Như trên;", "Lưu: VT, hồ sơ."),
    "qr": _QR,
}
_LETTERS: Final[tuple[Paper, ...]] = (
    shapes.Apology(
        heading=_heading("08/PXL"),
        received_at=_RECEIVED,
        promised_at=_DUE,
        reason="cần xác minh thêm tại nơi cư trú trước đây.",
        new_due_at=_at(3, 19, 16, 30),
        **_SIGNED,
        **_DOSSIER,
    ),
    shapes.StopNotice(
        heading=_heading("09/TB-UBND"),
        stopped_at=_at(2, 10, 10, 0),
        decided_by="Phó Chủ tịch Hoàng Minh Tuấn",
        stage="Đang thẩm định",
        ground="Theo văn bản số 45/TAND của Tòa án nhân dân khu vực 3 về việc thụ lý vụ án có liên quan.",
        money="Lệ phí 15.000 đ được hoàn trả trong 05 ngày làm việc.",
        papers="Trả lại bản chính tại nơi đã nộp.",
        guidance="Ông/Bà có thể nộp hồ sơ mới khi vụ án có bản án đã có hiệu lực pháp luật.",
        contact="Bộ phận Tiếp nhận, điện thoại 0234 3999 888",
        **_SIGNED,
        **_DOSSIER,
    ),
    shapes.ObligationNotice(
        heading=_heading("10/TB-UBND"),
        applicant_number="079190001234",
        obligations=(
            shapes.Obligation(name="Lệ phí trước bạ", amount=1_250_000, basis="Nghị định số 10/2022/NĐ-CP"),
            shapes.Obligation(name="Phí thẩm định", amount=300_000, basis="Nghị quyết số 12/NQ-HĐND"),
        ),
        in_words="Một triệu năm trăm năm mươi nghìn đồng",
        paused_at=_at(2, 10, 10, 0),
        pay_by=date(2026, 3, 10),
        payee="Kho bạc Nhà nước khu vực XII",
        account="7111.0.1054321 tại Kho bạc Nhà nước khu vực XII",
        payment_code="TT-26-000123",
        ways=("Trực tuyến trên trang theo dõi hồ sơ.", "Tại quầy của Trung tâm Phục vụ hành chính công."),
        contact="Bộ phận Tiếp nhận, điện thoại 0234 3999 888",
        **_SIGNED,
        **_DOSSIER,
    ),
    shapes.ConsultationRequest(
        heading=_heading("11/UBND-TP"),
        addressees=("Công an phường Bến Ngự", _DEPARTMENT),
        applicant=_PERSON["applicant"],
        dossier_code=_CODE,
        procedure=_PROCEDURE,
        ground="Hồ sơ có thời gian cư trú tại nhiều nơi, cần được xác nhận.",
        questions=(
            "Thời gian thường trú của công dân tại địa bàn.",
            "Tình trạng hôn nhân trong thời gian đó.",
        ),
        answer_by=_at(2, 24, 17, 0),
        attachments=("Bản chụp Tờ khai.",),
        contact="ông Trần Văn Đức, điện thoại 0234 3999 888",
        **_SIGNED,
    ),
    shapes.TransferSlip(
        heading=_heading("12/PC-UBND"),
        receiver=_DEPARTMENT,
        received_at=_RECEIVED,
        due_at=_DUE,
        reason="Yêu cầu có yếu tố nước ngoài, thuộc thẩm quyền của Sở Tư pháp.",
        legal_basis="Điều 37 Luật Hộ tịch",
        components=_COMPONENTS,
        **_SIGNED,
        **_DOSSIER,
    ),
)


_COURSE: Final[tuple[Paper, ...]] = (
    shapes.ControlSheet(
        heading=_counter(_CODE + "/KSHS"),
        applicant=_PERSON["applicant"],
        dossier_code=_CODE,
        procedure=_PROCEDURE,
        lead_agency=_WARD,
        coordinating_agencies=("Công an phường Bến Ngự", _DEPARTMENT),
        received_at=_RECEIVED,
        due_at=_DUE,
        hand_overs=(
            shapes.HandOver(
                giver=_CENTRE,
                receiver="Phòng Văn hóa - Xã hội",
                at=_at(2, 5, 14, 5),
                giver_name="Trần Văn Đức",
                receiver_name="Phạm Thị Lý",
                outcome="Đúng hạn",
                note="Bàn giao điện tử",
            ),
            shapes.HandOver(
                giver="Phòng Văn hóa - Xã hội",
                receiver="Lãnh đạo Ủy ban nhân dân",
                at=_at(2, 6, 9, 40),
                giver_name="Phạm Thị Lý",
                receiver_name="Hoàng Minh Tuấn",
                outcome="Trước hạn",
            ),
        ),
        qr=_QR,
    ),
    shapes.Register(
        heading=_counter(""),
        book="01/2026",
        first_day=date(2026, 2, 1),
        last_day=date(2026, 2, 28),
        rows=(
            shapes.RegisterRow(
                sequence=125,
                dossier_code=_CODE,
                procedure=_PROCEDURE,
                name=_PERSON["applicant"],
                address=_PERSON["address"],
                phone=_PERSON["phone"],
                lead_agency=_WARD,
                received_at=_RECEIVED,
                due_at=_DUE,
                sent_at=_at(2, 5, 14, 5),
                result_at=_at(3, 10, 9, 0),
                returned_at=_at(3, 11, 15, 20),
                return_method="Bưu chính công ích",
                received_by="Lê Văn Nhận",
                note="Trước hạn",
            ),
        ),
    ),
    shapes.HandoverList(
        heading=_counter("13/BGHS"),
        giver=_CENTRE,
        receiver=_DEPARTMENT,
        handed_at=_at(2, 5, 16, 0),
        rows=(
            shapes.HandedDossier(
                dossier_code=_CODE,
                procedure=_PROCEDURE,
                applicant=_PERSON["applicant"],
                papers="01 bản chính, 01 bản sao",
                due_at=_DUE,
                note="Bì thư niêm phong",
            ),
        ),
        giver_name="Trần Văn Đức",
        receiver_name="Phạm Thị Lý",
    ),
)


_DECIDED: Final[Mapping[str, Any]] = {
    "signatory": _LEADER,
    "recipients": ("Như Điều 3;", "Lưu: VT, hồ sơ."),
    "qr": _QR,
    "authority": "Chủ tịch Ủy ban nhân dân phường Bến Ngự",
    "grounds": (
        "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;",
        "Xét đề nghị của Trưởng phòng Văn hóa - Xã hội.",
    ),
    "executors": "Văn phòng Hội đồng nhân dân và Ủy ban nhân dân, Phòng Văn hóa - Xã hội",
}
_ABOUT: Final[Mapping[str, Any]] = {
    "applicant": _PERSON["applicant"],
    "dossier_code": _CODE,
    "procedure": _PROCEDURE,
}
_ISSUED: Final[Mapping[str, Any]] = {
    "result_name": "Giấy xác nhận tình trạng hôn nhân",
    "result_number": "45/XNTTHN",
    "result_issued_on": date(2026, 2, 9),
    "result_issuer": "Ủy ban nhân dân phường Vĩnh Ninh",
}
_DECISIONS: Final[tuple[Paper, ...]] = (
    shapes.Result(
        heading=_heading("125/QĐ-UBND"),
        title="Quyết định",
        subject="Về việc cải chính hộ tịch",
        authority=_DECIDED["authority"],
        grounds=_DECIDED["grounds"],
        operative_title="Quyết định",
        opening=("Quyết định này căn cứ vào hồ sơ và các sự việc sau:",),
        facts=(shapes.Fact("Họ, chữ đệm, tên", "NGUYỄN THỊ ÁNH NGUYỆT"), shapes.Fact("Mã hồ sơ", _CODE)),
        paragraphs=("Điều 1. Cho phép cải chính.", "Điều 2. Quyết định có hiệu lực từ ngày ký./."),
        recipients=("Như Điều 2;", "Lưu: VT."),
        signatory=_LEADER,
        qr=_QR,
    ),
    shapes.RevocationDecision(
        heading=_heading("126/QĐ-UBND"),
        reason="người được cấp đã khai không đúng sự thật.",
        consequence="Giấy xác nhận nêu tại Điều 1 không còn giá trị; bản đã cấp phải nộp lại.",
        **_DECIDED,
        **_ABOUT,
        **_ISSUED,
    ),
    shapes.CorrectionDecision(
        heading=_heading("127/QĐ-UBND"),
        corrections=(
            shapes.Correction(place="Dòng 3, ngày sinh", printed="12/5/1990", correct="21/5/1990"),
            shapes.Correction(
                place="Dòng 5, nơi cư trú", printed="phường Bến Nghé", correct="phường Bến Ngự"
            ),
        ),
        reason="sai sót kỹ thuật khi soạn thảo.",
        **_DECIDED,
        **_ABOUT,
        **_ISSUED,
    ),
    shapes.ReopeningDecision(
        heading=_heading("128/QĐ-UBND"),
        closed_at=_at(2, 9, 16, 0),
        closed_as="Dừng xử lý",
        reason="căn cứ để dừng giải quyết không còn.",
        resumes_at="Thẩm định hồ sơ",
        unit="Phòng Văn hóa - Xã hội",
        due_at=_DUE,
        **_DECIDED,
        **_ABOUT,
    ),
)


_SAMPLES: Final[Mapping[str, Paper]] = {
    paper.template: paper for paper in (*_INTAKE, *_LETTERS, *_COURSE, *_DECISIONS)
}


def sample(kind: str) -> Paper:
    """An invented paper of that kind with every field filled. Raises KeyError for an unknown kind."""
    return _SAMPLES[kind]
