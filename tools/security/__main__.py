"""The whole run: `python -m tools.security`, from `make security`."""

import argparse
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tools.security import contract, crawler, headers, source
from tools.security.finding import Finding, Report, judged, open_findings
from tools.security.installation import Installation, installation

STEPS = ("source", "headers", "schemathesis", "wapiti")


def main() -> int:
    """Run the steps, print what they found; 1 when something is left that nobody has judged."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--tools", type=Path, required=True, help="where wapiti, bandit and detect-secrets lie"
    )
    parser.add_argument("--uv", default="uv")
    parser.add_argument("--steps", default=",".join(STEPS), help="some of " + ", ".join(STEPS))
    parser.add_argument("--seconds", type=int, default=60, help="bound of each role's visit")
    parser.add_argument("--examples", type=int, default=30, help="bound of each operation's chance examples")
    parser.add_argument("--seed", type=int, default=secrets.randbelow(10**6))
    options = parser.parse_args()
    began, steps = time.monotonic(), options.steps.split(",")
    reports = _at_rest(options) if "source" in steps else []
    if set(steps) & {"headers", "schemathesis", "wapiti"}:
        with installation() as place:
            reports += _running(place, options, steps)
    findings = open_findings(reports, known=judged())
    print(f"\n{_table(reports)}\n\nseed {options.seed}, {time.monotonic() - began:.0f} s")
    for finding in findings:
        print(f"OPEN {finding.tool} {finding.rule} {finding.place}  {finding.words}")
    return 1 if findings else 0


def _at_rest(options: argparse.Namespace) -> list[Report]:
    looks: tuple[Callable[[], Report], ...] = (
        lambda: source.advisories(options.uv),
        lambda: source.dangerous_code(options.tools),
        lambda: source.secrets(options.tools),
    )
    return [_told(look()) for look in looks]


def _running(place: Installation, options: argparse.Namespace, steps: list[str]) -> list[Report]:
    reports: list[Report] = []
    if "headers" in steps:
        reports.append(_told(headers.headers(place)))
    if "schemathesis" in steps:
        bounds = {"seconds": options.seconds, "examples": options.examples, "seed": options.seed}
        reports += [_told(report) for report in contract.contract(place, **bounds)]
    if "wapiti" in steps:
        reports += [_told(report) for report in crawler.crawl(place, options.tools, seconds=options.seconds)]
    # Whatever a tool made of an answer: a fault of ours stands in the log.
    faults = [line for line in place.log().splitlines() if '"level": "error"' in line or "Traceback" in line]
    found = [Finding("log", "fault", "server", line[:300]) for line in faults]
    return [*reports, _told(Report("log", f"{len(faults)} faults of the server", found))]


def _told(report: Report) -> Report:
    print(f"{report.step}: {report.figures}", flush=True)
    return report


def _table(reports: list[Report]) -> str:
    width = max(len(report.step) for report in reports)
    rows = [f"| {report.step:<{width}} | {report.figures} |" for report in reports]
    return "\n".join([f"| {'':<{width}} | |", f"|{'-' * (width + 2)}|---|", *rows])


if __name__ == "__main__":
    sys.exit(main())
