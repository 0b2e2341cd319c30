"""Bringing an installation back from a backup, on this machine or another one.

The first half runs before any setting is read: the secrets must lie in their place before something makes new ones.
"""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import IO

import psycopg

from motcua.site.backup import box, manifest, secret_files
from motcua.site.postgres import binaries

Say = Callable[[str], None]


class RestoreRefused(RuntimeError):
    """The backup is not whole, or its place is taken; the message says what to do."""


def choose(folder: Path, name: str = "") -> Path:
    """The snapshot called `name`, else the newest. Raises RestoreRefused when there is none, or it is not whole."""
    known = sorted(
        path.parent for path in folder.glob(f"*/{manifest.MANIFEST}") if path.parent.suffix != ".part"
    )
    wanted = [path for path in known if name in ("", path.name)]
    if not wanted:
        raise RestoreRefused(f"No snapshot {name} in {folder}.".replace("  ", " "))
    snapshot = wanted[-1]
    said = manifest.Manifest.read(snapshot)
    if said.format != manifest.FORMAT:
        raise RestoreRefused(f"{snapshot} has a form that this version does not read.")
    for part, sha256 in said.hashes.items():
        if not (snapshot / part).exists() or manifest.digest(snapshot / part) != sha256:
            raise RestoreRefused(f"{snapshot / part} is missing or was altered; choose another snapshot.")
    return snapshot


def require_empty(database: str, *places: Path) -> None:
    """Raise RestoreRefused unless nothing is there that a restore would mix with."""
    taken = [str(place) for place in places if place.exists() and any(place.iterdir())]
    with psycopg.connect(database) as connection:
        if connection.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1").fetchone():
            taken.append("the database")
    if taken:
        raise RestoreRefused(
            f"Not empty: {', '.join(taken)}. A restore needs an empty database and MOTCUA_VAR."
        )


def lay_secrets(snapshot: Path, *, passphrase: str, secrets: Path, keys: Path) -> None:
    """Put secrets and signing keys in their place. Raises WrongPassphrase."""
    archive = box.unseal((snapshot / manifest.SECRETS).read_bytes(), passphrase)
    secret_files.unpack(archive, secrets=secrets, keys=keys)


def lay_files(snapshot: Path, *, files: Path, say: Say) -> None:
    """Copy every file of the snapshot, reading it against its hash. Raises RestoreRefused naming those that fail."""
    wanted = list(manifest.read_files(snapshot))
    say(f"Copying {len(wanted)} files …")
    bad = []
    for sha256, size in wanted:
        source = snapshot.parent / manifest.POOL / sha256[:2] / sha256
        target = files / sha256[:2] / sha256[2:4] / sha256
        if not source.exists() or source.stat().st_size != size:
            bad.append(f"{sha256} missing")
            continue
        target.parent.mkdir(parents=True, exist_ok=True, mode=0o750)
        shutil.copyfile(source, target)
        target.chmod(0o440)
        if manifest.digest(target) != sha256:
            bad.append(f"{sha256} altered")
    if bad:
        raise RestoreRefused("\n".join([f"{len(bad)} files of the backup are not whole:", *bad]))


def load(snapshot: Path, *, database: str, say: Say) -> None:
    """Fill the empty database, whole or not at all."""
    say("Filling the database …")
    with psycopg.connect(database) as connection:
        major = connection.info.server_version // 10000
    dumped = manifest.Manifest.read(snapshot).server // 10000
    restore = [binaries.client("pg_restore", major=max(major, dumped)), "--no-owner", "--no-privileges",
               "--file=-", str(snapshot / manifest.DATABASE)]  # fmt: skip
    psql = [binaries.client("psql", major=max(major, dumped)), "--no-psqlrc", "--quiet", "--single-transaction",
            "--set=ON_ERROR_STOP=1", "--output=/dev/null", database]  # fmt: skip
    with (
        subprocess.Popen(restore, stdout=subprocess.PIPE) as reading,
        subprocess.Popen(psql, stdin=subprocess.PIPE, stderr=subprocess.PIPE) as writing,
    ):
        assert reading.stdout and writing.stdin and writing.stderr
        try:
            _pass_on(reading.stdout, writing.stdin)
        except BrokenPipeError:
            reading.kill()
        said = writing.stderr.read().decode(errors="replace")
    if reading.returncode or writing.returncode:
        raise RestoreRefused(f"The database could not be filled.\n{said}")


def _pass_on(source: IO[bytes], target: IO[bytes]) -> None:
    lines: list[bytes] = []
    for _ in range(60):  # the head of a dump, where newer programs set what older servers do not know
        line = source.readline()
        lines += [] if line.startswith(b"SET transaction_timeout") else [line]
    target.write(b"".join(lines))
    shutil.copyfileobj(source, target)
    target.close()


def differences(snapshot: Path, *, database: str) -> list[str]:
    """What is otherwise than the manifest says: row counts by table, the head of the audit trail."""
    said = manifest.Manifest.read(snapshot)
    with psycopg.connect(database) as connection:
        rows, head = manifest.rows_by_table(connection), manifest.audit_head(connection)
    wrong = [
        f"{table}: {rows.get(table)} rows, the backup has {count}"
        for table, count in said.rows.items()
        if rows.get(table) != count
    ]
    return wrong + (
        [f"audit trail ends with {head}, not {said.audit_head}"] if head != said.audit_head else []
    )
