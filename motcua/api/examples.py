"""Examples of the contract, by operation; the tests hold each against its schema."""

from typing import Any

_CODE = "H44.14-20260312-0001"
_HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_MOMENT = "2026-03-12T15:30:00+07:00"

REQUESTS: dict[str, Any] = {
    "file_dossier": {
        "procedure": "1.000894",
        "commune": "H44.99.1",
        "applicant": {
            "kind": "citizen",
            "name": "Nguyễn Thị Hòa",
            "personal_id": "025190000018",
            "birth_date": "1990-03-27",
            "phone": "0912345678",
            "address": {"commune": "phường Việt Trì", "detail": "Số 12, đường Hùng Vương"},
        },
        "answers": {"request_summary": "Đăng ký kết hôn"},
        "components": [{"document": "d1f0c2ab345", "sha256": _HASH, "file_name": "to-khai.pdf"}],
    },
    "act_on_dossier": {"reason": "Thiếu bản sao", "items": ["Bản sao căn cước của bên nữ"]},
}
ANSWERS: dict[str, Any] = {
    "list_procedures": {
        "items": [
            {"code": "1.000894", "name": "Thủ tục đăng ký kết hôn", "field": "Hộ tịch", "levels": ["commune"]}
        ],
        "next": None,
        "did_you_mean": "",
    },
    "read_procedure": {
        "code": "1.000894",
        "name": "Thủ tục đăng ký kết hôn",
        "field": "Hộ tịch",
        "levels": ["commune"],
        "applicants": ["Công dân Việt Nam"],
        "channels": [
            {
                "channel": "online",
                "duration": {"value": 5, "unit": "working_day"},
                "fee": {"amount": 0, "text": "Miễn phí"},
                "note": "",
            },
            {
                "channel": "counter",
                "duration": None,
                "fee": {"amount": None, "text": "Theo quy định"},
                "note": "",
            },
        ],
        "required_documents": [
            {
                "key": "d1f0c2ab345",
                "name": "Tờ khai đăng ký kết hôn",
                "originals": 1,
                "copies": 0,
                "form": "TK-DKKH.docx",
                "required": True,
                "hand_in": True,
                "note": "",
            }
        ],
        "cases": [{"key": "all", "label": "", "documents": ["d1f0c2ab345"]}],
        "results": [{"name": "Giấy chứng nhận kết hôn", "code": "KQ.G15.000001"}],
        "needs_review": [
            {"reason": "duration_no_unit", "field": "channels[1].duration", "text": "5"},
        ],
        "decision": "1872/QĐ-BTP",
        "performing_agency": "Ủy ban nhân dân cấp xã",
        "revision": 1,
        "form_url": "/api/v1/procedures/1.000894/form",
    },
    "file_dossier": {
        "code": _CODE,
        "secret": "7KQM4XWP",
        "status": 1,
        "step": "submitted",
        "acceptance_due_at": "2026-03-13T07:30:00+07:00",
        "due_at": "2026-03-20T07:30:00+07:00",
        "links": {"self": f"/api/v1/dossiers/{_CODE}", "tracking": "/track"},
    },
    "act_on_dossier": {
        "code": _CODE,
        "action": "request_supplement",
        "step": "supplement",
        "status": 5,
        "version": 5,
    },
    "store_file": {"sha256": _HASH, "size": 48213, "media_type": "application/pdf"},
    "check_result": {
        "number": "15/2026/KQ-H44.14",
        "result_name": "Giấy chứng nhận kết hôn",
        "outcome_label": "Đồng ý giải quyết",
        "owner_masked": "N. T. Hòa",
        "agency_name": "UBND phường Việt Trì",
        "signer_name": "Trần Văn Bình",
        "signed_at": _MOMENT,
        "released_at": _MOMENT,
        "dossier_code": _CODE,
        "current": True,
        "revoked_at": None,
    },
    "list_agencies": {
        "items": [
            {
                "id": "0198c0de-0000-7000-8000-000000000001",
                "identifier": "H44.14",
                "old_identifier": "000.00.14.H44",
                "name": "Sở Xây dựng",
                "kind": "department",
                "level": "province",
                "parent_id": None,
            }
        ],
        "next": None,
    },
}
PROBLEM = {
    "type": "urn:motcua:problem:incomplete",
    "title": "Hồ sơ còn thiếu thông tin hoặc giấy tờ bắt buộc.",
    "status": 422,
    "detail": "Hồ sơ còn thiếu thông tin hoặc giấy tờ bắt buộc.",
    "errors": [{"field": "phone", "detail": "Nhập số điện thoại"}],
}
