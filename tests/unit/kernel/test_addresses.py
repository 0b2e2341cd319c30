import pytest
from django.http import HttpRequest

from motcua.kernel.addresses import came_by_tls, client_address, network, read_proxies

STRANGER, PROXY, OUTER, FORGED = "203.0.113.7", "10.0.0.1", "10.0.0.2", "198.51.100.66"


def asked(peer, forwarded="", proto=""):
    request = HttpRequest()
    request.META = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": forwarded, "HTTP_X_FORWARDED_PROTO": proto}
    return request


@pytest.mark.parametrize(
    ("trusted", "peer", "forwarded", "client"),
    [
        # Nobody is trusted: the header is anybody's word.
        ("", STRANGER, FORGED, STRANGER),
        # A visitor who comes past the proxies cannot pretend to be one.
        ("10.0.0.0/8", STRANGER, FORGED, STRANGER),
        ("10.0.0.0/8", PROXY, STRANGER, STRANGER),
        ("10.0.0.0/8", PROXY, f"{STRANGER}, {OUTER}", STRANGER),
        # What the visitor wrote stands before what the proxy saw.
        ("10.0.0.0/8", PROXY, f"{FORGED}, {STRANGER}", STRANGER),
        ("10.0.0.0/8", PROXY, f"10.9.9.9, {STRANGER}, {OUTER}", STRANGER),
        ("10.0.0.0/8", PROXY, f"{STRANGER}, nonsense", PROXY),
        ("10.0.0.0/8", PROXY, "", PROXY),
        ("10.0.0.0/8", PROXY, f"{STRANGER}:4711", STRANGER),
        ("fd00::/8, 10.0.0.1", "fd00::1", "[2001:db8::7]:443", "2001:db8::7"),
        ("10.0.0.1", "::ffff:10.0.0.1", STRANGER, STRANGER),
        # By number: the last one that a proxy of ours wrote.
        ("1", PROXY, f"{FORGED}, {STRANGER}", STRANGER),
        ("2", PROXY, f"{FORGED}, {STRANGER}, {OUTER}", STRANGER),
        ("2", STRANGER, FORGED, STRANGER),
        ("1", PROXY, "nonsense", PROXY),
        ("0", STRANGER, FORGED, STRANGER),
    ],
)
def test_only_our_proxies_say_where_a_request_came_from(settings, trusted, peer, forwarded, client):
    settings.MOTCUA_TRUSTED_PROXIES = trusted
    assert client_address(asked(peer, forwarded)) == client


@pytest.mark.parametrize(
    ("trusted", "peer", "proto", "secure"),
    [
        ("", PROXY, "https", False),
        ("10.0.0.0/8", PROXY, "https", True),
        ("10.0.0.0/8", PROXY, "http, https", True),
        ("10.0.0.0/8", PROXY, "https, http", False),
        ("10.0.0.0/8", STRANGER, "https", False),
        ("1", PROXY, "https", True),
    ],
)
def test_only_our_proxies_vouch_for_tls(settings, trusted, peer, proto, secure):
    settings.MOTCUA_TRUSTED_PROXIES = trusted
    assert came_by_tls(asked(peer, proto=proto)) is secure


def test_a_setting_that_names_nothing_is_refused():
    with pytest.raises(ValueError, match="nonsense"):
        read_proxies("10.0.0.0/8, nonsense")


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        (STRANGER, STRANGER),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("::ffff:203.0.113.7", STRANGER),
        ("fe80::1%eth0", "fe80::/64"),
        ("không rõ", "unknown"),
    ],
)
def test_what_counts_as_one_address(address, counted):
    assert network(address) == counted
