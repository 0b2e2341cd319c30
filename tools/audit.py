#!/usr/bin/env python3
"""Known vulnerabilities in what uv.lock names. Without network, or an index with advisories, it says so and passes."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path


def main(uv: str) -> int:
    with tempfile.TemporaryDirectory() as directory:
        wanted = Path(directory, "requirements.txt")
        export = [uv, "export", "--frozen", "--no-emit-project", "--quiet", "--output-file", str(wanted)]
        subprocess.run(export, check=True, stdout=subprocess.DEVNULL)
        audit = [
            sys.executable,
            "-m",
            "pip_audit",
            "--requirement",
            str(wanted),
            "--disable-pip",
            "--no-deps",
        ]
        answer = subprocess.run(
            [*audit, "--format", "json", "--progress-spinner", "off", "--timeout", "20"],
            capture_output=True, text=True, check=False,
        )  # fmt: skip
    try:
        found = json.loads(answer.stdout)["dependencies"]
    except (ValueError, KeyError):
        print(
            f"pip-audit: not audited, no answer from the network: {answer.stderr.strip().splitlines()[-1:]}"
        )
        return 0
    skipped = [entry for entry in found if "skip_reason" in entry]
    bad = [(entry, flaw) for entry in found for flaw in entry.get("vulns", ())]
    for entry, flaw in bad:
        print(
            f"{entry['name']} {entry['version']}: {flaw['id']}, fixed in {', '.join(flaw['fix_versions']) or '-'}"
        )
    unaudited = f", {len(skipped)} unknown to the index and not audited" if skipped else ""
    print(f"pip-audit: {len(found) - len(skipped)} audited, {len(bad)} vulnerabilities{unaudited}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
