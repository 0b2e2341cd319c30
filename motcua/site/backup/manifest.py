"""What a backup says of itself, so that a restore can be held against it."""

import gzip
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

FORMAT = 1
MANIFEST, DATABASE, SECRETS, FILES = "manifest.json", "database.dump", "secrets.sealed", "files.txt.gz"
POOL = "files"

_TABLES = """
SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename NOT LIKE 'procrastinate\\_%' ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Manifest:
    """`rows` by table, `audit_head` the newest seal's hash in hex, `hashes` SHA-256 of the snapshot's own files."""

    format: int
    version: str
    taken_at: str
    server: int
    rows: dict[str, int]
    audit_head: str
    file_count: int
    file_bytes: int
    hashes: dict[str, str]

    def write(self, folder: Path) -> None:
        (folder / MANIFEST).write_text(json.dumps(asdict(self), indent=1) + "\n")

    @classmethod
    def read(cls, folder: Path) -> "Manifest":
        return cls(**json.loads((folder / MANIFEST).read_text()))


def rows_by_table(connection: "psycopg.Connection[Any]") -> dict[str, int]:
    """How many rows each table holds."""
    tables = [name for (name,) in connection.execute(_TABLES)]
    count = sql.SQL("SELECT count(*) FROM {}")
    return {name: _one(connection, count.format(sql.Identifier(name))) for name in tables}


def audit_head(connection: "psycopg.Connection[Any]") -> str:
    """The hash of the newest seal in hex; empty before the first."""
    head: str = _one(
        connection,
        sql.SQL(
            "SELECT coalesce((SELECT encode(hash, 'hex') FROM audit_seal ORDER BY number DESC LIMIT 1), '')"
        ),
    )
    return head


def _one(connection: "psycopg.Connection[Any]", statement: sql.SQL | sql.Composed) -> Any:
    row = connection.execute(statement).fetchone()
    return row[0] if row else None


def write_files(folder: Path, kept: dict[str, int]) -> None:
    """The list of files of a snapshot: hash and size in a line."""
    with gzip.open(folder / FILES, "wt") as lines:
        lines.writelines(f"{sha256} {size}\n" for sha256, size in sorted(kept.items()))


def read_files(folder: Path) -> Iterator[tuple[str, int]]:
    """The list as it was written."""
    with gzip.open(folder / FILES, "rt") as lines:
        for line in lines:
            sha256, size = line.split()
            yield sha256, int(size)


def digest(path: Path) -> str:
    """SHA-256 of a file in hex."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
