"""Declaring office hours, days off and make-up days. Promised dates stay as they are: see `events.CalendarChanged`."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.accounts.door import Actor
from motcua.audit.door import record
from motcua.deadlines import legal, legal_shapes, national_days, policies, queries
from motcua.deadlines.events import CalendarChanged
from motcua.deadlines.models import CalendarDay, LegalSetting, OfficeHours
from motcua.deadlines.stored import dump_sessions
from motcua.deadlines.work_calendar import OfficeWeek, Sessions, check_sessions
from motcua.kernel import outbox
from motcua.kernel.errors import Invalid, NotFound

_FULL_DAY: Sessions = ((dt.time(7), dt.time(11, 30)), (dt.time(13, 30), dt.time(17)))

# Typical hours of state agencies, 8 hours a day; a province sets its own.
TYPICAL_WEEK: tuple[Sessions, ...] = (_FULL_DAY,) * 5 + ((), ())

# The two-level government of 01/07/2025 is the first day this platform counts from.
FIRST_DAY = dt.date(2025, 7, 1)

# The Government's agreement of 25/12/2025, announced by the Ministry of Home Affairs the same day.
NEW_YEAR_2026 = (dt.date(2026, 1, 2), dt.date(2026, 1, 10))


def seed_default_calendar(
    *,
    actor: Actor | None,
    now: dt.datetime,
    week: tuple[Sessions, ...] = TYPICAL_WEEK,
    valid_from: dt.date = FIRST_DAY,
) -> bool:
    """Give the province its default hours and the weekend days known to be worked; False when it has hours already.

    Make-up days get Monday's hours and stay unconfirmed until somebody has seen the decision.
    """
    with transaction.atomic():
        if OfficeHours.objects.filter(agency=None).exists():
            return False
        ground = "Giờ hành chính mặc định; tỉnh quyết định giờ riêng"
        set_office_hours(
            actor=actor, now=now, agency_id=None, valid_from=valid_from, week=week, ground=ground
        )
        off, worked = NEW_YEAR_2026
        swapped = national_days.swapped_weekends_of(valid_from.year, now.year + 1)
        days = [(off, None), *((day, week[0]) for day in sorted({worked, *swapped}) if day >= valid_from)]
        for day, sessions in days:
            declare_day(
                actor=actor,
                now=now,
                agency_id=None,
                day=day,
                sessions=sessions,
                name="Ngày làm bù" if sessions else "Ngày nghỉ hoán đổi",
                ground="Lịch hoán đổi ngày làm việc của Chính phủ",
                confirmed=False,
            )
    return True


def set_office_hours(
    *,
    actor: Actor | None,
    now: dt.datetime,
    agency_id: UUID | None,
    valid_from: dt.date,
    week: tuple[Sessions, ...],
    ground: str,
) -> UUID:
    """Say when an agency (None: the province's default) is open from `valid_from` on; Monday is `week[0]`.

    The same agency and date again replaces what was said. Returns the id of the hours. Raises `NotAllowed`, `NotFound`
    for an unknown agency, `Invalid` for sessions that overlap, a week without any, or no ground.
    """
    actor = policies.allowed(actor, agency_id)
    _check_texts(ground=ground)
    try:
        OfficeWeek(valid_from, week)
    except ValueError as error:
        raise Invalid(
            fields={"week": _("Các buổi làm việc phải theo thứ tự và không chồng nhau.")}
        ) from error
    if not any(week):
        raise Invalid(fields={"week": _("Tuần làm việc cần ít nhất một buổi.")})
    with transaction.atomic():
        key: dict[str, Any] = {"agency_id": agency_id, "valid_from": valid_from}
        values = {"sessions": [dump_sessions(day) for day in week], "ground": ground}
        hours, _created = OfficeHours.objects.update_or_create(**key, defaults=values)
        _tell(hours, actor=actor, now=now, action="office_hours.set", data=key | values, from_date=valid_from)
    return hours.id


def declare_day(
    *,
    actor: Actor | None,
    now: dt.datetime,
    agency_id: UUID | None,
    day: dt.date,
    sessions: Sessions | None,
    name: str,
    ground: str,
    confirmed: bool = True,
) -> UUID:
    """Declare a day off (`sessions` None) or a day worked at these hours, for an agency (None: the whole province).

    The same agency and date again replaces what was declared. Returns the id of the day. Raises `NotAllowed`,
    `NotFound` for an unknown agency, `Invalid` for sessions that are empty or overlap, and without a name or ground.
    """
    actor = policies.allowed(actor, agency_id)
    _check_texts(name=name, ground=ground)
    _check_sessions(sessions)
    kind = CalendarDay.Kind.OFF if sessions is None else CalendarDay.Kind.MAKE_UP
    stored = None if sessions is None else dump_sessions(sessions)
    values = {"kind": kind, "sessions": stored, "name": name, "ground": ground, "confirmed": confirmed}
    with transaction.atomic():
        key: dict[str, Any] = {"agency_id": agency_id, "date": day}
        declared, _created = CalendarDay.objects.update_or_create(**key, defaults=values)
        _tell(
            declared, actor=actor, now=now, action="calendar_day.declared", data=key | values, from_date=day
        )
    return declared.id


def withdraw_day(*, actor: Actor | None, now: dt.datetime, day_id: UUID, ground: str) -> None:
    """Take back a declared day: the date follows the levels above and the public holidays again.

    Raises `NotAllowed`, `NotFound` when there is no such day, `Invalid` without a ground.
    """
    _check_texts(ground=ground)
    with transaction.atomic():
        declared = CalendarDay.objects.select_for_update().filter(id=day_id).first()
        if declared is None:
            raise NotFound
        actor = policies.allowed(actor, declared.agency_id)
        data: dict[str, Any] = {"agency_id": declared.agency_id, "date": declared.date, "ground": ground}
        _tell(
            declared,
            actor=actor,
            now=now,
            action="calendar_day.withdrawn",
            data=data,
            from_date=declared.date,
        )
        declared.delete()


def set_legal_value(
    *, actor: Actor | None, now: dt.datetime, key: str, valid_from: dt.date, value: Any, ground: str
) -> UUID:
    """Declare what a value of the law is from `valid_from` on; the same key and date again replaces it.

    Dates promised before keep the value they were counted with. Raises `NotAllowed` for all but the province's
    administrators, `NotFound` for an unknown key, `Invalid` for a value of the wrong shape or without a ground.
    """
    actor = policies.allowed(actor, None)
    _check_texts(ground=ground)
    rule = next((one for one in legal.legal_rules() if one.key == key), None)
    if rule is None:
        raise NotFound
    if not legal_shapes.fits(rule, value):
        raise Invalid(fields={"value": _("Giá trị không đúng với loại của quy tắc này.")})
    with transaction.atomic():
        wanted: dict[str, Any] = {"key": key, "valid_from": valid_from}
        values = {"value": value, "ground": ground, "confirmed": True}
        row, _created = LegalSetting.objects.update_or_create(**wanted, defaults=values)
        record(
            actor=actor,
            action="legal_value.set",
            subject="legal_value",
            subject_id=row.id,
            data=wanted | values,
            now=now,
        )
        legal.rules_changed()
    return row.id


def _check_texts(**texts: str) -> None:
    missing = {key: _("Cần nhập nội dung này.") for key, text in texts.items() if not text.strip()}
    if missing:
        raise Invalid(fields=missing)


def _check_sessions(sessions: Sessions | None) -> None:
    if sessions is None:
        return
    try:
        check_sessions(sessions)
    except ValueError as error:
        raise Invalid(
            fields={"sessions": _("Các buổi làm việc phải theo thứ tự và không chồng nhau.")}
        ) from error
    if not sessions:
        raise Invalid(fields={"sessions": _("Ngày làm bù cần ít nhất một buổi.")})


def _tell(
    row: OfficeHours | CalendarDay,
    *,
    actor: Actor,
    now: dt.datetime,
    action: str,
    data: dict[str, Any],
    from_date: dt.date,
) -> None:
    record(actor=actor, action=action, subject=action.split(".")[0], subject_id=row.id, data=data, now=now)
    outbox.publish(CalendarChanged(row.agency_id, from_date), now=now)
    queries.BOOK.changed()
