"""Taking a backup: database, files and secrets as they were at one moment, while people work on."""

import datetime as dt
import hashlib
import os
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings

from motcua.files.door import open_blob
from motcua.kernel.errors import NotFound
from motcua.site.backup import box, manifest, secret_files
from motcua.site.postgres import binaries

Say = Callable[[str], None]
_CHUNK = 1024 * 1024
_TRIES = 3


class BackupFailed(RuntimeError):
    """No backup was taken; the message says why."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A finished snapshot; `damaged` names files that were already missing or altered in the installation."""

    folder: Path
    manifest: manifest.Manifest
    damaged: tuple[str, ...]


class _Gone(Exception):
    """A file went away between the database's moment and its turn: it belonged to nobody, but the dump knows it."""


def take(folder: Path, *, database: str, passphrase: str, now: dt.datetime, say: Say) -> Taken:
    """Add a snapshot to the backup in `folder`; files that are there from earlier ones are not copied again."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    for _ in range(_TRIES):
        try:
            return _take(folder, database=database, passphrase=passphrase, now=now, say=say)
        except _Gone:
            say("A file was removed meanwhile; the snapshot is taken anew.")
    raise BackupFailed("Files kept going away while they were copied.")


def _take(folder: Path, *, database: str, passphrase: str, now: dt.datetime, say: Say) -> Taken:
    name = now.astimezone(dt.UTC).strftime("%Y%m%dT%H%M%SZ")
    snapshot = folder / f"{name}.part"
    snapshot.mkdir(mode=0o700, exist_ok=True)
    with psycopg.connect(database) as connection:
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        (moment,) = connection.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        server = connection.info.server_version
        say("Copying the database …")
        _dump(database, snapshot / manifest.DATABASE, moment=moment, major=server // 10000)
        rows, head = manifest.rows_by_table(connection), manifest.audit_head(connection)
        kept: dict[str, int] = dict(connection.execute("SELECT sha256, size FROM files_blob").fetchall())
    say(f"Copying {len(kept)} files, those that are new …")
    damaged = _copy_files(folder / manifest.POOL, kept, database=database)
    manifest.write_files(snapshot, kept)
    archive = secret_files.pack(
        secrets=settings.VAR_DIR / "secrets", keys=settings.MOTCUA_KEYS_DIR, environment=os.environ
    )
    (snapshot / manifest.SECRETS).write_bytes(box.seal(archive, passphrase))
    parts = (manifest.DATABASE, manifest.SECRETS, manifest.FILES)
    taken = manifest.Manifest(
        format=manifest.FORMAT,
        version=version("motcua"),
        taken_at=now.isoformat(),
        server=server,
        rows=rows,
        audit_head=head,
        file_count=len(kept),
        file_bytes=sum(kept.values()),
        hashes={part: manifest.digest(snapshot / part) for part in parts},
    )
    taken.write(snapshot)
    snapshot.rename(folder / name)  # a snapshot cut short never looks like a whole one
    return Taken(folder / name, taken, damaged)


def _dump(database: str, target: Path, *, moment: str, major: int) -> None:
    command = [binaries.client("pg_dump", major=major), "--format=custom", f"--snapshot={moment}",
               "--no-owner", "--no-privileges", "--file", str(target), "--dbname", database]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise BackupFailed(f"pg_dump failed.\n{done.stderr}")


def _copy_files(pool: Path, kept: dict[str, int], *, database: str) -> tuple[str, ...]:
    damaged = []
    for sha256, size in kept.items():
        target = pool / sha256[:2] / sha256
        if target.exists() and target.stat().st_size == size:
            continue
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        try:
            if not _copy(sha256, target):
                damaged.append(sha256)
        except NotFound:
            if not _is_known(database, sha256):
                raise _Gone from None
            damaged.append(sha256)
    return tuple(damaged)


def _copy(sha256: str, target: Path) -> bool:
    """Copy one file; False when what was read is not what its name says, and nothing is kept."""
    part, found = target.with_suffix(".part"), hashlib.sha256()
    with open_blob(sha256) as source, part.open("wb") as copy:
        while chunk := source.read(_CHUNK):
            found.update(chunk)
            copy.write(chunk)
        copy.flush()
        os.fsync(copy.fileno())
    if found.hexdigest() != sha256:
        part.unlink()
        return False
    part.rename(target)
    return True


def _is_known(database: str, sha256: str) -> bool:
    with psycopg.connect(database) as connection:
        found: Any = connection.execute("SELECT 1 FROM files_blob WHERE sha256 = %s", [sha256]).fetchone()
    return found is not None
