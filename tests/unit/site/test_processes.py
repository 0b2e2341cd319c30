import sys
from collections.abc import Callable

from motcua.site.processes import run_until_stopped

FOREVER = [sys.executable, "-c", "import time; time.sleep(300)"]


def never() -> bool:
    return False


def nothing() -> None: ...


def test_one_that_ends_is_named_and_takes_the_rest_along() -> None:
    said: list[str] = []
    commands = {"The web": FOREVER, "The worker": [sys.executable, "-c", "raise SystemExit(3)"]}
    assert run_until_stopped(commands, say=said.append, ready=never, when_ready=nothing) == 1
    assert said == ["The worker ended unexpectedly with status 3; the rest is stopped."]


def test_a_stop_signal_stops_all_without_a_complaint() -> None:
    said: list[str] = []
    told: list[str] = []
    interrupt = "import os, signal; os.kill(os.getppid(), signal.SIGINT); import time; time.sleep(300)"

    def say_once() -> Callable[[], None]:
        return lambda: told.append("ready")

    commands = {"The web": FOREVER, "The one at the keyboard": [sys.executable, "-c", interrupt]}
    assert run_until_stopped(commands, say=said.append, ready=lambda: True, when_ready=say_once()) == 0
    assert said == []
    assert told == ["ready"]
