"""Where the processor time of an operation goes: by the package whose code runs, as Python's profiler sees it."""

import cProfile
import pstats
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

_RUNS = 200
_OURS = Path(__file__).parents[2] / "motcua"
_BUILT_IN = "~"


def shares(work: Callable[[], Any], *, runs: int = _RUNS) -> dict[str, float]:
    """Parts of one, the largest first: a room of ours, `django`, `psycopg`, Python itself."""
    profile = cProfile.Profile(time.process_time)
    profile.enable()
    for _ in range(runs):
        work()
    profile.disable()
    found: Counter[str] = Counter()
    stats: dict[Any, Any] = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    for (file, _line, _name), (_calls, _all, own, _with, callers) in stats.items():
        if file == _BUILT_IN:  # what is written in C belongs to whoever calls it
            for (caller, _l, _n), (_c, _a, part, _w) in callers.items():
                found[_package(caller)] += part
        else:
            found[_package(file)] += own
    total = sum(found.values())
    return {package: part / total for package, part in found.most_common()}


def _package(file: str) -> str:
    path = Path(file)
    if path.is_relative_to(_OURS):
        return f"motcua.{path.relative_to(_OURS).parts[0]}"
    if "site-packages" in path.parts:
        return path.parts[path.parts.index("site-packages") + 1].partition(".")[0].partition("_binary")[0]
    return "Python"
