import logging

from motcua.site.logs import hide_personal_ids


def test_personal_ids_are_masked_wherever_they_stand() -> None:
    event = {
        "event": "person 025199001234 asked",
        "nested": {"id": "025199001234", "list": ["025199001234"]},
        "exception": "ValueError: 025199001234",
        "count": 7,
    }
    assert hide_personal_ids(logging.getLogger(), "info", event) == {
        "event": "person *********234 asked",
        "nested": {"id": "*********234", "list": ["*********234"]},
        "exception": "ValueError: *********234",
        "count": 7,
    }


def test_twelve_digits_inside_a_longer_code_are_not_a_personal_id() -> None:
    codes = {"id": "0192f0c1-0000-7000-8000-123456789012", "dossier": "000.00.01.H44-240101-123456789012x"}
    assert hide_personal_ids(logging.getLogger(), "info", dict(codes)) == codes
