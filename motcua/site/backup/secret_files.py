"""What an installation cannot be brought back without: its secrets and signing keys, as one archive."""

import io
import tarfile
from collections.abc import Mapping
from pathlib import Path

# Secrets that may come from the environment, and the file that stands for each where they do not.
IN_FILES = {
    "MOTCUA_SECRET_KEY": "django",
    "MOTCUA_KEY_PASSPHRASE": "keys",
    "MOTCUA_DATA_KEYS": "data-keys",
    "MOTCUA_FINGERPRINT_KEY": "fingerprint-key",
}


def pack(*, secrets: Path, keys: Path, environment: Mapping[str, str]) -> bytes:
    """Both directories as a tar archive; what the environment gave goes before what lies in a file."""
    content = {f"secrets/{path.name}": path.read_bytes() for path in _files(secrets)}
    content |= {f"keys/{path.relative_to(keys)}": path.read_bytes() for path in _files(keys)}
    content |= {
        f"secrets/{file}": environment[name].encode()
        for name, file in IN_FILES.items()
        if environment.get(name)
    }
    archive = io.BytesIO()
    with tarfile.open(fileobj=archive, mode="w") as tar:
        for name, data in sorted(content.items()):
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = len(data), 0o600
            tar.addfile(entry, io.BytesIO(data))
    return archive.getvalue()


def unpack(archive: bytes, *, secrets: Path, keys: Path) -> None:
    """Lay the files where `pack` found them, for their owner's eyes only."""
    places = {"secrets": secrets, "keys": keys}
    with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
        for entry in tar.getmembers():
            place, _slash, name = entry.name.partition("/")
            content = tar.extractfile(entry)
            target = (places[place] / name).resolve()
            if content is None or not target.is_relative_to(places[place].resolve()):
                raise ValueError(f"{entry.name} does not belong into an archive of secrets")
            target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            target.touch(mode=0o600)
            target.write_bytes(content.read())


def _files(directory: Path) -> list[Path]:
    return [path for path in sorted(directory.rglob("*")) if path.is_file()] if directory.exists() else []
