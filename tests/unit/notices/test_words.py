import datetime as dt

import pytest

from motcua.notices import rules
from motcua.notices.templates import _shipped


def test_places_are_filled_once_and_nothing_in_them_is_read() -> None:
    said = rules.fill("Hồ sơ {code}: {reason}", {"code": "A-1", "reason": "{code} {x!r} %s"}, "vi")
    assert said == "Hồ sơ A-1: {code} {x!r} %s"


def test_a_value_may_differ_by_language() -> None:
    values = {"status": {"vi": "Đang xử lý", "en": "In progress"}}
    assert [rules.fill("{status}", values, lang) for lang in rules.LANGUAGES] == ["Đang xử lý", "In progress"]


def test_a_line_of_which_every_place_is_empty_is_left_out() -> None:
    text = "Kính gửi {name},\n\nLý do: {reason}\nHạn: {due}, {reason}\nHết."
    assert (
        rules.fill(text, {"name": "Mai", "reason": "", "due": "mai"}, "vi")
        == "Kính gửi Mai,\n\nHạn: mai, \nHết."
    )


def test_a_subject_stays_one_line() -> None:
    assert rules.one_line("Hồ sơ\r\nBcc: all@example.vn") == "Hồ sơ Bcc: all@example.vn"


@pytest.mark.parametrize(
    "text", ["{sender}", "{code.__class__}", "{code!r}", "{0}", "{}", "a } b", "{ code }"]
)
def test_a_place_that_nothing_fills_is_named(text: str) -> None:
    assert rules.unknown_places(text, {"code"})


def test_known_places_pass() -> None:
    assert rules.unknown_places("{code} và {name}", {"code", "name"}) == []
    assert rules.missing_places("{code}", ["code", "agency"]) == ["{agency}"]


def test_the_release_s_words_fit_their_own_places() -> None:
    for kind in _shipped().values():
        names = {place.name for place in kind.places}
        for lang in rules.LANGUAGES:
            text = kind.words[-1].texts[lang]
            assert rules.unknown_places(text.subject + text.body, names) == [], (kind.key, lang)
            assert rules.missing_places(text.body, kind.needed) == [], (kind.key, lang)


def test_what_the_law_wants_a_citizen_to_be_told_cannot_be_left_out() -> None:
    """Decree 118/2025 art. 15.1: agency, receiver, handler, times of receipt, processing and return."""
    citizen = [kind for kind in _shipped().values() if kind.frame]
    assert {kind.frame for kind in citizen} == {"frame_citizen"}
    assert set(_shipped()["frame_citizen"].needed) >= {
        "agency", "receiver", "handler", "received_at", "handled_at", "due_at",
    }  # fmt: skip


def test_pauses_grow_to_two_hours_and_last_a_day_in_all() -> None:
    pauses = [rules.pause_after(tried) for tried in range(1, rules.MAX_ATTEMPTS + 1)]
    assert pauses[:3] == [dt.timedelta(minutes=1), dt.timedelta(minutes=2), dt.timedelta(minutes=4)]
    assert max(pauses) == dt.timedelta(hours=2)
    assert dt.timedelta(hours=18) < sum(pauses, dt.timedelta()) < dt.timedelta(hours=30)


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("hoa@example.vn", True),
        ("hoa.n+x@mail.example.gov.vn", True),
        ("hoa@localhost", False),
        ("Hoa <hoa@example.vn>", False),
        ("hoa@example.vn, binh@example.vn", False),
        ("hoa@example.vn\nBcc: x@example.vn", False),
        ("@example.vn", False),
        ("", False),
    ],
)
def test_addresses(text: str, fits: bool) -> None:
    assert rules.is_address(text) is fits


def test_a_masked_address_can_be_recognised_and_not_written_to() -> None:
    assert rules.mask_address("hoa.nguyen@example.vn") == "h***@example.vn"
    assert rules.mask_address("") == ""
