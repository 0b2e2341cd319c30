"""What a tool found, and what a person has judged already."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
# How far it gets in its time differs; that it missed something once says nothing.
_BY_CHANCE = {"wapiti"}
JUDGED = Path(__file__).parent / "judged.txt"


@dataclass(frozen=True)
class Finding:
    """`place` is a file or the path of an address; `words` say more and count for nothing."""

    tool: str
    rule: str
    place: str
    words: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.tool, self.rule, self.place


@dataclass(frozen=True)
class Report:
    """What one step did, in figures, and what it found."""

    step: str
    figures: str
    findings: Sequence[Finding] = ()


def judged() -> set[tuple[str, str, str]]:
    """Keys of the findings that stand with a reason."""
    lines = [line.split(None, 3) for line in JUDGED.read_text("utf-8").splitlines()]
    known = [parts for parts in lines if parts and not parts[0].startswith("#")]
    assert all(len(parts) == 4 for parts in known), "a judged finding needs its reason"
    return {(parts[0], parts[1], parts[2]) for parts in known}


def open_findings(reports: Iterable[Report], *, known: set[tuple[str, str, str]]) -> list[Finding]:
    """Findings nobody has judged, and judgements on what a tool that ran no longer finds."""
    found = [finding for report in reports for finding in report.findings]
    ran = {report.step.partition(" ")[0] for report in reports}
    stale = known - {finding.key for finding in found}
    gone = [
        Finding(*key, "judged, but not found any more") for key in sorted(stale) if key[0] in ran - _BY_CHANCE
    ]
    return [finding for finding in found if finding.key not in known] + gone
