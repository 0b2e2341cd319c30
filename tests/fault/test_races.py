"""The same thing twice at the same moment, many times over: one wins, the other reads why, nothing sticks.

`make fault` runs a thousand rounds of each, the ordinary tests fewer (MOTCUA_RACES).
"""

import os
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from motcua.accounts.door import SYSTEM, Account, issue_token
from motcua.audit import door as audit
from motcua.dossiers.models import Dossier, IntakeKey, TimelineEntry
from motcua.kernel import clock
from tests.integration.api.made import Caller
from tests.integration.dossiers.province import Province, build

ROUNDS = int(os.environ.get("MOTCUA_RACES", "25"))
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shared(tmp_path: Path, settings: Any) -> Province:
    """The province, committed, so that other connections see it."""
    settings.MOTCUA_KEYS_DIR = tmp_path / "keys"
    return build(tmp_path)


@pytest.fixture
def together() -> Any:
    """Runs works at the same moment, each on a connection of its own, kept from round to round."""
    with ThreadPoolExecutor(2) as pool:

        def run(works: Sequence[Callable[[], Any]]) -> list[Any]:
            ready = threading.Barrier(len(works))

            def one(work: Callable[[], Any]) -> Any:
                ready.wait(20)
                return work()

            return list(pool.map(one, works))

        yield run
        run([lambda: connection.close()] * 2)  # each thread its own


def caller(shared: Province, username: str) -> Caller:
    scopes = ("dossiers:read", "dossiers:write")
    now = clock.now()
    return Caller(
        Client(),
        issue_token(account_id=shared.accounts[username], name="race", scopes=scopes, actor=SYSTEM, now=now),
    )


def acts(code: str, action: str) -> int:
    return TimelineEntry.objects.filter(dossier__code=code, action=action).count()


def test_two_officers_act_on_one_dossier(shared: Province, together: Any) -> None:
    one, other = caller(shared, "motcua.y99.10"), caller(shared, "motcua.y99.10")
    for _ in range(ROUNDS):
        code = shared.file().code
        answers = together(
            [
                lambda code=code: one.post(f"dossiers/{code}/actions/accept", {}, If_Match='"1"'),
                lambda code=code: other.post(
                    f"dossiers/{code}/actions/refuse", {"reason": "Thiếu"}, If_Match='"1"'
                ),
            ]
        )
        assert sorted(a.status_code for a in answers) == [200, 412]
        loser = next(a for a in answers if a.status_code == 412)
        assert "đã thay đổi" in loser.json()["detail"]
        assert acts(code, "accept") + acts(code, "refuse") == 1
        if acts(code, "accept"):
            assert one.post(f"dossiers/{code}/actions/hand_over", {}, If_Match='"2"').status_code == 200
    assert audit.verify().ok


def test_a_double_click(shared: Province, together: Any) -> None:
    clients = [Client(), Client()]
    for client in clients:
        client.force_login(Account.objects.get(id=shared.accounts["motcua.y99.10"]))
    for _ in range(ROUNDS):
        code = shared.file().code
        address = f"/desk/dossiers/{code}/act/accept"
        answers = together([lambda c=c, a=address: c.post(a, {"version": "1"}) for c in clients])
        # One person's second press is answered like the first; the deed is done once.
        assert [a.status_code for a in answers] == [303, 303]
        assert acts(code, "accept") == 1
        done = clients[0].post(f"/desk/dossiers/{code}/act/hand_over", {"version": "2"})
        assert done.status_code == 303


def test_a_key_replayed_at_once_with_the_same_and_with_another_body(shared: Province, together: Any) -> None:
    clerks = [caller(shared, "motcua.y99.10"), caller(shared, "motcua.y99.10")]
    request = shared.request()
    body = {
        "procedure": request.procedure_code,
        "commune": shared.commune.identifier,
        "answers": dict(request.answers),
    }
    for number in range(ROUNDS):
        key = f"race-{number}"
        same = number % 2
        bodies = [
            body,
            body if same else {**body, "answers": {**body["answers"], "owner_name": "Lê Văn Bảy"}},
        ]
        answers = together(
            [
                lambda c=c, b=b, k=key: c.post("dossiers", b, Idempotency_Key=k)
                for c, b in zip(clerks, bodies, strict=True)
            ]
        )
        statuses = sorted(a.status_code for a in answers)
        assert statuses == ([201, 201] if same else [201, 422]), [a.content for a in answers]
        won = next(index for index, a in enumerate(answers) if a.status_code == 201)
        code = answers[won].json()["code"]
        if same:
            assert answers[1].json()["code"] == answers[0].json()["code"]
        else:
            assert answers[1 - won].json()["type"].endswith("idempotency_key_reused")
        assert clerks[0].post("dossiers", bodies[won], Idempotency_Key=key).json()["code"] == code
        assert IntakeKey.objects.filter(key=key).count() == 1
    assert Dossier.objects.exclude(code=None).count() == ROUNDS
