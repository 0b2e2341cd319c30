"""Office documents: ZIP packages, known by what is in them and never by their name."""

import zipfile
from typing import IO

from django.utils.translation import gettext as _

from motcua.files import kinds
from motcua.files.errors import FileRefused

_MAX_PARTS = 10_000
_MAX_UNPACKED = 1024 * 1024 * 1024
_MAX_INDEX = 1024 * 1024


def package_kind(stream: IO[bytes]) -> str | None:
    """DOCX, XLSX or ODT; None for any other ZIP. Raises FileRefused for macros and bombs."""
    stream.seek(0)
    try:
        with zipfile.ZipFile(stream) as package:
            parts = {part.filename: part for part in package.infolist()}
            if len(parts) > _MAX_PARTS or sum(part.file_size for part in parts.values()) > _MAX_UNPACKED:
                raise FileRefused(_("Tệp nén chứa quá nhiều dữ liệu."))
            kind = _kind(package, parts)
            if kind and _has_macros(package, parts):
                raise FileRefused(_("Không nhận tài liệu có chứa macro."))
            return kind
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError, ValueError):
        return None


def _kind(package: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> str | None:
    if "mimetype" in parts and _begin(package, parts["mimetype"]).strip() == kinds.ODT.encode():
        return kinds.ODT
    if "[Content_Types].xml" not in parts:
        return None
    if "word/document.xml" in parts:
        return kinds.DOCX
    return kinds.XLSX if "xl/workbook.xml" in parts else None


def _has_macros(package: zipfile.ZipFile, parts: dict[str, zipfile.ZipInfo]) -> bool:
    if any("vbaproject" in name.lower() or name.startswith(("Basic/", "Scripts/")) for name in parts):
        return True
    # A macro part may carry any name, but must be declared (ECMA-376 part 2, 7.2.3).
    index = parts.get("[Content_Types].xml")
    declared = _begin(package, index).lower() if index else b""
    return b"macroenabled" in declared or b"vbaproject" in declared


def _begin(package: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    if part.file_size > _MAX_INDEX:
        raise FileRefused(_("Tệp nén chứa quá nhiều dữ liệu."))
    with package.open(part) as content:
        return content.read(_MAX_INDEX)
