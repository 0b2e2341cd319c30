"""Between which moments a due date calls for attention now, on a working calendar. Pure."""

import datetime as dt

from motcua.deadlines.door import WorkCalendar
from motcua.kernel.clock import VIETNAM

Window = tuple[dt.datetime, dt.datetime]
DUE_TODAY, DUE_NEXT, OFFER_TODAY, ANSWER_SOON = "due_today", "due_next", "offer_today", "answer_soon"


def windows(
    now: dt.datetime, calendar: WorkCalendar, *, offer_days: int, answer_before: dt.datetime
) -> dict[str, Window]:
    """For each warning the due moments that it is about: after the first, up to and with the second.

    A re-appointment goes out at the latest at closing of the working day `offer_days` before the due date (61/2018
    art. 19.9): what is due after the working day before that one, and up to it, must be offered today. On a day that is
    not worked, or after closing, nothing can be offered any more.
    """
    today = calendar.day(now.astimezone(VIETNAM).date())
    days = [today.date]
    for _day in range(max(offer_days, 1)):
        days.append(calendar.next_working_day(days[-1]).date)
    found = {
        DUE_TODAY: (now, _end(today.date)),
        DUE_NEXT: (_end(today.date), _end(days[1])),
        ANSWER_SOON: (now, answer_before),
    }
    if offer_days and today.spans and now <= today.closing:
        found[OFFER_TODAY] = (_end(days[offer_days - 1]), _end(days[offer_days]))
    return found


def _end(date: dt.date) -> dt.datetime:
    return dt.datetime.combine(date + dt.timedelta(days=1), dt.time(), VIETNAM) - dt.timedelta(microseconds=1)
