"""What the clock says of twenty-three histories, word for word, in both languages."""

import pytest

from tests.unit.deadlines import told


@pytest.mark.parametrize(
    ("number", "history"), list(enumerate(told.HISTORIES, 1)), ids=lambda one: getattr(one, "name", "")
)
def test_why_this_date(number: int, history: told.History) -> None:
    assert told.tell(history) == told.file_of(number, history).read_text("utf-8"), (
        "read it aloud; when it is right: python -m tests.unit.deadlines.told"
    )


def test_the_page_holds_them_all() -> None:
    texts = [told.file_of(number, history) for number, history in enumerate(told.HISTORIES, 1)]
    assert sorted(told.HERE.iterdir()) == texts
    assert told.PAGE.read_text("utf-8") == told.page(text.read_text("utf-8") for text in texts)
