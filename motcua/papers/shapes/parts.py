"""What several papers share, and what typesetting gives back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Heading:
    """The two headings of an official paper (Decree 30/2020/NĐ-CP, art. 8 and annex I)."""

    agency: str
    place: str
    issued_on: date
    number: str = ""  # number and notation, e.g. "125/QĐ-UBND"; left out when empty
    superior: str = ""  # the agency above the issuing one
    abstract: str = (
        ""  # "V/v …" below the number, only for a letter (công văn); letters of ours bring their own
    )


@dataclass(frozen=True, slots=True)
class Qr:
    """A QR code with the words under it."""

    url: str
    caption: str


@dataclass(frozen=True, slots=True)
class Component:
    """A paper that was handed in."""

    name: str
    originals: int = 0
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Fact:
    """One row of a table of facts."""

    label: str
    value: str


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs. `form` is one of TM., KT., TL., TUQ. with the head's position, or empty (art. 13)."""

    position: str
    name: str
    form: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """Where a signature is to be shown, in points from the lower left corner of the page (as PDF counts)."""

    page: int  # from 0
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Typeset:
    """A finished PDF and the places left free for signatures, by name: `leader`, `officer`, `applicant`, …"""

    pdf: bytes
    slots: Mapping[str, Slot]
