"""Who keeps the catalogue: people of the province itself, not of a commune in it."""

import datetime as dt
import uuid

import pytest

from motcua.accounts.door import SYSTEM, Actor, Seat
from motcua.directory.door import Role, create_agency
from motcua.procedures.policies import may_keep_catalogue

NOW = dt.datetime(2026, 3, 12, 1, 30, tzinfo=dt.UTC)


@pytest.mark.parametrize("role", [Role.SERVICE_OWNER, Role.ADMINISTRATOR])
def test_whoever_names_the_people_of_a_commune_names_no_keeper_of_the_province(db: None, role: Role) -> None:
    by = {"actor": SYSTEM, "now": NOW}
    root = create_agency(identifier="H99", name="UBND tỉnh", kind="province", level="province", **by)
    create_agency(identifier="H99.10", name="UBND xã", kind="commune", level="commune", parent_id=root, **by)
    create_agency(identifier="G01", name="Bộ Công an", kind="other", level="ministry", **by)

    def keeps(path: str) -> bool:
        seat = Seat(uuid.uuid4(), uuid.uuid4(), path, "", "", role, "")
        return may_keep_catalogue(Actor(id=uuid.uuid4(), name="Gió", kind="official", seats=(seat,)))

    assert [keeps(path) for path in ("H99", "H99/H99.10", "G01", "Z99")] == [True, False, False, False]
