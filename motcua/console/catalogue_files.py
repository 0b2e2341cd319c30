"""Catalogue files that are sent in: kept as text, taken over by the worker."""

import datetime as dt
import gzip
import shutil
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from django.utils.translation import gettext as _

from motcua.accounts.door import Actor, actor_of
from motcua.files.door import TEXT, open_blob, shown_name, store
from motcua.kernel import clock, progress
from motcua.kernel.errors import Invalid, NotAllowed
from motcua.kernel.models import LongWork
from motcua.procedures.door import check_catalogue_file, import_catalogue

KIND = "console.import_catalogue"

_GZIP_MAGIC = b"\x1f\x8b"
# The national catalogue has 20 MB as text; a small compressed file must not fill the disk.
_MOST_TEXT = 256 * 1024 * 1024
_CHUNK = 1024 * 1024


def send(upload: IO[bytes], *, name: str, actor: Actor, now: dt.datetime) -> LongWork:
    """Keep a `.jsonl` or `.jsonl.gz` file and have the worker take it over. Raises Invalid, FileRefused."""
    with _as_text(upload) as text:
        _check(text)
        # Without a name its kind is told by the content alone: the store knows no `.jsonl`.
        kept = store(text, name="", now=now, allowed={TEXT}, max_bytes=_MOST_TEXT)
    item = {"sha256": kept.sha256, "name": shown_name(name)}
    return progress.start(kind=KIND, title=item["name"], owner_id=actor.id, items=[item], now=now)


def _check(text: IO[bytes]) -> None:
    """Say at once, in the sender's language, that a file is no catalogue; the worker would say it later."""
    with tempfile.NamedTemporaryFile(prefix="catalogue-") as copy:
        text.seek(0)
        shutil.copyfileobj(text, copy, _CHUNK)
        copy.flush()
        text.seek(0)
        try:
            check_catalogue_file(copy.name)
        except Invalid as refused:
            raise Invalid(fields={"catalogue": str(refused.detail)}) from refused


def take_over(work: LongWork, item: Any) -> dict[str, Any]:
    """The worker's part: import the kept file in the name of whoever sent it, with the rights of this moment."""
    now = clock.now()
    actor = actor_of(work.owner_id, now=now)
    if actor is None:
        raise NotAllowed
    with tempfile.TemporaryDirectory(prefix="catalogue-") as folder:
        path = Path(folder) / item["name"]
        with open_blob(item["sha256"]) as kept, path.open("wb") as copy:
            shutil.copyfileobj(kept, copy, _CHUNK)
        report = import_catalogue(path=path, actor=actor, now=now)
    return {"run": str(report.run_id)}


@contextmanager
def _as_text(upload: IO[bytes]) -> Iterator[IO[bytes]]:
    upload.seek(0)
    is_gzip = upload.read(2) == _GZIP_MAGIC
    upload.seek(0)
    if not is_gzip:
        yield upload
        return
    with tempfile.TemporaryFile() as text:
        _unpack(upload, text)
        yield text


def _unpack(packed: IO[bytes], text: IO[bytes]) -> None:
    try:
        with gzip.GzipFile(fileobj=packed) as stream:
            while chunk := stream.read(_CHUNK):
                text.write(chunk)
                if text.tell() > _MOST_TEXT:
                    raise Invalid(fields={"catalogue": _("Nội dung tệp nén quá lớn.")})
    except (EOFError, OSError, zlib.error) as error:
        raise Invalid(fields={"catalogue": _("Tệp nén bị hỏng hoặc bị cắt cụt.")}) from error
