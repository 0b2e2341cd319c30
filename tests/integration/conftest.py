"""Fixtures for tests that need a database."""

from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    """A process keeps its copy of the agencies for two seconds; the next test has other ones."""
    # Imported here because pytest reads this file before Django is set up.
    from motcua.kernel.kept import forget_all

    forget_all()
    yield
    forget_all()
