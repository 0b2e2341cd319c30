"""Slowing down guesses: so many tries of one thing within a window, then a pause."""

import datetime as dt
import hashlib
from typing import ClassVar

from django.db import connection
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refused

WINDOW = dt.timedelta(minutes=15)


class Throttled(Refused):
    """Too many tries. `retry_after` is in seconds."""

    code = "throttled"
    status = 429
    message: ClassVar[str | Promise] = _("Bạn đã thử quá nhiều lần. Vui lòng thử lại sau 15 phút.")
    retry_after = int(WINDOW.total_seconds())


# One statement: counts the try before it is made, so that simultaneous guesses cannot slip through. The window does
# not move with new tries, so nobody is kept out for longer than it lasts.
_COUNT = """
INSERT INTO kernel_trycount AS counted (key, count, since) VALUES (%(key)s, 1, %(now)s)
ON CONFLICT (key) DO UPDATE SET
    count = CASE WHEN counted.since <= %(start)s THEN 1 ELSE counted.count + 1 END,
    since = CASE WHEN counted.since <= %(start)s THEN %(now)s ELSE counted.since END
RETURNING count
"""


def throttle(what: str, *, limit: int, now: dt.datetime) -> None:
    """Count one try of `what` (a kind and a thing, such as `track:127.0.0.1`). Raises Throttled past `limit`.

    Only a digest of `what` is kept. Call it outside a transaction: a try that fails must stay counted.
    """
    key = hashlib.sha256(what.encode()).hexdigest()
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, {"key": key, "now": now, "start": now - WINDOW})
        (count,) = cursor.fetchone()
    if count > limit:
        raise Throttled
