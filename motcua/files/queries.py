"""Giving files out, and proving them whole."""

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

import structlog
from django.core.files.storage import default_storage

from motcua.files.errors import ContentMissing
from motcua.files.models import Blob
from motcua.files.names import blob_name
from motcua.kernel.errors import NotFound

log = structlog.get_logger(__name__)

_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)
_CHUNK = 256 * 1024


@dataclass(frozen=True, slots=True)
class BlobView:
    """What is known of a blob without opening it."""

    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True, slots=True)
class BlobProblem:
    """A blob whose content is `missing` or `altered`."""

    sha256: str
    problem: str


def blob(sha256: str) -> BlobView:
    """Size and kind of a blob. Raises NotFound."""
    row = Blob.objects.filter(sha256=sha256).values_list("sha256", "size", "media_type").first()
    if row is None:
        raise NotFound
    return BlobView(*row)


def open_blob(sha256: str) -> BinaryIO:
    """The content, to be read and closed by the caller. Raises NotFound, ContentMissing when it is lost."""
    if not _SHA256.fullmatch(sha256):
        raise NotFound
    try:
        return cast(BinaryIO, default_storage.open(blob_name(sha256), "rb"))
    except FileNotFoundError as error:
        log.error("files.content_missing", sha256=sha256)
        raise ContentMissing from error


def read_blob(sha256: str) -> bytes:
    """The whole content at once. Raises NotFound when it is missing."""
    with open_blob(sha256) as stream:
        return stream.read()


def blob_count() -> int:
    """How many blobs are kept. One statement."""
    return Blob.objects.count()


def check_blobs() -> Iterator[BlobProblem]:
    """Read every blob and compare it with its name; yields the missing and altered. Memory stays bounded."""
    for sha256 in Blob.objects.order_by("sha256").values_list("sha256", flat=True).iterator(chunk_size=1000):
        if problem := problem_of(sha256):
            yield BlobProblem(sha256, problem)


def problem_of(sha256: str) -> str:
    """`missing` or `altered`, empty for content that is as its name says."""
    try:
        return "" if _digest(sha256) == sha256 else "altered"
    except NotFound:
        return "missing"


def _digest(sha256: str) -> str:
    digest = hashlib.sha256()
    with open_blob(sha256) as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
