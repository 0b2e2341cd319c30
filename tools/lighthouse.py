"""Measure the portal with Lighthouse, as an old telephone on a slow line sees it, and print a table.

Usage: python tools/lighthouse.py [ADDRESS]. ADDRESS is that of a running demo; without one a demo is started and
stopped. Needs node >= 18 and Chromium. Lighthouse is fetched with npm into MOTCUA_TOOLS (default ~/.cache/motcua)
and is no
part of the product. Exits with 1 when accessibility is below 100 or performance below 95.
"""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

VERSION = "12.8.2"
TOOLS = Path(os.environ.get("MOTCUA_TOOLS") or Path.home() / ".cache" / "motcua")
CHROMIUM = os.environ.get("MOTCUA_CHROMIUM") or shutil.which("chromium") or "/usr/bin/chromium"
CATEGORIES = ("accessibility", "performance", "best-practices", "seo")
LEAST = {"accessibility": 100, "performance": 95}
PAGES = {
    "home": "/",
    "search": "/procedures?q=giay+phep+xay+dung+nha",
    "procedure": "/procedures/9.000001",
    "tracking": "/track",
    "verifying": "/verify",
    "sign-in": "/sign-in",
}


def fetched() -> Path:
    """The program, fetched when it is not there yet."""
    program = TOOLS / f"lighthouse-{VERSION}" / "node_modules" / ".bin" / "lighthouse"
    if not program.exists():
        home = program.parents[2]
        home.mkdir(parents=True, exist_ok=True)
        npm = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(home)]
        subprocess.run([*npm, f"lighthouse@{VERSION}"], check=True)
    return program


@contextmanager
def demo() -> Iterator[str]:
    """A demo in a folder of its own, and its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    address = f"http://127.0.0.1:{port}"
    var = Path(tempfile.mkdtemp(prefix="motcua-lighthouse-"))
    var.chmod(0o755)  # the database's own account passes through it
    running = subprocess.Popen(
        [sys.executable, "-m", "motcua.site.cli", "demo", "--port", str(port)],
        env={**os.environ, "MOTCUA_VAR": str(var)},
        stdout=subprocess.DEVNULL,
    )
    try:
        while running.poll() is None and not answers(f"{address}/healthz"):
            time.sleep(0.5)
        yield address
    finally:
        running.send_signal(signal.SIGINT)
        running.wait(timeout=60)
        shutil.rmtree(var, ignore_errors=True)


def answers(url: str) -> bool:
    """Whether anybody is there."""
    try:
        with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - an address of this machine
            return True
    except (urllib.error.URLError, OSError):
        return False


def measured(program: Path, url: str) -> dict[str, float]:
    """Scores from 0 to 100, and what they come from: seconds until something, and the largest part, is painted."""
    flags = (
        "--headless=new --no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
    )
    said = subprocess.run(
        [program, url, "--quiet", "--output=json", f"--only-categories={','.join(CATEGORIES)}",
         f"--chrome-flags={flags}"],
        env={**os.environ, "CHROME_PATH": CHROMIUM},
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    report = json.loads(said.stdout)
    for audit in report["audits"].values():
        if audit["score"] is not None and audit["score"] < 0.9 and audit["scoreDisplayMode"] == "binary":
            print(f"  {url}: {audit['id']}", file=sys.stderr)
    return {
        **{name: round(100 * report["categories"][name]["score"]) for name in CATEGORIES},
        "FCP s": report["audits"]["first-contentful-paint"]["numericValue"] / 1000,
        "LCP s": report["audits"]["largest-contentful-paint"]["numericValue"] / 1000,
        "TBT ms": report["audits"]["total-blocking-time"]["numericValue"],
        "CLS": report["audits"]["cumulative-layout-shift"]["numericValue"],
        "kB": report["audits"]["total-byte-weight"]["numericValue"] / 1000,
    }


def main(address: str) -> int:
    """Print the table; 1 when something is below what it must be."""
    program = fetched()
    rows = {name: measured(program, address + path) for name, path in PAGES.items()}
    head = list(next(iter(rows.values())))
    print(f"| page | {' | '.join(head)} |")
    print(f"|---|{'---:|' * len(head)}")
    for name, row in rows.items():
        print(f"| {name} | {' | '.join(f'{value:.3g}' for value in row.values())} |")
    return int(any(row[name] < least for row in rows.values() for name, least in LEAST.items()))


if __name__ == "__main__":
    if len(sys.argv) > 1:
        sys.exit(main(sys.argv[1].rstrip("/")))
    with demo() as started:
        sys.exit(main(started))
