"""Papers with far more in them than usual, made from the samples."""

from dataclasses import fields, is_dataclass, replace
from typing import Any

PROCEDURE = ("Cấp, cấp lại, điều chỉnh Giấy chứng nhận đủ điều kiện hoạt động " * 5)[:300]
ORGANISATION = (
    "Công ty trách nhiệm hữu hạn một thành viên Đầu tư Xây dựng và Thương mại Dịch vụ Tổng hợp Sông Xanh"
)
REASON = "Hồ sơ cần được xác minh thêm tại nhiều nơi, mỗi nơi có hồ sơ lưu trữ riêng. " * 70
AGENCY = "Trung tâm Phục vụ hành chính công phường Nguyễn Thị Minh Khai và các phường lân cận"
ROWS = 60
LONG_TEXTS = {
    "procedure": PROCEDURE,
    "applicant": ORGANISATION,
    "name": ORGANISATION,
    "address": ORGANISATION + ", " + ORGANISATION,
    "reason": REASON,
    "ground": REASON,
    "consequence": REASON,
    "guidance": REASON,
    "receiver": AGENCY,
    "giver": AGENCY,
    "lead_agency": AGENCY,
    "dossier_code": "000.00.14.H20-200703-0002",
    "note": "Chờ xác minh của cơ quan khác",
}
MANY = {
    "components",
    "returned",
    "items",
    "reasons",
    "rows",
    "hand_overs",
    "questions",
    "obligations",
    "corrections",
}


def stretched(part: Any) -> Any:
    """The same with long names, 300 letters of procedure, reasons over a page and 60 rows wherever there are rows."""
    changes: dict[str, Any] = {}
    for field in fields(part):
        value = getattr(part, field.name)
        if field.name in MANY:
            changes[field.name] = (
                tuple(stretched(row) if is_dataclass(row) else row for row in value[:1]) * ROWS
            )
        elif field.name == "heading":
            changes["heading"] = replace(
                value, agency=AGENCY, superior="Ủy ban nhân dân thành phố Sông Xanh Hạ"
            )
        elif value and field.name in LONG_TEXTS:
            changes[field.name] = LONG_TEXTS[field.name]
    return replace(part, **changes)
