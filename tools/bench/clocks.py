"""The legal clock: dates a second, and all open dossiers counted again after a late holiday while officers work."""

import datetime as dt
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

from motcua.accounts.door import SYSTEM
from motcua.deadlines.door import (
    Duration,
    Limit,
    Part,
    Reason,
    Turn,
    TurnKind,
    Unit,
    calendar_for,
    declare_day,
    read,
)
from motcua.dossiers.door import recount
from motcua.kernel import clock
from motcua.kernel.models import LongWork
from tools.bench import filling
from tools.bench.province import CLERK, Bench

_SECONDS = 2.0
_ACTS_BEFORE = 100
# What the worker does with a job, without waiting for it to come by.
_WORKER = "import sys, django; django.setup(); from motcua.kernel import progress; progress.run(sys.argv[1])"


@dataclass(frozen=True, slots=True)
class Recounted:
    """What the order did, and what an officer's act took meanwhile (ms), beside what it takes otherwise."""

    checked: int
    moved: int
    seconds: float
    act_p50: float
    act_p95: float
    alone_p50: float
    alone_p95: float


def deadlines() -> dict[str, float]:
    """Dates read a second in one thread, trace and all, by kind of history."""
    calendar, now = calendar_for(None, on=clock.now().date()), clock.now()
    begin = Turn(TurnKind.BEGIN, now, Reason.ACCEPTED, limit=Limit((Part(Duration(15, Unit.WORKING_DAY)),)))
    days = Turn(TurnKind.BEGIN, now, Reason.ACCEPTED, limit=Limit((Part(Duration(30, Unit.DAY)),)))
    stop = Turn(TurnKind.PAUSE, now + dt.timedelta(days=3), Reason.OBLIGATION, key="obligation")
    go_on = Turn(TurnKind.RESUME, now + dt.timedelta(days=8), Reason.OBLIGATION, key="obligation")
    again = Turn(
        TurnKind.BEGIN, now + dt.timedelta(days=12), Reason.SUPPLEMENT, limit=begin.limit, key="supplement"
    )
    histories = {
        "15 working days": [begin],
        "30 days": [days],
        "15 working days, an obligation": [begin, stop, go_on],
        "15 working days, an obligation, a supplement": [begin, stop, go_on, again],
    }
    rates = {}
    for name, turns in histories.items():
        ended, count = time.perf_counter() + _SECONDS, 0
        while time.perf_counter() < ended:
            read(turns, calendar)
            count += 1
        rates[name] = count / _SECONDS
    return rates


def recounted(bench: Bench, *, count: int) -> Recounted:
    """Fill up, declare days off that come too late, order the recount, act as a clerk until it is done."""
    filling.fill_open(count)
    now = clock.now()
    today = now.astimezone(clock.VIETNAM).date()
    for ahead in range(1, 4):
        day = today + dt.timedelta(days=ahead)
        declare_day(actor=SYSTEM, now=now, agency_id=None, day=day, sessions=None, name="Nghỉ", ground="QĐ 1")
    alone = _acts(bench, lambda done: done >= _ACTS_BEFORE)
    administrator = bench.actor("quantri.y99")
    work = recount(
        actor=administrator, agency_id=None, from_date=today, ground="QĐ 1", apply=True, now=clock.now()
    )
    began = time.perf_counter()
    worker = subprocess.Popen([sys.executable, "-c", _WORKER, str(work.id)])
    during = _acts(bench, lambda _done: worker.poll() is not None)
    seconds = time.perf_counter() - began
    results = LongWork.objects.get(id=work.id).results
    checked, moved = (sum(one.get(name, 0) for one in results) for name in ("checked", "moved"))
    return Recounted(checked, moved, seconds, *_spread(during), *_spread(alone))


def _acts(bench: Bench, is_over: Callable[[int], bool]) -> list[float]:
    clerk, request = bench.actor(CLERK), bench.request()
    taken: list[float] = []
    while not is_over(len(taken)):
        dossier_id = bench.create(clerk, request)
        began = time.perf_counter()
        bench.accept(clerk, dossier_id)
        taken.append((time.perf_counter() - began) * 1000)
    return taken


def _spread(taken: list[float]) -> tuple[float, float]:
    return statistics.median(taken), statistics.quantiles(taken, n=20)[-1]
