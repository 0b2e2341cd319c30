"""Names, passwords, limits, tokens: what can be decided without looking anything up."""

import datetime as dt
import hashlib
import re
import secrets
import unicodedata
import uuid
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.kernel.addresses import network
from motcua.kernel.text import fold, normalise

# NIST SP 800-63B-4, 3.1.1.2: length counts, compulsory kinds of characters do not; long phrases must fit.
MIN_PASSWORD = 10
MAX_PASSWORD = 200
_USERNAME = re.compile(r"[a-z0-9][a-z0-9._@+-]{2,99}", re.ASCII)
PERSONAL_ID = re.compile(r"[0-9]{12}", re.ASCII)

# Wrong tries within 15 minutes (`kernel.throttle`). A browser that this account signed in from before has a count of
# its own, so that no stranger's guesses keep the owner out of it. From other browsers: of one account from one address,
# and from one address (an office shares one). Once an account was tried `guarded` times from everywhere, each address
# has two tries instead of ten: the owner at a new place still comes in, a crowd of addresses learns little. Past `shut`
# only known browsers come in, until the window ends.
LIMITS = {"device": 10, "pair": 10, "guarded_pair": 2, "address": 300, "guarded": 60, "shut": 1000}

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


def counted_things(username: str, address: str) -> dict[str, str]:
    """What one try counts towards, by kind of limit."""
    place = network(address)
    return {
        "pair": f"sign-in:{username}@{place}",
        "address": f"sign-in:@{place}",
        "account": f"sign-in:{username}",
    }


def new_token() -> str:
    """A new key with 256 random bits; the prefix lets scanners of leaked secrets know it."""
    return TOKEN_PREFIX + secrets.token_urlsafe(32)


def token_digest(token: str) -> bytes:
    """What is kept of a key. It is random, so a plain hash suffices."""
    return hashlib.sha256(token.encode()).digest()


def stands_for_unknown(network_address: str) -> UUID:
    """The audit subject of tries with unknown usernames from one network."""
    return uuid.uuid5(_NETWORKS, network_address)


# In this order: Edge and Opera also call themselves Chrome, and Chrome calls itself Safari.
_BROWSERS = (
    ("Edg", "Edge"), ("OPR/", "Opera"), ("coc_coc", "Cốc Cốc"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"),
    ("Zalo", "Zalo"), ("CriOS", "Chrome"), ("Chrome", "Chrome"), ("Safari", "Safari"),
)  # fmt: skip
_SYSTEMS = (
    ("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"),
    ("Mac OS X", "macOS"), ("Linux", "Linux"),
)  # fmt: skip


def device_name(user_agent: str) -> str | Promise:
    """A device in words its owner knows it by. Anybody can pretend to be another one."""
    browser = next((name for sign, name in _BROWSERS if sign in user_agent), "")
    system = next((name for sign, name in _SYSTEMS if sign in user_agent), "")
    if browser and system:
        return _("%(browser)s trên %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Thiết bị không rõ")
