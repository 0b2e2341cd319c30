import time
from dataclasses import dataclass
from typing import ClassVar

import pytest
from django.db import transaction

from motcua.kernel import clock, outbox
from motcua.kernel.models import OutboxEvent
from motcua.site.worker import Dispatcher

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
