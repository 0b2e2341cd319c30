"""Write key material so that only the owner reads it and nobody sees half a file."""

import os
import tempfile
from pathlib import Path


def write_new(file: Path, content: bytes) -> None:
    """Raises FileExistsError when the file is there: a key is never written over."""
    with tempfile.TemporaryDirectory(dir=_directory(file)) as scratch:
        draft = Path(scratch, file.name)
        _write(draft, content)
        os.link(draft, file)


def write_over(file: Path, content: bytes) -> None:
    """Replace the file in one step."""
    with tempfile.TemporaryDirectory(dir=_directory(file)) as scratch:
        draft = Path(scratch, file.name)
        _write(draft, content)
        draft.replace(file)


def _directory(file: Path) -> Path:
    file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return file.parent


def _write(file: Path, content: bytes) -> None:
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
