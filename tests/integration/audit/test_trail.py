"""The trail can only grow, and whoever tampers with it all the same is found out."""

import datetime as dt
import threading
import uuid
from dataclasses import dataclass

import pytest
from django.db import DatabaseError, connection, transaction

from motcua.audit.door import EntryRef, history, record, seal, verify
from motcua.kernel.errors import NotAllowed

NOW = dt.datetime(2026, 3, 12, 8, 30, tzinfo=dt.UTC)
ONE, TWO = uuid.UUID(int=1), uuid.UUID(int=2)


@dataclass(frozen=True)
class Clerk:
    id: uuid.UUID = TWO
    name: str = "Đỗ Thị Hạnh"
    acting_for: str = ""


def act(subject_id=ONE, action="dossier.accepted", **data):
    record(actor=Clerk(), action=action, subject="dossier", subject_id=subject_id, data=data, now=NOW)


def tamper(statement, *parameters):
    """What somebody with the rights of the tables' owner can do."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE audit_entry DISABLE TRIGGER USER")
        cursor.execute("ALTER TABLE audit_seal DISABLE TRIGGER USER")
        cursor.execute(statement, parameters)
        cursor.execute("ALTER TABLE audit_entry ENABLE TRIGGER USER")
        cursor.execute("ALTER TABLE audit_seal ENABLE TRIGGER USER")


@pytest.fixture
def trail(db):
    """Two things with four and two acts; all but the last of each are sealed."""
    for number in range(3):
        act(ONE, number=number)
    act(TWO, number=0)
    seal(now=NOW)
    act(ONE, number=3)
    act(TWO, number=1)


def test_an_act_is_kept_with_its_data(db):
    act(action="dossier.accepted", code="H44.01-1", at=NOW, ratio=0.1, nul="a\0b", many={"b", "a"}, none=None)
    (entry,) = history("dossier", ONE)
    assert (entry.seq, entry.actor_name, entry.at) == (1, "Đỗ Thị Hạnh", NOW)
    assert entry.data == {
        "code": "H44.01-1", "at": NOW.isoformat(), "ratio": "0.1", "nul": "a\ufffdb", "many": ["a", "b"],
        "none": None
    }  # fmt: skip
    assert verify().ok


def test_recording_costs_one_statement(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        act()


def test_nobody_records_nothing(db):
    with pytest.raises(NotAllowed):
        record(actor=None, action="x", subject="dossier", subject_id=ONE, data={}, now=NOW)
    assert history("dossier", ONE) == ()


def test_an_untouched_trail_is_whole(trail):
    before = verify()
    assert (before.ok, before.checked, before.first_bad) == (True, 6, None)
    assert seal(now=NOW) == 2
    assert seal(now=NOW) == 0
    after = verify()
    assert after.ok and after.last_seal != before.last_seal


def test_a_seal_holds_no_more_than_its_size(trail, monkeypatch):
    monkeypatch.setattr("motcua.audit.operations.SEAL_SIZE", 1)
    assert seal(now=NOW) == 2
    assert verify().ok


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor_name = 'x'",
        "DELETE FROM audit_entry",
        "TRUNCATE audit_entry",
        "UPDATE audit_seal SET entries = 0",
        "DELETE FROM audit_seal",
        "TRUNCATE audit_seal",
    ],
)
def test_the_database_refuses_all_but_adding(trail, statement):
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("data", '{"number": 7}'),
        ("actor_name", "Nguyễn Văn Khác"),
        ("acting_for", "Ai đó"),
        ("at", "2026-03-12 08:30:00.000001+00"),
        ("action", "dossier.refused"),
        ("hash", "\\x00"),
        ("prev_hash", "\\x00"),
    ],
)
def test_an_altered_entry_is_named(trail, column, value):
    tamper(f"UPDATE audit_entry SET {column} = '{value}' WHERE subject_id = %s AND seq = 2", ONE)
    verdict = verify()
    assert not verdict.ok and verdict.why
    assert verdict.first_bad == EntryRef("dossier", ONE, 2)


def test_a_deleted_entry_is_named(trail):
    tamper("DELETE FROM audit_entry WHERE subject_id = %s AND seq = 2", ONE)
    assert verify().first_bad == EntryRef("dossier", ONE, 2)


def test_a_cut_tail_is_named(trail):
    tamper("DELETE FROM audit_entry WHERE subject_id = %s AND seq >= 2", ONE)
    assert verify().first_bad == EntryRef("dossier", ONE, 2)


def test_a_tail_cut_before_it_was_sealed_is_named(trail):
    tamper("DELETE FROM audit_entry WHERE subject_id = %s AND seq = 4", ONE)
    assert verify().first_bad == EntryRef("dossier", ONE, 4)
    seal(now=NOW)
    assert verify().first_bad == EntryRef("dossier", ONE, 4)


def test_a_subject_wiped_out_is_named(trail):
    tamper("DELETE FROM audit_entry WHERE subject_id = %s", TWO)
    assert verify().first_bad == EntryRef("dossier", TWO, 1)


def test_two_swapped_entries_are_named(trail):
    tamper("UPDATE audit_entry SET seq = seq + 10 WHERE subject_id = %s AND seq IN (2, 3)", ONE)
    tamper("UPDATE audit_entry SET seq = 15 - seq WHERE subject_id = %s AND seq IN (12, 13)", ONE)
    assert [entry.data["number"] for entry in history("dossier", ONE)] == [0, 2, 1, 3]
    assert verify().first_bad == EntryRef("dossier", ONE, 2)


def test_a_chain_rewritten_with_fitting_hashes_is_found(trail):
    tamper("DELETE FROM audit_entry WHERE subject_id = %s", TWO)
    act(TWO, number=99)
    assert verify().first_bad == EntryRef("dossier", TWO, 1)


def test_an_altered_or_missing_seal_is_named(trail):
    seal(now=NOW)
    tamper("UPDATE audit_seal SET entries = 3 WHERE number = 1")
    assert verify().first_bad == EntryRef("seal", None, 1)
    tamper("DELETE FROM audit_seal WHERE number = 1")
    assert verify().first_bad == EntryRef("seal", None, 1)


def test_entries_kept_from_the_seal_are_noticed(trail):
    tamper("DELETE FROM audit_unsealed")
    verdict = verify()
    assert not verdict.ok and verdict.first_bad is None and verdict.why


@pytest.mark.django_db(transaction=True)
def test_two_recorders_of_one_thing_do_not_fork_its_chain():
    act(number=0)
    recorded = threading.Event()

    def second():
        try:
            recorded.wait(10)
            act(action="second")
        finally:
            connection.close()

    other = threading.Thread(target=second)
    with transaction.atomic():
        act(action="first")
        other.start()
        recorded.set()
        _until_somebody_waits()
    other.join(10)
    assert [(entry.seq, entry.action) for entry in history("dossier", ONE)][1:] == [
        (2, "first"),
        (3, "second"),
    ]
    assert seal(now=NOW) == 3
    assert verify().ok


def _until_somebody_waits():
    waiting = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()"
    with connection.cursor() as cursor:
        for _ in range(2000):
            cursor.execute("SELECT pg_stat_clear_snapshot()")
            cursor.execute(waiting)
            if cursor.fetchone():
                return
            cursor.execute("SELECT pg_sleep(0.005)")
    raise AssertionError("the second recorder never waited for the first")


@pytest.mark.django_db(transaction=True)
def test_an_act_rolled_back_leaves_no_trace():
    with transaction.atomic():
        act()
        transaction.set_rollback(True)
    act(action="later")
    assert [(entry.seq, entry.action) for entry in history("dossier", ONE)] == [(1, "later")]
    assert seal(now=NOW) == 1
    assert verify().ok
