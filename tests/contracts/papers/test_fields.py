"""Every paper carries every field it should: read back from the PDF by poppler (Debian: poppler-utils)."""

import shutil
import subprocess
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any

import pytest

from motcua.papers.door import Qr, typeset_for_signing, typeset_paper
from motcua.papers.samples import sample
from motcua.papers.shapes import PAPERS
from tests.contracts.papers.extremes import stretched

pytestmark = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")

DAYS = {"2018": date(2024, 1, 1), "2025": date(2026, 1, 1)}
# What the forms ask for beside the data: TT 01/2018/TT-VPCP, TT 03/2025/TT-VPCP, Decree 30/2020/NĐ-CP.
LABELS = {
    "receipt": (
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
        "Bộ phận tiếp nhận:",
        "Tiếp nhận hồ sơ của:",
        "Địa chỉ:",
        "Số điện thoại:",
        "Email:",
        "Nội dung yêu cầu giải quyết:",
        "Thành phần hồ sơ nộp gồm:",
        "Bản chính",
        "Bản sao",
        "Số lượng hồ sơ: 01 (bộ)",
        "Thời gian giải quyết hồ sơ theo quy định là:",
        "Thời gian nhận hồ sơ:",
        "Thời gian trả kết quả giải quyết hồ sơ:",
        "Đăng ký nhận kết quả tại:",
        "Vào Sổ theo dõi hồ sơ, Quyển số:",
        "Số thứ tự:",
        "Mã tra cứu:",
        "Vị trí lưu hồ sơ giấy:",
        "Người nộp hồ sơ",
        "Người tiếp nhận hồ sơ",
    ),
    "supplement_request": (
        "Phiếu yêu cầu bổ sung, hoàn thiện hồ sơ",
        "Hồ sơ của:",
        "Yêu cầu hoàn thiện hồ sơ gồm những nội dung sau:",
        "1.",
        "2.",
        "Lý do:",
        "liên hệ với",
        "Người hướng dẫn",
    ),
    "refusal_slip": (
        "Phiếu từ chối tiếp nhận giải quyết hồ sơ",
        "không tiếp nhận, giải quyết hồ sơ này với lý do cụ thể như sau:",
        "Người nộp hồ sơ",
        "Người tiếp nhận hồ sơ",
    ),
    "apology": ("Kính gửi:", "thời gian hẹn trả kết quả", "Lý do:", "xin lỗi", "KT. Chủ tịch"),
    "stop_notice": (
        "Dừng giải quyết hồ sơ",
        "Người đề nghị hoặc quyết định dừng:",
        "Giai đoạn đã giải quyết:",
        "Căn cứ, lý do:",
        "Phí, lệ phí và các khoản đã nộp:",
        "Giấy tờ đã nộp:",
    ),
    "control_sheet": (
        "Phiếu kiểm soát quá trình giải quyết hồ sơ",
        "Mã hồ sơ:",
        "chủ trì giải quyết hồ sơ:",
        "Cơ quan phối hợp giải quyết hồ sơ:",
        "1. Giao:",
        "2. Nhận:",
        "Thời gian giao, nhận hồ sơ",
        "Người giao",
        "Người nhận",
        "Kết quả giải quyết hồ sơ",
        "Ghi chú",
    ),
    "register": (
        "Sổ theo dõi hồ sơ",
        "Quyển số:",
        "Mã hồ sơ",
        "Tên thủ tục hành chính",
        "Số bộ",
        "Tên cá nhân, tổ chức",
        "Địa chỉ, số điện thoại",
        "Cơ quan chủ trì giải quyết",
        "Nhận hồ sơ",
        "Hẹn trả kết quả",
        "Chuyển đến cơ quan giải quyết",
        "Nhận kết quả từ cơ quan giải quyết",
        "Trả kết quả",
        "Phương thức nhận kết quả",
        "Ký nhận",
        "Ghi chú",
    ),
    "obligation_notice": ("Tổng cộng", "1.550.000 đồng", "1.250.000 đồng", "Hạn nộp:", "tạm dừng"),
    "consultation_request": ("V/v lấy ý kiến", "Kính gửi:", "Tài liệu gửi kèm:"),
    "handover_list": ("Bên giao:", "Bên nhận:", "Tổng số: 01 hồ sơ", "Người giao", "Người nhận"),
    "withdrawal_confirmation": ("xác nhận rút hồ sơ", "Người rút hồ sơ", "Giấy tờ trả lại"),
    "transfer_slip": ("Phiếu chuyển hồ sơ", "Kính gửi:", "Lý do chuyển:"),
    "revocation_decision": ("Quyết định", "Điều 1. Thu hồi", "Điều 2.", "Điều 3."),
    "correction_decision": ("Quyết định", "Điều 1. Đính chính", "Đã ghi", "Đính chính thành"),
    "reopening_decision": ("Quyết định", "Điều 1. Mở lại hồ sơ", "Điều 2.", "Điều 3."),
}
ALWAYS = ("Cộng hòa xã hội chủ nghĩa Việt Nam", "Độc lập - Tự do - Hạnh phúc")


def _read(pdf: bytes, tmp_path) -> list[str]:
    """What each page says, in the order in which it was written, without blanks (cells break lines anywhere)."""
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    text = subprocess.run(["pdftotext", "-raw", file, "-"], capture_output=True, check=True).stdout.decode()
    return [_squeezed(page) for page in text.split("\f")[:-1]]


def _squeezed(text: str) -> str:
    return "".join(text.replace("\u200b", "").split()).casefold()


def _printed(value: Any) -> list[tuple[str, ...]]:
    """For each thing in a paper, the ways in which it may be written."""
    match value:
        case None | "" | Qr():
            return []
        case str():
            return [(value,)]
        case int():
            return [(str(value), f"{value:02}", f"{value:,}".replace(",", "."))]
        case datetime():
            short = f"{value:%d/%m/%Y}"
            return [
                (f"{value:%H} giờ {value:%M} phút, ngày {short}", f"{value:%H:%M} {short}", f"ngày {short}")
            ]
        case date():
            month = f"{value:%m}" if value.month < 3 else str(value.month)
            return [(f"ngày {value:%d} tháng {month} năm {value.year}", f"{value:%d/%m/%Y}")]
        case tuple():
            return [ways for part in value for ways in _printed(part)]
    assert is_dataclass(value)
    return [ways for field in fields(value) for ways in _printed(getattr(value, field.name))]


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("kind", PAPERS)
def test_every_field_and_every_label_is_on_the_paper(kind, day, tmp_path):
    pages = _read(typeset_paper(sample(kind), received_on=DAYS[day]), tmp_path)
    assert len(pages) == 1
    labels = [(label,) for label in (*ALWAYS, *LABELS.get(kind, ()))]
    for ways in [*_printed(sample(kind)), *labels]:
        assert any(_squeezed(way) in pages[0] for way in ways), ways


def test_the_samples_leave_no_field_empty():
    for kind in PAPERS:
        empty = [f.name for f in fields(sample(kind)) if getattr(sample(kind), f.name) in {"", (), None}]
        assert not empty, kind


def test_the_apology_is_a_slip_for_an_older_dossier_and_a_letter_for_a_newer(tmp_path):
    slip = _read(typeset_paper(sample("apology"), received_on=DAYS["2018"]), tmp_path)[0]
    letter = _read(typeset_paper(sample("apology"), received_on=DAYS["2025"]), tmp_path)[0]
    assert _squeezed("Phiếu xin lỗi và hẹn lại ngày trả kết quả") in slip
    assert _squeezed("V/v xin lỗi và đề nghị gia hạn thời gian giải quyết hồ sơ") in letter


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("kind", sorted(set(PAPERS) - {"control_sheet", "register", "acknowledgement"}))
def test_no_signature_stands_alone_on_a_page(kind, day, tmp_path):
    sheet = typeset_for_signing(stretched(sample(kind)), received_on=DAYS[day])
    pages = _read(sheet.pdf, tmp_path)
    (page,) = {slot.page for slot in sheet.slots.values()}
    assert page == len(pages) - 1
    last_words = "./." if kind != "receipt" else _squeezed("Vào Sổ theo dõi hồ sơ")
    assert last_words in pages[page]


@pytest.mark.parametrize(("kind", "heading"), [("register", "Mã hồ sơ"), ("control_sheet", "Tên cơ quan")])
def test_long_tables_repeat_their_head_on_every_page(kind, heading, tmp_path):
    pages = _read(typeset_paper(stretched(sample(kind))), tmp_path)
    assert len(pages) > 5
    rows = [page for page in pages if _squeezed("14:05" if kind == "register" else "14 giờ 05 phút") in page]
    assert len(rows) > 5 and all(_squeezed(heading) in page for page in rows)
