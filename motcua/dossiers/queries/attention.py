"""What calls for attention now: whose it is, and which dossiers.

Every condition names an agency or an officer, its steps and a span of due dates, as the indexes of the inbox do.
"""

import datetime as dt
from collections.abc import Collection
from uuid import UUID

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from motcua.accounts.door import Actor, Seat
from motcua.deadlines.door import Duration, NoOfficeHours, legal
from motcua.directory.door import Role
from motcua.dossiers import durations
from motcua.dossiers.models import Channel, Dossier
from motcua.dossiers.road_models import Consultation
from motcua.dossiers.types import DossierView
from motcua.dossiers.windows import ANSWER_SOON, DUE_NEXT, DUE_TODAY, OFFER_TODAY, Window, windows
from motcua.procedures.door import standard_workflow

SILENT = "silent"
ATTENTION = (OFFER_TODAY, DUE_TODAY, DUE_NEXT, ANSWER_SOON, SILENT)
_NOTHING = Q(pk__in=[])
_SUBMITTED = "submitted"


def open_steps(place: str = "") -> list[str]:
    """Named one by one, and not as "all but the final ones": an index leads to what is named."""
    steps = standard_workflow().steps.values()
    return [s.key for s in steps if not s.final and (not place or s.place == place)]


def needs_attention(actor: Actor, kind: str, *, now: dt.datetime) -> Q:
    """The dossiers that a warning of `kind` shows to an actor: an officer's own, a head's whole agency."""
    found = _NOTHING
    for seat in actor.seats:
        found |= _for_seat(seat, kind, now)
    return found


def windows_of(agency_id: UUID, *, now: dt.datetime) -> dict[str, Window]:
    """The spans of due dates on an agency's calendar; none for one whose hours nobody declared."""
    on = durations.date_of(now)
    try:
        calendar = durations.calendar_of(agency_id, at=now)
        soon = _left(legal("acceptance_limit", on).duration, legal("answer_warning", on).duration)
        answer_before = durations.after(now, soon, agency_id=agency_id) if soon else now
    except NoOfficeHours:
        return {}
    days = int(legal("reappointment_before", on).duration.value)
    return windows(now, calendar, offer_days=days, answer_before=answer_before)


def to_answer_soon(agency_id: UUID, *, now: dt.datetime) -> Q:
    """Online dossiers that wait for the agency's answer longer than the warning allows (rule C1)."""
    window = windows_of(agency_id, now=now).get(ANSWER_SOON)
    here = Q(receiving_agency_id=agency_id, step=_SUBMITTED, channel=Channel.ONLINE)
    return here & _within(window) if window else _NOTHING


def _for_seat(seat: Seat, kind: str, now: dt.datetime) -> Q:
    mine = _of_seat(seat)
    if kind == ANSWER_SOON:
        answers = seat.role in (Role.COUNTER_CLERK, Role.CENTRE_HEAD, Role.LEADER)
        return to_answer_soon(seat.agency_id, now=now) if answers else _NOTHING
    if mine is None:
        return _NOTHING
    if kind == SILENT:
        asked = Consultation.objects.filter(asking_agency_id=seat.agency_id, ended_at=None, due_at__lt=now)
        return mine & Q(pk__in=asked.values("dossier_id"))
    window = windows_of(seat.agency_id, now=now).get(kind)
    if window is None:
        return _NOTHING
    if kind == OFFER_TODAY:
        # Waiting for acceptance or hand-over there is no appointment to move; one is moved once.
        mine &= Q(step__in=_movable_steps(), reappointed_at=None, stands_since=None)
    return mine & _within(window)


def _of_seat(seat: Seat) -> Q | None:
    """The work whose due dates are a seat's business."""
    if seat.role == Role.COUNTER_CLERK:
        return Q(receiving_agency_id=seat.agency_id, step__in=open_steps("receiving"))
    if seat.role == Role.CENTRE_HEAD:
        return Q(receiving_agency_id=seat.agency_id, step__in=open_steps())
    if seat.role == Role.CASE_OFFICER:
        return Q(assignee_id=seat.position_id, step__in=open_steps("competent"))
    if seat.role in (Role.UNIT_HEAD, Role.LEADER):
        return Q(competent_agency_id=seat.agency_id, step__in=open_steps("competent"))
    if seat.role == Role.RECORDS_CLERK:
        steps = [s.key for s in standard_workflow().steps.values() if seat.role in s.roles]
        return Q(competent_agency_id=seat.agency_id, step__in=steps)
    return None


def _movable_steps() -> Collection[str]:
    return [step for step, action in standard_workflow().actions if action == "reappoint"]


def _within(window: Window) -> Q:
    return Q(work_due_at__gt=window[0], work_due_at__lte=window[1])


def _left(limit: Duration, warning: Duration) -> Duration | None:
    """What is left of a limit when the warning comes; None when the two cannot be compared."""
    if limit.unit != warning.unit or limit.value <= warning.value:
        return None
    return Duration(limit.value - warning.value, limit.unit)


def urgent(actor: Actor, *, now: dt.datetime, most: int) -> list[Dossier]:
    """The most urgent of an actor's dossiers that call for attention by their due date. One statement."""
    wanted = _NOTHING
    for kind in (OFFER_TODAY, DUE_TODAY, DUE_NEXT, ANSWER_SOON):
        wanted |= needs_attention(actor, kind, now=now)
    found = Dossier.objects.filter(wanted, status__gt=0).order_by("work_due_at", "id")
    return list(found.only("code", "work_due_at")[:most])


def supplement_warning(view: DossierView, *, now: dt.datetime) -> str:
    """What to think of before papers are asked for (rules C2, C22): empty while it is the first request, in time."""
    if view.accepted_at is None:
        return ""
    on = durations.date_of(now)
    asked = sum(one.asked_at >= view.accepted_at for one in view.supplements)
    rule = legal("supplements_on_time", on)
    if asked >= rule.value:
        return _(
            "Hồ sơ này đã được yêu cầu bổ sung %(times)d lần kể từ khi tiếp nhận. Yêu cầu thêm một lần nữa "
            "thì hồ sơ bị tính là quá hạn trong bộ chỉ số phục vụ người dân (%(ground)s). Hãy cân nhắc: "
            "có thể giải quyết với giấy tờ đã có, tự tra cứu, hoặc liên hệ công dân trước không?"
        ) % {"times": asked, "ground": rule.ground.said_in(get_language() or "vi")}
    within = legal("supplement_request_within", on)
    if now > durations.after(view.accepted_at, within.duration, agency_id=view.competent_id):
        return _(
            "Đã quá thời hạn yêu cầu bổ sung khi thẩm định (%(ground)s). "
            "Yêu cầu lúc này phải nêu căn cứ và được lưu lại."
        ) % {"ground": within.ground.said_in(get_language() or "vi")}
    return ""
