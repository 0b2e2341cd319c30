"""Files that come in pieces: cut off anywhere, they go on where the last durable byte is."""

import contextlib
import datetime as dt
import fcntl
import os
import uuid
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Protocol

from django.conf import settings
from django.db import transaction

from motcua.files.errors import FileRefused, TooManyParts, refusal
from motcua.files.models import Part
from motcua.files.unfit import Unfit
from motcua.kernel import tus
from motcua.kernel.errors import NotFound
from motcua.kernel.ids import new_id

# So much is made durable and counted at a time: what a cut costs at most.
_STEP = 1024 * 1024
_MOST_OPEN = 20

Result = Mapping[str, str]


class _Readable(Protocol):
    def read(self, size: int, /) -> bytes: ...


def begin_part(
    *, owner_id: uuid.UUID, length: int, purpose: Mapping[str, Any], now: dt.datetime
) -> tus.Progress:
    """Make room for a file of `length` bytes. Raises FileRefused (empty, too large), TooManyParts."""
    if not 0 < length <= settings.MAX_UPLOAD_BYTES:
        limit = settings.MAX_UPLOAD_BYTES // 1024 // 1024
        raise refusal(Unfit("too_large", limit=limit) if length else Unfit("empty"))
    if Part.objects.filter(owner_id=owner_id, result__isnull=True, expires_at__gt=now).count() >= _MOST_OPEN:
        raise TooManyParts
    expires = now + dt.timedelta(hours=settings.MOTCUA_PARTS_HOURS)
    part = Part(id=new_id(), owner_id=owner_id, length=length, purpose=dict(purpose), expires_at=expires)
    _directory().mkdir(parents=True, exist_ok=True, mode=0o700)
    _path(part.id).touch(mode=0o600)
    part.save(force_insert=True)
    return _progress(part)


def find_part(part_id: uuid.UUID, *, owner_id: uuid.UUID, now: dt.datetime) -> tus.Progress:
    """How far one's own file has come. Raises NotFound, also when its time is over."""
    return _progress(_own(part_id, owner_id, now))


def append_part(
    part_id: uuid.UUID,
    *,
    owner_id: uuid.UUID,
    offset: int,
    content: _Readable,
    checksum: tus.Checksum | None,
    now: dt.datetime,
) -> tus.Progress:
    """Add what comes until the piece or the file ends. What arrived before a cut stays, unless it has a checksum.

    Raises NotFound, OffsetMismatch, ChecksumMismatch, BeingWritten, and what reading raises.
    """
    part = _own(part_id, owner_id, now)
    if part.result is not None or offset == part.length == part.offset:
        return _progress(part)
    with _writing(part) as file:
        part.refresh_from_db(fields=["offset"])
        if offset != part.offset:
            raise tus.OffsetMismatch
        # What was written after the last count was never acknowledged.
        file.truncate(part.offset)
        file.seek(part.offset)
        if checksum:
            _take_checked(part, file, content, checksum)
        else:
            _take(part, file, content)
    return _progress(part)


def finish_part(
    part_id: uuid.UUID,
    *,
    owner_id: uuid.UUID,
    keep: Callable[[IO[bytes], Mapping[str, Any]], Result],
    now: dt.datetime,
) -> Result:
    """Hand a whole file to `keep(content, purpose)`, once however often this is asked; returns what it said.

    What `keep` refuses is gone with its refusal. Raises NotFound, OffsetMismatch when the file is not whole.
    """
    try:
        with transaction.atomic():
            part = Part.objects.select_for_update().filter(id=part_id, owner_id=owner_id).first()
            if part is None:
                raise NotFound
            if part.result is None:
                if part.offset != part.length:
                    raise tus.OffsetMismatch
                with _path(part.id).open("rb") as content:
                    part.result = dict(keep(content, part.purpose))
                part.save(update_fields=["result"])
    except FileRefused:
        remove_part(part_id, owner_id=owner_id, now=now)
        raise
    _path(part_id).unlink(missing_ok=True)
    return dict(part.result)


def remove_part(part_id: uuid.UUID, *, owner_id: uuid.UUID, now: dt.datetime) -> None:
    """Forget a file with all that came of it. Raises NotFound."""
    _own(part_id, owner_id, now).delete()
    _path(part_id).unlink(missing_ok=True)


def sweep_parts(*, now: dt.datetime) -> int:
    """Remove what nobody went on with in time, and bytes that no row knows; returns how many files."""
    Part.objects.filter(expires_at__lte=now).delete()
    if not _directory().is_dir():
        return 0
    # Read before the rows: a file made in between has its row by now or is younger than an hour.
    old = [path for path in _directory().iterdir() if path.stat().st_mtime < now.timestamp() - 3600]
    known = set(Part.objects.filter(result__isnull=True).values_list("id", flat=True))
    left = [path for path in old if path.name not in {str(one) for one in known}]
    for path in left:
        path.unlink(missing_ok=True)
    return len(left)


def _own(part_id: uuid.UUID, owner_id: uuid.UUID, now: dt.datetime) -> Part:
    part = Part.objects.filter(id=part_id, owner_id=owner_id, expires_at__gt=now).first()
    if part is None:
        raise NotFound
    return part


@contextlib.contextmanager
def _writing(part: Part) -> Iterator[IO[bytes]]:
    try:
        file = _path(part.id).open("r+b", buffering=0)
    except FileNotFoundError as error:
        raise NotFound from error
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)  # ends with the process, however it ends
        except BlockingIOError as error:
            raise tus.BeingWritten from error
        yield file


def _take(part: Part, file: IO[bytes], content: _Readable) -> None:
    while part.offset < part.length:
        written = 0
        try:
            while left := min(_STEP, part.length - part.offset) - written:
                chunk = content.read(left)
                if not chunk:
                    break
                written += _write(file, chunk)
        finally:
            _count(part, file, written)
        if written < _STEP:
            return


def _take_checked(part: Part, file: IO[bytes], content: _Readable, checksum: tus.Checksum) -> None:
    digest, written = tus.ALGORITHMS[checksum.algorithm](), 0
    while chunk := content.read(min(_STEP, part.length - part.offset - written)):
        digest.update(chunk)
        written += _write(file, chunk)
    if digest.digest() != checksum.digest:
        file.truncate(part.offset)
        raise tus.ChecksumMismatch
    _count(part, file, written)


def _write(file: IO[bytes], chunk: bytes) -> int:
    rest = memoryview(chunk)
    while rest:
        rest = rest[file.write(rest) :]
    return len(chunk)


def _count(part: Part, file: IO[bytes], written: int) -> None:
    if written:
        os.fsync(file.fileno())
        part.offset += written
        part.save(update_fields=["offset"])


def _progress(part: Part) -> tus.Progress:
    return tus.Progress(part.id, part.length, part.offset, part.expires_at, part.result or {})


def _directory() -> Path:
    return Path(settings.MOTCUA_PARTS)


def _path(part_id: uuid.UUID) -> Path:
    return _directory() / str(part_id)
