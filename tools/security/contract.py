"""schemathesis over the whole OpenAPI, with keys of several roles: examples, edges, chance, and chains of calls."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tools.security.finding import Finding, Report
from tools.security.installation import Installation, get

ROLES = ("congdan1", "may1", "motcua.y99.10", "truongphong.y99.10", "quantri.y99")
# Equals, who must not see each other's dossiers: the tool tries the one's codes with the other's key.
PEERS = ("congdan1", "congdan2", "doanhnghiep1")


def contract(place: Installation, *, seconds: int, examples: int, seed: int) -> Iterator[Report]:
    """One run for each role, then one in which equals try each other's things."""
    folder = place.folder / "contract"
    folder.mkdir()
    (folder / "schemathesis.toml").write_text(Path(__file__).with_name("contract.toml").read_text())
    limits = ["--max-time", str(seconds), "--max-examples", str(examples), "--seed", str(seed)]
    for role in ROLES:
        (folder / "codes.txt").write_text(_quoted(_codes(place, role) or ["Y99.10-0"]))
        key = f"Authorization: Bearer {place.tokens[role]}"
        yield _run(place, folder, role, ["--header", key, *limits])
    (folder / "peers.json").write_text(json.dumps({"auth": [_user(place, name) for name in PEERS]}))
    (folder / "codes.txt").write_text(_quoted([code for name in PEERS for code in _codes(place, name)]))
    yield _run(place, folder, "equals", ["--auth-wfc", "peers.json", *limits])


def _run(place: Installation, folder: Path, role: str, words: list[str]) -> Report:
    program = Path(sys.executable).with_name("schemathesis")
    answer = folder / f"{role}.json"
    command = [
        program, "run", f"{place.url}/api/v1/openapi.json", "--report", "json", "--report-json-path", answer,
        "--continue-on-failure", "--no-shrink", "--no-color", "--generation-database", "none",
        "--suppress-health-check", "all", *words,
    ]  # fmt: skip
    done = subprocess.run(
        [str(word) for word in command], capture_output=True, text=True, check=False, cwd=folder
    )
    if not answer.exists():
        raise RuntimeError(f"schemathesis did not run:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    return _read(json.loads(answer.read_text()), role, done.stdout)


def _read(answer: dict[str, Any], role: str, said: str) -> Report:
    """The figures, and a finding for each kind of failure of each operation."""
    findings = [
        Finding("schemathesis", failure["code"], operation.replace(" ", ":"), f"{role}: {failure['title']}")
        for failure in answer["failures"]
        for operation in failure["operations"]
    ]
    findings += [Finding("schemathesis", "error", role, str(error)[:300]) for error in answer["errors"]]
    if findings:
        print(said)
    tested, cases = answer["operations"]["tested"], answer["test_cases"]["generated"]
    if tested < answer["operations"]["total"]:
        findings.append(Finding("schemathesis", "untested", role, f"{tested} operations tested"))
    figures = (
        f"{tested} operations, {cases:,} requests in {answer['running_time']:.0f} s, {len(findings)} findings"
    )
    return Report(f"schemathesis as {role}", figures, findings)


def _quoted(words: list[str]) -> str:
    return "\n".join(map(json.dumps, words))


def _user(place: Installation, name: str) -> dict[str, Any]:
    return {
        "name": name,
        "fixedHeaders": [{"name": "Authorization", "value": f"Bearer {place.tokens[name]}"}],
    }


def _codes(place: Installation, role: str) -> list[str]:
    """Codes that the role sees."""
    key = {"Authorization": f"Bearer {place.tokens[role]}"}
    answer = get(place.url, "/api/v1/dossiers?limit=10", key)
    return [item["code"] for item in json.loads(answer.content)["items"]]
