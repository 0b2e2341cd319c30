"""What a PDF would do when it is opened (ISO 32000-2): scripts, programs, media, files inside it.

Two looks, because readers are lenient in different ways: every object as a parser finds it, also inside compressed
object streams; and the bare bytes, for what the parser passed over.
"""

import io
import logging
import re
from collections.abc import Iterator
from typing import IO, Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject, StreamObject

from motcua.files import images, markup
from motcua.files.policy import Policy
from motcua.files.unfit import Unfit

# Name of a key, or of an action's or annotation's type, and what it stands for.
_KEYS = {
    "/JS": "pdf_script",
    "/JavaScript": "pdf_script",
    "/XFA": "pdf_xfa",
    "/RichMediaContent": "pdf_media",
}
_TYPES = {
    "/JavaScript": "pdf_script", "/Launch": "pdf_launch", "/ImportData": "pdf_launch", "/GoToE": "pdf_launch",
    "/SubmitForm": "pdf_launch", "/Rendition": "pdf_media", "/Movie": "pdf_media",
    "/Sound": "pdf_media", "/RichMedia": "pdf_media", "/RichMediaExecute": "pdf_media", "/Screen": "pdf_media",
    "/3D": "pdf_media",
}  # fmt: skip
_BARE = re.compile(rb"/(JavaScript|Launch|RichMedia|XFA)(?=[\s/<>\[\]()%]|$)")
_BARE_REASONS = {
    b"JavaScript": "pdf_script", b"Launch": "pdf_launch", b"RichMedia": "pdf_media", b"XFA": "pdf_xfa",
}  # fmt: skip
# Any character of a name may be written as # and two hexadecimal digits (7.3.5).
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_CHUNK = 1024 * 1024
_OVERLAP = 128
_EMBEDDED_BYTES = 32 * 1024 * 1024

logging.getLogger("pypdf").setLevel(logging.CRITICAL)


def inspect_pdf(stream: IO[bytes], policy: Policy) -> None:
    """Raise Unfit for what the policy refuses in a PDF."""
    _look_at_bytes(stream, policy)
    stream.seek(0)
    try:
        reader = PdfReader(stream, strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            policy.against("pdf_locked")
            return
        root = reader.trailer["/Root"].get_object()
        if not isinstance(root, DictionaryObject) or "/Pages" not in root:
            policy.against("pdf_broken")
        _look_at_objects(reader, policy)
    except (Unfit, MemoryError):
        raise
    # Hostile bytes break parsers in ways that nobody can list. What only some readers can repair is looked at by
    # nobody but them.
    except Exception:  # noqa: BLE001
        policy.against("pdf_broken")


def _look_at_bytes(stream: IO[bytes], policy: Policy) -> None:
    stream.seek(0)
    before = b""
    while chunk := stream.read(_CHUNK):
        window = before + chunk
        plain = _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), window)
        for found in _BARE.finditer(plain):
            policy.against(_BARE_REASONS[found[1]])
        before = window[-_OVERLAP:]


def _look_at_objects(reader: PdfReader, policy: Policy) -> None:
    left = policy.limits.pdf_objects
    for value in _objects(reader):
        left -= 1
        if left < 0:
            raise Unfit("too_complex")
        if isinstance(value, DictionaryObject):
            _look_at(value, policy)


def _objects(reader: PdfReader) -> Iterator[Any]:
    """Every object of the file and everything inside it; references are not followed, so it ends."""
    numbers = {(number, generation) for generation, places in reader.xref.items() for number in places}
    numbers |= {(number, 0) for number in reader.xref_objStm}
    waiting: list[Any] = [reader.trailer]
    for number, generation in sorted(numbers):
        if number:
            waiting.append(reader.get_object(IndirectObject(number, generation, reader)))
        while waiting:
            value = waiting.pop()
            yield value
            if isinstance(value, DictionaryObject):
                waiting.extend(value.raw_get(key) for key in value)
            elif isinstance(value, list):
                waiting.extend(list.__iter__(value))


def _look_at(value: DictionaryObject, policy: Policy) -> None:
    for key in value:
        if key in _KEYS:
            policy.against(_KEYS[key])
    for key in ("/S", "/Subtype"):
        reason = _TYPES.get(str(value.raw_get(key))) if key in value else None
        if reason:
            policy.against(reason)
    if isinstance(value, StreamObject) and str(value.get("/Type", "")) == "/EmbeddedFile":
        _look_inside(value, policy)
    elif "/EF" in value:
        for one in _embedded(value):
            _look_inside(one, policy)


def _embedded(specification: DictionaryObject) -> Iterator[StreamObject]:
    files = specification["/EF"].get_object()
    for one in files.values() if isinstance(files, DictionaryObject) else ():
        content = one.get_object()
        if isinstance(content, StreamObject):
            yield content


def _look_inside(embedded: StreamObject, policy: Policy) -> None:
    """A file inside is taken when it is a picture, text or XML, such as the data of an electronic invoice."""
    content = embedded.get_data()
    if len(content) > _EMBEDDED_BYTES or not _is_plain(content):
        policy.against("pdf_embedded")


def _is_plain(content: bytes) -> bool:
    stream = io.BytesIO(content)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return bool(images.png_pixels(stream))
    if content.startswith(b"\xff\xd8\xff"):
        return bool(images.jpeg_pixels(stream))
    return markup.is_xml(stream) or markup.is_text(stream)
