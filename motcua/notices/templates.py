"""The words of notices: data with dates. The release brings `packs/notices.yaml`; what the province declares on the
console wins from its own day on.
"""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from motcua.kernel.kept import Kept
from motcua.notices.models import Wording
from motcua.notices.rules import LANGUAGES, Text, Value, fill, one_line

_PACK = Path(__file__).parent / "packs" / "notices.yaml"

Texts = Mapping[str, Text]


@dataclass(frozen=True, slots=True)
class Place:
    """Something that is filled in: what it is, and an example for previews."""

    name: str
    label: Mapping[str, str]
    sample: Value


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a notice from a day on."""

    valid_from: dt.date
    texts: Texts
    declared_by: str = ""  # empty: brought by the release


@dataclass(frozen=True, slots=True)
class Template:
    """A kind of notice with its words through time, the newest first.

    `frame` names the template whose `{text}` its own text becomes; `needed` are the places it may not lack.
    """

    key: str
    label: Mapping[str, str]
    frame: str
    places: tuple[Place, ...]
    needed: tuple[str, ...]
    words: tuple[Words, ...]

    def on(self, date: dt.date) -> Words:
        """The words in force on `date`."""
        return next((one for one in self.words if one.valid_from <= date), self.words[-1])


def template(key: str) -> Template:
    """One kind of notice. Usually no statement. Raises KeyError."""
    return WORDINGS.get()[key]


def templates() -> tuple[Template, ...]:
    """All kinds of notices, in the order of the pack."""
    return tuple(WORDINGS.get().values())


def written(key: str, values: Mapping[str, Value], on: dt.date) -> dict[str, Text]:
    """What a notice says on a day, in each language, with its frame around it. Raises KeyError."""
    kind = template(key)
    texts = {lang: filled(kind.on(on).texts[lang], values, lang) for lang in LANGUAGES}
    return framed(kind, texts, values, on)


def framed(kind: Template, texts: Texts, values: Mapping[str, Value], on: dt.date) -> dict[str, Text]:
    """`texts` inside the frame of their kind, if it has one."""
    if not kind.frame:
        return dict(texts)
    frame = template(kind.frame).on(on).texts
    return {
        lang: filled(frame[lang], {**values, "text": inner.body, "subject": inner.subject}, lang)
        for lang, inner in texts.items()
    }


def filled(text: Text, values: Mapping[str, Value], language: str) -> Text:
    """A text with its places filled in."""
    return Text(one_line(fill(text.subject, values, language)), fill(text.body, values, language))


def _read() -> Mapping[str, Template]:
    own: dict[str, list[Words]] = {}
    for row in Wording.objects.order_by("-valid_from"):
        texts = {lang: Text(**row.texts[lang]) for lang in LANGUAGES}
        own.setdefault(row.template, []).append(Words(row.valid_from, texts, row.declared_by))
    return {
        key: Template(key, kind.label, kind.frame, kind.places, kind.needed, (*own.get(key, ()), *kind.words))
        for key, kind in _shipped().items()
    }


@lru_cache(maxsize=1)
def _shipped() -> Mapping[str, Template]:
    pack = yaml.safe_load(_PACK.read_text("utf-8"))
    places = {name: Place(name, entry["label"], entry["sample"]) for name, entry in pack["places"].items()}
    return {
        key: Template(
            key,
            entry["label"],
            entry.get("frame", ""),
            tuple(places[name] for name in entry["places"]),
            tuple(entry.get("needed", ())),
            (Words(dt.date.min, {lang: Text(**entry[lang]) for lang in LANGUAGES}),),
        )
        for key, entry in pack["templates"].items()
    }


WORDINGS = Kept("notice wordings", _read)
