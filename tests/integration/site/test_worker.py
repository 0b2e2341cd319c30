import asyncio
import time
from dataclasses import dataclass
from types import SimpleNamespace
from typing import ClassVar
from uuid import uuid4

import pytest
from django.db import connection, transaction

from motcua.kernel import clock, outbox, progress
from motcua.kernel.models import OutboxEvent
from motcua.kernel.tasks import take_up_again
from motcua.site.worker import Dispatcher, _jobs

HEARD: list[str] = []


@dataclass(frozen=True)
class Rang:
    NAME: ClassVar[str] = "test.rang.v1"
    who: str


def hear(delivery: outbox.Delivery) -> None:
    HEARD.append(delivery.data["who"])


@pytest.mark.django_db(transaction=True)
def test_what_is_committed_is_heard_once_and_what_is_not_is_never() -> None:
    HEARD.clear()
    outbox.subscribe(Rang.NAME, hear)
    with transaction.atomic():
        outbox.publish(Rang("before the start"), now=clock.now())
    dispatcher = Dispatcher()
    dispatcher.start()
    try:
        with transaction.atomic():
            outbox.publish(Rang("undone"), now=clock.now())
            transaction.set_rollback(True)
        with transaction.atomic():
            outbox.publish(Rang("after the start"), now=clock.now())
        deadline = time.monotonic() + 20
        while OutboxEvent.objects.filter(state="waiting").exists() and time.monotonic() < deadline:
            time.sleep(0.02)
    finally:
        dispatcher.stop()
        dispatcher.join()
    assert HEARD == ["before the start", "after the start"]


@pytest.mark.django_db(transaction=True)
def test_work_of_a_worker_that_died_is_queued_again() -> None:
    work = progress.start(kind="test.none", title="x", owner_id=uuid4(), items=[1, 2], now=clock.now())
    with connection.cursor() as cursor:
        # As a worker leaves it that was killed, once the next one has struck it off the list of the living.
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing'")
        asyncio.run(_look_after())
        cursor.execute(
            "SELECT status FROM procrastinate_jobs WHERE args->>'work_id' = %s ORDER BY id", [str(work.id)]
        )
        assert cursor.fetchall() == [("todo",)]
        cursor.execute("DELETE FROM procrastinate_jobs")


async def _look_after() -> None:
    jobs = _jobs()
    async with jobs.open_async():
        await take_up_again.func(SimpleNamespace(app=jobs), 0)
