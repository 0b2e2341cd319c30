"""The one re-appointment: an apology with its reason and a new date, ahead of the old one (61/2018 art. 19.9)."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from motcua.deadlines.door import WorkCalendar, legal
from motcua.dossiers import durations
from motcua.dossiers.errors import ActionNotPossible, AlreadyReappointed
from motcua.dossiers.models import Paper
from motcua.dossiers.operations import papers, timekeeping
from motcua.dossiers.operations.moving import Act
from motcua.kernel import clock
from motcua.kernel.errors import Invalid, NotAllowed


def reappoint(act: Act) -> None:
    """Apologise and promise a new date: once, at the latest one working day before expiry.

    After that only with the violation on record (`exception`). The date ends at closing of the deciding agency.
    """
    dossier, due = act.dossier, act.dossier.due_at
    if act.seat is None or act.actor.person_id is None:
        raise NotAllowed
    if due is None or dossier.accepted_at is None or dossier.stands_since is not None:
        raise ActionNotPossible
    on = durations.date_of(act.now)
    if dossier.adjustments.filter(kind="promise").count() >= legal("reappointments", on).value:
        raise AlreadyReappointed
    calendar = durations.calendar_of(dossier.competent_agency_id, at=act.now)
    _check_in_time(act, latest_moment(due, act.now, calendar))
    until = _closing(act.inputs["new_date"], after=due, calendar=calendar)
    timekeeping.promise(act, until=until, ground=timekeeping.ground_of(act, "reappointments"))
    data = {
        "reason": act.note,
        "before": due.isoformat(),
        "after": until.isoformat(),
        "signer_id": str(act.actor.person_id),
        "position_id": str(act.seat.position_id),
        "acting_for": act.seat.acting_for,
        "officer": act.actor.name,
    }
    papers.owe(act, Paper.Kind.APOLOGY, data=data)
    act.data["exception"] = act.inputs.get("exception", "")


def latest_moment(due: dt.datetime, now: dt.datetime, calendar: WorkCalendar) -> dt.datetime:
    """Until when the apology may go out: closing of the last working day that is so many days before the due date."""
    days = int(legal("reappointment_before", durations.date_of(now)).duration.value)
    day = calendar.day(durations.date_of(due))
    for _day in range(days):
        day = calendar.previous_working_day(day.date)
    return day.closing


def _check_in_time(act: Act, latest: dt.datetime) -> None:
    if act.now > latest and not act.inputs.get("exception"):
        raise Invalid(
            fields={
                "exception": _(
                    "Phải xin lỗi và hẹn lại chậm nhất lúc %(moment)s. "
                    "Ghi rõ vì sao chậm; việc này được lưu là vi phạm."
                )
                % {"moment": clock.say_moment(latest)}
            }
        )


def _closing(date: dt.date, *, after: dt.datetime, calendar: WorkCalendar) -> dt.datetime:
    day = calendar.day(date)
    if not day.spans:
        raise Invalid(fields={"new_date": _("Ngày hẹn mới phải là ngày làm việc.")})
    if day.closing <= after:
        raise Invalid(fields={"new_date": _("Ngày hẹn mới phải sau hạn hiện tại.")})
    return day.closing
