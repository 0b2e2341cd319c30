import pytest

from motcua.site.checks import proxies


@pytest.mark.parametrize(
    ("https", "trusted", "found"),
    [
        (False, "", []),
        (True, "10.0.0.0/8", []),
        (True, "", ["motcua.E002"]),
        (False, "10.0.0.0/8;10.1.1.1", ["motcua.E001"]),
    ],
)
def test_contradicting_settings_are_told_at_start(settings, https, trusted, found):
    settings.HTTPS, settings.MOTCUA_TRUSTED_PROXIES = https, trusted
    assert [fault.id for fault in proxies(None)] == found
