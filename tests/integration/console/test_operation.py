"""Calendar, events, audit trail, and what the overview says of them."""

import datetime as dt

from django.db import connection
from django.test import Client

from motcua.audit.door import history
from motcua.deadlines.door import calendar_for, days_of, is_year_confirmed
from motcua.directory.door import agency_by_identifier
from motcua.kernel import clock
from motcua.kernel.models import OutboxEvent
from tests.integration.console.places import dead_event
from tests.integration.dossiers.province import Province

DAY_OFF = {"agency": "", "date": "04/05/2026", "kind": "off", "name": "Nghỉ hoán đổi", "ground": "CV 1/VPCP"}


def test_a_day_off_is_declared_and_withdrawn(admin: Client, province: Province) -> None:
    day = dt.date(2026, 5, 4)
    assert calendar_for(None, day).day(day).spans
    page = admin.post("/console/calendar/day", DAY_OFF, follow=True).content.decode()
    assert "Nghỉ hoán đổi; CV 1/VPCP" in page
    assert not calendar_for(province.commune.id, day).day(day).spans
    declared = next(one for one in days_of(None, 2026) if one.date == day)
    where = f"/console/calendar/day/{declared.id}/withdraw?year=2026"
    assert admin.post(where, {"ground": ""}).status_code == 422
    assert admin.post(where, {"ground": "CV 2/VPCP"}).status_code == 303
    assert calendar_for(None, day).day(day).spans


def test_a_make_up_day_has_hours_for_one_agency(admin: Client, province: Province) -> None:
    saturday = dt.date(2026, 5, 9)
    form = DAY_OFF | {"agency": "Y99.10", "date": "09/05/2026", "kind": "make_up", "sessions": "7g30 - 11:30"}
    bad = admin.post("/console/calendar/day", form | {"sessions": "sáng"})
    assert bad.status_code == 422 and 'value="sáng"' in bad.content.decode()
    assert admin.post("/console/calendar/day", form | {"sessions": ""}).status_code == 422
    admin.post("/console/calendar/day", form)
    assert calendar_for(province.commune.id, saturday).day(saturday).minutes == 240
    assert not calendar_for(None, saturday).day(saturday).spans
    page = admin.get("/console/calendar?agency=Y99.10&year=2026").content.decode()
    assert "Làm việc 07:30-11:30" in page and page.count('class="cs-month"') == 12
    assert admin.get("/console/calendar?year=1999").status_code == 404


def test_office_hours_of_one_agency(admin: Client, province: Province) -> None:
    week = {f"day{number}": "08:00-12:00" for number in range(5)}
    form = {"valid_from": "01/06/2026", "ground": "QĐ 9", **week, "day5": "", "day6": ""}
    bad = admin.post("/console/calendar/hours?agency=Y99.11", form | {"day0": "12:00-08:00"})
    assert bad.status_code == 422 and 'value="12:00-08:00"' in bad.content.decode()
    admin.post("/console/calendar/hours?agency=Y99.11", form)
    other = agency_by_identifier("Y99.11")
    monday = dt.date(2026, 6, 1)
    assert other and calendar_for(other.id, monday).day(monday).minutes == 240
    assert calendar_for(province.commune.id, monday).day(monday).minutes == 480


def test_next_year_is_a_forecast_until_somebody_confirms_it(admin: Client) -> None:
    year = clock.now().astimezone(clock.VIETNAM).year + 1
    warning = f"Lịch năm {year} chưa được xác nhận"
    assert warning in admin.get("/console/").content.decode()
    admin.post("/console/calendar/day", DAY_OFF | {"date": f"02/01/{year}"})
    for unconfirmed in (one for one in days_of(None, year) if not one.confirmed):
        assert not is_year_confirmed(year)
        admin.post("/console/calendar/day", DAY_OFF | {"date": unconfirmed.date.isoformat()})
    assert is_year_confirmed(year)
    assert warning not in admin.get("/console/").content.decode()


def test_a_dead_event_is_shown_and_delivered_again(admin: Client) -> None:
    event_id = dead_event()
    page = admin.get("/console/events").content.decode()
    assert "kite.lost.v1" in page and "mất dây" in page
    assert "Tiến trình nền không hoạt động" in page  # no worker runs in a test
    where = f"/console/events/{event_id}/replay"
    assert admin.post(where)["Location"] == "/console/events?done=replayed"
    assert OutboxEvent.objects.get(id=event_id).state == "waiting"
    assert [one.action for one in history("event", event_id)] == ["event.replayed"]
    assert "kite.lost.v1" in admin.get("/console/events?state=waiting").content.decode()
    assert admin.post(where).status_code == 409


def test_the_trail_is_whole_until_somebody_alters_it(admin: Client, province: Province) -> None:
    assert "Nhật ký nguyên vẹn" in admin.post("/console/audit/verify").content.decode()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(
            "UPDATE audit_entry SET actor_name = 'Kẻ Gian' WHERE subject = 'agency' AND subject_id = %s",
            [province.commune.id],
        )
        cursor.execute("SET LOCAL session_replication_role = origin")
    page = admin.post("/console/audit/verify").content.decode()
    assert "Nhật ký không còn nguyên vẹn" in page and str(province.commune.id) in page and "mục số 1" in page


def test_the_history_of_a_thing_in_words(admin: Client, province: Province) -> None:
    admin.post(
        "/console/agencies/Y99.10/contact", {"short_name": "P1", "address": "", "phone": "", "email": ""}
    )
    for typed in ("Y99.10", "000.00.10.Y99", str(province.commune.id)):
        page = admin.get("/console/audit", {"kind": "agency", "id": typed}).content.decode()
        assert "Thêm cơ quan" in page and "Sửa liên hệ" in page
    assert "Không có mục nào" in admin.get("/console/audit?kind=agency&id=gì").content.decode()
    assert "Không có mục nào" in admin.get("/console/audit?kind=procedure&id=gì").content.decode()


def test_acts_on_a_dossier_are_called_as_the_workflow_calls_them(admin: Client, province: Province) -> None:
    filed = province.file()
    province.act(filed.dossier_id, "accept", "motcua.y99.10")
    page = admin.get("/console/audit", {"kind": "dossier", "id": str(filed.dossier_id)}).content.decode()
    assert '<td role="cell" data-label="Việc">Tiếp nhận</td>' in page
