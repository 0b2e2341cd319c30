"""The ground of a run: a private, durable PostgreSQL in a throw-away folder, a province, its people."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection

from motcua.site import embedded

COMMUNES = 160  # with departments, about as many agencies as a province has after the merger of 2025


@contextmanager
def prepared(folder: Path | None = None) -> Iterator[Path]:
    """A folder with a running server, migrated, Django set up; everything is gone afterwards unless it was given."""
    var = folder or Path(tempfile.mkdtemp(prefix="motcua-bench-"))
    var.mkdir(exist_ok=True)
    var.chmod(0o755)
    server = embedded.start(var, say=lambda _text: None)
    os.environ |= {
        "MOTCUA_VAR": str(var),
        "DATABASE_URL": server.url,
        "DJANGO_SETTINGS_MODULE": "motcua.site.settings",
        "MOTCUA_SECOND_FACTOR": "offered",
    }
    try:
        django.setup()
        call_command("migrate", interactive=False, verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        yield var
    finally:
        server.stop()
        if folder is None:
            shutil.rmtree(var, ignore_errors=True)


def server_version() -> str:
    """Name and version of the database server."""
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        return f"PostgreSQL {cursor.fetchone()[0].split()[0]}"


def sample_catalogue() -> Path:
    """The sample that comes with the product."""
    from motcua.procedures.door import SAMPLE_CATALOGUE

    return SAMPLE_CATALOGUE
