"""The province fixture. Rooms are imported inside, because pytest reads this file before Django is set up."""

import dataclasses
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from django.conf import settings
from django.db import transaction

if TYPE_CHECKING:
    from tests.integration.dossiers.province import Province


@pytest.fixture(scope="session")
def keys_dir(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Keys are made once; they are slow and always the same people's."""
    patch = pytest.MonkeyPatch()
    folder = tmp_path_factory.mktemp("keys")
    patch.setattr(settings, "MOTCUA_KEYS_DIR", folder)
    yield folder
    patch.undo()


@pytest.fixture(scope="module")
def settled(
    django_db_setup: None, django_db_blocker: Any, keys_dir: Path, tmp_path_factory: pytest.TempPathFactory
) -> "Iterator[Province]":
    """The province, built once for the tests of a file and gone after them (it takes longer than most tests)."""
    from tests.integration.dossiers.province import build

    with django_db_blocker.unblock(), transaction.atomic():
        yield build(tmp_path_factory.mktemp("province"))
        transaction.set_rollback(True)


@pytest.fixture
def db(settled: "Province", django_db_blocker: Any) -> Iterator[None]:
    """In the place of the plugin's own: a savepoint in the file's transaction, undone after the test."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.fixture
def province(settled: "Province", db: None) -> "Province":
    """The province as it was built; what the test does to it is undone."""
    return dataclasses.replace(settled)
