"""The web server as in service, and a load on it: pages a second, delays, processor time of the application."""

import json
import os
import re
import shutil
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from motcua.site import web

PORT = 8790
CONNECTIONS = 32
_TICK = os.sysconf("SC_CLK_TCK")

# One request after another from the list, each connection from a place of its own; tells what wrk's text does not.
_SCRIPT = r"""
local requests = {}
for line in io.lines(os.getenv("REQUESTS")) do
  local method, path, body = line:match("^(%S+)\t(%S+)\t(.*)$")
  requests[#requests + 1] = {method, path, body}
end
local headers = {}
for line in io.lines(os.getenv("HEADERS")) do
  local name, value = line:match("^(.-): (.*)$")
  headers[name] = value
end
local place = 0
function request()
  place = place + 1
  local one = requests[place % #requests + 1]
  local body = one[3]:gsub("@NUMBER@", tostring(place))
  if one[1] == "POST" and headers["Idempotency-Key"] then
    headers["Idempotency-Key"] = os.getenv("RUN") .. "-" .. place
  end
  return wrk.format(one[1], one[2], headers, body ~= "" and body or nil)
end
function done(summary, latency)
  local errors = summary.errors
  io.write(string.format(
    '\nJSON {"requests": %d, "seconds": %f, "p50": %f, "p95": %f, "failed": %d}\n',
    summary.requests, summary.duration / 1e6, latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
    errors.connect + errors.read + errors.write + errors.status + errors.timeout))
end
"""


@dataclass(frozen=True)
class Answered:
    """What a load got: requests a second, delays and processor time of the web workers in milliseconds."""

    a_second: float
    p50: float
    p95: float
    cpu_ms: float


class NoLoad(Exception):
    """`wrk` is not there, or what it asked for was refused."""


@dataclass(frozen=True)
class Site:
    """A running web server."""

    process: "subprocess.Popen[bytes]"

    def load(
        self, requests: list[tuple[str, str, str]], *, headers: dict[str, str], seconds: int
    ) -> Answered:
        """Ask for `requests` (method, path, body) in turn over 32 connections for so many seconds."""
        program = shutil.which("wrk")
        if program is None:
            raise NoLoad("wrk (Debian: wrk) is missing")
        with tempfile.TemporaryDirectory() as folder:
            files = {"REQUESTS": _tabbed(requests), "HEADERS": _headed(headers), "SCRIPT": _SCRIPT}
            paths = {name: _written(Path(folder, name), text) for name, text in files.items()}
            before = self._cpu()
            answer = subprocess.run(
                [program, "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "20s", "-s", paths["SCRIPT"],
                 f"http://127.0.0.1:{PORT}"],
                env={**os.environ, **paths, "RUN": str(time.time_ns())},
                capture_output=True, text=True, check=True,
            )  # fmt: skip
            used = self._cpu() - before
        found = re.search(r"JSON ({.*})", answer.stdout)
        told = json.loads(found[1]) if found else {"failed": 1}
        if told["failed"]:
            raise NoLoad(f"{told['failed']} of the requests failed: {requests[0]}\n{answer.stdout}")
        count = told["requests"]
        return Answered(count / told["seconds"], told["p50"], told["p95"], used / count * 1000)

    def _cpu(self) -> float:
        """Seconds of processor time that the web workers have used."""
        return sum(_cpu_of(pid) for pid in _family(self.process.pid))


@contextmanager
def served() -> Iterator[Site]:
    """The site on the loopback address, as `motcua serve` starts it."""
    process = subprocess.Popen(web.command(host="127.0.0.1", port=PORT))
    try:
        _wait()
        yield Site(process)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait() -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{PORT}/healthz", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise NoLoad("the web server did not come up")


def _tabbed(requests: list[tuple[str, str, str]]) -> str:
    return "".join(f"{method}\t{path}\t{body}\n" for method, path, body in requests)


def _headed(headers: dict[str, str]) -> str:
    return "".join(f"{name}: {value}\n" for name, value in headers.items())


def _written(file: Path, text: str) -> str:
    file.write_text(text)
    return str(file)


def _family(pid: int) -> list[int]:
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [pid, *(one for child in children for one in _family(int(child)))]


def _cpu_of(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / _TICK
