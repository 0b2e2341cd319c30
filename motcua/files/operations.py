"""Taking files in."""

import datetime as dt
import hashlib
import json
import tempfile
import unicodedata
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import IO

import structlog
from django.conf import settings
from django.core.files import File
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from motcua.files.errors import refusal
from motcua.files.inspection import inspect
from motcua.files.models import Blob
from motcua.files.names import blob_name
from motcua.files.policy import policy_on
from motcua.files.removing import storing
from motcua.files.scanning import scan
from motcua.files.unfit import Unfit
from motcua.kernel import confined
from motcua.kernel.text import normalise

log = structlog.get_logger(__name__)

_CHUNK = 256 * 1024
_IN_MEMORY = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Stored:
    """A file that is kept: its content's hash, its size in bytes, its kind, and what it was called."""

    sha256: str
    size: int
    media_type: str
    name: str


def store(
    stream_or_bytes: IO[bytes] | bytes,
    *,
    name: str,
    now: dt.datetime,
    allowed: Collection[str] | None = None,
    max_bytes: int | None = None,
) -> Stored:
    """Keep a stranger's file for good: when this returns, its content is on the disk.

    The kind is told by the content; `allowed` narrows the media types taken (see `EXTENSIONS`), `max_bytes`
    the size (default: the installation's MAX_UPLOAD_BYTES). The policy in force at `now` says what is refused. The
    same content is kept once, whatever its name. A caller whose transaction fails leaves content that nothing refers
    to, which does no harm. Raises FileRefused, which says what to do, and ScanUnavailable.
    """
    limit = settings.MAX_UPLOAD_BYTES if max_bytes is None else max_bytes
    with spooled(stream_or_bytes, max_bytes=limit) as stream:
        try:
            sha256, size = _measure(stream, limit)
            media_type = _inspected(stream, name=name, allowed=allowed, now=now)
            scan(stream, address=settings.MOTCUA_CLAMAV)
        except Unfit as unfit:
            log.info("files.refused", reason=unfit.reason)
            raise refusal(unfit) from unfit
        _keep(stream, sha256, size, media_type=media_type, now=now)
    return Stored(sha256, size, media_type, shown_name(name))


def store_own(content: bytes, *, name: str, media_type: str, now: dt.datetime) -> Stored:
    """Keep what the house itself made, such as a sealed paper: nobody needs to look what it is."""
    stream = BytesIO(content)
    sha256, size = _measure(stream, len(content))
    _keep(stream, sha256, size, media_type=media_type, now=now)
    return Stored(sha256, size, media_type, shown_name(name))


def _inspected(stream: IO[bytes], *, name: str, allowed: Collection[str] | None, now: dt.datetime) -> str:
    """The kind of the content, told in a confined process. Raises Unfit."""
    try:
        found = confined.confined(
            inspect,
            stream,
            name=unicodedata.normalize("NFC", name),
            allowed=allowed and sorted(allowed),
            policy=policy_on(timezone.localdate(now), path=settings.MOTCUA_UPLOAD_POLICY),
        )
    except (confined.Overran, confined.Broke) as error:
        log.warning("files.inspection_failed", why=f"{type(error).__name__} {error}".strip())
        raise Unfit("too_complex") from error
    answer = json.loads(found)
    if "reason" in answer:
        raise Unfit(answer["reason"], **answer["details"])
    return str(answer["kind"])


def _keep(stream: IO[bytes], sha256: str, size: int, *, media_type: str, now: dt.datetime) -> None:
    if not _kept(sha256, size, now):
        with transaction.atomic():
            storing(sha256)
            stream.seek(0)
            default_storage.save(blob_name(sha256), File(stream))
            blob = Blob(sha256=sha256, size=size, media_type=media_type, created_at=now)
            Blob.objects.bulk_create([blob], ignore_conflicts=True)


def shown_name(name: str) -> str:
    """A file's name without path, control characters, blanks at its ends; of 1 to 200 characters."""
    printable = "".join(c if c.isprintable() else " " for c in normalise(name))
    last = normalise(printable).replace("\\", "/").rpartition("/")[2].strip(" .")
    stem, dot, extension = last.rpartition(".")
    # Shortened in the middle: the extension tells a program what to do with it.
    short = f"{stem[:190]}.{extension[:9]}" if dot else last[:200]
    return (last if len(last) <= 200 else short) or "tep"


def _kept(sha256: str, size: int, now: dt.datetime) -> bool:
    # Noting the time keeps the content from being removed before the caller refers to it.
    if not Blob.objects.filter(sha256=sha256, size=size).update(last_stored_at=now):
        return False
    try:
        return default_storage.size(blob_name(sha256)) == size
    except FileNotFoundError:
        return False


def _measure(stream: IO[bytes], limit: int) -> tuple[str, int]:
    digest, size = hashlib.sha256(), 0
    stream.seek(0)
    while chunk := stream.read(_CHUNK):
        size += len(chunk)
        _refuse_above(limit, size)
        digest.update(chunk)
    if size == 0:
        raise Unfit("empty")
    return digest.hexdigest(), size


@contextmanager
def spooled(source: IO[bytes] | bytes, *, max_bytes: int) -> Iterator[IO[bytes]]:
    """The source itself when it can be read twice, else a copy of no more than `max_bytes`. Raises FileRefused."""
    if isinstance(source, bytes):
        yield BytesIO(source)
    elif source.seekable():
        yield source
    else:
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY) as copy:
            size = 0
            while chunk := source.read(_CHUNK):
                size += len(chunk)
                try:
                    _refuse_above(max_bytes, size)
                except Unfit as unfit:
                    raise refusal(unfit) from unfit
                copy.write(chunk)
            yield copy


def _refuse_above(limit: int, size: int) -> None:
    if size > limit:
        raise Unfit("too_large", limit=max(limit // 1024 // 1024, 1))
