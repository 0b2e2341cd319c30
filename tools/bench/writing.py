"""Creating a dossier and changing its status: through the operation and through HTTP, beside the floor."""

import multiprocessing
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection, connections
from django.test.utils import CaptureQueriesContext

from tools.bench.floor import Floor, rows_of
from tools.bench.province import CLERK, Bench
from tools.bench.shares import shares

WARM_UP, ALONE, TOGETHER, CLIENTS = 50, 600, 300, 4


@dataclass(frozen=True)
class Measured:
    """One kind of writing. Milliseconds are processor time of this process; `floor` and `operation` are per second.

    `shares` says by package where that time goes, in parts of one.
    """

    name: str
    statements: int
    cpu_ms: float
    operation: float
    floor: float
    operation_together: float
    floor_together: float
    rows: int
    shares: dict[str, float]


def measure(bench: Bench) -> list[Measured]:
    """Create, then accept what was created."""
    clerk, request = bench.actor(CLERK), bench.request()
    for _ in range(WARM_UP):
        bench.accept(clerk, bench.create(clerk, request))
    made: list[UUID] = []
    create_rows = rows_of(lambda: made.append(bench.create(clerk, request)))
    accept_rows = rows_of(lambda: bench.accept(clerk, made[0]))
    floors = [
        Floor(str(made[0]), count, clients, salt)
        for count, clients, salt in ((2500, 1, 1), (800, CLIENTS, 2))
    ]
    floor = {"create": [f.run(create_rows) for f in floors], "accept": [f.run(accept_rows) for f in floors]}
    creating = _alone(lambda: bench.create(clerk, request), ALONE)
    accepting = _alone(lambda: bench.accept(clerk, creating.results.pop()), ALONE)
    create_shares = shares(lambda: made.append(bench.create(clerk, request)))
    accept_shares = shares(lambda: bench.accept(clerk, made.pop()))
    together = _together(bench)
    made.append(bench.create(clerk, request))  # what a process keeps, it keeps
    statements = {
        "create": _statements(lambda: made.append(bench.create(clerk, request))),
        "accept": _statements(lambda: bench.accept(clerk, made[-1])),
    }
    return [
        Measured(
            name,
            statements[name],
            alone.cpu_ms,
            alone.a_second,
            floor[name][0],
            together[name],
            floor[name][1],
            rows,
            parts,
        )
        for name, alone, rows, parts in (
            ("create", creating, len(create_rows), create_shares),
            ("accept", accepting, len(accept_rows), accept_shares),
        )
    ]


@dataclass
class _Run:
    cpu_ms: float
    a_second: float
    results: list[Any]


def _alone(work: Callable[[], Any], count: int) -> _Run:
    began, cpu = time.perf_counter(), time.process_time()
    results = [work() for _ in range(count)]
    return _Run((time.process_time() - cpu) / count * 1000, count / (time.perf_counter() - began), results)


def _statements(work: Callable[[], Any]) -> int:
    with CaptureQueriesContext(connection) as captured:
        work()
    return len(captured.captured_queries)


def _together(bench: Bench) -> dict[str, float]:
    """Per second, by several processes at once, as several web workers would."""
    connections.close_all()
    fork = multiprocessing.get_context("fork")
    answers = fork.SimpleQueue()
    clients = [fork.Process(target=_client, args=(bench, answers)) for _ in range(CLIENTS)]
    for client in clients:
        client.start()
    parts = [answers.get() for _ in clients]
    for client in clients:
        client.join()
    return {name: sum(part[name] for part in parts) for name in ("create", "accept")}


def _client(bench: Bench, answers: Any) -> None:
    clerk, request = bench.actor(CLERK), bench.request()
    bench.accept(clerk, bench.create(clerk, request))
    creating = _alone(lambda: bench.create(clerk, request), TOGETHER)
    accepting = _alone(lambda: bench.accept(clerk, creating.results.pop()), TOGETHER)
    answers.put({"create": creating.a_second, "accept": accepting.a_second})
