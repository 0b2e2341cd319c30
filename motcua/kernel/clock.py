"""The wall clock. Faces, the command line and the worker read it once and hand `now` down; rules never do."""

import datetime as dt
import re
from zoneinfo import ZoneInfo

from motcua.kernel.text import plain_number

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")
_ISO = re.compile(r"(?P<y>\d{4})-(?P<m>\d{2})-(?P<d>\d{2})", re.ASCII)
_TYPED = re.compile(
    r"(?P<d>\d{1,2}) ?[/.\- ] ?(?P<m>\d{1,2}) ?[/.\- ] ?(?P<y>\d{4})|(?P<d8>\d{2})(?P<m8>\d{2})(?P<y8>\d{4})",
    re.ASCII,
)
# Nothing here is older than the land registers or due later; a year such as 0202 or 20261 is a slip.
_YEARS = range(1800, 2200)


def now() -> dt.datetime:
    """The present moment, aware, in UTC."""
    return dt.datetime.now(dt.UTC)


def say_moment(moment: dt.datetime) -> str:
    """`15:30 12/03/2026`: a moment as Vietnamese readers write it, in Vietnam's time."""
    return moment.astimezone(VIETNAM).strftime("%H:%M %d/%m/%Y")


def say_date(moment: dt.datetime | dt.date) -> str:
    """`12/03/2026`, in Vietnam's time when a moment is given."""
    if isinstance(moment, dt.datetime):
        moment = moment.astimezone(VIETNAM).date()
    return moment.strftime("%d/%m/%Y")


def read_date(text: str) -> dt.date | None:
    """The date a person typed (27/3/1990, 27-03-1990, 27031990), in any digits, or a date box posted (1990-03-27).

    None when there is no such day, or its year is beyond what anyone can mean.
    """
    typed = plain_number(text)
    found = _ISO.fullmatch(typed) or _TYPED.fullmatch(typed)
    if found is None:
        return None
    day, month, year = (next(v for k, v in found.groupdict().items() if v and k[0] == part) for part in "dmy")
    try:
        date = dt.date(int(year), int(month), int(day))
    except ValueError:
        return None
    return date if date.year in _YEARS else None
