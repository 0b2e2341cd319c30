"""Forms as data: `form.yaml` read for one procedure in one language, and the JSON Schema of the answers."""

from collections.abc import Mapping
from typing import Any

import yaml

from motcua.procedures.types import FormDefinition, FormField, FormPage, Option

KINDS = frozenset(
    {
        "text",
        "textarea",
        "date",
        "radio",
        "checkbox",
        "select",
        "email",
        "tel",
        "personal_id",
        "tax_code",
        "file",
    }
)
_LENGTHS = {"email": 254, "tel": 20, "personal_id": 12, "tax_code": 14, "date": 10}
_INPUTMODES = {"tel": "tel", "email": "email", "personal_id": "numeric", "tax_code": "numeric"}
_AUTOCOMPLETE = {"tel": "tel", "email": "email"}
_PATTERNS = {
    "personal_id": r"^\d{12}$",
    "tax_code": r"^\d{10}(-\d{3})?$",
    "tel": r"^(0|\+84)\d{8,10}$",
    "email": r"^[^@\s]+@[^@\s.]+(\.[^@\s.]+)+$",
}


class FormError(ValueError):
    """A form file that contradicts itself; the message names the place."""


def load_form(text: str, *, facts: frozenset[str], language: str) -> FormDefinition:
    """Read a `form.yaml`. `facts` say who may apply; lines whose `when` is not among them are left out.

    Raises FormError with the place of the first contradiction.
    """
    data = yaml.safe_load(text)
    seen: set[str] = set()
    pages = tuple(_page(value, facts, language, seen) for value in data["pages"])
    return FormDefinition(pages, schema_of(pages))


def schema_of(pages: tuple[FormPage, ...]) -> dict[str, Any]:
    """The JSON Schema 2020-12 of the answers: one object, fields by key; a hidden field has no answer."""
    fields = [field for page in pages for field in page.fields]
    conditional = {field.key for field in fields if field.show_if}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {field.key: _type_of(field) for field in fields},
        "required": [field.key for field in fields if field.required and not field.show_if],
        "allOf": [_condition(field, conditional) for field in fields if field.required and field.show_if],
        "additionalProperties": False,
    }


def _page(value: dict[str, Any], facts: frozenset[str], language: str, seen: set[str]) -> FormPage:
    fields = []
    for field in value["fields"]:
        if _holds(field, facts):
            fields.append(_field(field, facts, language, seen))
            seen.add(field["key"])
    return FormPage(value["key"], value["title"][language], tuple(fields), _say(value, "intro", language))


def _field(value: dict[str, Any], facts: frozenset[str], language: str, seen: set[str]) -> FormField:
    kind = value.get("kind", "text")
    if kind not in KINDS:
        raise FormError(f"{value['key']}.kind: no kind {kind!r}")
    if value["key"] in seen:
        raise FormError(f"{value['key']}: used twice")
    show_if = {key: tuple(values) for key, values in value.get("show_if", {}).items() if key in seen}
    return FormField(
        key=value["key"],
        label=value["label"][language],
        kind=kind,
        required=value.get("required", False),
        hint=_say(value, "hint", language),
        options=tuple(_option(o, language) for o in value.get("options", ()) if _holds(o, facts)),
        autocomplete=value.get("autocomplete", _AUTOCOMPLETE.get(kind, "")),
        inputmode=value.get("inputmode", _INPUTMODES.get(kind, "")),
        max_length=value.get("max_length", _LENGTHS.get(kind, 300)),
        missing=_say(value, "missing", language),
        show_if=show_if or None,
    )


def _option(value: dict[str, Any], language: str) -> Option:
    return Option(value["value"], value["label"][language], _say(value, "hint", language))


def _holds(value: Mapping[str, Any], facts: frozenset[str]) -> bool:
    return "when" not in value or value["when"] in facts


def _say(value: Mapping[str, Any], key: str, language: str) -> str:
    return value[key][language] if key in value else ""


def _type_of(field: FormField) -> dict[str, Any]:
    if field.kind == "checkbox":
        chosen = {"type": "string", "enum": [option.value for option in field.options]}
        return {"title": field.label, "type": "array", "items": chosen, "uniqueItems": True}
    if field.options:
        return {"title": field.label, "type": "string", "enum": [option.value for option in field.options]}
    schema: dict[str, Any] = {"title": field.label, "type": "string", "maxLength": field.max_length}
    if field.kind == "date":
        schema["format"] = "date"
    if field.kind in _PATTERNS:
        schema["pattern"] = _PATTERNS[field.kind]
    return schema


def _condition(field: FormField, conditional: set[str]) -> dict[str, Any]:
    shown = field.show_if or {}
    return {
        "if": {
            "properties": {key: {"enum": list(values)} for key, values in shown.items()},
            # A condition on a question that is itself hidden holds, hence is not required here.
            "required": [key for key in shown if key not in conditional],
        },
        "then": {"required": [field.key]},
    }
