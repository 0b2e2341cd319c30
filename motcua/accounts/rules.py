"""Names, passwords, limits, tokens: what can be decided without looking anything up."""

import base64
import datetime as dt
import hashlib
import hmac
import re
import secrets
import unicodedata
import uuid
from urllib.parse import quote, urlencode
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


# RFC 6238 with the values that every application knows: SHA-1, six digits, half a minute.
_TOTP_SECONDS, _TOTP_DIGITS = 30, 6
# A telephone's clock may be off by one step.
_TOTP_DRIFT = 1
RECOVERY_CODES = 10
# Without l, 1, o, 0: 12 of 31 signs are 59 random bits, behind a limit of tries.
_RECOVERY_SIGNS, _RECOVERY_LENGTH = "abcdefghjkmnpqrstuvwxyz23456789", 12


def totp(secret: str, step: int) -> str:
    """The code of a base32 `secret` at a half minute (RFC 6238, RFC 4226 section 5.3)."""
    digest = hmac.digest(base64.b32decode(secret), step.to_bytes(8), "sha1")
    at = digest[-1] & 0x0F
    number = int.from_bytes(digest[at : at + 4]) & 0x7FFFFFFF
    return f"{number % 10**_TOTP_DIGITS:0{_TOTP_DIGITS}}"


def totp_step(secret: str, code: str, *, after: int, now: dt.datetime) -> int | None:
    """The half minute to which `code` belongs, None when it fits none that is near and later than `after`."""
    here = int(now.timestamp()) // _TOTP_SECONDS
    for step in range(here - _TOTP_DRIFT, here + _TOTP_DRIFT + 1):
        if step > after and hmac.compare_digest(totp(secret, step).encode(), code.encode()):
            return step
    return None


def new_totp_secret() -> str:
    """160 random bits in base32, as RFC 4226 recommends."""
    return base64.b32encode(secrets.token_bytes(20)).decode()


def totp_address(secret: str, *, username: str, issuer: str) -> str:
    """What an application reads from the QR code."""
    named = urlencode({"secret": secret, "issuer": issuer}, quote_via=quote)
    return f"otpauth://totp/{quote(issuer)}:{quote(username)}?{named}"


def new_recovery_code() -> str:
    """A code such as `k7fm-x2pq-9hdw`."""
    signs = [secrets.choice(_RECOVERY_SIGNS) for _place in range(_RECOVERY_LENGTH)]
    return "-".join("".join(signs[at : at + 4]) for at in range(0, _RECOVERY_LENGTH, 4))


def plain_code(typed: str) -> str:
    """A code without the blanks and dashes that people type."""
    return re.sub(r"[\s-]", "", unicodedata.normalize("NFKC", typed)).lower()
