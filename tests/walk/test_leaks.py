"""What is a stranger's answers like what is not: the same words, the same headers, the same work."""

import re
from collections import defaultdict
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.walk.expectations import ENTERS, MAY, TELLING, Row, read_table
from tests.walk.walking import Step, ask
from tests.walk.world import World, undone

ABSENT, FOREIGN = "unknown", ("sister", "at_counter", "submitted", "draft")
# New in each answer, whoever asks for what.
_FRESH = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|Mã lỗi: \w+')
_FRESH_HEADERS = {"X-Request-ID", "Set-Cookie", "Content-Length"}


def _told(world: World, step: Step) -> tuple[Any, ...]:
    """All that a caller can learn: status, words and headers without the names they brought; and the work done."""
    thing = world.things[step.thing]
    with (
        undone(),
        CaptureQueriesContext(
            connection,
        ) as asked,
    ):
        response = ask(world, step)
    words = [
        response.content.decode(),
        *(f"{k}: {v}" for k, v in response.headers.items() if k not in _FRESH_HEADERS),
    ]
    for number, word in enumerate(words):
        for name in (thing.code, thing.id, thing.component, thing.paper):
            word = word.replace(str(name), "…")
        words[number] = _FRESH.sub("", word)
    return response.status_code, words, len(asked)


def _rows() -> list[Row]:
    return [row for row in read_table() if ABSENT in row.things and row.may in MAY and not row.must_succeed]


@pytest.mark.parametrize("face", ["portal", "desk", "api"])
def test_a_strangers_dossier_is_like_none(face: str, db: None, world: World) -> None:
    differences, compared = [], 0
    for row in (one for one in _rows() if one.address.startswith(face)):
        for role in sorted(
            TELLING & ENTERS[row.enters] & set(world.tokens if face == "api" else world.clients)
        ):
            absent = None
            for thing in (one for one in FOREIGN if one in row.things and role not in MAY["reads"](one)):
                absent = absent or _told(world, Step(row, role, ABSENT))
                compared += 1
                told = _told(world, Step(row, role, thing))
                if (
                    told != absent
                ):  # a list kept in memory may just have been read anew: what differs twice differs
                    absent, told = _told(world, Step(row, role, ABSENT)), _told(world, Step(row, role, thing))
                if told != absent:
                    differences.append(f"{Step(row, role, thing)}: {_difference(told, absent)}")
    assert compared > 20
    assert not differences, "\n".join(differences[:40])


def _difference(told: tuple[Any, ...], absent: tuple[Any, ...]) -> str:
    if told[1] == absent[1]:
        return f"{told[2]} statements instead of {absent[2]} (status {told[0]})"
    words = [(a[:200], b[:200]) for a, b in zip(told[1], absent[1], strict=False) if a != b]
    return f"{told[0]}/{absent[0]} {words}"


def test_a_wrong_code_costs_what_a_wrong_secret_costs(db: None, world: World) -> None:
    told = {}
    for name in ("submitted", "unknown"):
        form = {"code": world.things[name].code, "secret": "ABCD2345"}
        with undone(), CaptureQueriesContext(connection) as asked:
            response = Client().post("/track", form)
        words = _FRESH.sub("", response.content.decode()).replace(world.things[name].code, "…")
        told[name] = (response.status_code, words, len(asked))
    assert told["submitted"] == told["unknown"]


def test_an_unknown_name_costs_a_password_check_too(db: None, world: World, monkeypatch: Any) -> None:
    from motcua.accounts.hashers import Argon2id
    from motcua.accounts.signing_in import _stand_in

    _stand_in()  # made once in the life of a process
    work: dict[str, int] = defaultdict(int)
    whole = Argon2id.verify
    told = {}

    def counted(self: Any, *args: Any) -> bool:
        work[name] += 1
        return bool(whole(self, *args))

    monkeypatch.setattr(Argon2id, "verify", counted)
    for name in ("congdan1", "khong-co-ai"):
        with undone():
            form = {"username": name, "password": "sai-mat-khau-2026"}
            response = Client().post("/sign-in", form)
        told[name] = (response.status_code, _FRESH.sub("", response.content.decode()).replace(name, "…"))
    assert told["congdan1"] == told["khong-co-ai"]
    assert work["congdan1"] == work["khong-co-ai"] == 1
