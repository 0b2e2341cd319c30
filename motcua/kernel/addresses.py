"""Where a request came from, seen through the proxies in front.

`X-Forwarded-For` is a list that anybody may begin and every proxy continues: only what proxies of ours wrote counts.
`MOTCUA_TRUSTED_PROXIES` names them, either as networks or as their number.
"""

import ipaddress
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.http import HttpRequest

_Address = ipaddress.IPv4Address | ipaddress.IPv6Address
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True, slots=True)
class Proxies:
    """Whom we believe: so many hops, or everyone in these networks."""

    hops: int = 0
    networks: tuple[_Network, ...] = ()

    def trust(self, address: _Address | None) -> bool:
        """Whether `address` is a proxy of ours. By number alone, whoever reaches us is one."""
        if self.hops:
            return True
        return address is not None and any(address in network for network in self.networks)


@lru_cache(maxsize=8)
def read_proxies(text: str) -> Proxies:
    """The setting: a number, or networks separated by commas. Raises ValueError for anything else."""
    words = [word.strip() for word in text.split(",") if word.strip()]
    if len(words) == 1 and words[0].isdigit():
        return Proxies(hops=int(words[0]))
    return Proxies(networks=tuple(ipaddress.ip_network(word) for word in words))


def client_address(request: HttpRequest) -> str:
    """The visitor's address; empty when there is none, as behind a Unix socket.

    From the peer backwards: a hop is believed as long as the one after it is a proxy of ours.
    """
    peer = str(request.META.get("REMOTE_ADDR", ""))
    proxies = _proxies()
    named = [word.strip() for word in request.headers.get("x-forwarded-for", "").split(",") if word.strip()]
    if proxies.hops:
        # A shorter list came past a proxy, or from none.
        return _plain(named[-proxies.hops]) or peer if len(named) >= proxies.hops else peer
    at = peer
    while named and proxies.trust(_read(at)):
        before = _plain(named.pop())
        if not before:
            break
        at = before
    return at


def came_by_tls(request: HttpRequest) -> bool:
    """Whether a proxy of ours says that the visitor speaks TLS with it."""
    said = request.headers.get("x-forwarded-proto", "").rpartition(",")[2].strip()
    return said == "https" and _proxies().trust(_read(str(request.META.get("REMOTE_ADDR", ""))))


def network(address: str) -> str:
    """The address itself in IPv4; in IPv6 the /64, which one household or attacker has for itself."""
    parsed = _read(address.partition("%")[0])
    if parsed is None:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def _proxies() -> Proxies:
    return read_proxies(settings.MOTCUA_TRUSTED_PROXIES)


def _plain(word: str) -> str:
    """The address without port and brackets (RFC 7239 section 6); empty for what is none."""
    if word.startswith("["):
        word = word[1:].partition("]")[0]
    elif word.count(":") == 1:
        word = word.partition(":")[0]
    parsed = _read(word)
    return str(parsed) if parsed else ""


def _read(text: str) -> _Address | None:
    try:
        parsed = ipaddress.ip_address(text)
    except ValueError:
        return None
    mapped = parsed.ipv4_mapped if isinstance(parsed, ipaddress.IPv6Address) else None
    return mapped or parsed
