import jsonschema_rs
import pytest
from django.utils import translation

from motcua.procedures.answers import clean_answers, owner_of, validate_answers, visible_answers
from motcua.procedures.forms import FormError, load_form
from motcua.procedures.packs import facts_of, form_of, read_pack
from motcua.procedures.types import FormDefinition

TEXT = read_pack().files["form.yaml"]
PERSON = {
    "owner_kind": "citizen",
    "on_behalf": "self",
    "owner_name": "Nguyễn Thị Mơ",
    "personal_id": "001190123456",
    "birth_date": "1990-03-27",
    "phone": "0912345678",
    "commune": "phường Việt Trì",
    "address_detail": "12 Hùng Vương",
    "request_summary": "Xin cấp giấy phép thả diều",
    "return_method": "counter",
}
COMPANY = {
    **{key: PERSON[key] for key in ("on_behalf", "phone", "commune", "address_detail", "request_summary")},
    "owner_kind": "enterprise",
    "organisation_name": "Công ty Diều Sáo",
    "representative_name": "Trần Văn Gió",
    "tax_code": "0123456787",
    "return_method": "online",
}


def form(*applicants: str, language: str = "vi") -> FormDefinition:
    return form_of(TEXT, facts_of(applicants, ""), language)


ANY = form()


def test_whole_answers_of_a_person_and_of_a_company_are_well() -> None:
    assert validate_answers(ANY, {**PERSON, "id_paper": "personal_id"}) == {}
    assert validate_answers(form("Doanh nghiệp"), COMPANY) == {}


def test_the_schema_is_valid_and_says_the_same() -> None:
    jsonschema_rs.meta.validate(ANY.schema)
    check = jsonschema_rs.Draft202012Validator(ANY.schema, validate_formats=True)
    assert check.is_valid({**PERSON, "id_paper": "personal_id"})
    assert not check.is_valid({**PERSON, "id_paper": "personal_id", "birth_date": "1990-02-31"})
    assert not check.is_valid({k: v for k, v in PERSON.items() if k != "owner_name"})


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("owner_name", "", "Nhập họ và tên"),
        ("personal_id", "12", "Số định danh cá nhân gồm 12 chữ số"),
        ("personal_id", "0011901234567", "Số định danh cá nhân gồm 12 chữ số"),
        ("personal_id", "001191123456", "Năm sinh trong số định danh không khớp với ngày sinh"),
        ("birth_date", "31/02/1990", "Ngày không có thật. Nhập ngày, tháng, năm, ví dụ 27/03/1990"),
        ("phone", "hello", "Số điện thoại bắt đầu bằng 0 hoặc +84 và có 10 đến 11 chữ số"),
        ("email", "a@b", "Nhập thư điện tử theo dạng ten@vidu.vn"),
        ("owner_kind", "king", "Chọn một trong các phương án"),
        ("request_summary", "x" * 2001, "Nhập không quá 2000 ký tự"),
        ("return_method", "post", None),
        ("nonsense", "1", "Câu hỏi này không có trong mẫu."),
        ("phone", 912345678, "Số điện thoại bắt đầu bằng 0 hoặc +84 và có 10 đến 11 chữ số"),
    ],
)
def test_what_is_wrong_is_said_in_words(field: str, value: object, words: str | None) -> None:
    errors = validate_answers(form("Công dân Việt Nam"), {**PERSON, field: value})
    expected = {field: words} if words else {"return_address": "Nhập địa chỉ nhận qua bưu chính"}
    assert {key: errors[key] for key in expected} == expected


def test_a_check_digit_is_checked() -> None:
    errors = validate_answers(form("Doanh nghiệp"), {**COMPANY, "tax_code": "0123456780"})
    assert list(errors) == ["tax_code"]
    assert "chữ số kiểm tra" in errors["tax_code"]


def test_errors_come_in_the_order_of_the_form() -> None:
    errors = validate_answers(form("Công dân Việt Nam"), {"zzz": "1", "owner_kind": "citizen"})
    assert list(errors) == [
        "on_behalf",
        "owner_name",
        "personal_id",
        "birth_date",
        "phone",
        "commune",
        "address_detail",
        "request_summary",
        "return_method",
        "zzz",
    ]


def test_hidden_answers_are_neither_checked_nor_kept() -> None:
    answers = {**PERSON, "tax_code": "wrong", "filer_name": "Ai đó"}
    assert validate_answers(form("Công dân Việt Nam", "Doanh nghiệp"), answers) == {}
    assert visible_answers(form("Công dân Việt Nam", "Doanh nghiệp"), answers) == PERSON


def test_who_may_apply_shapes_the_form() -> None:
    kinds = [
        o.value for f in form("Công dân Việt Nam").fields("filer") for o in f.options if f.key == "owner_kind"
    ]
    assert kinds == ["citizen"]
    assert {f.key for f in form("Người nước ngoài").fields()} >= {"passport_number", "id_paper"}
    assert "passport_number" not in {f.key for f in form("Công dân Việt Nam").fields()}
    assert facts_of(["Tổ chức (không bao gồm doanh nghiệp, HTX)"], "") == {"organisation"}
    assert facts_of(["Công dân Việt Nam"], "Đăng ký hộ kinh doanh") == {"citizen", "household_business"}
    assert len(facts_of([], "")) == 5


def test_a_passport_replaces_the_personal_number() -> None:
    foreigner = {**PERSON, "id_paper": "passport"}
    assert list(validate_answers(form("Người nước ngoài"), foreigner)) == ["passport_number"]


def test_english_has_the_same_keys_and_values() -> None:
    vi, en = form(), form(language="en")
    assert [f.key for f in vi.fields()] == [f.key for f in en.fields()]
    assert [o.value for f in vi.fields() for o in f.options] == [
        o.value for f in en.fields() for o in f.options
    ]
    assert validate_answers(en, {}, page_key="request") == {
        "request_summary": "Enter what you ask the agency to do"
    }
    with translation.override("en"):
        assert (
            "12 digits"
            in validate_answers(en, {**PERSON, "id_paper": "personal_id", "personal_id": "1"})["personal_id"]
        )


def test_a_post_is_cleaned_and_only_its_page_is_judged() -> None:
    raw = {
        "owner_kind": "citizen",
        "owner_name": "  Nguyễn \u00a0 Thị\u200b Mơ ",
        "personal_id": "001 190 123.456",
        "birth_date-day": "27",
        "birth_date-month": "3",
        "birth_date-year": "1990",
        "phone": "0912.345-678",
        "csrf": "x",
    }
    answers, errors = clean_answers(form("Công dân Việt Nam"), raw, "owner")
    assert errors == {}
    assert answers == {key: PERSON[key] for key in ("owner_name", "personal_id", "birth_date", "phone")}


@pytest.mark.parametrize("typed", ["27/3/1990", "27-03-1990", "27.3.1990", "1990-03-27"])
def test_dates_as_people_write_them(typed: str) -> None:
    answers, _errors = clean_answers(form("Công dân Việt Nam"), {**PERSON, "birth_date": typed}, "owner")
    assert answers["birth_date"] == "1990-03-27"


def test_what_cannot_be_understood_stays_as_typed() -> None:
    raw = {
        "owner_kind": "citizen",
        "birth_date-day": "31",
        "birth_date-month": "2",
        "birth_date-year": "1990",
    }
    answers, errors = clean_answers(form("Công dân Việt Nam"), raw, "owner")
    assert answers["birth_date"] == "31/2/1990"
    assert "birth_date" in errors


def test_a_single_option_answers_itself_and_control_characters_vanish() -> None:
    answers, errors = clean_answers(form("Công dân Việt Nam"), {"on_behalf": "self"}, "filer")
    assert (answers, errors) == ({"owner_kind": "citizen", "on_behalf": "self"}, {})
    answers, _errors = clean_answers(ANY, {"request_summary": "một\x00\r\n  hai  "}, "request")
    assert answers["request_summary"] == "một\nhai"


def test_the_owner_is_read_from_the_answers() -> None:
    person = owner_of(PERSON)
    assert (person.name, person.personal_id, person.address) == (
        "Nguyễn Thị Mơ",
        "001190123456",
        "12 Hùng Vương, phường Việt Trì",
    )
    company = owner_of({**COMPANY, "personal_id": "001190123456", "filer_name": "Ai đó"})
    assert (company.kind, company.name, company.tax_code) == ("enterprise", "Công ty Diều Sáo", "0123456787")
    assert (company.personal_id, company.filer_name) == ("", "")


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        ("[{key: a, kind: colour, label: {vi: A, en: A}}]", "a.kind"),
        ("[{key: a, label: {vi: A, en: A}}, {key: a, label: {vi: A, en: A}}]", "a"),
    ],
)
def test_a_form_that_contradicts_itself_is_refused(fields: str, place: str) -> None:
    with pytest.raises(FormError, match=f"^{place}"):
        load_form(
            f"pages: [{{key: p, title: {{vi: P, en: P}}, fields: {fields}}}]",
            facts=frozenset(),
            language="vi",
        )
