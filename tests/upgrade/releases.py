"""Databases of earlier releases, put back into the test server."""

import gzip
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psycopg
from psycopg import sql

HERE = Path(__file__).parent
RELEASES = HERE.parent / "releases"
VERSIONS = sorted(directory.name for directory in RELEASES.iterdir() if directory.is_dir())


@contextmanager
def restored(version: str, *, name: str) -> Iterator[str]:
    """The address of a database as that release left it, for as long as it is needed."""
    server = os.environ["DATABASE_URL"]
    address = urlsplit(server)._replace(path=f"/{name}").geturl()
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        try:
            with psycopg.connect(address) as fresh:
                load(RELEASES / version / "database.sql.gz", fresh)
            yield address
        finally:
            connection.execute(sql.SQL("DROP DATABASE {} WITH (FORCE)").format(sql.Identifier(name)))


def load(dump: Path, connection: "psycopg.Connection[Any]") -> None:
    """Run a plain dump: statements as they stand, and the rows between `COPY … FROM stdin;` and `\\.`."""
    statement: list[str] = []
    with gzip.open(dump, "rt", encoding="utf-8") as lines, connection.cursor() as cursor:
        for line in lines:
            statement.append(line)
            if line.startswith("COPY ") and line.endswith("FROM stdin;\n"):
                with cursor.copy("".join(statement).encode()) as copy:
                    for row in iter(lambda: next(lines), "\\.\n"):
                        copy.write(row)
                statement = []
            elif line.endswith(";\n") and _is_whole(statement):
                cursor.execute("".join(statement).encode())
                statement = []


def _is_whole(statement: list[str]) -> bool:
    """Whether no `$$` quoted function body is still open."""
    return "".join(statement).count("$$") % 2 == 0


def counts(address: str) -> dict[str, int]:
    """Rows in each of our tables."""
    with psycopg.connect(address) as connection:
        tables = connection.execute(
            "SELECT tablename FROM pg_tables WHERE schemaname = 'public' "
            "AND tablename !~ '^(django_|auth_|procrastinate_)' ORDER BY 1"
        ).fetchall()
        count = sql.SQL("SELECT count(*) FROM {}")
        return {t: connection.execute(count.format(sql.Identifier(t))).fetchone()[0] for (t,) in tables}  # type: ignore[index]


def owner_numbers(address: str) -> dict[str, str]:
    """The personal number of each dossier's owner, by code, as the release kept it."""
    with psycopg.connect(address) as connection:
        return dict(connection.execute("SELECT code, owner_number FROM dossiers_dossier WHERE status > 0"))


def run(*words: str, address: str) -> str:
    """Run a command of the present code on that database; its standard output."""
    done = subprocess.run(
        [sys.executable, *words],
        env={**os.environ, "DATABASE_URL": address},
        capture_output=True,
        text=True,
        check=False,
        cwd=HERE.parents[1],
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def look(address: str) -> dict[str, Any]:
    """What the present code shows of that database's dossiers."""
    found: dict[str, Any] = json.loads(run(str(HERE / "look.py"), address=address))
    return found
