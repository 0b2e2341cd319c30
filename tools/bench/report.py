"""What a run found, as a page for people."""

import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tools.bench.clocks import Recounted
from tools.bench.others import Imported
from tools.bench.plots import draw
from tools.bench.reading import Opened
from tools.bench.serving import CONNECTIONS, Answered
from tools.bench.writing import CLIENTS, Measured

_HEAD = """# Benchmarks

Written by `make bench`: one run on one machine, whose {cores} cores ({machine}) PostgreSQL, web server and load share
({server}). Read the ratios and the counts: seconds belong to the machine. The floor is `pgbench` writing *the same
rows* with prepared statements on the same server in the same run: what the transaction of one operation left behind,
row by row, becomes its script.
"""


# Packages with a smaller part of the processor time are left out of the table.
_SHOWN = 0.03


@dataclass
class Found:
    """Everything measured."""

    server: str = ""
    writings: list[Measured] = field(default_factory=list)
    posted: dict[str, Answered] = field(default_factory=dict)
    opened: list[Opened] = field(default_factory=list)
    signatures: dict[str, float] = field(default_factory=dict)
    imports: dict[str, Imported] = field(default_factory=dict)
    room: dict[str, float] = field(default_factory=dict)
    filled: dict[int, float] = field(default_factory=dict)
    deadlines: dict[str, float] = field(default_factory=dict)
    recounted: Recounted | None = None


def write(found: Found, folder: Path) -> Path:
    """`benchmarks.md` and its picture in `folder`."""
    page = folder / "benchmarks.md"
    parts = [
        _HEAD.format(cores=os.cpu_count(), machine=platform.machine(), server=found.server),
        _writing(found),
        _reading(found.opened),
        _clocks(found),
        _others(found),
    ]
    page.write_text("\n".join(parts), "utf-8")
    if len({one.size for one in found.opened}) > 1:
        (folder / "benchmarks.svg").write_text(draw(_charts(found.opened)), "utf-8")
    return page


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---", *["--:"] * (len(head) - 1)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def _writing(found: Found) -> str:
    head = ["", "rows", "statements", "application CPU", "alone: operation / floor", "ratio",
            f"{CLIENTS} at once: operation / floor", "ratio"]  # fmt: skip
    rows = [
        [
            one.name, f"{one.rows}", f"{one.statements}", f"{one.cpu_ms:.1f} ms",
            f"{one.operation:.0f} / {one.floor:.0f} a second", f"{one.operation / one.floor:.2f}",
            f"{one.operation_together:.0f} / {one.floor_together:.0f}",
            f"{one.operation_together / one.floor_together:.2f}",
        ]
        for one in found.writings
    ]  # fmt: skip
    posted = [
        [name, f"{one.a_second:.0f}", f"{one.p50:.0f} ms", f"{one.p95:.0f} ms", f"{one.cpu_ms:.1f} ms"]
        for name, one in found.posted.items()
    ]
    over = _table(
        [f"over HTTP, {CONNECTIONS} connections", "a second", "p50", "p95", "application CPU"], posted
    )
    return f"""
## Writing

Statements count `BEGIN`, `COMMIT` and the one `NOTIFY` after it.

{_table(head, rows)}
{_rest(found.writings)}
{over}"""


def _rest(writings: Sequence[Measured]) -> str:
    """Where the time goes that is not the floor's."""
    packages = list(
        dict.fromkeys(name for one in writings for name, part in one.shares.items() if part >= _SHOWN)
    )
    rows = []
    for one in writings:
        whole, floor = 1000 / one.operation, 1000 / one.floor
        parts = [f"{one.shares.get(name, 0) * one.cpu_ms:.2f}" for name in packages]
        rows.append([one.name, f"{whole:.1f}", f"{floor:.1f}", f"{one.cpu_ms:.1f}", *parts])
    head = ["alone", "operation", "the floor's", "application CPU", *packages]
    return f"""Where the rest goes, in ms: what is not processor time of the application is PostgreSQL's and the way
there and back. The processor time is shared out by the package whose code runs.

{_table(head, rows)}"""


def _reading(opened: Sequence[Opened]) -> str:
    sizes = sorted({one.size for one in opened})
    pages = list(dict.fromkeys(one.page for one in opened))
    by = {(one.page, one.size): one for one in opened}
    rows = []
    for page in pages:
        first, last = by[page, sizes[0]], by[page, sizes[-1]]
        row = [page, f"{last.statements}", f"{last.kilobytes:.0f} kB"]
        for size in sizes:
            told = by[page, size].answered
            row.append(f"{told.a_second:.0f} / {told.cpu_ms:.1f} / {told.p50:.0f} / {told.p95:.0f}")
        row.append(f"{last.answered.p95 / first.answered.p95:.2f}")
        rows.append(row)
    head = ["page", "statements", "HTML", *[f"{size:,} dossiers" for size in sizes], "p95 growth"]
    return f"""
## Reading

{CONNECTIONS} connections ask without a pause, so delays are those of a site at its limit. In each cell: pages a second
/ application CPU a page in ms / p50 / p95 in ms. Statements are those of the whole request, sign-in included.

{_table(head, rows)}
![delay against size, by page](benchmarks.svg)
"""


def _others(found: Found) -> str:
    signed = _table(
        ["signed PDF (PAdES B-LTA)", "a second"], [[k, f"{v:.0f}"] for k, v in found.signatures.items()]
    )
    imports = _table(
        ["catalogue", "records", "records a second, start-up included", "peak memory"],
        [[k, f"{v.records}", f"{v.a_second:.0f}", f"{v.peak_mb:.0f} MB"] for k, v in found.imports.items()],
    )
    shown = [[table, f"{size:,.0f}"] for table, size in found.room.items() if size >= 1]
    total = sum(found.room.values())
    room = _table(
        ["table with its indexes", "bytes a dossier"], [*shown, ["**together**", f"**{total:,.0f}**"]]
    )
    filled = ", ".join(f"{size:,} in {seconds:.0f} s" for size, seconds in found.filled.items())
    return f"""
## Signatures, catalogue, room

{signed}
{imports}
{room}
Copies carry no evidence and no events of their own; those are of what was written through operations. Filled up to
{filled}.
"""


def _clocks(found: Found) -> str:
    rates = _table(
        ["history", "dates a second, one thread"], [[k, f"{v:,.0f}"] for k, v in found.deadlines.items()]
    )
    one = found.recounted
    if one is None:
        return f"\n## The clock\n\n{rates}"
    rate = one.checked / one.seconds
    return f"""
## The clock

{rates}
After three days off declared too late one worker counted all {one.checked:,} running dossiers again in
{one.seconds:.0f} s ({rate:.0f} a second); {one.moved:,} got a new date, each with its adjustment, history,
evidence and event. A clerk's act took {one.act_p50:.1f} ms meanwhile (p95 {one.act_p95:.1f}), {one.alone_p50:.1f} ms
(p95 {one.alone_p95:.1f}) without it.
"""


def _charts(opened: Sequence[Opened]) -> dict[str, list[tuple[int, float, float]]]:
    charts: dict[str, list[tuple[int, float, float]]] = {}
    for one in opened:
        charts.setdefault(one.page, []).append((one.size, one.answered.p50, one.answered.p95))
    return charts
