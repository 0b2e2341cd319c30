"""Every word a room shows has its English."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from django.utils import translation

from motcua.kernel import messages


@pytest.mark.parametrize("room", messages.rooms())
def test_everything_said_has_its_english(room: str) -> None:
    assert messages.untranslated(room) == [], (
        "run tools/messages.py extract, then fill in the room's django.po"
    )


@pytest.fixture
def house(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A house with one room that says three things."""
    room = tmp_path / "hall"
    (room / "jinja2" / "hall").mkdir(parents=True)
    (room / "__init__.py").write_text('from x import gettext_lazy as _\nA = _("Xin chào")\n')
    (room / "jinja2" / "hall" / "a.html").write_text(
        '{% do 1 %}{{ _("Nộp hồ sơ") }}{% trans n=2 %}Còn {{ n }} ngày{% endtrans %}'
    )
    monkeypatch.setattr(messages, "PACKAGE", tmp_path)
    return tmp_path


def said(catalogue: Catalog, text: str) -> Message:
    message = catalogue.get(text)
    assert message is not None
    return message


def test_python_and_templates_are_read(house: Path) -> None:
    assert sorted(messages.untranslated("hall")) == ["Còn %(n)s ngày", "Nộp hồ sơ", "Xin chào"]


def test_extracting_again_keeps_translations_and_drops_what_is_no_longer_said(house: Path) -> None:
    catalogue = messages.extract("hall")
    said(catalogue, "Nộp hồ sơ").string = "Submit"
    messages.save("hall", catalogue)
    (house / "hall" / "__init__.py").write_text("")

    again = messages.extract("hall")

    assert said(again, "Nộp hồ sơ").string == "Submit"
    assert again.get("Xin chào") is None


def test_a_translation_that_loses_a_placeholder_is_found(house: Path) -> None:
    catalogue = messages.extract("hall")
    for message in catalogue:
        message.string = "x" if message.id else message.string
    said(catalogue, "Còn %(n)s ngày").string = "%(days)s days left"
    messages.save("hall", catalogue)

    assert [text.split(" (")[0] for text in messages.untranslated("hall")] == ["Còn %(n)s ngày"]


def test_compiling_skips_what_is_up_to_date(house: Path) -> None:
    messages.save("hall", messages.extract("hall"))

    assert messages.compile_catalogues() == 1
    assert messages.compile_catalogues() == 0


def test_django_finds_the_compiled_english() -> None:
    with translation.override("en"):
        assert (
            translation.gettext("Không tìm thấy nội dung yêu cầu.") == "The requested content was not found."
        )
