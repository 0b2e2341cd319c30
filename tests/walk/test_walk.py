"""Every role before every address and every thing behind it: what happens is what the table says."""

import pytest

from tests.walk.expectations import NO_SUCH_METHOD, Row, read_table
from tests.walk.routes import routes
from tests.walk.walking import Step, complaints, steps_of
from tests.walk.world import World

FACES = ("portal", "desk", "console", "api", "site")
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
# The end of the machine's door answers for every address that is none, by whatever method.
EVERYTHING_ELSE = "api:api/v1/^(?P<path>.*)$"


def _face(row: Row) -> str:
    return row.address.partition(":")[0] if ":" in row.address else "site"


@pytest.mark.parametrize("face", FACES)
def test_everybody_gets_what_is_theirs_and_nothing_else(face: str, db: None, world: World) -> None:
    rows = [row for row in read_table() if _face(row) == face]
    found = list(complaints(world, steps_of(rows)))
    assert not found, "\n".join(found[:60])


def test_every_address_has_a_row() -> None:
    known = {row.address for row in read_table()}
    found = {route.name for route in routes()} - {EVERYTHING_ELSE}
    assert not found - known, "Say in tests/walk/table.txt who may enter"
    assert not known - found - {"api:nothing_here"}, "The table speaks of addresses that are gone"


def test_no_other_method_is_taken(db: None, world: World) -> None:
    rows: dict[str, list[Row]] = {}
    for row in read_table():
        rows.setdefault(row.address, []).append(row)
    steps = [step for known in rows.values() for step in _steps_not_taken(known)]
    found = list(complaints(world, steps))
    assert len(steps) > 400
    assert not found, "\n".join(found[:60])


def _steps_not_taken(known: list[Row]) -> list[Step]:
    row, taken = known[0], {row.method for row in known}
    if row.address == "api:nothing_here":
        return []
    others = set(METHODS) - taken - ({"HEAD"} if "GET" in taken else set())
    thing = row.things[0] if row.things else ""
    return [Step(_with_method(row, method), _somebody(row), thing) for method in sorted(others)]


def _with_method(row: Row, method: str) -> Row:
    return Row(method, row.address, row.variant, row.enters, row.things, NO_SUCH_METHOD, "", False)


def _somebody(row: Row) -> str:
    return {
        "portal": "owner",
        "desk": "head" if row.enters == "deciders" else "clerk",
        "console": "admin",
    }.get(_face(row), "clerk" if _face(row) == "api" else "visitor")
