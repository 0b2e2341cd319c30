"""No form is taken from another site: every address that takes a POST asks for the token first."""

from typing import Any

import pytest
from django.test import Client

from tests.walk.asking import form_of, names_of
from tests.walk.expectations import Row, read_table
from tests.walk.walking import address_of
from tests.walk.world import PEOPLE, World

# Changes a language and nothing else, so that public pages can be cached.
FREE = {"set_language"}
SOMEBODY = {"portal": "owner", "desk": "clerk", "console": "admin"}


def _rows() -> dict[str, Row]:
    posts = (row for row in read_table() if row.method == "POST" and not row.address.startswith("api:"))
    return {row.address: row for row in posts if row.address not in FREE}


@pytest.mark.parametrize("token", ["", "wapiti"])
def test_a_form_without_the_token_is_refused(token: str, db: None, world: World) -> None:
    rows = _rows()
    taken = [address for address, row in rows.items() if _status(world, row, token) != 403]
    assert len(rows) > 40
    assert not taken


def _status(world: World, row: Row, token: str) -> int:
    role = SOMEBODY[row.address.partition(":")[0]]
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    client.cookies = world.clients[role].cookies.copy()
    assert role in PEOPLE
    named: dict[str, Any] = names_of(world, row.things[0] if row.things else "", row)
    return client.post(
        address_of(row, named), form_of(row, named) | {"csrfmiddlewaretoken": token}
    ).status_code
