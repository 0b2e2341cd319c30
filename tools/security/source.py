"""Looks at the source: known vulnerabilities of what we use, dangerous code, secrets in files and in the past."""

import json
import re
import subprocess
import sys
from pathlib import Path

from tools.security.finding import ROOT, Finding, Report

# Guessing by entropy finds every hash in the lock file; what has a shape of its own is found reliably.
_GUESSES = ("KeywordDetector", "Base64HighEntropyString", "HexHighEntropyString")
# What must never have been committed, not even for a day: private keys, and keys of our own API.
_PAST = r"(BEGIN [A-Z ]*PRIVATE KEY|mc_[A-Za-z0-9_-]{43})"


def advisories(uv: str) -> Report:
    """pip-audit over uv.lock."""
    done = subprocess.run(
        [sys.executable, "tools/audit.py", uv], capture_output=True, text=True, check=False, cwd=ROOT
    )
    *flaws, summary = done.stdout.strip().splitlines()
    findings = [Finding("pip-audit", flaw.split(":")[0].replace(" ", "-"), "uv.lock", flaw) for flaw in flaws]
    return Report("pip-audit", summary.partition(": ")[2], findings)


def dangerous_code(tools: Path) -> Report:
    """bandit, from medium severity on."""
    command = [str(tools / "bandit"), "-q", "-ll", "-f", "json", "-r", "motcua", "tools"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, cwd=ROOT)
    answer = json.loads(done.stdout)
    lines = answer["metrics"]["_totals"]["loc"]
    findings = [
        Finding("bandit", one["test_id"], one["filename"].removeprefix("./"), one["issue_text"])
        for one in answer["results"]
    ]
    return Report("bandit", f"{lines:,} lines, {len(findings)} places of medium or high severity", findings)


def secrets(tools: Path) -> Report:
    """detect-secrets over the tracked files, and a search through every commit."""
    names = _git("ls-files", "-z").split("\0")[:-1]
    switches = [word for name in _GUESSES for word in ("--disable-plugin", name)]
    done = subprocess.run(
        [str(tools / "detect-secrets-hook"), "--json", *switches, *names],
        capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip
    found = json.loads(done.stdout)["results"] if done.stdout.strip() else {}
    findings = [
        Finding("secrets", secret["type"].replace(" ", "-"), name, f"line {secret['line_number']}")
        for name, inside in found.items()
        for secret in inside
    ]
    commits = _git("log", "--all", "--format=%h").split()
    added = re.finditer(
        rf"^\+.*{_PAST}", _git("log", "--all", "-p", "--no-color", f"-G{_PAST}"), re.MULTILINE
    )
    past = {_shortened(match[1]) for match in added}
    findings += [Finding("secrets", "in-the-past", what) for what in sorted(past)]
    return Report("secrets", f"{len(names)} files, {len(commits)} commits", findings)


def _shortened(secret: str) -> str:
    """Enough to find it again, not to use it."""
    return secret[:12].replace(" ", "-")


def _git(*words: str) -> str:
    done = subprocess.run(["git", *words], capture_output=True, check=True, cwd=ROOT)
    return done.stdout.decode(errors="replace")
