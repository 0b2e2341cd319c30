"""The world of the walk: built once for a file, gone after it. Rooms are imported inside, see pytest's order."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from django.db import transaction

from tests.integration.dossiers.conftest import keys_dir

if TYPE_CHECKING:
    from tests.walk.world import World

__all__ = ["keys_dir"]


@pytest.fixture(scope="module")
def world(
    django_db_setup: None, django_db_blocker: Any, keys_dir: object, tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[World]":
    from motcua.kernel.kept import forget_all
    from tests.walk.world import build_world

    forget_all()
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_world(tmp_path_factory.mktemp("world"))
        transaction.set_rollback(True)
    forget_all()


@pytest.fixture
def db(world: "World", django_db_blocker: Any) -> Iterator[None]:
    """In the place of the plugin's own: a savepoint in the file's transaction, undone after the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)
