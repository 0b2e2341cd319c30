"""Queries that are turned into SQL once."""

from uuid import uuid4

import pytest
from django.db import transaction
from django.db.models import CharField, QuerySet
from django.db.transaction import TransactionManagementError

from motcua.kernel.compiled import Compiled, Given
from motcua.kernel.models import Stamp

pytestmark = pytest.mark.django_db


def named() -> QuerySet[Stamp]:
    return Stamp.objects.filter(name=Given("name", CharField()))


def test_each_asking_has_its_own_values() -> None:
    found = Compiled(named)
    for name in ("a", "b"):
        Stamp.objects.create(name=name, value=uuid4())

    assert [row.name for row in found.rows(name="a")] == ["a"]
    assert [row.name for row in found.rows(name="b")] == ["b"]
    assert found.first(name="c") is None


def test_the_query_is_built_once() -> None:
    built = []
    found = Compiled(lambda: built.append(1) or named())  # type: ignore[func-returns-value]

    for name in ("a", "b", "c"):
        found.rows(name=name)

    assert len(built) == 1


def test_a_value_that_was_forgotten_is_noticed() -> None:
    with pytest.raises(KeyError):
        Compiled(named).rows()


@pytest.mark.django_db(transaction=True)
def test_rows_are_locked_in_a_transaction_only() -> None:
    locked = Compiled(lambda: named().select_for_update())
    with transaction.atomic():
        locked.rows(name="a")

    with pytest.raises(TransactionManagementError):
        locked.rows(name="a")
