"""Which questions a page draws, and which of them follow from a choice."""

import pytest

from motcua.portal.questions import Question, pages_of, questions_of
from motcua.procedures.door import FormDefinition, FormField, FormPage, Option

YES_NO = (Option("yes", "Có"), Option("no", "Không"))


def form(*pages: FormPage) -> FormDefinition:
    return FormDefinition(pages, {"properties": {}})


def keys(questions: list[Question]) -> list[str]:
    return [question.definition.key for question in questions]


def radio(key: str, *options: Option) -> FormField:
    return FormField(key, key, kind="radio", options=options or YES_NO)


def shown(key: str, **conditions: tuple[str, ...]) -> FormField:
    return FormField(key, key, show_if=conditions)


def test_a_question_hangs_on_the_choice_that_calls_for_it() -> None:
    page = FormPage("a", "A", (radio("other"), shown("name", other=("yes",)), FormField("phone", "phone")))

    found = questions_of(form(page), page, {}, {"name": "Nhập tên"})

    assert keys(found) == ["other", "phone"]
    assert keys(found[0].nested["yes"]) == ["name"]
    assert found[0].nested["yes"][0].error == "Nhập tên"


@pytest.mark.parametrize(("answer", "expected"), [("yes", ["name"]), ("no", []), (None, [])])
def test_an_answer_of_an_earlier_page_decides(answer: str | None, expected: list[str]) -> None:
    first = FormPage("a", "A", (radio("other"),))
    second = FormPage("b", "B", (shown("name", other=("yes",)),))
    answers = {"other": answer} if answer else {}

    assert keys(questions_of(form(first, second), second, answers, {})) == expected
    assert [page.key for page in pages_of(form(first, second), answers)] == [
        "a",
        *(["b"] if expected else []),
    ]


def test_several_values_leave_the_condition_to_the_script() -> None:
    page = FormPage(
        "a", "A", (radio("kind", *YES_NO, Option("maybe", "Có thể")), shown("why", kind=("yes", "maybe")))
    )

    found = questions_of(form(page), page, {}, {})

    assert keys(found) == ["kind", "why"]
    assert found[1].show_if == '{"kind": ["yes", "maybe"]}'


def test_a_question_with_one_option_answers_itself_and_still_counts() -> None:
    page = FormPage(
        "a", "A", (radio("kind", YES_NO[0]), shown("name", kind=("yes",)), shown("tax", kind=("no",)))
    )

    found = questions_of(form(page), page, {}, {})

    assert keys(found) == ["name"]


def test_a_condition_on_a_question_that_is_not_asked_holds() -> None:
    first = FormPage("a", "A", (radio("person"),))
    second = FormPage("b", "B", (radio("paper"), shown("number", paper=("yes",))))
    hidden = FormPage(
        "b",
        "B",
        (
            FormField("paper", "", kind="radio", options=YES_NO, show_if={"person": ("yes",)}),
            shown("number", paper=("yes",)),
        ),
    )

    assert keys(questions_of(form(first, second), second, {"person": "no"}, {})) == ["paper"]
    assert keys(questions_of(form(first, hidden), hidden, {"person": "no"}, {})) == ["number"]
