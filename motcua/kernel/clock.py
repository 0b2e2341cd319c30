"""The wall clock. Faces, the command line and the worker read it once and hand `now` down; rules never do."""

import datetime as dt
from zoneinfo import ZoneInfo

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


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
