"""What a file is, by its content. A closed list: whatever is not known to be harmless is refused."""

from collections.abc import Callable, Collection
from typing import IO

from django.utils.translation import gettext as _

from motcua.files import images, kinds, markup, packages
from motcua.files.errors import FileRefused

_HEAD = 4096
_IMAGES: tuple[tuple[tuple[bytes, ...], str, Callable[[IO[bytes]], int | None]], ...] = (
    ((b"\x89PNG\r\n\x1a\n",), kinds.PNG, images.png_pixels),
    ((b"\xff\xd8\xff",), kinds.JPEG, images.jpeg_pixels),
    ((b"II*\0", b"MM\0*"), kinds.TIFF, images.tiff_pixels),
)
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def sniff(stream: IO[bytes], *, name: str, allowed: Collection[str] | None) -> str:
    """The media type of a seekable stream. Raises FileRefused.

    `name` is what the file is called: its extension, if it has one, must fit. `allowed` narrows the kinds.
    """
    stream.seek(0)
    kind = _kind(stream, stream.read(_HEAD))
    if kind is None or (allowed is not None and kind not in allowed):
        raise FileRefused(_("Loại tệp này không được chấp nhận."))
    extension = name.rpartition(".")[2].lower().strip() if "." in name else ""
    if extension and kinds.EXTENSIONS.get(extension) != kind:
        raise FileRefused(
            _("Nội dung tệp không đúng với đuôi tên tệp “.%(extension)s”.") % {"extension": extension}
        )
    return kind


def _kind(stream: IO[bytes], head: bytes) -> str | None:
    if head.startswith(b"%PDF-"):
        return kinds.PDF
    for starts, kind, pixels in _IMAGES:
        if head.startswith(starts):
            return _image(kind, pixels(stream))
    if head.startswith(b"PK\x03\x04"):
        return packages.package_kind(stream)
    if head.startswith(_UTF16) or head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"<"):
        return kinds.XML if markup.is_xml(stream) else None
    return kinds.TEXT if markup.is_text(stream) else None


def _image(kind: str, pixels: int | None) -> str:
    if pixels is None:
        raise FileRefused(_("Tệp ảnh bị hỏng."))
    if pixels > images.MAX_PIXELS:
        raise FileRefused(_("Ảnh có kích thước quá lớn."))
    return kind
