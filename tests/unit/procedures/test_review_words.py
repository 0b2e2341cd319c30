from django.utils import translation

from motcua.procedures.catalogue import REVIEW_REASONS
from motcua.procedures.review_words import WORDS, say_reason


def test_every_reason_has_its_words() -> None:
    assert {slug: str(words) for slug, words in WORDS.items()} == REVIEW_REASONS


def test_a_reason_is_said_in_the_language_asked_for() -> None:
    assert say_reason("bare_duration") == REVIEW_REASONS["bare_duration"]
    with translation.override("en"):
        assert say_reason("bare_duration") == "The time is a bare number without a unit"
    assert say_reason("forgotten") == "forgotten"
