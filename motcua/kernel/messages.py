"""Message catalogues. Vietnamese is the source language; each room carries its own English in `locale/en`."""

import os
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parents[1]
LANGUAGE = "en"
_METHODS = [("**/migrations/**", "ignore"), ("**.py", "python"), ("**/jinja2/**.html", "jinja2")]
_OPTIONS = {"**/jinja2/**.html": {"extensions": "jinja2.ext.do", "silent": "false"}}
_KEYWORDS = {
    **DEFAULT_KEYWORDS,
    "gettext_lazy": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_HEADER = r"""msgid ""
msgstr ""
"Language: en\n"
"MIME-Version: 1.0\n"
"Content-Type: text/plain; charset=utf-8\n"
"Content-Transfer-Encoding: 8bit\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\n"

"""


def rooms() -> list[str]:
    """The names of all rooms, in order."""
    return sorted(p.parent.name for p in PACKAGE.glob("*/__init__.py"))


def compile_catalogues() -> int:
    """Make the binary form, which Django reads, of every catalogue that changed; returns how many.

    Safe to call from several processes at once: a file appears whole or not at all.
    """
    changed = 0
    for source in PACKAGE.glob("*/locale/*/LC_MESSAGES/django.po"):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime >= source.stat().st_mtime:
            continue
        handle, name = tempfile.mkstemp(dir=target.parent, suffix=".tmp")
        with os.fdopen(handle, "wb") as file:
            write_mo(file, _read(source))
        Path(name).chmod(0o644)
        Path(name).replace(target)
        changed += 1
    return changed


def extract(room: str) -> Catalog:
    """Everything a room says, from its Python and its templates, with the English known so far."""
    said = Catalog()
    found = extract_from_dir(
        PACKAGE / room, _METHODS, _OPTIONS, keywords=_KEYWORDS, comment_tags=("Translators:",)
    )
    for path, _line, message, _comments, context in sorted(found, key=lambda item: (item[0], item[1])):
        said.add(message, locations=[(f"motcua/{room}/{path}", 0)], context=context)
    catalogue = _read(po_file(room)) if po_file(room).exists() else Catalog(locale=LANGUAGE)
    catalogue.update(said, no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def untranslated(room: str) -> list[str]:
    """What a room says without an English translation, or with one whose placeholders do not fit."""
    catalogue = extract(room)
    missing = [_first(m.id) for m in catalogue if m.id and (m.fuzzy or not all(_all(m.string)))]
    faults = [(_first(message.id), errors[0]) for message, errors in catalogue.check()]
    wrong = [f"{text} ({error})" for text, error in faults if text not in missing]
    return missing + wrong


def save(room: str, catalogue: Catalog) -> None:
    """Write a room's catalogue in one fixed form, without dates and line numbers: changes stay readable."""
    target = po_file(room)
    target.parent.mkdir(parents=True, exist_ok=True)
    with target.open("wb") as file:
        file.write(_HEADER.encode())
        write_po(file, catalogue, omit_header=True, include_lineno=False, sort_output=True, width=110)


def po_file(room: str) -> Path:
    """Where a room's English lies."""
    return PACKAGE / room / "locale" / LANGUAGE / "LC_MESSAGES" / "django.po"


def _read(source: Path) -> Catalog:
    with source.open("rb") as file:
        return read_po(file, locale=LANGUAGE, domain="django")


def _all(value: str | tuple[str, ...] | list[str] | None) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value or ("",))


def _first(value: str | tuple[str, ...] | list[str]) -> str:
    return _all(value)[0]
