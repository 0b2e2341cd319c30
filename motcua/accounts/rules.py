"""Names, passwords, limits, tokens: what can be decided without looking anything up."""

import datetime as dt
import hashlib
import ipaddress
import re
import secrets
import unicodedata
import uuid
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.kernel.text import fold, normalise

# NIST SP 800-63B-4, 3.1.1.2: length counts, compulsory kinds of characters do not; long phrases must fit.
MIN_PASSWORD = 10
MAX_PASSWORD = 200
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{2,99}", re.ASCII)
PERSONAL_ID = re.compile(r"[0-9]{12}", re.ASCII)

# Tries that may be made within the window: of one account from one address, of one account from anywhere (so
# that guessing from many addresses is slow, yet a stranger does not easily lock somebody out), and from one
# address (an office shares one).
WINDOW = dt.timedelta(minutes=15)
LIMITS = {"pair": 10, "account": 60, "address": 300}

# Any fixed UUID: names made below it are the same everywhere.
_NETWORKS = UUID("8a5c2a0e-7a0f-4d3e-9a55-0f6f0c9a1b77")

TOKEN_PREFIX = "mc_"
TOKEN_LIFETIME = dt.timedelta(days=365)


def normalise_username(text: str) -> str:
    """NFKC, lower case, trimmed, without invisible characters: what is typed is what is found."""
    return normalise(unicodedata.normalize("NFKC", text)).lower()


def username_problem(username: str) -> str | Promise:
    """What is wrong with a normalised username; empty when nothing is."""
    if not _USERNAME.fullmatch(username):
        return _("Tên đăng nhập gồm 3–100 chữ cái không dấu, chữ số hoặc các dấu . _ @ + -")
    return ""


def password_problem(password: str, *, username: str, name: str) -> str | Promise:
    """What is wrong with a new password; empty when nothing is."""
    if len(password) < MIN_PASSWORD:
        return _("Mật khẩu phải có ít nhất %(count)d ký tự.") % {"count": MIN_PASSWORD}
    if len(password) > MAX_PASSWORD:
        return _("Mật khẩu dài quá %(count)d ký tự.") % {"count": MAX_PASSWORD}
    plain = fold(password).replace(" ", "")
    if plain in {username, fold(name).replace(" ", "")} or len(set(plain)) <= 3:
        return _("Mật khẩu quá dễ đoán.")
    return ""


def counted_keys(username: str, address: str) -> dict[str, str]:
    """What one try counts towards, by kind of limit. Usernames are hashed: people type passwords there."""
    account = hashlib.sha256(username.encode()).hexdigest()[:32]
    place = network(address)
    pair = hashlib.sha256(f"{account} {place}".encode()).hexdigest()[:32]
    return {"pair": f"pair:{pair}", "account": f"account:{account}", "address": f"address:{place}"}


def network(address: str) -> str:
    """The address itself in IPv4; in IPv6 the /64, which one household or attacker has for itself."""
    try:
        parsed = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return "unknown"
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False))
    return str(parsed)


def new_token() -> str:
    """A new key with 256 random bits; the prefix lets scanners of leaked secrets know it."""
    return TOKEN_PREFIX + secrets.token_urlsafe(32)


def token_digest(token: str) -> bytes:
    """What is kept of a key. It is random, so a plain hash suffices."""
    return hashlib.sha256(token.encode()).digest()


def stands_for_unknown(network_address: str) -> UUID:
    """The audit subject of tries with unknown usernames from one network."""
    return uuid.uuid5(_NETWORKS, network_address)
