"""What goes in and what comes out."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

Level = Literal["B-T", "B-LTA"]
Kind = Literal["person", "agency"]
Verdict = Literal["valid", "altered", "unknown_signer", "unsigned", "unreadable"]


@dataclass(frozen=True, slots=True)
class Box:
    """Where a signature is shown: points from the lower left corner of page `page` (from 0)."""

    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """One signature in a file. `problem` is in Vietnamese, empty when there is none."""

    signer: str
    organisation: str
    field: str
    signed_at: datetime | None  # of a trusted time stamp (UTC); None without one
    trusted: bool  # chain to a configured anchor, not revoked, at that time
    intact: bool  # bytes and time stamp
    modified_after: bool  # something other than further signatures came after it
    problem: str


@dataclass(frozen=True, slots=True)
class Verification:
    """What is known of a file. Only `valid` means that every signature holds and the whole file is covered."""

    verdict: Verdict
    intact: bool
    covers_whole_file: bool
    signatures: tuple[SignatureFacts, ...]
    problem: str = ""
