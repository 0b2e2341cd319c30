"""Answers and papers of a dossier under the names that its procedure gives them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.dossiers.door import ComponentView, DossierView
from motcua.kernel.clock import read_date, say_date
from motcua.procedures.door import FormDefinition, FormField, ProcedureView, RequiredDocument, visible_answers


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the form with its questions and answers."""

    title: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that the procedure asks for, and what was handed in for it. `document` is None for an unasked one."""

    name: str
    document: RequiredDocument | None
    handed_in: tuple[ComponentView, ...]


def answers_of(procedure: ProcedureView, answers: Mapping[str, Any]) -> list[Section]:
    """The answers, page by page, in the language of the page; what was not asked or answered is left out."""
    form = procedure.form_in(get_language() or "vi")
    shown = visible_answers(form, answers)
    sections = [Section(page.title, _rows(form, page.key, shown)) for page in form.pages]
    return [section for section in sections if section.rows]


def papers_of(procedure: ProcedureView, view: DossierView) -> list[Paper]:
    """Every paper of the dossier's case, handed in or not, and what was handed in besides."""
    case = procedure.case(view.case_key) or procedure.cases[0]
    by_key: dict[str, list[ComponentView]] = {document.key: [] for document in case.documents}
    for component in view.components:
        by_key.setdefault(component.document_key, []).append(component)
    return [
        Paper(
            document.name if (document := case.document(key)) else given[0].document_name,
            document,
            tuple(given),
        )
        for key, given in by_key.items()
    ]


def _rows(form: FormDefinition, page_key: str, answers: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(
        (field.label, _say(field, answers[field.key]))
        for field in form.fields(page_key)
        if field.key in answers
    )


def _say(field: FormField, value: Any) -> str:
    labels = {option.value: option.label for option in field.options}
    if isinstance(value, list):
        return ", ".join(labels.get(item, str(item)) for item in value)
    text = str(value)
    if field.kind == "date" and (date := read_date(text)):
        return say_date(date)
    return labels.get(text, text) or _("(trống)")
