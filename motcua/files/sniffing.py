"""What a file is, by its content. A closed list: whatever is not known to be harmless is refused."""

from collections.abc import Callable, Collection
from typing import IO

from motcua.files import images, kinds, markup, packages, pdf
from motcua.files.policy import Policy
from motcua.files.unfit import Unfit

_HEAD = 4096
_IMAGES: tuple[tuple[tuple[bytes, ...], str, Callable[[IO[bytes]], int | None]], ...] = (
    ((b"\x89PNG\r\n\x1a\n",), kinds.PNG, images.png_pixels),
    ((b"\xff\xd8\xff",), kinds.JPEG, images.jpeg_pixels),
    ((b"II*\0", b"MM\0*"), kinds.TIFF, images.tiff_pixels),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
# Windows, Linux, macOS (both orders and the universal one, which is Java's too), Android, WebAssembly, scripts.
PROGRAMS = (
    b"MZ", b"\x7fELF", b"\xca\xfe\xba\xbe", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe",
    b"\xcf\xfa\xed\xfe", b"dex\n", b"\0asm", b"#!", b"L\0\0\0\x01\x14\x02\0",
)  # fmt: skip
# The container of Word, Excel and PowerPoint until 2003; it may hold macros, and so may its encrypted successor.
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def sniff(stream: IO[bytes], *, name: str, allowed: Collection[str] | None, policy: Policy) -> str:
    """The media type of a seekable stream. Raises Unfit.

    `name` is the extension the file came with; a known kind must be called so. `allowed` narrows the kinds.
    """
    stream.seek(0)
    kind = _kind(stream, stream.read(_HEAD), policy)
    taken = {kinds.EXTENSIONS[extension] for extension in policy.extensions}
    if kind is None or kind not in taken or (allowed is not None and kind not in allowed):
        raise Unfit("kind")
    if name and (kinds.EXTENSIONS.get(name) != kind or name not in policy.extensions):
        raise Unfit("mismatch", extension=name[:20])
    return kind


def _kind(stream: IO[bytes], head: bytes, policy: Policy) -> str | None:
    if head.startswith(b"%PDF-"):
        pdf.inspect_pdf(stream, policy)
        return kinds.PDF
    for starts, kind, pixels in _IMAGES:
        if head.startswith(starts):
            return _image(kind, pixels(stream), policy)
    if head.startswith(b"PK\x03\x04"):
        return packages.package_kind(stream, policy)
    if head.startswith(PROGRAMS):
        raise Unfit("program")
    if head.startswith(OLD_OFFICE):
        raise Unfit("macro")
    if head.startswith(_UTF16) or head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return kinds.XML if markup.is_xml(stream) else None
    return kinds.TEXT if markup.is_text(stream) else None


def _image(kind: str, pixels: int | None, policy: Policy) -> str:
    if pixels is None:
        raise Unfit("image_broken")
    if pixels > policy.limits.image_pixels:
        raise Unfit("image_pixels")
    return kind
