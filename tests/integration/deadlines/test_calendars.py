"""Calendars of agencies on a real database: inheritance, declared days, freshness, evidence."""

import datetime as dt
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from motcua.audit.door import history
from motcua.deadlines.door import (
    TYPICAL_WEEK,
    NoOfficeHours,
    calendar_for,
    days_of,
    declare_day,
    office_hours_of,
    seed_default_calendar,
    set_office_hours,
    withdraw_day,
)
from motcua.deadlines.models import CalendarDay
from motcua.directory.door import create_agency
from motcua.kernel.clock import VIETNAM
from motcua.kernel.errors import Invalid, NotAllowed, NotFound
from motcua.kernel.kept import forget_all
from motcua.kernel.models import OutboxEvent

NOW = dt.datetime(2026, 3, 5, 8, tzinfo=dt.UTC)
TODAY = NOW.date()
MORNING = ((dt.time(8), dt.time(11)),)
HOLIDAY = dt.date(2026, 9, 2)

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Someone:
    kind: str
    id: uuid.UUID = uuid.UUID(int=7)
    name: str = "Quản trị"
    acting_for: str = ""
    seats: tuple[Any, ...] = ()


SYSTEM = Someone("system")
BY: dict[str, Any] = {"actor": SYSTEM, "now": NOW}


@pytest.fixture(autouse=True)
def _nothing_remembered() -> Iterator[None]:
    forget_all()
    yield
    forget_all()


@pytest.fixture
def province() -> uuid.UUID:
    return create_agency(identifier="H99", name="UBND tỉnh", kind="province", level="province", **BY)


@pytest.fixture
def commune(province: uuid.UUID) -> uuid.UUID:
    return create_agency(
        identifier="H99.12", name="UBND xã", kind="commune", level="commune", parent_id=province, **BY
    )


@pytest.fixture
def seeded() -> None:
    assert seed_default_calendar(**BY)


def declare(agency_id: uuid.UUID | None, day: dt.date, sessions: Any = None) -> uuid.UUID:
    return declare_day(
        agency_id=agency_id, day=day, sessions=sessions, name="Ngày riêng", ground="QĐ 12", **BY
    )


def hours_on(agency_id: uuid.UUID | None, day: dt.date) -> int:
    return calendar_for(agency_id, TODAY).day(day).minutes // 60


def test_without_office_hours_nothing_is_counted(province: uuid.UUID) -> None:
    for agency_id in (None, province):
        with pytest.raises(NoOfficeHours):
            calendar_for(agency_id, TODAY)


@pytest.mark.usefixtures("seeded")
def test_the_default_has_hours_holidays_and_exchanged_days() -> None:
    days = [dt.date(2026, 3, 5), dt.date(2026, 3, 7), HOLIDAY, dt.date(2026, 2, 17), dt.date(2027, 2, 10)]
    assert [hours_on(None, day) for day in days] == [8, 0, 0, 0, 0]
    exchanged = [dt.date(2026, 1, 2), dt.date(2026, 1, 10), dt.date(2026, 8, 31), dt.date(2026, 8, 22)]
    assert [hours_on(None, day) for day in exchanged] == [0, 8, 0, 8]
    assert not seed_default_calendar(**BY)


@pytest.mark.usefixtures("seeded")
def test_the_nearest_level_wins(province: uuid.UUID, commune: uuid.UUID) -> None:
    declare(None, HOLIDAY, MORNING)
    assert [hours_on(who, HOLIDAY) for who in (None, province, commune)] == [3, 3, 3]
    declare(province, HOLIDAY)
    assert [hours_on(who, HOLIDAY) for who in (None, province, commune)] == [3, 0, 0]
    declare(commune, HOLIDAY, MORNING)
    assert [hours_on(who, HOLIDAY) for who in (None, province, commune)] == [3, 0, 3]


@pytest.mark.usefixtures("seeded")
def test_hours_of_an_agency_hold_from_their_date_even_when_the_province_changes_later(
    province: uuid.UUID, commune: uuid.UUID
) -> None:
    own = (*TYPICAL_WEEK[:5], MORNING, ())
    set_office_hours(agency_id=commune, valid_from=dt.date(2026, 4, 1), week=own, ground="QĐ 1", **BY)
    short = (MORNING,) * 5 + ((), ())
    set_office_hours(agency_id=None, valid_from=dt.date(2026, 6, 1), week=short, ground="QĐ 2", **BY)
    march, april, june = dt.date(2026, 3, 28), dt.date(2026, 4, 4), dt.date(2026, 6, 6)
    assert [hours_on(commune, day) for day in (march, april, june)] == [0, 3, 3]
    assert [hours_on(commune, dt.date(2026, 6, 3)), hours_on(province, dt.date(2026, 6, 3))] == [8, 3]
    assert [view.ground for view in office_hours_of(None)][0] == "QĐ 2"


@pytest.mark.usefixtures("seeded")
def test_a_withdrawn_day_follows_the_levels_above_again(commune: uuid.UUID) -> None:
    day_id = declare(commune, HOLIDAY, MORNING)
    assert hours_on(commune, HOLIDAY) == 3
    withdraw_day(day_id=day_id, ground="Khai nhầm", **BY)
    assert hours_on(commune, HOLIDAY) == 0
    with pytest.raises(NotFound):
        withdraw_day(day_id=day_id, ground="Khai nhầm", **BY)


@pytest.mark.usefixtures("seeded")
def test_declaring_again_replaces_and_leaves_evidence() -> None:
    first = declare(None, HOLIDAY, MORNING)
    assert declare(None, HOLIDAY) == first
    acts = history("calendar_day", first)
    assert sorted(entry.data["kind"] for entry in acts) == ["make_up", "off"]
    told = OutboxEvent.objects.filter(name="deadlines.calendar_changed.v1").latest("id")
    assert told.payload == {"agency_id": None, "from_date": "2026-09-02"}


@pytest.mark.usefixtures("seeded")
def test_the_year_shows_public_and_declared_days(commune: uuid.UUID) -> None:
    declare(commune, HOLIDAY, MORNING)
    year = {view.date: view for view in days_of(commune, 2026)}
    assert year[dt.date(2026, 1, 1)].id is None
    assert year[HOLIDAY].sessions == MORNING
    assert list(year) == sorted(year)
    assert dt.date(2026, 1, 10) not in year
    assert not next(view for view in days_of(None, 2026) if view.date == dt.date(2026, 1, 10)).confirmed


@pytest.mark.usefixtures("seeded")
def test_a_known_calendar_costs_no_statement(commune: uuid.UUID, django_assert_num_queries: Any) -> None:
    calendar_for(commune, TODAY)
    with django_assert_num_queries(0):
        assert calendar_for(commune, TODAY + dt.timedelta(days=1)).version
    forget_all()
    with django_assert_num_queries(5):  # agencies and days, each with its stamp; the days are in two tables
        calendar_for(commune, TODAY)


@pytest.mark.usefixtures("seeded")
def test_the_version_tells_calendars_apart(commune: uuid.UUID) -> None:
    before = calendar_for(commune, TODAY).version
    forget_all()
    assert calendar_for(commune, TODAY).version == before
    declare(None, HOLIDAY, MORNING)
    assert calendar_for(commune, TODAY).version != before


@pytest.mark.usefixtures("seeded")
def test_only_administrators_declare(commune: uuid.UUID) -> None:
    @dataclass(frozen=True)
    class Seat:
        role: str
        agency_path: str

    given: dict[str, Any] = {"now": NOW, "day": HOLIDAY, "sessions": None, "name": "Nghỉ", "ground": "QĐ"}
    for actor in (None, Someone("person"), Someone("person", seats=(Seat("leader", "H99/H99.12"),))):
        with pytest.raises(NotAllowed):
            declare_day(actor=actor, agency_id=commune, **given)
    local = Someone("person", seats=(Seat("administrator", "H99/H99.12"),))
    assert declare_day(actor=local, agency_id=commune, **given)
    with pytest.raises(NotAllowed):
        declare_day(actor=local, agency_id=None, **given)
    with pytest.raises(NotAllowed):
        withdraw_day(actor=local, now=NOW, day_id=declare(None, HOLIDAY), ground="Khai nhầm")
    with pytest.raises(NotAllowed):
        set_office_hours(
            actor=local, now=NOW, agency_id=None, valid_from=TODAY, week=TYPICAL_WEEK, ground="QĐ"
        )


def test_what_does_not_fit_is_refused() -> None:
    overlapping = ((dt.time(8), dt.time(12)), (dt.time(11), dt.time(15)))
    for sessions in ((), overlapping):
        with pytest.raises(Invalid):
            declare(None, HOLIDAY, sessions)
    with pytest.raises(Invalid):
        declare_day(agency_id=None, day=HOLIDAY, sessions=None, name=" ", ground="QĐ", **BY)
    for week in (((),) * 7, (MORNING,) * 6, (overlapping,) * 7):
        with pytest.raises(Invalid):
            set_office_hours(agency_id=None, valid_from=TODAY, week=week, ground="QĐ", **BY)


def test_the_database_keeps_one_day_per_level_and_hours_for_worked_days() -> None:
    base = {"date": HOLIDAY, "name": "x", "ground": "y", "confirmed": True}
    CalendarDay.objects.create(kind="off", **base)
    for wrong in (
        {"kind": "off"},
        {"kind": "make_up", "date": TODAY},
        {"kind": "off", "date": TODAY, "sessions": []},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            CalendarDay.objects.create(**(base | wrong))


@pytest.mark.usefixtures("seeded")
def test_a_moment_may_ask_for_its_calendar() -> None:
    moment = dt.datetime(2026, 3, 5, 9, tzinfo=VIETNAM)
    assert calendar_for(None, moment).opening_at_or_after(moment) == moment
