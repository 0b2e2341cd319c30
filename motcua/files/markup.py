"""Text and XML: whatever a browser might run is not taken for either."""

import codecs
import re
from typing import IO
from xml.parsers import expat

_CHUNK = 64 * 1024
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
# Pages and scripts: what starts like markup or with an interpreter, or holds active markup where browsers
# look for it (WHATWG MIME Sniffing, 5: the first 1445 bytes).
_ACTIVE = re.compile(
    r"\s*(#!|<)|.{0,4096}<(script|iframe|svg|html|object|embed)\b", re.IGNORECASE | re.DOTALL
)
_ACTIVE_NAMESPACES = (
    "http://www.w3.org/1999/xhtml ",
    "http://www.w3.org/2000/svg ",
    "http://www.w3.org/1999/XSL/Transform ",
)
_ACTIVE_ROOTS = frozenset({"html", "svg", "script"})


def is_text(stream: IO[bytes]) -> bool:
    """Whether all of it is UTF-8 text without control characters, and not a page or a script."""
    stream.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8-sig")()
    first = True
    try:
        while chunk := stream.read(_CHUNK):
            text = decoder.decode(chunk)
            if _CONTROL.search(text) or (first and _ACTIVE.match(text)):
                return False
            first = False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


class _Active(Exception):
    """The document could do something in a browser, or expand."""


def is_xml(stream: IO[bytes]) -> bool:
    """Whether it is well-formed, without document type (so without entities), XHTML, SVG and stylesheet."""
    stream.seek(0)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = _refuse
    parser.ProcessingInstructionHandler = _refuse_stylesheet
    parser.StartElementHandler = _Elements()
    try:
        parser.ParseFile(stream)
    except (expat.ExpatError, _Active, ValueError, LookupError):
        return False
    return True


class _Elements:
    def __init__(self) -> None:
        self.root = True

    def __call__(self, name: str, _attributes: dict[str, str]) -> None:
        if name.startswith(_ACTIVE_NAMESPACES) or (self.root and name.lower() in _ACTIVE_ROOTS):
            raise _Active
        self.root = False


def _refuse(*_declaration: object) -> None:
    raise _Active


def _refuse_stylesheet(target: str, _data: str) -> None:
    if target == "xml-stylesheet":
        raise _Active
