"""New rows of several tables in one statement."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.kernel.models import HandledEvent, OutboxEvent
from motcua.kernel.rows import insert, update

pytestmark = pytest.mark.django_db
AT = dt.datetime(2026, 3, 2, 1, 0, tzinfo=dt.UTC)


def event(payload: Any) -> OutboxEvent:
    return OutboxEvent(name="x", payload=payload, created_at=AT, next_try_at=AT)


def test_what_was_written_is_read_as_it_was() -> None:
    first, second = event({"a": [1, None, "Đỗ"]}), event("'; --")

    with CaptureQueriesContext(connection) as captured:
        insert(first, second, HandledEvent(event=first, handler="h"))

    assert len(captured.captured_queries) == 1
    assert [e.payload for e in OutboxEvent.objects.order_by("id")] == [first.payload, second.payload]
    assert OutboxEvent.objects.get(id=first.id).created_at == AT
    assert HandledEvent.objects.get().event_id == first.id


def test_all_or_none() -> None:
    first = event({})
    handled = [HandledEvent(event=first, handler="h") for _ in range(2)]

    with pytest.raises(IntegrityError), transaction.atomic():
        insert(first, *handled)

    assert not OutboxEvent.objects.exists()


def test_a_row_once_written_is_changed_afterwards_and_not_written_again() -> None:
    first = event({})
    insert(first)
    first.attempts = 3
    first.save()

    assert OutboxEvent.objects.get().attempts == 3


def test_of_a_changed_row_only_the_changes_are_written() -> None:
    insert(event({}))
    mine = OutboxEvent.objects.get()
    before = dict(vars(mine))
    OutboxEvent.objects.update(name="changed by somebody else")
    mine.attempts, mine.delivered_at, mine.payload = 3, AT, {"a": "%s"}

    update(mine, before)

    now = OutboxEvent.objects.get()
    assert (now.attempts, now.delivered_at, now.payload) == (3, AT, {"a": "%s"})
    assert now.name == "changed by somebody else"


def test_a_row_that_did_not_change_costs_nothing() -> None:
    insert(event({}))
    mine = OutboxEvent.objects.get()

    with CaptureQueriesContext(connection) as captured:
        update(mine, dict(vars(mine)))

    assert not captured.captured_queries
