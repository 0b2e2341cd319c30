"""What may be typed, pasted or sent into a form: what it becomes, or what is said about it, in both languages."""

import unicodedata
from typing import Any

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.answers import clean_answers
from motcua.procedures.packs import facts_of, form_of, read_pack
from motcua.procedures.types import FormDefinition

TEXT = read_pack().files["form.yaml"]
PERSON = {
    "owner_kind": "citizen",
    "on_behalf": "self",
    "owner_name": "Nguyễn Thị Mơ",
    "personal_id": "001190123456",
    "birth_date": "27/03/1990",
    "phone": "0912345678",
    "commune": "phường Một",
    "address_detail": "12 Hùng Vương",
    "request_summary": "Xin phép",
    "return_method": "counter",
}
COMPANY = {
    "owner_kind": "enterprise",
    "on_behalf": "self",
    "organisation_name": "Công ty Diều Sáo",
    "representative_name": "Trần Văn Gió",
    "tax_code": "0123456787",
    "phone": "0912345678",
    "commune": "phường Một",
    "address_detail": "12 Hùng Vương",
    "request_summary": "Xin phép",
    "return_method": "online",
}


def form(*applicants: str, language: str = "vi") -> FormDefinition:
    return form_of(TEXT, facts_of(applicants, ""), language)


PEOPLE, COMPANIES = form("Công dân Việt Nam"), form("Doanh nghiệp")


def cleaned(field: str, value: Any) -> tuple[Any, dict[str, str]]:
    is_company = field.startswith(("tax", "organisation"))
    answers, errors = clean_answers(
        COMPANIES if is_company else PEOPLE, {**(COMPANY if is_company else PERSON), field: value}
    )
    return answers.get(field, ""), errors


@pytest.mark.parametrize(
    ("field", "typed", "kept"),
    [
        ("owner_name", unicodedata.normalize("NFD", "Nguyễn Thị Mơ"), "Nguyễn Thị Mơ"),
        ("owner_name", "Nguyễn\u200b Thị\ufeff Mơ\x00", "Nguyễn Thị Mơ"),
        ("owner_name", "\u202eNguyễn Thị Mơ\u2069", "Nguyễn Thị Mơ"),
        ("owner_name", "O’Brien-Smith, Jr.", "O’Brien-Smith, Jr."),
        ("owner_name", "محمد علي", "محمد علي"),
        ("personal_id", "００１１９０１２３４５６", "001190123456"),
        ("personal_id", "٠٠١١٩٠١٢٣٤٥٦", "001190123456"),
        ("personal_id", "001 190\u00a0123.456\u200e", "001190123456"),
        ("birth_date", "٢٧/٠٣/١٩٩٠", "1990-03-27"),
        ("birth_date", "27 . 3 . 1990", "1990-03-27"),
        ("birth_date", "27031990", "1990-03-27"),
        ("phone", "(０９１２) 345-678", "0912345678"),
        ("phone", "+84 912 345 678", "+84912345678"),
        ("tax_code", "0123456787\u200b", "0123456787"),
        ("request_summary", "Một\r\n\x07hai\u2066", "Một\nhai"),
    ],
)
def test_what_means_nothing_goes_silently(field: str, typed: str, kept: str) -> None:
    assert cleaned(field, typed) == (kept, {})


NO_DAY = "Ngày không có thật. Nhập ngày, tháng, năm, ví dụ 27/03/1990"
NO_ID = "Số định danh cá nhân gồm 12 chữ số"
REFUSED = [
    ("owner_name", "Nguyễn 😀 Mơ", "Ký tự “😀” không ghi được trên giấy tờ. Xóa ký tự đó và chỉ dùng chữ"),
    ("organisation_name", "Công ty \ue000", "Ký tự “\ue000” không ghi được trên giấy tờ. Xóa ký tự đó và chỉ dùng chữ"),
    ("owner_name", "x" * 1_000_000, "Nhập không quá 120 ký tự"),
    ("personal_id", "00119O123456", NO_ID),
    ("personal_id", "0011901234567", NO_ID),
    ("personal_id", "097190123456", "Ba chữ số đầu của số định danh không phải mã tỉnh hay mã quốc gia"),
    ("personal_id", "001990123456", "Chữ số thứ tư của số định danh không đúng"),
    ("tax_code", "0123456780", "Mã số không đúng: chữ số kiểm tra không khớp. Vui lòng xem lại từng chữ số"),
    ("tax_code", "01234", "Mã số gồm 10 chữ số, hoặc 13 chữ số với đơn vị phụ thuộc"),
    ("birth_date", "31/02/1990", NO_DAY),
    ("birth_date", "29/02/2023", NO_DAY),
    ("birth_date", "0202-03-27", NO_DAY),
    ("birth_date", "hôm qua", NO_DAY),
    ("phone", "12", "Số điện thoại bắt đầu bằng 0 hoặc +84 và có 10 đến 11 chữ số"),
    ("email", "a b@c", "Nhập thư điện tử theo dạng ten@vidu.vn"),
    ("return_method", "'; DROP TABLE--", "Chọn một trong các phương án"),
    ("return_method", ["counter", "online"], "Chọn một trong các phương án"),
]  # fmt: skip


@pytest.mark.parametrize(("field", "typed", "said"), REFUSED)
def test_what_could_deceive_is_refused_and_stays_as_typed(field: str, typed: Any, said: str) -> None:
    kept, errors = cleaned(field, typed)
    assert errors == {field: said}
    assert kept == (" ".join(typed) if isinstance(typed, list) else typed)


@pytest.mark.parametrize(("field", "typed", "said"), REFUSED)
def test_each_refusal_is_said_in_english_too(field: str, typed: Any, said: str) -> None:
    with translation.override("en"):
        english = cleaned(field, typed)[1][field]
    assert english and english != said and "%(" not in english


@given(
    st.dictionaries(
        st.sampled_from([*PERSON, *COMPANY, "email", "note", "birth_date-day", "unknown"]),
        st.one_of(st.text(), st.lists(st.text(), max_size=3), st.integers(), st.none(), st.floats()),
    )
)
def test_nothing_that_comes_breaks_the_form(raw: dict[str, Any]) -> None:
    answers, _errors = clean_answers(PEOPLE, raw)
    again, _more = clean_answers(PEOPLE, answers)
    assert again == answers
