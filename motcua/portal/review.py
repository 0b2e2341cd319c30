"""What was answered, in words, for checking before handing in and for looking up afterwards."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.kernel import clock
from motcua.procedures.door import FormDefinition, FormField, FormPage, visible_answers, visible_fields

Row = tuple[str, str] | tuple[str, str, str]
Link = Callable[[FormPage, FormField], str]


@dataclass(frozen=True, slots=True)
class Section:
    """The answers of one page; rows are (question, answer) or (question, answer, address to change it at)."""

    title: str
    rows: tuple[Row, ...]


def sections_of(form: FormDefinition, answers: Mapping[str, Any], link: Link | None = None) -> list[Section]:
    """All answers that count. With `link` also open questions, each with where to change it."""
    counted, visible = visible_answers(form, answers), visible_fields(form, answers)
    sections = []
    for page in form.pages:
        shown = [one for one in page.fields if one.key in counted or (link and one.key in visible)]
        rows = tuple(_row(page, one, counted.get(one.key, ""), link) for one in shown)
        if rows:
            sections.append(Section(page.title, rows))
    return sections


def say_answer(field: FormField, value: Any) -> str:
    """An answer as its reader knows it: the option's words, the date as written in Vietnam."""
    if isinstance(value, list):
        return "; ".join(say_answer(field, item) for item in value)
    for option in field.options:
        if option.value == value:
            return option.label
    read = clock.read_date(str(value)) if field.kind == "date" else None
    return clock.say_date(read) if read else str(value)


def _row(page: FormPage, field: FormField, value: Any, link: Link | None) -> Row:
    said = say_answer(field, value)
    fixed = field.kind == "radio" and len(field.options) == 1
    return (field.label, said, link(page, field)) if link and not fixed else (field.label, said)
