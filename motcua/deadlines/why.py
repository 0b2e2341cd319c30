"""Why this date: a trace read aloud, for citizens, inspectors and courts."""

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.deadlines.duration import MINUTES_PER_WORKING_DAY, Convention, Duration, Unit
from motcua.deadlines.history import Reason, Words
from motcua.deadlines.trace import Step, TraceStep
from motcua.deadlines.why_days import say_shut, tell_days
from motcua.deadlines.words import (
    say_all,
    say_date,
    say_in_days,
    say_length,
    say_moment,
    say_span,
    say_working_hours,
)

_DAYS = frozenset({Step.COUNTED, Step.SKIPPED})
_ONE_DAY = dt.timedelta(days=1)


def explain(trace: Sequence[TraceStep]) -> list[str]:
    """Why this date: when it began, which rule, which days counted, what stopped it, until when, a sentence for each.

    For any trace: of a `Due`, of a `Reading`, or as a dossier kept it. In the reader's language.
    """
    told: list[str] = []
    for kind, group in groupby(trace, key=lambda step: "days" if step.kind in _DAYS else step.kind):
        steps = list(group)
        if kind in _TOGETHER:
            told += _TOGETHER[kind](steps)
        elif kind is Step.DUE and steps[-1] is not trace[-1]:
            told.append(_superseded(steps[-1]))
        else:
            told += [_ALONE[step.kind](step) for step in steps]
    return told


def _ground(data: Mapping[str, str | int]) -> str:
    """The ground in the reader's language, in brackets behind what it carries."""
    words = Words(str(data.get("vi", "")), str(data.get("en", ""))).said_in(get_language() or "vi")
    return f" ({words})" if words else ""


def _moment(text: str | int) -> str:
    return say_moment(dt.datetime.fromisoformat(str(text)))


def _started(step: TraceStep) -> str:
    sentences = {
        Reason.SUPPLEMENT: _(
            "Hồ sơ bổ sung đầy đủ được tiếp nhận lúc %(moment)s, thời hạn tính lại từ đầu%(ground)s."
        ),
        Reason.OBLIGATION: _("Nghĩa vụ tài chính hoàn thành lúc %(moment)s, thời hạn tính từ đó%(ground)s."),
        Reason.PHASE: _("Giai đoạn tiếp theo bắt đầu lúc %(moment)s, có thời hạn riêng%(ground)s."),
        Reason.REOPENED: _("Hồ sơ được mở lại lúc %(moment)s, thời hạn tính lại từ đầu%(ground)s."),
    }
    reason = step.data.get("reason")
    sentence = sentences[Reason(reason)] if reason in sentences else _("Tiếp nhận lúc %(moment)s%(ground)s.")
    return sentence % {"moment": say_moment(step.moment), "ground": _ground(step.data)}


def _start_moved(step: TraceStep) -> str:
    return _("Lúc đó cơ quan không làm việc (%(reason)s) nên thời hạn tính từ %(moment)s.") % {
        "reason": say_shut(str(step.data["kind"]), [str(step.data["ground"])]),
        "moment": say_moment(step.moment),
    }


def _rules(steps: Sequence[TraceStep]) -> list[str]:
    """Parts that are counted the same way stand in one sentence: "8 ngày làm việc (…) và thêm 10 ngày làm việc (…)"."""
    first, *more = [
        say_length(Decimal(step.data["value"]), Unit(str(step.data["unit"]))) + _ground(step.data)
        for step in steps
    ]
    lengths = [first] + [_("cộng thêm %(length)s") % {"length": length} for length in more]
    data = steps[0].data
    opening = _("Tiếp theo cộng thêm %(length)s") if data.get("part") else _("Thời hạn là %(length)s")
    sentence = f"{opening % {'length': ', '.join(lengths)}}, {_say_way(data)}."
    if any(step.data.get("month_end") for step in steps):
        sentence += " " + _(
            "Tháng cuối không có ngày tương ứng nên lấy ngày cuối tháng (khoản 3 Điều 148 Bộ luật Dân sự 2015)."
        )
    return [sentence]


def _say_way(data: Mapping[str, str | int]) -> str:
    unit, value = Unit(str(data["unit"])), Decimal(data["value"])
    if not Duration(value, unit).is_working:
        return _("tính liên tục theo lịch, không tính ngày đầu tiên (khoản 2 Điều 147 Bộ luật Dân sự 2015)")
    if unit is not Unit.WORKING_DAY:
        return _("chỉ tính giờ làm việc của cơ quan")
    if data["convention"] == Convention.WHOLE_DAYS_TO_CLOSING and value == int(value):
        return _(
            "tính trọn ngày đến hết giờ làm việc, không tính ngày đầu tiên (khoản 2 Điều 147 Bộ luật Dân sự 2015)"
        )
    return _("mỗi ngày 8 giờ, tính theo giờ làm việc của cơ quan")


def _no_time_limit(_step: TraceStep) -> str:
    return _("Pháp luật không quy định thời hạn nên không có ngày hẹn trả.")


def _calendar_counted(step: TraceStep) -> str:
    to = dt.date.fromisoformat(str(step.data["to"]))
    if days := step.data.get("days"):
        said = {
            "days": say_span(step.moment.date() + _ONE_DAY, to),
            "length": say_length(Decimal(days), Unit.DAY),
        }
        return _("Tính %(days)s: %(length)s.") % said
    return _("Ngày cuối cùng của thời hạn là %(date)s.") % {"date": say_date(to)}


def _last_day_moved(step: TraceStep) -> str:
    if step.data.get("promised"):
        return _(
            "Thời điểm đã hẹn nay ngoài giờ làm việc nên giữ đến hết giờ làm việc kế tiếp, không sớm hơn ngày đã hẹn."
        )
    return _(
        "Ngày cuối cùng là ngày nghỉ nên thời hạn kết thúc khi hết ngày làm việc tiếp theo "
        "(khoản 5 Điều 148 Bộ luật Dân sự 2015)."
    )


def _same_day(step: TraceStep) -> str:
    return _("Giải quyết trong ngày làm việc%(ground)s.") % {"ground": _ground(step.data)}


def _after_cutoff(step: TraceStep) -> str:
    data = step.data
    said = {
        "cutoff": data["cutoff"],
        "ground": _ground(data),
        "date": say_date(dt.date.fromisoformat(str(data["to"]))),
    }
    if data.get("closed"):
        return (
            _("Lúc đó cơ quan đã hết giờ làm việc nên tính sang ngày làm việc tiếp theo, %(date)s%(ground)s.")
            % said
        )
    return _("Lúc đó đã quá %(cutoff)s nên tính sang ngày làm việc tiếp theo, %(date)s%(ground)s.") % said


def _paused(step: TraceStep) -> str:
    causes = {
        Reason.SUPPLEMENT: _("chờ bổ sung hồ sơ"),
        Reason.OBLIGATION: _("chờ thực hiện nghĩa vụ tài chính"),
        Reason.CONSULTATION: _("chờ ý kiến của cơ quan phối hợp"),
    }
    data = step.data
    cause = causes.get(Reason(str(data["reason"])), _("chờ đủ điều kiện giải quyết"))
    if until := data.get("until"):
        cause = _("%(cause)s, chậm nhất đến %(moment)s") % {"cause": cause, "moment": _moment(until)}
    said = {
        "moment": say_moment(step.moment),
        "cause": cause + _ground(data),
        "left": _say_rest(Decimal(data["left"]), Unit(str(data["unit"]))),
    }
    if data.get("meanwhile"):
        return _("Trong lúc đó, từ %(moment)s còn %(cause)s; thời gian trùng nhau chỉ trừ một lần.") % said
    return _("Tạm dừng tính thời hạn từ %(moment)s để %(cause)s; còn lại %(left)s.") % said


def _resumed(step: TraceStep) -> str:
    causes = {
        Reason.SUPPLEMENT: _("hồ sơ đã được bổ sung"),
        Reason.OBLIGATION: _("nghĩa vụ tài chính đã hoàn thành"),
        Reason.CONSULTATION: _("đã có ý kiến của cơ quan phối hợp"),
    }
    data = step.data
    cause = causes.get(Reason(str(data.get("reason", Reason.ACCEPTED))), _("lý do tạm dừng không còn"))
    cause = _("đã hết thời gian chờ") if data.get("by_itself") else cause + _ground(data)
    told = [_("Tính tiếp từ %(moment)s vì %(cause)s.") % {"moment": say_moment(step.moment), "cause": cause}]
    if "from" in data:
        told.append(
            _("Lúc đó ngoài giờ làm việc nên thực tính từ %(moment)s.") % {"moment": _moment(data["from"])}
        )
    told.append(_say_stood(int(data["stood"]), Unit(str(data["unit"]))))
    if data.get("rest"):
        told.append(_("Phần còn lại của ngày cuối cùng kết thúc khi hết giờ làm việc."))
    return " ".join(told)


def _say_stood(stood: int, unit: Unit) -> str:
    if not stood:
        return _("Thời gian tạm dừng không làm thời hạn dài thêm.")
    length = say_working_hours(stood) if unit is Unit.WORKING_MINUTE else say_length(Decimal(stood), unit)
    return _("Không tính %(length)s tạm dừng.") % {"length": length}


def _say_rest(left: Decimal, unit: Unit) -> str:
    """ "28 giờ làm việc (3 ngày 4 giờ)": in hours, as they are added up, and in days, as one waits."""
    if not left:
        return _("phần cuối của ngày cuối cùng")
    if unit is not Unit.WORKING_MINUTE:
        return say_length(left, unit)
    in_hours = say_working_hours(int(left))
    return f"{in_hours} ({say_in_days(int(left))})" if left >= MINUTES_PER_WORKING_DAY else in_hours


def _promised(step: TraceStep) -> str:
    return _("Lúc %(moment)s cơ quan xin lỗi và hẹn lại trả kết quả vào %(to)s%(ground)s.") % {
        "moment": say_moment(step.moment),
        "to": _moment(step.data["to"]),
        "ground": _ground(step.data),
    }


def _stands(steps: Sequence[TraceStep]) -> list[str]:
    lengths = [
        _say_rest(Decimal(step.data.get("value", 0)), Unit(str(step.data.get("unit", Unit.DAY))))
        for step in steps
    ]
    left = {"left": say_all(lengths)}
    return [_("Thời hạn đang tạm dừng nên chưa có ngày hẹn trả; khi tính tiếp còn %(left)s.") % left]


def _no_due(_step: TraceStep) -> str:
    return _("Hồ sơ không được thống kê là sớm hạn, đúng hạn hay quá hạn.")


def _due(step: TraceStep) -> str:
    return _("Vì vậy đến hạn lúc %(moment)s.") % {"moment": say_moment(step.moment)}


def _superseded(step: TraceStep) -> str:
    return _("Hạn tính được khi đó là %(moment)s, nay thay bằng hạn tính tiếp dưới đây.") % {
        "moment": say_moment(step.moment)
    }


_TOGETHER: Mapping[str, Callable[[Sequence[TraceStep]], list[str]]] = {
    "days": tell_days,
    Step.RULE: _rules,
    Step.STANDS: _stands,
}
_ALONE: Mapping[Step, Callable[[TraceStep], str]] = {
    Step.STARTED: _started,
    Step.START_MOVED: _start_moved,
    Step.NO_TIME_LIMIT: _no_time_limit,
    Step.CALENDAR_COUNTED: _calendar_counted,
    Step.LAST_DAY_MOVED: _last_day_moved,
    Step.SAME_DAY: _same_day,
    Step.AFTER_CUTOFF: _after_cutoff,
    Step.PAUSED: _paused,
    Step.RESUMED: _resumed,
    Step.PROMISED: _promised,
    Step.NO_DUE: _no_due,
    Step.DUE: _due,
}
