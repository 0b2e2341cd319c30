"""A whole installation under attack: PostgreSQL, web server and worker, each started again when it dies."""

import contextlib
import json
import os
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from motcua.site import embedded, web

HOST = "127.0.0.1"
ROOT = Path(__file__).parents[2]
VICTIMS = {
    "a web worker": 7,
    "the web server": 3,
    "the worker": 4,
    "PostgreSQL": 4,
    "a PostgreSQL backend": 2,
}


@dataclass
class Installation:
    """State under `var`, pages on `port`. `start` begins to look after the processes, `stop` ends them all."""

    var: Path
    port: int
    killed: dict[str, int] = field(default_factory=lambda: dict.fromkeys(VICTIMS, 0))
    _children: "dict[str, subprocess.Popen[bytes]]" = field(default_factory=dict)
    _ending: threading.Event = field(default_factory=threading.Event)
    _keeper: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def database(self) -> str:
        return embedded.url(self.var)

    @property
    def environment(self) -> dict[str, str]:
        ours = {
            "DATABASE_URL": self.database,
            "MOTCUA_VAR": str(self.var),
            "PORT": str(self.port),
            "MOTCUA_WEB_WORKERS": "2",
            "PYTHONPATH": str(ROOT),
        }
        return {**os.environ, **ours}

    def prepare(self) -> dict[str, Any]:
        """Make the database and a province in it; returns whom to act as. See `prepare.py`."""
        self._postgres()
        self.run("-m", "motcua.site.cli", "manage", "collectstatic", "--noinput", "--verbosity", "0")
        answer: dict[str, Any] = json.loads(self.run(str(Path(__file__).parent / "prepare.py")))
        return answer

    def run(self, *words: str) -> str:
        """Run a Python program on this installation; what it printed."""
        done = subprocess.run(
            [sys.executable, *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            cwd=ROOT,
        )
        if done.returncode:
            raise RuntimeError(f"{words} failed:\n{done.stdout}{done.stderr}")
        return done.stdout

    def start(self) -> None:
        """Start everything and keep it running."""
        self._keeper = threading.Thread(target=self._keep, name="keeper", daemon=True)
        self._keeper.start()
        self.wait_until_healthy(120)

    def stop(self) -> None:
        """End everything."""
        self._ending.set()
        if self._keeper:
            self._keeper.join()
        for child in self._children.values():
            with contextlib.suppress(ProcessLookupError):
                os.killpg(child.pid, signal.SIGTERM)
        for child in self._children.values():
            try:
                child.wait(timeout=30)
            except subprocess.TimeoutExpired:
                os.killpg(child.pid, signal.SIGKILL)
        embedded.stop(self.var)

    def pause(self) -> None:
        """Look after nothing any more; what runs goes on."""
        self._ending.set()
        if self._keeper:
            self._keeper.join()

    def restart_database(self) -> None:
        """Start PostgreSQL again."""
        self._postgres()

    def pid_of(self, name: str) -> int | None:
        """The process called `web` or `worker`, None when it does not run."""
        child = self._children[name]
        return child.pid if child.poll() is None else None

    def kill(self, dice: random.Random) -> None:
        """Kill something with -9, chosen by `dice`; what is just being started anew is left to start."""
        for _ in range(20):
            what = dice.choices(list(VICTIMS), list(VICTIMS.values()))[0]
            pids = self._pids(what)
            if pids:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(dice.choice(pids), signal.SIGKILL)
                    self.killed[what] += 1
                    return
            time.sleep(0.1)

    def is_healthy(self) -> bool:
        """Whether pages are served."""
        try:
            with urllib.request.urlopen(f"{self.url}/healthz", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def wait_until_healthy(self, seconds: float) -> None:
        """Wait for pages to be served. Raises RuntimeError when they are not."""
        deadline = time.monotonic() + seconds
        while not self.is_healthy():
            if time.monotonic() > deadline:
                raise RuntimeError(f"nothing is served after {seconds} s:\n{self.end_of_log()}")
            time.sleep(0.2)

    def end_of_log(self) -> str:
        """The last that the processes said."""
        return "\n".join((self.var / "processes.log").read_text(errors="replace").splitlines()[-30:])

    def _pids(self, what: str) -> list[int]:
        postmaster = self._postmaster()
        web_server, worker = (self._children.get(name) for name in ("web", "worker"))
        if what == "PostgreSQL":
            return [postmaster] if postmaster else []
        if what == "a PostgreSQL backend":
            return children_of(postmaster) if postmaster else []
        if what == "a web worker":
            return children_of(web_server.pid, saying="granian") if web_server else []
        child = web_server if what == "the web server" else worker
        return [child.pid] if child and child.poll() is None else []

    def _postmaster(self) -> int | None:
        return embedded.Cluster.of(self.var, lambda _: None).pid()

    def _keep(self) -> None:
        commands = {
            "web": web.command(host=HOST, port=self.port),
            "worker": [sys.executable, "-m", "motcua.site.cli", "worker"],
        }
        while not self._ending.wait(0.1):
            if self._postmaster() is None:
                self._postgres()
            for name, argv in commands.items():
                child = self._children.get(name)
                if child is None or child.poll() is not None:
                    self._children[name] = self._launch(argv, before=child)

    def _postgres(self) -> None:
        # Orphans of a killed server hold its memory for a moment, and it does not start beside them.
        for _ in range(50):
            with contextlib.suppress(embedded.ServerFailed):
                embedded.start(self.var, stays=True, say=lambda _: None)
                return
            time.sleep(0.2)
        raise RuntimeError("PostgreSQL does not come back")

    def _launch(
        self, argv: list[str], *, before: "subprocess.Popen[bytes] | None"
    ) -> "subprocess.Popen[bytes]":
        if before:  # as a supervisor does: nothing of the old process group outlives its head
            with contextlib.suppress(ProcessLookupError):
                os.killpg(before.pid, signal.SIGKILL)
        with (self.var / "processes.log").open("ab") as log:
            return subprocess.Popen(
                argv,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                cwd=ROOT,
            )


def children_of(pid: int, *, saying: str = "") -> list[int]:
    """Processes whose parent is `pid`, and whose command line holds `saying`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        try:
            parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
            if parent == pid and saying in (entry / "cmdline").read_text():
                found.append(int(entry.name))
        except (OSError, ValueError, IndexError):
            continue  # it ended meanwhile
    return sorted(found)
