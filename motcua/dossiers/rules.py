"""Pure rules of the dossier: codes, secrets, what may be done now and why the rest may not."""

import datetime as dt
import hashlib
import hmac
import re
import uuid
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext_noop as N_

from motcua.dossiers.types import DossierView
from motcua.kernel.clock import VIETNAM
from motcua.kernel.text import normalise_lines

# The ten public states of the national portal (words and numbers are fixed by the national interface).
NATIONAL_STATUS: Mapping[int, str] = {
    0: N_("Bản nháp"),
    1: N_("Mới đăng ký"),
    2: N_("Được tiếp nhận"),
    3: N_("Không được tiếp nhận"),
    4: N_("Đang xử lý"),
    5: N_("Yêu cầu bổ sung giấy tờ"),
    6: N_("Yêu cầu thực hiện nghĩa vụ tài chính"),
    7: N_("Công dân yêu cầu rút hồ sơ"),
    8: N_("Dừng xử lý"),
    9: N_("Đã xử lý xong"),
    10: N_("Đã trả kết quả"),
}
# Ended without a result: refused, withdrawn, stopped.
WITHOUT_RESULT = frozenset({3, 7, 8})
FINISHED = frozenset({10})
OBLIGATION_PENDING = 6
ENDED = WITHOUT_RESULT | FINISHED
# Accepted and neither ended nor solved: other agencies can be asked, and can answer.
UNDER_WAY = frozenset({4, 5, 6})
# Papers between agencies: what the owner is owed is not among them.
BETWEEN_AGENCIES = frozenset({"consultation"})

# No 0/O, 1/I/L: the secret is read off paper and typed on a phone.
SECRET_ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
SECRET_LENGTH = 8

DEFAULT_PATTERNS = {"dossier": "{agency}-{yyyymmdd}-{seq:04}", "result": "{seq}/{year}/KQ-{agency}"}
_PLACEHOLDER = re.compile(r"{(agency|yyyymmdd|yymmdd|year|seq)(?::0(\d+))?}")


@dataclass(frozen=True, slots=True)
class Numbering:
    """A code pattern applied to an agency and a day: the counter's scope, and the text once the number is known."""

    pattern: str
    agency: str
    day: dt.date

    @property
    def scope(self) -> str:
        """Everything in the pattern but the number, fully written: no two days can share a counter by accident."""
        return self._fill("#")

    def code(self, number: int) -> str:
        """The code with `number` in the place of `{seq}`."""
        return self._fill(str(number))

    def _fill(self, number: str) -> str:
        values = {
            "agency": self.agency,
            "yyyymmdd": self.day.strftime("%Y%m%d"),
            "yymmdd": self.day.strftime("%y%m%d"),
            "year": self.day.strftime("%Y"),
            "seq": number,
        }
        return _PLACEHOLDER.sub(lambda m: values[m[1]].zfill(int(m[2] or 0)), self.pattern)


def numbering(pattern: str, *, agency: str, at: dt.datetime) -> Numbering:
    """How to number at the moment `at` (Vietnam's date counts). Raises ValueError for a pattern without `{seq}`."""
    if "seq" not in {match[1] for match in _PLACEHOLDER.finditer(pattern)}:
        raise ValueError("a code pattern needs {seq}")
    return Numbering(pattern, agency, at.astimezone(VIETNAM).date())


def lookup_secret(dossier_id: uuid.UUID, *, key: str) -> str:
    """The second factor printed on the receipt: derived, so that nothing secret lies in the database.

    8 characters of 31 (39 bits) behind a rate limit; the dossier code alone is public and opens nothing.
    """
    digest = hmac.digest(key.encode(), b"lookup:" + dossier_id.bytes, hashlib.sha256)
    number = int.from_bytes(digest)
    letters = []
    for _ in range(SECRET_LENGTH):
        number, index = divmod(number, len(SECRET_ALPHABET))
        letters.append(SECRET_ALPHABET[index])
    return "".join(letters)


def secret_matches(given: str, expected: str) -> bool:
    """Compare in constant time, forgiving blanks, hyphens and small letters."""
    return hmac.compare_digest(
        re.sub(r"[\s-]", "", given).upper().encode(errors="replace"), expected.encode()
    )


def verify_token(result_id: uuid.UUID, *, key: str) -> str:
    """What the QR on a result carries: unguessable, and the same each time the paper is made."""
    return hmac.digest(key.encode(), b"verify:" + result_id.bytes, hashlib.sha256).hex()[:24]


def fee_is_open(money: str, *, status: int) -> bool:
    """Whether a fee is still waited for: asked, and the dossier was not refused, withdrawn or stopped meanwhile."""
    return money == "asked" and status not in WITHOUT_RESULT


def is_repeat(view: DossierView, *, action: str, version: int | None, reason: str) -> bool:
    """Whether an act that was refused is the reader's own last one, sent once more: a second press, a page gone back
    to. Only for acts that say no more than a reason; `version` is that of the page."""
    last = view.timeline[-1] if view.timeline else None
    return (
        last is not None
        and last.by_me
        and last.action == action
        and last.note == normalise_lines(reason)
        and version is not None
        and view.row.version == version + 1
    )


def missing_documents(required: Collection[str], given: Collection[str]) -> tuple[str, ...]:
    """Keys of compulsory documents for which nothing was handed in."""
    have = set(given)
    return tuple(key for key in required if key not in have)
