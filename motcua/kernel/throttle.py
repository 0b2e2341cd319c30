"""Slowing down guesses: so many tries of one thing within a window, then a pause."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from typing import ClassVar

from django.db import connection
from django.db.models import F
from django.db.models.functions import Greatest
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refused
from motcua.kernel.models import TryCount

WINDOW = dt.timedelta(minutes=15)


class Throttled(Refused):
    """Too many tries. `retry_after` is in seconds."""

    code = "throttled"
    status = 429
    message: ClassVar[str | Promise] = _("Bạn đã thử quá nhiều lần. Vui lòng thử lại sau 15 phút.")
    retry_after = int(WINDOW.total_seconds())


# A try is counted before it is made, so that simultaneous guesses cannot slip through. Everyone touches the rows in
# the order of their keys, so that nobody waits in a circle. The window does not move with new tries: nobody is kept
# out for longer than it lasts.
_COUNT = """
INSERT INTO kernel_trycount AS counted (key, count, since)
SELECT key, 1, %(now)s FROM unnest(%(keys)s::text[]) AS key
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN counted.since <= %(start)s THEN 1 ELSE counted.count + 1 END,
    since = CASE WHEN counted.since <= %(start)s THEN %(now)s ELSE counted.since END
RETURNING key, count
"""


def throttle(what: str, *, limit: int, now: dt.datetime) -> None:
    """Count one try of `what` (a kind and a thing, such as `track:127.0.0.1`). Raises Throttled past `limit`.

    Call it outside a transaction: a try that fails must stay counted.
    """
    throttle_all({what: limit}, now=now)


def throttle_all(limits: Mapping[str, int], *, now: dt.datetime) -> None:
    """Count one try of several things in one statement. Raises Throttled when any is past its limit."""
    counts = count_try(limits, now=now)
    if any(counts[what] > limit for what, limit in limits.items()):
        raise Throttled


def count_try(things: Iterable[str], *, now: dt.datetime) -> dict[str, int]:
    """Count one try of each thing; returns how many there were within its window, this one included.

    Only digests are kept: what people type may be a password in the wrong box.
    """
    keys = {_key(what): what for what in things}
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"keys": sorted(keys), "now": now, "start": now - WINDOW})
        return {keys[key]: count for key, count in cursor.fetchall()}


def take_back(things: Iterable[str]) -> None:
    """The try just counted was right: it is no guess."""
    rows = TryCount.objects.filter(key__in=[_key(what) for what in things])
    rows.update(count=Greatest(F("count") - 1, 0))


def forget(things: Iterable[str]) -> None:
    """Begin to count anew: whoever proved to be the right one starts with a clean sheet."""
    TryCount.objects.filter(key__in=[_key(what) for what in things]).delete()


def sweep(*, now: dt.datetime) -> int:
    """Throw away counts whose window is long over; returns how many."""
    return TryCount.objects.filter(since__lt=now - 2 * WINDOW).delete()[0]


def _key(what: str) -> str:
    return hashlib.sha256(what.encode()).hexdigest()
