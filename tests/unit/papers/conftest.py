from datetime import UTC, date, datetime

import pytest

from motcua.papers.door import Component, Fact, Heading, Qr, Receipt, Result, Signatory

QR = Qr(url="https://tracuu.example.vn/T01-260205-0001", caption="Quét mã để kiểm tra")


def _heading(number: str) -> Heading:
    return Heading(
        superior="Ủy ban nhân dân tỉnh Sông Xanh",
        agency="Trung tâm Phục vụ hành chính công phường Bến Ngự",
        place="Bến Ngự",
        issued_on=date(2026, 2, 5),
        number=number,
    )


@pytest.fixture
def receipt() -> Receipt:
    return Receipt(
        heading=_heading("T01-260205-0001/TNHS"),
        receiving_unit="Bộ phận Tiếp nhận và Trả kết quả",
        applicant="Nguyễn Thị Ánh Nguyệt",
        address="Số 12, phường Bến Ngự",
        procedure="Cấp Giấy xác nhận tình trạng hôn nhân",
        components=(Component("Tờ khai", originals=1), Component("Bản án ly hôn", copies=1)),
        processing_time="03 ngày làm việc",
        received_at=datetime(2026, 2, 5, 1, 3, tzinfo=UTC),
        due_at=datetime(2026, 3, 12, 9, 30, tzinfo=UTC),
        officer="Trần Văn Đức",
        secret="7K4P",
        qr=QR,
    )


@pytest.fixture
def result() -> Result:
    return Result(
        heading=_heading("125/QĐ-UBND"),
        title="Quyết định",
        subject="Về việc cải chính hộ tịch",
        facts=(Fact("Họ, chữ đệm, tên", "NGUYỄN THỊ ÁNH NGUYỆT"),),
        paragraphs=("Điều 1. Cho phép cải chính.", "Điều 2. Quyết định có hiệu lực từ ngày ký./."),
        recipients=("Như Điều 2;", "Lưu: VT."),
        signatory=Signatory(form="KT. Chủ tịch", position="Phó Chủ tịch", name="Hoàng Minh Tuấn"),
        qr=QR,
    )
