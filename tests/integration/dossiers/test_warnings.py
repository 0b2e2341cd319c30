"""What officials are warned of: on the desk, each morning, once."""

import dataclasses
import datetime as dt
import uuid

import pytest
from django.db import connection, transaction

from motcua.dossiers.door import ATTENTION, InboxFilter, counters, dossier_view, inbox, supplement_warning
from motcua.dossiers.events import ConsultationSilent
from motcua.dossiers.models import Dossier, Supplement
from motcua.dossiers.queries.attention import needs_attention
from motcua.dossiers.telling import lapsing, officials
from motcua.kernel import outbox
from motcua.kernel.clock import VIETNAM
from motcua.notices.models import Message, Round
from tests.integration.dossiers.province import Province

CLERK, OFFICER, HEAD, LEADER = "motcua.y99.10", "thuly.y99.10", "truongphong.y99.10", "lanhdao.y99.10"


def day(date: int, hour: int, minute: int = 0) -> dt.datetime:
    return dt.datetime(2026, 3, date, hour, minute, tzinfo=VIETNAM)


def warned(province: Province, who: str, now: dt.datetime) -> dict[str, int]:
    found = counters(province.actor(who), now=now).attention
    for kind, count in found.items():  # a count filters the list
        assert len(inbox(province.actor(who), InboxFilter(box=kind), now=now).items) == count
    return {kind: count for kind, count in found.items() if count}


def due(province: Province, at: dt.datetime) -> Dossier:
    """A dossier on the officer's desk that is due then."""
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto="assign")
    Dossier.objects.filter(id=answer.dossier_id).update(due_at=at, work_due_at=at)
    return Dossier.objects.get(id=answer.dossier_id)


def test_who_is_warned_of_what_is_due(province: Province) -> None:
    due(province, day(5, 16))
    due(province, day(6, 9))
    expected = {"due_today": 1, "due_next": 1, "offer_today": 1}
    for who in (OFFICER, HEAD, LEADER):
        assert warned(province, who, province.now) == expected
    assert warned(province, CLERK, province.now) == {}  # it has left the counter
    assert warned(province, "lanhdao.y99.11", province.now) == {}


def test_the_one_new_appointment_is_not_asked_for_twice(province: Province) -> None:
    dossier = due(province, day(6, 9))
    Dossier.objects.filter(id=dossier.id).update(reappointed_at=province.now)
    assert warned(province, LEADER, province.now) == {"due_next": 1}


def test_an_online_dossier_unanswered_for_six_of_its_eight_hours(province: Province) -> None:
    province.file("congdan1")  # at 9:30, so the 8 working hours end at 9:30 or 10:00 of the next day
    limit = Dossier.objects.get().work_due_at
    assert limit is not None
    morning = day(6, 7, 40)
    assert "answer_soon" not in warned(province, CLERK, province.now)
    assert warned(province, CLERK, morning)["answer_soon"] == 1
    assert officials.warn_of_answers(now=morning) == 1
    assert officials.warn_of_answers(now=morning + dt.timedelta(minutes=10)) == 0
    (message,) = Message.objects.filter(template="answer_soon")
    assert message.account_id == province.accounts[CLERK]


def test_each_morning_at_opening_one_digest_a_person_and_day(province: Province) -> None:
    dossier = due(province, day(6, 9))
    assert officials.send_digests(now=day(5, 6)) == 0  # before opening
    assert officials.send_digests(now=day(5, 8)) > 0
    told = {m.account_id: m for m in Message.objects.filter(template="digest")}
    assert set(told) == {province.accounts[who] for who in (OFFICER, HEAD, LEADER)}
    body = told[province.accounts[OFFICER]].texts["vi"]["body"]
    assert "Phải xin lỗi, hẹn lại trong hôm nay: 1" in body and f"- {dossier.code}: 09:00 06/03/2026" in body
    assert "Quá hạn" not in body  # none: its line is left out
    assert officials.send_digests(now=day(5, 9)) == 0
    Round.objects.all().delete()
    officials.send_digests(now=day(5, 10))
    assert Message.objects.filter(template="digest").count() == 3


def test_no_digest_on_a_day_that_is_not_worked(province: Province) -> None:
    due(province, day(9, 9))
    assert officials.send_digests(now=day(7, 9)) == 0  # Saturday


def test_a_worker_killed_over_an_agency_repeats_nothing(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    due(province, day(5, 16))
    calls = iter([None, KeyboardInterrupt])
    real = officials._tell

    def killed_at_the_second(*args: object, **named: object) -> None:
        if next(calls) is not None:
            raise KeyboardInterrupt
        real(*args, **named)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(officials, "_tell", killed_at_the_second)
        with pytest.raises(KeyboardInterrupt), transaction.atomic():
            officials.send_digests(now=day(5, 8))
    assert not Message.objects.exists()
    officials.send_digests(now=day(5, 8, 10))
    assert Message.objects.filter(template="digest").count() == 3


def test_the_head_of_a_centre_reads_figures_by_agency(province: Province) -> None:
    dossier = due(province, day(6, 9))
    centre = province.actor("motcua.y99.01").seats[0].agency_id
    Dossier.objects.filter(id=dossier.id).update(receiving_agency=centre)
    officials.send_digests(now=day(5, 8))
    (message,) = Message.objects.filter(template="digest_centre")
    assert message.account_id == province.accounts["giamdoc.y99.01"]
    line = "- UBND phường Một: quá hạn 0, hôm nay 0, ngày làm việc tiếp theo 1"
    assert line in message.texts["vi"]["body"]


def test_who_asked_for_papers_twice_is_stopped_to_think(province: Province) -> None:
    """C22, U18: a second request counts as late in the quality index; the clerk is warned before."""
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto="assign")
    officer = province.actor(OFFICER)

    def warning() -> str:
        return supplement_warning(dossier_view(officer, code=answer.code, now=province.now), now=province.now)

    assert warning() == ""
    province.act(answer.dossier_id, "request_supplement", OFFICER)
    province.act(answer.dossier_id, "supplement", "congdan1", inputs={"reason": "đã bổ sung"})
    assert "đã được yêu cầu bổ sung 1 lần" in warning()


def test_the_citizen_is_reminded_once_before_the_time_to_complete_is_over(province: Province) -> None:
    answer = province.file("congdan1")
    province.act(answer.dossier_id, "request_supplement", CLERK)
    asked = Supplement.objects.get()
    early, late = asked.asked_at + dt.timedelta(days=10), asked.asked_at + dt.timedelta(days=28)
    assert lapsing.remind(now=early) == 0
    assert lapsing.remind(now=late) == 1
    assert lapsing.remind(now=late) == 0
    assert lapsing.remind(now=late + dt.timedelta(days=1)) == 0
    assert "- Bản sao giấy khai sinh" in Message.objects.get(template="lapsing").texts["vi"]["body"]


def test_warnings_lead_through_the_indexes_of_the_inbox(province: Province) -> None:
    later = dataclasses.replace(province)
    due(later, day(6, 9))
    leader = province.actor(LEADER)
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
        for kind in ATTENTION:
            found = inbox_sql(leader, kind, province.now)
            cursor.execute(f"EXPLAIN {found[0]}", found[1])
            plan = "\n".join(row[0] for row in cursor.fetchall())
            assert "Seq Scan on dossiers_dossier" not in plan, plan


def inbox_sql(actor: object, kind: str, now: dt.datetime) -> tuple[str, tuple[object, ...]]:
    rows = Dossier.objects.filter(needs_attention(actor, kind, now=now), status__gt=0)  # type: ignore[arg-type]
    return rows.values("pk").query.sql_with_params()


def test_silence_is_told_to_the_officer_in_charge(province: Province) -> None:
    dossier = due(province, day(12, 9))
    event = ConsultationSilent(dossier.id, uuid.uuid4(), province.commune.id)
    outbox.publish(event, now=province.now)
    while outbox.deliver_batch(now=province.now + dt.timedelta(seconds=1)):
        pass
    (message,) = Message.objects.filter(template="agency_silent")
    assert message.account_id == province.accounts[OFFICER]
