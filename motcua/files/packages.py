"""Office documents: ZIP packages, known by what is in them and never by their name."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from typing import IO

from motcua.files import kinds
from motcua.files.policy import Policy
from motcua.files.unfit import Unfit

_CHUNK = 256 * 1024
_MB = 1024 * 1024
_ENCRYPTED = 0x1
# What `zipfile` raises for a package that is damaged, or made in a way it does not know.
BROKEN = (
    zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError, zlib.error,
)  # fmt: skip
_ZIP, _OLE, _PROGRAM = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", (b"MZ", b"\x7fELF", b"#!")
_MACRO_PARTS = re.compile(
    r"vbaproject|vbadata|(^|/)(macrosheets|intlmacrosheets|activex|basic|scripts|dialogs)/", re.IGNORECASE
)
# A macro part may carry any name, but must be declared (ECMA-376 part 2, 7.2.3).
_MACRO_DECLARED = re.compile(rb"macroenabled|vbaproject|macrosheet|activex", re.IGNORECASE)
_RELATIONSHIP = re.compile(rb"<(?:\w+:)?Relationship\b[^>]*>", re.IGNORECASE)
# What is fetched or run when the document is opened. A hyperlink is external too, but waits for a click.
_FETCHED = re.compile(
    rb"/(attachedTemplate|oleObject|frame|subDocument|externalLinkPath|package|control|aFChunk)[\"']",
    re.IGNORECASE,
)
_EXTERNAL = re.compile(rb"TargetMode\s*=\s*[\"']External", re.IGNORECASE)
# Dynamic data exchange starts programs from a field of the text or a cell.
_DDE = re.compile(rb"\bDDEAUTO\b|<(?:\w+:)?ddeLink\b", re.IGNORECASE)


def package_kind(stream: IO[bytes], policy: Policy, depth: int = 0) -> str | None:
    """DOCX, XLSX or ODT; None for any other ZIP. Every part is unpacked and counted, none is believed.

    Raises Unfit for macros, bombs and whatever else the policy refuses.
    """
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as package:
            parts = package.infolist()
            if len(parts) > policy.limits.package_parts:
                raise Unfit("package_bomb")
            kind = _kind(package, {part.filename for part in parts})
            if kind is None:
                return None
            _Parts(package, parts, policy, depth).inspect()
            return kind
    except BROKEN as error:
        raise Unfit("package_broken") from error


def _kind(package: zipfile.ZipFile, names: set[str]) -> str | None:
    if "mimetype" in names:
        with package.open("mimetype") as content:
            return kinds.ODT if content.read(200).strip() == kinds.ODT.encode() else None
    if "[Content_Types].xml" not in names:
        return None
    if "word/document.xml" in names:
        return kinds.DOCX
    return kinds.XLSX if "xl/workbook.xml" in names else None


class _Parts:
    """All parts of one package, and how much came out of them."""

    def __init__(
        self, package: zipfile.ZipFile, parts: list[zipfile.ZipInfo], policy: Policy, depth: int
    ) -> None:
        self.package, self.parts, self.policy, self.depth = package, parts, policy, depth
        self.unpacked = 0
        self.packed = sum(part.compress_size for part in parts)

    def inspect(self) -> None:
        if len({part.filename.lower() for part in self.parts}) < len(self.parts):
            # Two parts of one name: which one a program opens is its own affair.
            raise Unfit("package_broken")
        for part in self.parts:
            self._inspect_name(part)
            self._inspect_content(part)

    def _inspect_name(self, part: zipfile.ZipInfo) -> None:
        name = part.filename
        if part.flag_bits & _ENCRYPTED:
            raise Unfit("package_locked")
        if name.startswith(("/", "\\")) or ".." in re.split(r"[/\\]", name) or ":" in name or "\0" in name:
            self.policy.against("package_path")
        if _MACRO_PARTS.search(name):
            self.policy.against("macro")

    def _inspect_content(self, part: zipfile.ZipInfo) -> None:
        kept, before = io.BytesIO(), b""
        for chunk in self._unpack(part):
            if not before:
                self._inspect_start(chunk)
            window, before = before[-256:] + chunk, chunk
            if part.filename.endswith((".xml", ".rels")):
                self._inspect_markup(part.filename, window)
            if kept.tell() or chunk.startswith(_ZIP):
                kept.write(chunk)
        if kept.tell():
            self._inspect_nested(kept)

    def _unpack(self, part: zipfile.ZipInfo) -> Iterator[bytes]:
        limits = self.policy.limits
        with self.package.open(part) as content:
            while chunk := content.read(_CHUNK):
                self.unpacked += len(chunk)
                if self.unpacked > limits.package_unpacked_mb * _MB or (
                    self.unpacked > _MB and self.unpacked > self.packed * limits.package_ratio
                ):
                    raise Unfit("package_bomb")
                yield chunk

    def _inspect_start(self, start: bytes) -> None:
        if start.startswith(_PROGRAM):
            self.policy.against("program")
        if start.startswith(_OLE):
            # Whatever a user dragged into the document, programs included.
            self.policy.against("office_embedded")

    def _inspect_markup(self, name: str, content: bytes) -> None:
        if name == "[Content_Types].xml" and _MACRO_DECLARED.search(content):
            self.policy.against("macro")
        if name.endswith(".rels") and any(
            _EXTERNAL.search(one) and _FETCHED.search(one) for one in _RELATIONSHIP.findall(content)
        ):
            self.policy.against("office_remote")
        if _DDE.search(content):
            self.policy.against("office_remote")

    def _inspect_nested(self, content: IO[bytes]) -> None:
        if self.depth >= self.policy.limits.nested or not package_kind(content, self.policy, self.depth + 1):
            self.policy.against("office_embedded")
