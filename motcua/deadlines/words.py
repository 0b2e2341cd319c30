"""Durations, remaining time and the reason of a date, in words for citizens and inspectors."""

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from motcua.deadlines.duration import MINUTES_PER_WORKING_DAY, Convention, Duration, Unit
from motcua.deadlines.trace import Due, Step, TraceStep
from motcua.deadlines.work_calendar import DayKind
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
    return _say_length(duration.value, duration.unit)


def explain(due: Due) -> list[str]:
    """Why this date: one sentence for each start, rule, run of days counted or skipped, and the result."""
    return [sentence for steps in _runs(due.trace) if (sentence := _SENTENCES[steps[0].kind](steps))]


def _runs(trace: Sequence[TraceStep]) -> Iterator[list[TraceStep]]:
    """Neighbouring days that count, or do not count, for the same reason are told together."""
    for _key, steps in groupby(trace, key=_run_key):
        yield list(steps)


def _run_key(step: TraceStep) -> tuple[object, ...]:
    return step.kind, step.data.get("kind"), step.data.get("ground")


def _say_working_time(minutes: int) -> str:
    days, rest = divmod(minutes, MINUTES_PER_WORKING_DAY)
    hours, rest = divmod(rest, 60)
    parts = [_say_days(days)] * bool(days) + [_say_hours(hours)] * bool(hours)
    return " ".join(parts) or _say_minutes(rest)


def _say_exactly(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    parts = [_say_working_hours(hours)] * bool(hours) + [_say_minutes(rest)] * bool(rest)
    return " ".join(parts)


def _say_days(n: int) -> str:
    return ngettext("%(n)s ngày", "%(n)s ngày", n) % {"n": n}


def _say_hours(n: int) -> str:
    return ngettext("%(n)s giờ", "%(n)s giờ", n) % {"n": n}


def _say_working_hours(n: int) -> str:
    return ngettext("%(n)s giờ làm việc", "%(n)s giờ làm việc", n) % {"n": n}


def _say_minutes(n: int) -> str:
    return ngettext("%(n)s phút", "%(n)s phút", n) % {"n": n}


def _say_length(value: Decimal, unit: Unit) -> str:
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


def _say_date(date: dt.date) -> str:
    weekdays = [
        _("thứ Hai"),
        _("thứ Ba"),
        _("thứ Tư"),
        _("thứ Năm"),
        _("thứ Sáu"),
        _("thứ Bảy"),
        _("Chủ nhật"),
    ]
    return f"{weekdays[date.weekday()]} {date:%d/%m/%Y}"


def _say_moment(moment: dt.datetime) -> str:
    local = moment.astimezone(VIETNAM)
    return _("%(time)s %(date)s") % {"time": f"{local:%H:%M}", "date": _say_date(local.date())}


def _say_span(steps: Sequence[TraceStep]) -> str:
    first, last = steps[0].moment.date(), steps[-1].moment.date()
    if first == last:
        return _say_date(first)
    return _("%(first)s đến %(last)s") % {"first": _say_date(first), "last": _say_date(last)}


def _say_shut(kind: str, ground: str) -> str:
    reasons = {
        DayKind.WEEKEND: _("ngày nghỉ hằng tuần"),
        DayKind.OFF: _("ngày nghỉ"),
        "before_opening": _("trước giờ mở cửa"),
        "between_sessions": _("giữa hai buổi làm việc"),
        "after_closing": _("sau giờ đóng cửa"),
    }
    return f"{reasons[kind]} ({ground})" if ground else reasons[kind]


def _started(steps: list[TraceStep]) -> str:
    return _("Thời điểm tiếp nhận: %(moment)s.") % {"moment": _say_moment(steps[0].moment)}


def _start_moved(steps: list[TraceStep]) -> str:
    data = steps[0].data
    return _("Thời điểm đó ngoài giờ làm việc: %(reason)s. Thời hạn tính từ %(moment)s.") % {
        "reason": _say_shut(str(data["kind"]), str(data["ground"])),
        "moment": _say_moment(steps[0].moment),
    }


def _rule(steps: list[TraceStep]) -> str:
    data = steps[0].data
    unit, value = Unit(str(data["unit"])), Decimal(data["value"])
    length = _say_length(value, unit)
    if not Duration(value, unit).is_working:
        return _("Thời hạn %(length)s, tính theo dương lịch, không tính ngày đầu tiên.") % {"length": length}
    if unit is not Unit.WORKING_DAY:
        return _("Thời hạn %(length)s, chỉ tính giờ làm việc.") % {"length": length}
    if data["convention"] == Convention.WHOLE_DAYS_TO_CLOSING and value == int(value):
        return _("Thời hạn %(length)s, tính trọn ngày đến hết giờ làm việc, không tính ngày đầu tiên.") % {
            "length": length
        }
    return _("Thời hạn %(length)s, mỗi ngày 8 giờ làm việc, tính đến giờ.") % {"length": length}


def _no_time_limit(_steps: list[TraceStep]) -> str:
    return _("Pháp luật không quy định thời hạn nên không có ngày hẹn trả.")


def _counted(steps: list[TraceStep]) -> str:
    minutes = sum(int(step.data.get("minutes", 0)) for step in steps)
    days = sum(int(step.data.get("days", 0)) for step in steps)
    if not minutes and not days:
        return ""
    # The total of a run is what a reader can add up; its first and last day are often partial.
    length = _say_length(Decimal(days), Unit.WORKING_DAY) if days else _say_exactly(minutes)
    said = {"days": _say_span(steps), "length": length, "ground": str(steps[0].data["ground"])}
    if steps[0].data["kind"] == DayKind.MAKE_UP:
        return _("Tính %(days)s: %(length)s, theo lịch riêng của ngày này (%(ground)s).") % said
    return _("Tính %(days)s: %(length)s.") % said


def _skipped(steps: list[TraceStep]) -> str:
    data = steps[0].data
    return _("Không tính %(days)s: %(reason)s.") % {
        "days": _say_span(steps),
        "reason": _say_shut(str(data["kind"]), str(data["ground"])),
    }


def _calendar_counted(steps: list[TraceStep]) -> str:
    last = dt.date.fromisoformat(str(steps[0].data["to"]))
    return _("Ngày cuối cùng của thời hạn: %(date)s.") % {"date": _say_date(last)}


def _last_day_moved(_steps: list[TraceStep]) -> str:
    return _(
        "Ngày cuối cùng là ngày nghỉ nên thời hạn kết thúc khi hết ngày làm việc tiếp theo "
        "(khoản 5 Điều 148 Bộ luật Dân sự 2015)."
    )


def _same_day(_steps: list[TraceStep]) -> str:
    return _("Giải quyết trong ngày làm việc.")


def _after_cutoff(steps: list[TraceStep]) -> str:
    data = steps[0].data
    return _("Tiếp nhận lúc %(moment)s, sau %(cutoff)s hoặc sau giờ đóng cửa: tính sang %(date)s.") % {
        "moment": _say_moment(steps[0].moment),
        "cutoff": data["cutoff"],
        "date": _say_date(dt.date.fromisoformat(str(data["to"]))),
    }


def _due(steps: list[TraceStep]) -> str:
    return _("Đến hạn: %(moment)s.") % {"moment": _say_moment(steps[0].moment)}


_SENTENCES: dict[Step, Callable[[list[TraceStep]], str]] = {
    Step.STARTED: _started,
    Step.START_MOVED: _start_moved,
    Step.RULE: _rule,
    Step.NO_TIME_LIMIT: _no_time_limit,
    Step.COUNTED: _counted,
    Step.SKIPPED: _skipped,
    Step.CALENDAR_COUNTED: _calendar_counted,
    Step.LAST_DAY_MOVED: _last_day_moved,
    Step.SAME_DAY: _same_day,
    Step.AFTER_CUTOFF: _after_cutoff,
    Step.DUE: _due,
}
