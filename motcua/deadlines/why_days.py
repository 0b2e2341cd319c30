"""The days of a trace in words: runs that counted, runs that did not and why; weekends inside a run are part of it."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from motcua.deadlines.duration import Unit
from motcua.deadlines.national_days import SUBSTITUTE, SWAPPED
from motcua.deadlines.trace import Step, TraceStep
from motcua.deadlines.words import say_all, say_date, say_length, say_short_span, say_span, say_working_hours
from motcua.deadlines.work_calendar import DayKind


@dataclass(slots=True)
class _Run:
    """Neighbouring days that count alike, or that do not count for the same reason."""

    steps: list[TraceStep]
    weekends: list["_Run"]

    @property
    def why(self) -> tuple[object, ...]:
        first = self.steps[0]
        # A make-up day follows its own act; days off in a row are one, with all their names.
        own = first.data["ground"] if first.data["kind"] == DayKind.MAKE_UP else ""
        return first.kind, first.data["kind"], own

    @property
    def kind(self) -> str:
        return str(self.steps[0].data["kind"])

    @property
    def counts(self) -> bool:
        return self.steps[0].kind is Step.COUNTED

    @property
    def dates(self) -> tuple[dt.date, dt.date]:
        return self.steps[0].moment.date(), self.steps[-1].moment.date()


def tell_days(steps: Sequence[TraceStep]) -> list[str]:
    """One sentence for each run of days that counted, and for each stretch of days that did not."""
    told: list[str] = []
    skipped: list[_Run] = []
    for run in _folded(_runs(steps)):
        if not run.counts:
            skipped.append(run)
            continue
        told += [_say_skipped(skipped)] * bool(skipped) + [_say_counted(run)]
        skipped = []
    return told + [_say_skipped(skipped)] * bool(skipped)


def say_shut(kind: str, grounds: Sequence[str]) -> str:
    """Why the office was shut: "ngày nghỉ: Tết Dương lịch", "trước giờ mở cửa"."""
    if kind == DayKind.OFF:
        names = list(dict.fromkeys(_say_ground(ground) for ground in grounds if ground))
        return _("ngày nghỉ: %(names)s") % {"names": ", ".join(names)} if names else _("ngày nghỉ")
    reasons = {
        DayKind.WEEKEND: _("nghỉ hằng tuần"),
        "before_opening": _("trước giờ mở cửa"),
        "between_sessions": _("giữa hai buổi làm việc"),
        "after_closing": _("sau giờ đóng cửa"),
    }
    return reasons[kind]


def _runs(steps: Sequence[TraceStep]) -> list[_Run]:
    runs: list[_Run] = []
    for step in steps:
        # A day on which nothing was left to give says nothing.
        if step.kind is Step.COUNTED and not step.data.get("minutes") and not step.data.get("days"):
            continue
        run = _Run([step], [])
        if runs and runs[-1].why == run.why:
            runs[-1].steps.append(step)
        else:
            runs.append(run)
    return runs


def _folded(runs: Sequence[_Run]) -> list[_Run]:
    """Working, weekend, working is one run of working days that has a weekend inside."""
    folded: list[_Run] = []
    for run in runs:
        if run.kind == DayKind.WORKING and len(folded) > 1 and folded[-1].kind == DayKind.WEEKEND:
            before = folded[-2]
            if before.kind == DayKind.WORKING:
                before.weekends.append(folded.pop())
                before.steps += run.steps
                continue
        folded.append(run)
    return folded


def _say_counted(run: _Run) -> str:
    minutes = sum(int(step.data.get("minutes", 0)) for step in run.steps)
    days = sum(int(step.data.get("days", 0)) for step in run.steps)
    # The total of a run is what a reader can add up; its first and last day are often partial.
    length = say_length(Decimal(days), Unit.WORKING_DAY) if days else say_working_hours(minutes)
    said = {"days": say_span(*run.dates), "length": length}
    if run.kind == DayKind.MAKE_UP:
        said["ground"] = _say_ground(str(run.steps[0].data["ground"]))
        return _("Tính %(days)s: %(length)s, theo giờ làm việc riêng của ngày này (%(ground)s).") % said
    if run.weekends:
        said["weekends"] = ", ".join(say_short_span(*weekend.dates) for weekend in run.weekends)
        return _("Tính %(days)s: %(length)s, không kể ngày nghỉ hằng tuần (%(weekends)s).") % said
    return _("Tính %(days)s: %(length)s.") % said


def _say_skipped(runs: Sequence[_Run]) -> str:
    days = [
        f"{say_span(*run.dates)} ({say_shut(run.kind, [str(step.data['ground']) for step in run.steps])})"
        for run in runs
    ]
    return _("Không tính %(days)s.") % {"days": say_all(days)}


def _say_ground(ground: str) -> str:
    """Names of public holidays are known in both languages; an act is called as it was declared."""
    if not ground:
        return ""
    if substitute := SUBSTITUTE.fullmatch(ground):
        return _("%(day)s (nghỉ bù)") % {"day": _say_ground(substitute["day"])}
    if swapped := SWAPPED.fullmatch(ground):
        day, month, year = map(int, swapped["date"].split("/"))
        date = dt.date(year, month, day)
        return _("hoán đổi với %(date)s") % {"date": say_date(date)}
    return _(ground)
