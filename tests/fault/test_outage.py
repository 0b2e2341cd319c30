"""The database goes away and comes back: pages say so and recover by themselves, and so does the worker."""

import json
import os
import signal
import socket
import time
import urllib.error
import urllib.request
from collections.abc import Callable

import psycopg

from motcua.site import embedded
from tests.fault.installation import Installation, children_of
from tests.fault.storm import installation

EVENT = """
INSERT INTO kernel_outboxevent (id, name, payload, created_at, state, attempts, next_try_at, last_error)
VALUES (gen_random_uuid(), 'test.x.v1', '{}', now(), 'waiting', 0, now(), '')
"""


def ask(place: Installation, path: str) -> tuple[int, str, str]:
    try:
        with urllib.request.urlopen(place.url + path, timeout=20) as answer:
            return answer.status, answer.headers.get("Retry-After", ""), answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("Retry-After", ""), error.read().decode()


def wait_for(what: Callable[[], bool], seconds: float = 60) -> bool:
    deadline = time.monotonic() + seconds
    while not what() and time.monotonic() < deadline:
        time.sleep(0.2)
    return what()


def test_the_database_goes_and_comes_back() -> None:
    with installation() as place:
        place.prepare()
        place.start()
        address = place.database
        # The processes stay, the database does not: nobody looks after it meanwhile.
        place.pause()
        worker = place.pid_of("worker")
        embedded.stop(place.var)
        assert wait_for(lambda: ask(place, "/healthz")[0] == 503)
        status, later, page = ask(place, "/procedures")
        assert (status, later) == (503, "15") and "gián đoạn" in page
        time.sleep(3)

        place.restart_database()
        assert wait_for(lambda: ask(place, "/healthz")[0] == 200)
        assert ask(place, "/procedures")[0] == 200
        assert place.pid_of("worker") == worker  # it waited, it was not started anew
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(EVENT)
            connection.execute("NOTIFY motcua_outbox")
            waiting = "SELECT count(*) FROM kernel_outboxevent WHERE state = 'waiting'"
            assert wait_for(lambda: connection.execute(waiting).fetchone() == (0,))
        # Killed, and not stopped, the private server comes back by itself.
        cluster = embedded.Cluster.of(place.var, lambda _: None)
        killed = cluster.pid()
        assert killed
        os.kill(killed, signal.SIGKILL)
        assert wait_for(lambda: cluster.pid() not in (None, killed))
        assert wait_for(lambda: ask(place, "/healthz")[0] == 200)
        assert wait_for(lambda: json.loads(ask(place, "/healthz")[2])["worker"] == "ok")


def test_a_killed_web_server_leaves_nobody_at_its_port() -> None:
    with installation() as place:
        place.prepare()
        place.start()
        place.pause()
        server = place.pid_of("web")
        assert server and len(children_of(server, saying="granian")) >= 2
        os.kill(server, signal.SIGKILL)
        assert wait_for(lambda: is_free(place.port))


def is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0
