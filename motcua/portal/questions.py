"""The questions of a form page as they are drawn: which ones, what was answered, and what follows from a choice."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from motcua.procedures.door import FormDefinition, FormField, FormPage, visible_fields


@dataclass(frozen=True, slots=True)
class Question:
    """One field. `nested` are the questions that a choice brings, by the option's value: shown by style sheet alone.

    `show_if` is the condition as JSON where it is more than one choice of one question; without a script such a
    question is always shown, and an answer that is not called for is not looked at.
    """

    definition: FormField
    value: Any
    error: str
    nested: dict[str, list["Question"]] = field(default_factory=dict)
    show_if: str = ""


def questions_of(
    form: FormDefinition, page: FormPage, answers: Mapping[str, Any], errors: Mapping[str, str]
) -> list[Question]:
    """What to ask on `page`, given the answers so far. Questions that answer themselves are left out."""
    drawn: dict[str, Question] = {}
    top: list[Question] = []
    for one in _askable(form, page, answers):
        here = {key: values for key, values in (one.show_if or {}).items() if key in drawn}
        parent = _parent(here, drawn)
        question = Question(
            one,
            answers.get(one.key, ""),
            errors.get(one.key, ""),
            show_if=json.dumps(here) if here and parent is None else "",
        )
        drawn[one.key] = question
        (top if parent is None else parent).append(question)
    return top


def pages_of(form: FormDefinition, answers: Mapping[str, Any]) -> list[FormPage]:
    """The pages that have something to ask, in order."""
    return [page for page in form.pages if _askable(form, page, answers) or _implied(page)]


def _askable(form: FormDefinition, page: FormPage, answers: Mapping[str, Any]) -> list[FormField]:
    known = {**answers, **{key: value for one in form.pages for key, value in _implied(one).items()}}
    visible = visible_fields(form, known)
    own = {one.key for one in page.fields} - _implied(page).keys()

    def may_show(one: FormField) -> bool:
        conditions = (one.show_if or {}).items()
        return all(
            key in own or key not in visible or _fits(known.get(key), values) for key, values in conditions
        )

    return [one for one in page.fields if one.key in own and may_show(one)]


def _implied(page: FormPage) -> dict[str, str]:
    """Answers that leave no choice."""
    return {
        one.key: one.options[0].value for one in page.fields if one.kind == "radio" and len(one.options) == 1
    }


def _fits(value: Any, values: tuple[str, ...]) -> bool:
    return any(item in values for item in value) if isinstance(value, list) else value in values


def _parent(here: Mapping[str, tuple[str, ...]], drawn: Mapping[str, Question]) -> list[Question] | None:
    if len(here) != 1:
        return None
    ((key, values),) = here.items()
    if drawn[key].definition.kind != "radio" or len(values) != 1:
        return None
    return drawn[key].nested.setdefault(values[0], [])
