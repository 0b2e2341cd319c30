"""One list of what is wrong, told by `/healthz` and the console alike, and gone when it is well again."""

import datetime as dt
import os
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from motcua.audit.door import prove, record
from motcua.files.door import read_blob, scrub, store
from motcua.files.errors import ContentMissing
from motcua.files.names import blob_name
from motcua.kernel import clock, outbox
from motcua.kernel.ids import new_id
from motcua.kernel.models import OutboxEvent, StandingAlarm
from tests.integration.console.places import dead_event

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_files(tmp_path: Any, settings: Any) -> None:
    settings.MEDIA_ROOT = tmp_path
    settings.MOTCUA_MIN_FREE_MB = 0


def keys(client: Client) -> set[str]:
    return {alarm["key"] for alarm in client.get("/healthz").json()["alarms"]} - {"worker"}


def event(at: dt.datetime, **more: Any) -> OutboxEvent:
    return OutboxEvent.objects.create(name="test.x.v1", payload={}, created_at=at, next_try_at=at, **more)


def test_a_file_lost_and_found_again(client: Client, tmp_path: Any) -> None:
    now = clock.now()
    kept = [store(f"số {n}".encode(), name="a.txt", now=now).sha256 for n in range(3)]
    path = tmp_path / blob_name(kept[1])
    content = path.read_bytes()
    path.unlink()
    with pytest.raises(ContentMissing) as missing:
        read_blob(kept[1])
    assert missing.value.status == 503
    assert scrub(now=now) == 3
    alarm = next(a for a in client.get("/healthz").json()["alarms"] if a["key"] == "file_damaged")
    assert alarm["message"].startswith("1 tệp") and "motcua files verify" in alarm["remedy"]
    path.write_bytes(content[::-1])
    scrub(now=now)
    assert "file_damaged" in keys(client)
    path.write_bytes(content)
    scrub(now=now)
    assert keys(client) == set()


def test_what_a_killed_process_left_half_written_goes(tmp_path: Any) -> None:
    now = clock.now()
    directory = (tmp_path / blob_name(store(b"xong", name="a.txt", now=now).sha256)).parent
    old, young = directory / ".old.part", directory / ".young.part"
    for path in (old, young):
        path.write_bytes(b"half")
    os.utime(old, times=((now - dt.timedelta(days=2)).timestamp(),) * 2)
    scrub(now=now)
    assert (old.exists(), young.exists()) == (False, True)


def test_an_altered_trail(client: Client) -> None:
    now, subject = clock.now(), new_id()

    class Somebody:
        id, name, acting_for = new_id(), "Ai đó", ""

    record(actor=Somebody(), action="test.done", subject="test", subject_id=subject, data={}, now=now)
    assert prove(now=now).ok and keys(client) == set()
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE audit_entry SET actor_name = 'Kẻ khác' WHERE subject_id = %s", [subject])
    assert not prove(now=now).ok and keys(client) == {"audit_broken"}


def test_a_clock_that_went_back(client: Client) -> None:
    event(clock.now() + dt.timedelta(hours=1), state="delivered")
    assert keys(client) == {"clock"}


def test_a_disk_that_fills_up(client: Client, settings: Any) -> None:
    settings.MOTCUA_MIN_FREE_MB = 10**12
    assert keys(client) == {"disk"}


def test_events_that_do_not_get_through(client: Client) -> None:
    dead_event()
    event(clock.now() - dt.timedelta(minutes=10))
    assert keys(client) == {"outbox_late", "dead_letters"}


def test_alarms_are_told_in_the_reader_s_language(client: Client, settings: Any) -> None:
    settings.MOTCUA_MIN_FREE_MB = 10**12
    client.cookies["lang"] = "en"
    words = {a["key"]: a["message"] for a in client.get("/healthz").json()["alarms"]}
    assert words["disk"] == "The disk is nearly full."


def test_events_are_delivered_though_the_clock_went_back() -> None:
    now = clock.now()
    fresh = event(now + dt.timedelta(hours=5))
    tried = event(now + dt.timedelta(hours=5), attempts=1)
    pausing = event(now + dt.timedelta(seconds=8), attempts=3)
    outbox.deliver_batch(now=now)
    states = dict(OutboxEvent.objects.values_list("id", "state"))
    assert (states[fresh.id], states[tried.id]) == ("delivered", "delivered")
    assert states[pausing.id] == "waiting"
    assert StandingAlarm.objects.count() == 0
