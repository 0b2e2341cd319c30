"""What happened to a time limit, as plain data: a dossier keeps its turns, `clock.read` finds the date from them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from motcua.deadlines.duration import Convention, Duration
from motcua.deadlines.trace import TraceStep
from motcua.kernel.clock import VIETNAM


class TurnKind(StrEnum):
    """Stored with dossiers, so a value is never renamed."""

    # The limit runs from here, in full: acceptance, a completed supplement, the next phase, a re-opened dossier.
    BEGIN = "begin"
    # The one re-appointment: from here on, a promised moment counts.
    PROMISE = "promise"
    PAUSE = "pause"
    RESUME = "resume"


class Reason(StrEnum):
    """Why the clock was touched; stored with dossiers, so a value is never renamed."""

    ACCEPTED = "accepted"
    SUPPLEMENT = "supplement"
    OBLIGATION = "obligation"
    CONSULTATION = "consultation"
    REAPPOINTED = "reappointed"
    PHASE = "phase"
    REOPENED = "reopened"


@dataclass(frozen=True, slots=True)
class Words:
    """A legal ground in both languages; the same text twice when only one was written."""

    vi: str
    en: str

    def said_in(self, language: str) -> str:
        """The English words when `language` says so, else the Vietnamese."""
        return self.en if language.startswith("en") else self.vi


NO_WORDS = Words("", "")


@dataclass(frozen=True, slots=True)
class Part:
    """A length of the limit, with the ground of what is not the ordinary one (a hardship area, a phase)."""

    duration: Duration
    ground: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Limit:
    """A time limit: parts one after another, or the same day with a cutoff (then without parts, on `ground`)."""

    parts: tuple[Part, ...] = ()
    convention: Convention = Convention.TO_THE_HOUR
    cutoff: dt.time | None = None
    ground: Words = NO_WORDS


@dataclass(frozen=True, slots=True)
class Turn:
    """One thing that happened to the clock.

    `limit` comes with BEGIN (None: the law sets none). `until` is the promised moment of PROMISE, and for PAUSE the
    moment at which the pause ends by itself. `key` tells pauses apart that may overlap: RESUME and BEGIN end the pause
    of their key, a PROMISE ends none.
    """

    kind: TurnKind
    at: dt.datetime
    reason: Reason
    ground: Words = NO_WORDS
    limit: Limit | None = None
    until: dt.datetime | None = None
    key: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the clock says. `due` is None without a limit, and while it stands; then `left` is what is left of it."""

    due: dt.datetime | None
    trace: tuple[TraceStep, ...] = field(repr=False)
    stands: bool = False
    left: tuple[Duration, ...] = ()


def dump_turn(turn: Turn) -> dict[str, Any]:
    """The turn as JSON values, for storing with a dossier."""
    return {
        "kind": turn.kind.value,
        "at": turn.at.isoformat(),
        "reason": turn.reason.value,
        "ground": _dump_words(turn.ground),
        "limit": _dump_limit(turn.limit) if turn.limit else None,
        "until": turn.until.isoformat() if turn.until else None,
        "key": turn.key,
    }


def load_turn(stored: Mapping[str, Any]) -> Turn:
    """What `dump_turn` gave, as a turn again."""
    return Turn(
        kind=TurnKind(stored["kind"]),
        at=_moment(stored["at"]),
        reason=Reason(stored["reason"]),
        ground=Words(**stored["ground"]),
        limit=_load_limit(stored["limit"]) if stored["limit"] else None,
        until=_moment(stored["until"]) if stored["until"] else None,
        key=stored["key"],
    )


def _dump_words(words: Words) -> dict[str, str]:
    return {"vi": words.vi, "en": words.en}


def _dump_limit(limit: Limit) -> dict[str, Any]:
    return {
        "parts": [
            {
                "value": f"{part.duration.value:f}",
                "unit": part.duration.unit.value,
                "ground": _dump_words(part.ground),
            }
            for part in limit.parts
        ],
        "convention": limit.convention.value,
        "cutoff": limit.cutoff.strftime("%H:%M") if limit.cutoff else None,
        "ground": _dump_words(limit.ground),
    }


def _load_limit(stored: Mapping[str, Any]) -> Limit:
    return Limit(
        parts=tuple(
            Part(Duration(part["value"], part["unit"]), Words(**part["ground"])) for part in stored["parts"]
        ),
        convention=Convention(stored["convention"]),
        cutoff=dt.time.fromisoformat(stored["cutoff"]) if stored["cutoff"] else None,
        ground=Words(**stored["ground"]),
    )


def _moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).astimezone(VIETNAM)
