"""Those who call the machine's door of a small province."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.integration.api.made import Caller, Province


@pytest.fixture
def province(db: None, tmp_path: Path) -> "Province":
    """See `make_province`."""
    # Imported here because pytest reads this file before Django is set up.
    from tests.integration.api.made import make_province

    return make_province(tmp_path)


@pytest.fixture
def anyone(province: "Province") -> "Caller":
    return province.caller()


@pytest.fixture
def citizen(province: "Province") -> "Caller":
    return province.caller(province.citizen)


@pytest.fixture
def stranger(province: "Province") -> "Caller":
    return province.caller(province.stranger)


@pytest.fixture
def clerk(province: "Province") -> "Caller":
    return province.caller(province.clerk)


@pytest.fixture
def official(province: "Province") -> "Caller":
    return province.caller(province.official)
