"""Kill -9 at random while people work, then look whether anything was lost or happened twice: `make fault`."""

import argparse
import contextlib
import os
import random
import secrets
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.fault.clients import Crowd
from tests.fault.installation import HOST, Installation
from tests.fault.verifying import Findings, verify

_PROGRESS = 3  # acknowledged things between two kills, so that each kill meets people at work …
_PATIENCE = 6  # … or so many seconds


@contextmanager
def installation() -> Iterator[Installation]:
    """An installation in a directory of its own, gone afterwards."""
    var = Path(tempfile.mkdtemp(prefix="motcua-fault-"))
    var.chmod(0o755)
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        port = probe.getsockname()[1]
    place = Installation(var, port)
    try:
        yield place
    finally:
        place.stop()
        shutil.rmtree(var, ignore_errors=True)


def rage(place: Installation, *, kills: int, seed: int, say: Any = lambda _: None) -> tuple[Findings, Crowd]:
    """`kills` kills under load, then a look at everything."""
    dice = random.Random(seed)
    crowd = Crowd(port=place.port, people=place.prepare(), seed=seed)
    place.start()
    crowd.start()
    for number in range(1, kills + 1):
        _let_work(crowd, dice)
        place.kill(dice)
        if number % 20 == 0 or number == kills:
            say(f"{number} kills, {crowd.ledger.acknowledged} things acknowledged")
    place.wait_until_healthy(120)
    crowd.stop()
    return verify(place, crowd), crowd


def _let_work(crowd: Crowd, dice: random.Random) -> None:
    wanted, deadline = crowd.ledger.acknowledged + _PROGRESS, time.monotonic() + _PATIENCE
    while crowd.ledger.acknowledged < wanted and time.monotonic() < deadline:
        time.sleep(0.02)
    time.sleep(dice.random() / 2)


def table(place: Installation, crowd: Crowd, findings: Findings, *, seed: int, seconds: float) -> str:
    """The figures as a table in Markdown."""
    rows: dict[str, Any] = {"seed": seed, "seconds": round(seconds), "kills": sum(place.killed.values())}
    rows |= {f"… of {what}": count for what, count in place.killed.items()}
    answers = ", ".join(f"{status}: {count}" for status, count in sorted(crowd.ledger.answers.items()))
    rows |= {"answers to clients": answers, **findings.figures}
    width = max(map(len, rows))
    lines = [f"| {name:<{width}} | {value} |" for name, value in rows.items()]
    return "\n".join([f"| {'':<{width}} | |", f"|{'-' * (width + 2)}|---|", *lines])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    parser.add_argument("--report", type=Path, help="write the table into this file too")
    arguments = parser.parse_args()
    print(
        f"seed {arguments.seed}, {arguments.kills} kills; loopback only, data in a temporary directory",
        flush=True,
    )
    os.environ.pop("DATABASE_URL", None)
    with installation() as place:
        started = time.monotonic()
        findings, crowd = rage(place, kills=arguments.kills, seed=arguments.seed, say=print)
        text = table(place, crowd, findings, seed=arguments.seed, seconds=time.monotonic() - started)
        if findings.wrong:
            with contextlib.suppress(OSError):
                shutil.copy(place.var / "processes.log", Path(tempfile.gettempdir()) / "motcua-fault.log")
    print(text)
    print(*(f"WRONG: {what}" for what in findings.wrong), sep="\n")
    if arguments.report and not findings.wrong:
        arguments.report.write_text(f"# A run of `make fault`\n\n{text}\n")
    return bool(findings.wrong)


if __name__ == "__main__":
    sys.exit(main())
