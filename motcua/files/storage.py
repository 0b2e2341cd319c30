"""Blobs on a local disk that survive a power cut the moment `save` returns."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.files import File
from django.core.files.storage import FileSystemStorage


class LocalStorage(FileSystemStorage):
    """A file system storage for names that tell the content: no name is ever taken by other content."""

    def get_available_name(self, name: str, max_length: int | None = None) -> str:
        """The name itself: whatever has it already is the same content."""
        return name

    def _save(self, name: str, content: "File[Any]") -> str:
        target = Path(self.path(name))
        _make_directory(target.parent)
        with _temporary(target.parent) as (descriptor, temporary):
            for chunk in content.chunks():
                _write_all(descriptor, chunk)
            os.fchmod(descriptor, 0o440)
            # The content is on the disk before a name leads to it, and the name before anyone is told.
            os.fsync(descriptor)
            temporary.replace(target)
        _sync_directory(target.parent)
        return name

    def sweep_beside(self, name: str, *, older_than: float) -> int:
        """Remove what a killed process left half written in the directory of `name`; returns how many files.

        `older_than` is a moment in seconds since 1970: what is younger may still be written.
        """
        left = [
            path
            for path in Path(self.path(name)).parent.glob(".*.part")
            if path.stat(follow_symlinks=False).st_mtime < older_than
        ]
        for path in left:
            path.unlink(missing_ok=True)
        return len(left)


@contextmanager
def _temporary(directory: Path) -> Iterator[tuple[int, Path]]:
    descriptor, path = tempfile.mkstemp(dir=directory, prefix=".", suffix=".part")
    try:
        yield descriptor, Path(path)
    finally:
        os.close(descriptor)
        Path(path).unlink(missing_ok=True)


def _write_all(descriptor: int, chunk: bytes) -> None:
    rest = memoryview(chunk)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _make_directory(directory: Path) -> None:
    """Make a directory with its parents, each new name durable in the directory above."""
    if directory.is_dir():
        return
    _make_directory(directory.parent)
    directory.mkdir(mode=0o750, exist_ok=True)
    _sync_directory(directory.parent)


def _sync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
