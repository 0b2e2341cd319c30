"""How many statements things take: fixed, whatever the size."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.door import InboxFilter, counters, dossier_view, inbox, my_dossiers
from motcua.kernel import kept
from tests.integration.dossiers.province import Province


@contextmanager
def _statements(most: int) -> Iterator[None]:
    with CaptureQueriesContext(connection) as captured:
        yield
    real = [q["sql"] for q in captured.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(real) <= most, "\n".join(real)


@pytest.fixture
def busy(province: Province, monkeypatch: pytest.MonkeyPatch) -> Province:
    # A slow machine would ask again whether the copies still hold: those statements are not the operation's.
    monkeypatch.setattr(kept, "TRUSTED_SECONDS", 3600.0)
    for _ in range(3):
        answer = province.file()
        province.carry(answer.dossier_id, upto="accept")
    return province


def test_an_intake_at_the_counter(busy: Province) -> None:
    clerk = busy.actor("motcua.y99.10")
    assert clerk.seats
    with _statements(8):  # two of them find the clerk
        busy.file()


def test_an_act(busy: Province) -> None:
    answer = busy.file()
    with _statements(7):  # three of them find the clerk, and whom the act may name
        busy.act(answer.dossier_id, "accept", "motcua.y99.10")


def test_lists_cost_the_same_for_one_and_for_many(busy: Province) -> None:
    clerk = busy.actor("motcua.y99.10")
    citizen = busy.actor("congdan1")
    inbox(clerk, InboxFilter(), now=busy.now)
    with _statements(1):
        assert len(inbox(clerk, InboxFilter(), now=busy.now).items) == 3
    with _statements(1):
        counters(clerk, now=busy.now)
    with _statements(1):
        my_dossiers(citizen, now=busy.now)


def test_a_dossier_in_full(busy: Province) -> None:
    answer = busy.file()
    clerk = busy.actor("motcua.y99.10")
    with _statements(2):  # the dossier with all that belongs to it; the look
        dossier_view(clerk, code=answer.code, now=busy.now)
