"""Answers to a form: cleaning what was typed, and saying in words what is wrong with it."""

import re
import unicodedata
from collections.abc import Mapping
from typing import Any

import jsonschema_rs
from django.utils.translation import gettext as _

from motcua.kernel.clock import read_date
from motcua.kernel.text import normalise, normalise_lines, plain_number
from motcua.procedures.identifiers import personal_id_fault, tax_code_fault
from motcua.procedures.types import FormDefinition, FormField, OwnerView

Answers = dict[str, Any]
Errors = dict[str, str]

_GROUPING = re.compile(r"[\s.]")
_PHONE_GROUPING = re.compile(r"[\s.\-()]")
# Kinds whose length is the only thing that can be wrong, or worth saying.
_LIMITED = ("text", "textarea", "email")
_PARTS = ("day", "month", "year")
# Keys of the standard pack under which names stand: they go on official papers, whose typefaces show writing only.
_NAMES = frozenset({"owner_name", "organisation_name", "representative_name", "filer_name"})
_WRITING = ("L", "M", "N", "P", "Z")


def clean_answers(
    definition: FormDefinition, raw: Mapping[str, str | list[str]], page_key: str | None = None
) -> tuple[Answers, Errors]:
    """The answers that a form post holds (of one page, or of all), and what is wrong with them by field key.

    Text is normalised; a date is taken as `dd/mm/yyyy`, ISO or the parts `key-day`, `key-month`, `key-year`
    and given as ISO; a question with a single option answers itself. What cannot be understood stays as it
    was typed, so that the person can mend it. Conditions on earlier pages need their answers: pass them in
    `raw` too.
    """
    answers: Answers = {}
    earlier = {field.key: raw.get(field.key) for field in definition.fields()}
    for field in definition.fields(page_key):
        value = _clean(field, raw)
        if value:
            answers[field.key] = value
    errors = validate_answers(definition, {**earlier, **answers}, page_key=page_key)
    return answers, errors


def validate_answers(
    definition: FormDefinition, answers: Mapping[str, Any], *, page_key: str | None = None
) -> Errors:
    """What is wrong with the answers, in words by field key; of one page, or of the whole form.

    Empty when all is well. Answers to hidden questions are not looked at; other keys are refused.
    """
    wanted = {field.key: field for field in definition.fields(page_key)}
    shown = visible_answers(definition, answers)
    errors = {key: _("Câu hỏi này không có trong mẫu.") for key in answers if not _known(definition, key)}
    visible = visible_fields(definition, answers)
    for error in definition.validator.iter_errors(shown):
        key = _key_of(error)
        if key in wanted and key in visible:
            errors.setdefault(key, _say(wanted[key], error.kind.name))
    for key in wanted.keys() & shown.keys() - errors.keys():
        if fault := _structure_fault(wanted[key], shown):
            errors[key] = fault
    in_order = [key for key in wanted if key in errors] + [key for key in errors if key not in wanted]
    return {key: errors[key] for key in in_order}


def visible_fields(definition: FormDefinition, answers: Mapping[str, Any]) -> frozenset[str]:
    """Keys of the questions that these answers make visible. A condition on a hidden question holds."""
    visible: set[str] = set()
    for field in definition.fields():
        conditions = field.show_if or {}
        if all(
            key not in visible or _matches(answers.get(key), values) for key, values in conditions.items()
        ):
            visible.add(field.key)
    return frozenset(visible)


def visible_answers(definition: FormDefinition, answers: Mapping[str, Any]) -> Answers:
    """The answers without empty ones and those to hidden questions: what a submitted dossier keeps."""
    visible = visible_fields(definition, answers)
    return {key: value for key, value in answers.items() if key in visible and value not in (None, "", [])}


def owner_of(answers: Mapping[str, Any]) -> OwnerView:
    """Who a dossier with these answers belongs to, and who hands it in; by the keys of the standard pack."""
    kept = {key: value for key, value in answers.items() if isinstance(value, str)}
    kind = kept.get("owner_kind", "")
    is_person = kind == "citizen"
    by_other = kept.get("on_behalf") == "other"
    return OwnerView(
        kind=kind,
        name=kept.get("owner_name" if is_person else "organisation_name", ""),
        personal_id=kept.get("personal_id", "") if is_person or kind == "household_business" else "",
        passport_number=kept.get("passport_number", "") if is_person else "",
        tax_code=kept.get("tax_code" if kind == "enterprise" else "organisation_tax_code", "")
        if not is_person
        else "",
        phone=kept.get("phone", ""),
        email=kept.get("email", ""),
        address=", ".join(part for key in ("address_detail", "commune") if (part := kept.get(key, ""))),
        filer_name=kept.get("filer_name", "") if by_other else "",
        filer_personal_id=kept.get("filer_personal_id", "") if by_other else "",
    )


def _known(definition: FormDefinition, key: str) -> bool:
    return key in definition.schema["properties"]


def _matches(value: Any, values: tuple[str, ...]) -> bool:
    return any(item in values for item in value) if isinstance(value, list) else value in values


def _key_of(error: jsonschema_rs.ValidationError) -> str:
    if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.Required):
        return error.kind.property
    return str(error.instance_path[0]) if error.instance_path else ""


def _clean(field: FormField, raw: Mapping[str, str | list[str]]) -> str | list[str]:
    given = _texts(raw.get(field.key, ""))
    if field.kind == "checkbox":
        return [text for item in given if (text := normalise(item))]
    if field.kind == "textarea":
        return normalise_lines("\n".join(given))
    text = normalise(" ".join(given))
    if field.kind == "date":
        return _clean_date(text or _joined_parts(field.key, raw))
    if field.kind == "radio" and len(field.options) == 1 and not text:
        return field.options[0].value
    if field.kind == "tel":
        return normalise(_PHONE_GROUPING.sub("", plain_number(text)))
    if field.kind in ("personal_id", "tax_code"):
        return normalise(_GROUPING.sub("", plain_number(text)))
    return text


def _texts(value: Any) -> list[str]:
    """The texts in what came; whatever else a machine may have sent is no answer."""
    given = value if isinstance(value, list | tuple) else [value]
    return [item for item in given if isinstance(item, str)]


def _joined_parts(key: str, raw: Mapping[str, str | list[str]]) -> str:
    parts = [normalise(str(raw.get(f"{key}-{part}", ""))) for part in _PARTS]
    return "/".join(parts) if any(parts) else ""


def _clean_date(text: str) -> str:
    date = read_date(text)
    return date.isoformat() if date else text


def _say(field: FormField, fault: str) -> str:
    if fault == "required":
        return field.missing or _("Trả lời câu hỏi “%(label)s”") % {"label": field.label}
    if fault == "maxLength" and field.kind in _LIMITED:
        return _("Nhập không quá %(max)d ký tự") % {"max": field.max_length}
    if field.options:
        return _("Chọn một trong các phương án")
    return _say_kind(field)


def _say_kind(field: FormField) -> str:
    if field.kind == "date":
        return _("Ngày không có thật. Nhập ngày, tháng, năm, ví dụ 27/03/1990")
    if field.kind == "personal_id":
        return _("Số định danh cá nhân gồm 12 chữ số")
    if field.kind == "tax_code":
        return _("Mã số gồm 10 chữ số, hoặc 13 chữ số với đơn vị phụ thuộc")
    if field.kind == "tel":
        return _("Số điện thoại bắt đầu bằng 0 hoặc +84 và có 10 đến 11 chữ số")
    if field.kind == "email":
        return _("Nhập thư điện tử theo dạng ten@vidu.vn")
    return _("Thông tin chưa hợp lệ")


def _structure_fault(field: FormField, answers: Answers) -> str:
    """What the schema cannot say: check digits, and numbers that contradict each other."""
    value = answers[field.key]
    if field.kind == "personal_id":
        # Only the applicant's own number can be compared: the form asks for no other birth date.
        birth = answers.get("birth_date", "") if field.key == "personal_id" else ""
        return _say_personal_id(personal_id_fault(value, birth_date=read_date(birth)))
    if field.kind == "tax_code" and tax_code_fault(value):
        return _("Mã số không đúng: chữ số kiểm tra không khớp. Vui lòng xem lại từng chữ số")
    if field.kind == "date" and read_date(value) is None:
        return _say_kind(field)
    if field.key in _NAMES and (strange := _strange_character(value)):
        return _("Ký tự “%(character)s” không ghi được trên giấy tờ. Xóa ký tự đó và chỉ dùng chữ") % {
            "character": strange
        }
    return ""


def _strange_character(name: str) -> str:
    """The first character that is no writing, such as an emoji; empty when there is none."""
    return next((c for c in name if not unicodedata.category(c).startswith(_WRITING)), "")


def _say_personal_id(fault: str) -> str:
    return {
        "": "",
        "digits": _("Số định danh cá nhân gồm 12 chữ số"),
        "province": _("Ba chữ số đầu của số định danh không phải mã tỉnh hay mã quốc gia"),
        "century": _("Chữ số thứ tư của số định danh không đúng"),
        "year": _("Năm sinh trong số định danh không khớp với ngày sinh"),
    }[fault]
