"""A demonstration of our own on the loopback address, in a directory that is gone afterwards."""

import http.client
import http.cookiejar
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.security.finding import ROOT

HOST = "127.0.0.1"
_LINE = re.compile(r"^ {2}(\S+) +(\S+)", re.MULTILINE)
_READY, _PATIENCE = "Ctrl-C stops it.", 300


@dataclass(frozen=True)
class Installation:
    """`passwords` and `tokens` by account, as the demonstration says them when it is ready."""

    url: str
    folder: Path
    passwords: dict[str, str]
    tokens: dict[str, str]

    def sign_in(self, username: str) -> str:
        """The session of `username`, as the value of a Cookie header."""
        jar = http.cookiejar.CookieJar()
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
        page = browser.open(f"{self.url}/sign-in", timeout=30).read().decode()
        found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)
        assert found, "the sign-in page has no form"
        form = {
            "csrfmiddlewaretoken": found[1],
            "username": username,
            "password": self.passwords[username],
            "next": "/",
        }
        browser.open(f"{self.url}/sign-in", urllib.parse.urlencode(form).encode(), timeout=60).read()
        cookies = {cookie.name: cookie.value or "" for cookie in jar}
        assert "sessionid" in cookies, f"{username} was not let in"
        return "; ".join(f"{name}={value}" for name, value in cookies.items())

    def log(self) -> str:
        """Everything the processes said."""
        return (self.folder / "output.log").read_text(errors="replace")


@dataclass(frozen=True)
class Answer:
    """What came back."""

    headers: http.client.HTTPMessage
    content: bytes


def get(url: str, path: str, headers: dict[str, str]) -> Answer:
    """One request, following nothing."""
    connection = http.client.HTTPConnection(urllib.parse.urlsplit(url).netloc, timeout=60)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    found = Answer(answer.headers, answer.read())
    connection.close()
    return found


@contextmanager
def installation() -> Iterator[Installation]:
    """Started with its sample data; ended and removed afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="motcua-security-"))
    folder.chmod(0o755)  # the database's own account passes through it
    port = int(os.environ.get("PORT") or _free_port())
    # Scanners have no authenticator; who may enter is the walk's business.
    ours = {
        "MOTCUA_VAR": str(folder / "var"),
        "PORT": str(port),
        "PYTHONPATH": str(ROOT),
        "MOTCUA_SECOND_FACTOR": "offered",
    }
    environment = {**os.environ, **ours}
    environment.pop("DATABASE_URL", None)  # never a database that somebody else uses
    command = [sys.executable, "-m", "motcua.site.cli", "demo", "--port", str(port)]
    with (folder / "output.log").open("wb") as log:
        demo = subprocess.Popen(command, env=environment, stdout=log, stderr=log, cwd=ROOT)
    try:
        said = _until_ready(demo, folder / "output.log")
        passwords, tokens = said.split("Keys for the API", 1)
        yield Installation(
            f"http://{HOST}:{port}", folder, dict(_LINE.findall(passwords)), dict(_LINE.findall(tokens))
        )
    finally:
        demo.send_signal(signal.SIGINT)
        demo.wait(timeout=60)
        shutil.rmtree(folder, ignore_errors=True)


def _until_ready(demo: "subprocess.Popen[bytes]", log: Path) -> str:
    deadline = time.monotonic() + _PATIENCE
    while time.monotonic() < deadline and demo.poll() is None:
        said = log.read_text(errors="replace")
        if _READY in said:
            return said
        time.sleep(0.5)
    raise RuntimeError(f"the demonstration did not come up:\n{log.read_text(errors='replace')[-3000:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])
