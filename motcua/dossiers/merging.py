"""Two tabs on one page of a draft: what each of them changed is brought together, question by question."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

_LENGTH = 8


@dataclass(frozen=True, slots=True)
class Merged:
    """`answers` as they are to be kept; `overtaken` are the keys to which both tabs gave another answer."""

    answers: Mapping[str, Any]
    overtaken: tuple[str, ...]


def marks_of(answers: Mapping[str, Any], keys: Collection[str]) -> str:
    """What a page saw when it was drawn: one short mark for the answer to each of its questions, in their order."""
    return " ".join(_mark(answers.get(key)) for key in keys)


def merge(stored: Mapping[str, Any], typed: Mapping[str, Any], *, seen: str, keys: Collection[str]) -> Merged:
    """Bring what a page sends together with what was stored since it was drawn; `seen` are its marks.

    An answer that only one side changed is taken from that side. Without marks that fit, what was typed counts.
    """
    marks = seen.split(" ")
    if len(marks) != len(keys):
        return Merged(typed, ())
    answers, overtaken = dict(typed), []
    for key, mark in zip(keys, marks, strict=True):
        now, then = _mark(stored.get(key)), _mark(typed.get(key))
        if mark in (now, then):
            if mark == then and key in stored:
                answers[key] = stored[key]
            elif mark == then:
                answers.pop(key, None)
        elif now != then:
            overtaken.append(key)
    return Merged(answers, tuple(overtaken))


def _mark(value: Any) -> str:
    plain = json.dumps(value or "", sort_keys=True).encode()
    return hashlib.sha256(plain).hexdigest()[:_LENGTH]
