"""The private PostgreSQL of the embedded default: its data under VAR_DIR, reached over 127.0.0.1 with a password.

One cluster belongs to one VAR_DIR. See docs/adr/0003-embedded-postgresql.md.
"""

import fcntl
import hashlib
import os
import secrets
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

from motcua.site.postgres import account as accounts
from motcua.site.postgres import binaries
from motcua.site.processes import dies_with_parent

NAME = "motcua"
STARTS_WITHIN = 120  # seconds; recovery after a power cut replays what was written since the last checkpoint
STOPS_WITHIN = 60
_ELSEWHERE = Path("/var/lib/motcua")
_LOG_LIMIT = 5 * 1024 * 1024

Say = Callable[[str], None]


class ServerFailed(RuntimeError):
    """The private server did not start or stop; the message carries the end of its log."""


def url(var_dir: Path) -> str:
    """The connection address that the last start of the private server wrote down; empty before the first."""
    note = var_dir / "postgres.url"
    return note.read_text().strip() if note.exists() else ""


@dataclass(slots=True)
class Server:
    """A running private server."""

    cluster: "Cluster"
    url: str
    stays: bool  # it was there before, or was asked to outlive whoever started it
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def alive(self) -> bool:
        """Whether its postmaster runs."""
        return self.cluster.pid() is not None

    def stop(self) -> None:
        """Roll back what is open, write a checkpoint, end. Raises ServerFailed."""
        self.cluster.stop()
        if self.process:
            self.process.wait(timeout=STOPS_WITHIN)


def start(var_dir: Path, *, stays: bool = False, durable: bool = True, say: Say = print) -> Server:
    """Start the private server of `var_dir`, or take the one that runs.

    It ends with the process that started it, unless it `stays`. `durable=False` is for tests alone. Raises
    ServerFailed, and NoPostgres or NoAccount when the machine has nothing to run it with.
    """
    var_dir = var_dir.resolve()
    var_dir.mkdir(parents=True, exist_ok=True)
    with _one_at_a_time(var_dir):
        cluster = Cluster.of(var_dir, say)
        process = None
        address = cluster.wait()
        if not address:  # nothing ran, or what ran was on its way down
            process = cluster.launch(stays=stays, durable=durable, say=say)
            address = cluster.wait(process)
        if not address:
            raise ServerFailed(f"The private PostgreSQL did not start.\n{cluster.end_of_log()}")
        _note(var_dir / "postgres.url", address)
    return Server(cluster, address, stays=stays or process is None, process=process)


def stop(var_dir: Path) -> bool:
    """Stop the private server of `var_dir`; False when none runs."""
    cluster = Cluster.of(var_dir.resolve(), lambda _: None)
    if cluster.pid() is None:
        return False
    cluster.stop()
    return True


def revive(var_dir: Path, *, say: Say) -> None:
    """Start the private server again if it died; one that was stopped in order stays down. Raises ServerFailed."""
    cluster = Cluster.of(var_dir.resolve(), say)
    if cluster.pid_file.exists() and cluster.pid() is None:
        start(var_dir, stays=True, say=say)


@dataclass(frozen=True, slots=True)
class Cluster:
    """The files of one private server."""

    home: Path
    account: accounts.Account | None

    @classmethod
    def of(cls, var_dir: Path, say: Say) -> "Cluster":
        """The cluster of `var_dir`: inside it, or elsewhere when the server's account cannot get there."""
        home = var_dir / "postgres"
        account = accounts.to_step_down_to(home / "data")
        if account and var_dir.exists() and not account.reaches(var_dir):
            home = _ELSEWHERE / hashlib.sha256(str(var_dir).encode()).hexdigest()[:12]
            account = accounts.to_step_down_to(home / "data") or account
            say(
                f"PostgreSQL does not run as root, and no other account may enter {var_dir}: its data are in {home}."
            )
        return cls(home, account)

    @property
    def data(self) -> Path:
        return self.home / "data"

    @property
    def pid_file(self) -> Path:
        return self.data / "postmaster.pid"

    @property
    def log(self) -> Path:
        return self.home / "postgres.log"

    def pid(self) -> int | None:
        """The postmaster of these data, None when there is none (a stale pid file may name any process)."""
        try:
            pid = int(self.pid_file.read_text().split("\n", 1)[0])
            if Path("/proc/self").exists():
                return pid if Path(f"/proc/{pid}/cwd").readlink() == self.data else None
            os.kill(pid, 0)
        except (OSError, ValueError):
            return None
        return pid

    def launch(self, *, stays: bool, durable: bool, say: Say) -> "subprocess.Popen[bytes]":
        """Start the postmaster, making the cluster first when there is none."""
        major = int((self.data / "PG_VERSION").read_text()) if (self.data / "PG_VERSION").exists() else None
        self.home.mkdir(parents=True, exist_ok=True, mode=0o755)
        programs = binaries.find(account=self.account, major=major, copies=self.home / "programs", say=say)
        if major is None:
            self._initialise(programs)
        self._clear_reused_pid()
        if self.log.exists() and self.log.stat().st_size > _LOG_LIMIT:
            self.log.replace(self.log.with_suffix(".log.1"))
        options = [part for key, value in _options(durable).items() for part in ("-c", f"{key}={value}")]
        command = [programs.path("postgres"), "-D", str(self.data), "-p", str(self._free_port()), *options]
        with self.log.open("ab") as log:
            # A session of its own: Ctrl-C must reach the web server and the worker before their database goes.
            return subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=None if stays else dies_with_parent(signal.SIGINT),  # noqa: PLW1509 - before any thread
                **self._as_account(),
            )

    def wait(self, process: "subprocess.Popen[bytes] | None" = None) -> str:
        """Wait until the server answers and has the database; returns its address, empty when it ended instead."""
        deadline = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < deadline and (process.poll() is None if process else self.pid()):
            try:
                return self._prepared()
            except (psycopg.OperationalError, OSError, ValueError, IndexError):
                time.sleep(0.05)  # it is still starting, recovering or stopping
        return ""

    def stop(self) -> None:
        """Fast shutdown; after a minute an immediate one, which costs a recovery at the next start."""
        for how, seconds in ((signal.SIGINT, STOPS_WITHIN), (signal.SIGQUIT, 10)):
            pid = self.pid()
            if pid is None:
                return
            os.kill(pid, how)
            deadline = time.monotonic() + seconds
            while time.monotonic() < deadline:
                if self.pid() is None:
                    return
                time.sleep(0.05)
        raise ServerFailed(f"The private PostgreSQL did not stop.\n{self.end_of_log()}")

    def _initialise(self, programs: binaries.Programs) -> None:
        password = self.home / "password"
        _note(password, secrets.token_urlsafe(24))
        fresh = self.home / "data.new"
        if fresh.exists():
            fresh.rename(self.home / f"data.broken-{time.time_ns()}")
        fresh.mkdir(mode=0o700)
        if self.account:
            self.account.own(password)
            self.account.own(fresh)
        # The C locale sorts the same on every system and never changes under an index; text is folded in Python.
        answer = subprocess.run(
            [programs.path("initdb"), "-D", str(fresh), "--username", NAME, "--pwfile", str(password),
             "--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--data-checksums", "--no-instructions"],
            stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False, **self._as_account(),
        )  # fmt: skip
        if answer.returncode:
            raise ServerFailed(f"initdb failed.\n{answer.stdout}{answer.stderr}")
        fresh.rename(self.data)  # whole or not at all: a start cut short leaves no half a cluster

    def _clear_reused_pid(self) -> None:
        # PostgreSQL recognises a stale pid file itself, except when the number now belongs to another process. Only
        # then is the file removed: otherwise it also guards against orphans that still hold the old shared memory.
        if self.pid_file.exists() and Path("/proc", self.pid_file.read_text().split("\n", 1)[0]).exists():
            self.pid_file.unlink()

    def _prepared(self) -> str:
        port = int(self.pid_file.read_text().split("\n")[3])
        password = (self.home / "password").read_text()

        def address(database: str) -> str:
            return f"postgresql://{NAME}:{password}@127.0.0.1:{port}/{database}"

        with psycopg.connect(address("postgres"), autocommit=True, connect_timeout=5) as connection:
            if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
                connection.execute(f"CREATE DATABASE {NAME}")
        return address(NAME)

    def _free_port(self) -> int:
        """The port of the last time when it is still free, so that addresses noted elsewhere stay good."""
        note = self.home / "port"
        last = int(note.read_text()) if note.exists() else 0
        for wish in (last, 0):
            with socket.socket() as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    probe.bind(("127.0.0.1", wish))
                except OSError:
                    continue
                port = int(probe.getsockname()[1])
                note.write_text(str(port))
                return port
        raise ServerFailed("No free port on 127.0.0.1.")

    def _as_account(self) -> dict[str, Any]:
        clean = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))}
        how = self.account.how_to_run if self.account else {}
        return {"cwd": self.home, "umask": 0o077, "env": clean | {"LC_ALL": "C"}, **how}

    def end_of_log(self) -> str:
        """The last lines the server wrote."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-15:]) if self.log.exists() else ""


def _options(durable: bool) -> dict[str, object]:
    memory_mb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 1024**2
    safe = "on" if durable else "off"
    return {
        "listen_addresses": "127.0.0.1",
        "unix_socket_directories": "",  # a socket's path is limited to 107 bytes, a checkout's is not
        "shared_buffers": f"{min(512, max(64, memory_mb // 16))}MB",
        "effective_cache_size": f"{max(256, memory_mb // 4)}MB",
        "work_mem": "8MB",
        "maintenance_work_mem": "64MB",
        "max_connections": 100,
        # Containers often have 64 MB of shared memory, and two cores gain nothing from parallel plans.
        "max_parallel_workers_per_gather": 0,
        "max_parallel_maintenance_workers": 0,
        "jit": "off",  # short statements only: compiling them costs more than running them
        "random_page_cost": 1.1,
        "timezone": "UTC",
        "log_timezone": "UTC",
        "fsync": safe,
        "full_page_writes": safe,
        "synchronous_commit": safe,
    }


def _note(file: Path, text: str) -> None:
    file.touch(mode=0o600)
    file.chmod(0o600)
    file.write_text(text)


@contextmanager
def _one_at_a_time(var_dir: Path) -> Iterator[None]:
    with (var_dir / "postgres.lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
