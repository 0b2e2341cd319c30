"""Lengths of time and moments in words, for citizens and inspectors."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal

from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.deadlines.duration import MINUTES_PER_WORKING_DAY, Duration, Unit
from motcua.kernel.clock import VIETNAM


def say_remaining(minutes: int) -> str:
    """ "còn 2 ngày 3 giờ" or "quá 45 phút": working time at 8 hours a day, rounded towards zero to whole hours."""
    if minutes == 0:
        return _("đến hạn")
    spoken = _say_working_time(abs(minutes))
    return _("còn %(time)s") % {"time": spoken} if minutes > 0 else _("quá %(time)s") % {"time": spoken}


def say_duration(duration: Duration | None) -> str:
    """ "5 ngày làm việc", "15 ngày", "8 giờ làm việc"; a missing duration is "không quy định thời hạn"."""
    if duration is None:
        return _("không quy định thời hạn")
    return say_length(duration.value, duration.unit)


def say_left(left: Sequence[Duration]) -> str:
    """ "đồng hồ dừng; còn 3 ngày 4 giờ làm việc": what `Reading.left` still holds while the clock stands."""
    if not left:
        return _("đồng hồ dừng; còn phần cuối của ngày cuối cùng")
    lengths = [
        say_working_time(one.working_minutes) if one.unit is Unit.WORKING_MINUTE else say_duration(one)
        for one in left
    ]
    return _("đồng hồ dừng; còn %(time)s") % {"time": say_all(lengths)}


def say_working_time(minutes: int) -> str:
    """ "3 ngày 4 giờ 30 phút làm việc": exact, at 8 hours a day."""
    days, rest = divmod(minutes, MINUTES_PER_WORKING_DAY)
    if not rest and days:
        return say_length(Decimal(days), Unit.WORKING_DAY)
    if not days:
        return say_working_hours(rest)
    return _("%(time)s làm việc") % {"time": say_in_days(minutes)}


def say_in_days(minutes: int) -> str:
    """ "3 ngày 4 giờ 30 phút": as `say_working_time`, for where it is plain that working time is meant."""
    days, rest = divmod(minutes, MINUTES_PER_WORKING_DAY)
    return " ".join([_say_days(days)] * bool(days) + [_say_hours_and_minutes(rest)] * bool(rest))


def say_working_hours(minutes: int) -> str:
    """ "28 giờ làm việc", "1 giờ 30 phút làm việc": exact, in hours, as they are added up."""
    hours, rest = divmod(minutes, 60)
    if hours and rest:
        return _("%(time)s làm việc") % {"time": _say_hours_and_minutes(minutes)}
    return (
        say_length(Decimal(hours), Unit.WORKING_HOUR)
        if hours
        else say_length(Decimal(rest), Unit.WORKING_MINUTE)
    )


def say_length(value: Decimal, unit: Unit) -> str:
    """ "5 ngày làm việc", "0,25 ngày làm việc", "10 tháng"."""
    # The plural rule wants a whole number, and a fraction is never "one".
    count = int(value) if value == int(value) else 2
    texts = {
        Unit.WORKING_MINUTE: ngettext("%(n)s phút làm việc", "%(n)s phút làm việc", count),
        Unit.WORKING_HOUR: ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", count),
        Unit.HOUR: ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", count),
        Unit.WORKING_DAY: ngettext("%(n)s ngày làm việc", "%(n)s ngày làm việc", count),
        Unit.DAY: ngettext("%(n)s ngày", "%(n)s ngày", count),
        Unit.MONTH: ngettext("%(n)s tháng", "%(n)s tháng", count),
        Unit.YEAR: ngettext("%(n)s năm", "%(n)s năm", count),
    }
    return texts[unit] % {"n": number_format(f"{value.normalize():f}", use_l10n=True)}


def say_all(texts: Sequence[str]) -> str:
    """ "A, B và C"."""
    if len(texts) < 2:
        return "".join(texts)
    return _("%(most)s và %(last)s") % {"most": ", ".join(texts[:-1]), "last": texts[-1]}


def say_date(date: dt.date) -> str:
    """ "thứ Năm 05/03/2026"."""
    weekdays = [
        _("thứ Hai"),
        _("thứ Ba"),
        _("thứ Tư"),
        _("thứ Năm"),
        _("thứ Sáu"),
        _("thứ Bảy"),
        _("Chủ nhật"),
    ]
    # Translators: how Django's date filter writes a date
    style = _("d/m/Y")
    return f"{weekdays[date.weekday()]} {date_format(date, style)}"


def say_moment(moment: dt.datetime) -> str:
    """ "15:30 thứ Năm 05/03/2026", in Vietnam's time."""
    local = moment.astimezone(VIETNAM)
    return _("%(time)s %(date)s") % {"time": f"{local:%H:%M}", "date": say_date(local.date())}


def say_span(first: dt.date, last: dt.date) -> str:
    """ "thứ Hai 04/05/2026 đến thứ Sáu 08/05/2026"; a single date alone."""
    if first == last:
        return say_date(first)
    return _("%(first)s đến %(last)s") % {"first": say_date(first), "last": say_date(last)}


def say_short_span(first: dt.date, last: dt.date) -> str:
    """ "07–08/03", for lists beside full dates."""
    # Translators: how Django's date filter writes a day of the year, and of the month
    day_and_month, day = _("d/m"), _("d")
    if first == last:
        return date_format(last, day_and_month)
    style = day if first.month == last.month else day_and_month
    return f"{date_format(first, style)}–{date_format(last, day_and_month)}"


def _say_hours_and_minutes(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return " ".join([_say_hours(hours)] * bool(hours) + [_say_minutes(rest)] * bool(rest))


def _say_working_time(minutes: int) -> str:
    days, rest = divmod(minutes, MINUTES_PER_WORKING_DAY)
    hours, rest = divmod(rest, 60)
    parts = [_say_days(days)] * bool(days) + [_say_hours(hours)] * bool(hours)
    return " ".join(parts) or _say_minutes(rest)


def _say_days(n: int) -> str:
    return ngettext("%(n)s ngày", "%(n)s ngày", n) % {"n": n}


def _say_hours(n: int) -> str:
    return ngettext("%(n)s giờ", "%(n)s giờ", n) % {"n": n}


def _say_minutes(n: int) -> str:
    return ngettext("%(n)s phút", "%(n)s phút", n) % {"n": n}
