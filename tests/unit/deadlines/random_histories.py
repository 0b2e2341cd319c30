"""Calendars and histories made by chance, with a liking for the edges: openings, closings, midnights, year ends."""

import datetime as dt
from random import Random

from motcua.deadlines.duration import Convention, Duration, Unit
from motcua.deadlines.history import Limit, Part, Reason, Turn, TurnKind
from motcua.deadlines.national_days import holidays_of
from motcua.deadlines.work_calendar import VIETNAM, OfficeWeek, Sessions, WorkCalendar

HOURS: tuple[Sessions, ...] = (
    ((dt.time(7, 30), dt.time(11, 30)), (dt.time(13, 30), dt.time(17, 30))),
    ((dt.time(7), dt.time(11, 30)), (dt.time(13, 30), dt.time(17))),
    ((dt.time(7, 30), dt.time(11, 30)),),
    ((dt.time(13), dt.time(19, 15)),),
    ((dt.time(8), dt.time(9)), (dt.time(9, 1), dt.time(10)), (dt.time(14), dt.time(16, 30))),
    ((dt.time(0), dt.time(23, 59)),),
)
BASES = (
    dt.date(2025, 12, 22),
    dt.date(2026, 2, 2),
    dt.date(2026, 4, 20),
    dt.date(2026, 8, 17),
    dt.date(2027, 1, 25),
)
HOLIDAYS = holidays_of(2025, 2029)
KEYS = (Reason.OBLIGATION, Reason.CONSULTATION, Reason.SUPPLEMENT)


def calendar_of(dice: Random, base: dt.date) -> WorkCalendar:
    """Two week patterns at most, holidays of Vietnam or none, days off and make-up days around the first weeks."""
    weeks = [OfficeWeek(dt.date.min, _week(dice))]
    if dice.random() < 0.5:
        weeks.append(OfficeWeek(base + dt.timedelta(days=dice.randrange(60)), _week(dice)))
    off = {base + dt.timedelta(days=dice.randrange(70)): "nghỉ" for _ in range(dice.randrange(8))}
    worked = {
        base + dt.timedelta(days=dice.randrange(70)): (dice.choice(HOURS), "làm bù")
        for _ in range(dice.randrange(4))
    }
    holidays = dict(HOLIDAYS) if dice.random() < 0.6 else {}
    return WorkCalendar(weeks=tuple(weeks), days_off=holidays | off, make_up_days=worked)


def turns_of(dice: Random, base: dt.date) -> list[Turn]:
    """A beginning and whatever may follow, in order of time."""
    now = dt.datetime.combine(base, dt.time(0), VIETNAM) + dt.timedelta(days=dice.randrange(20))
    now = _near(dice, now)
    turns = [Turn(TurnKind.BEGIN, now, Reason.ACCEPTED, limit=limit_of(dice))]
    for _ in range(dice.randrange(7)):
        now = max(now, _near(dice, now + dt.timedelta(minutes=dice.choice((0, 90, 480, 1440, 4320, 10080)))))
        turns.append(_turn(dice, now))
    return turns


def limit_of(dice: Random) -> Limit | None:
    """Mostly one to three parts, at times the same day, at times none."""
    kind = dice.random()
    if kind < 0.04:
        return None
    if kind < 0.14:
        return Limit(cutoff=dt.time(dice.choice((11, 15)), 0))
    parts = tuple(Part(_duration(dice)) for _ in range(dice.choice((1, 1, 1, 2, 3))))
    return Limit(parts, dice.choice(tuple(Convention)))


def _week(dice: Random) -> tuple[Sessions, ...]:
    usual = dice.choice(HOURS)
    days: list[Sessions] = [usual if dice.random() < 0.9 else dice.choice(HOURS) for _ in range(5)]
    return (*days, dice.choice(((), usual[:1])), dice.choice(((), (), usual)))


def _duration(dice: Random) -> Duration:
    unit = dice.choice(tuple(Unit))
    if unit is Unit.WORKING_DAY and dice.random() < 0.3:
        return Duration(dice.choice(("0.25", "0.5", "1.5", "0.33")), unit)
    most = {Unit.WORKING_MINUTE: 900, Unit.WORKING_HOUR: 30, Unit.HOUR: 16, Unit.WORKING_DAY: 8, Unit.DAY: 25}
    return (
        Duration(dice.randint(1, most.get(unit, 1 if unit is Unit.YEAR else 3)), unit)
        if unit is not Unit.YEAR
        else (Duration(2, Unit.MONTH))
    )


def _near(dice: Random, moment: dt.datetime) -> dt.datetime:
    """Some minute of that day, often one at which something ends or begins."""
    edges = ((0, 0), (7, 30), (11, 30), (13, 30), (15, 0), (15, 1), (17, 30), (17, 31), (23, 59))
    hour, minute = dice.choice(edges) if dice.random() < 0.4 else (dice.randrange(24), dice.randrange(60))
    return moment.replace(hour=hour, minute=minute)


def _turn(dice: Random, now: dt.datetime) -> Turn:
    key = dice.choice(KEYS)
    kind = dice.choices(
        (TurnKind.PAUSE, TurnKind.RESUME, TurnKind.BEGIN, TurnKind.PROMISE), weights=(9, 9, 2, 2)
    )[0]
    until = _near(dice, now + dt.timedelta(days=dice.randrange(1, 9)))
    if kind is TurnKind.BEGIN:
        return Turn(
            kind, now, dice.choice((Reason.SUPPLEMENT, Reason.PHASE)), limit=limit_of(dice), key=key.value
        )
    if kind is TurnKind.PROMISE:
        return Turn(kind, now, Reason.REAPPOINTED, until=until)
    ends_by_itself = kind is TurnKind.PAUSE and key is Reason.CONSULTATION
    return Turn(kind, now, key, until=until if ends_by_itself else None, key=key.value)
