"""What docs/backup.md says of a moment in the past, done with a real server."""

import re
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from motcua.site import embedded
from motcua.site.postgres import binaries

PAGE = (Path(__file__).parents[2] / "docs" / "backup.md").read_text()


@pytest.fixture
def root() -> Iterator[Path]:
    directory = Path(tempfile.mkdtemp(prefix="motcua-moment-"))
    directory.chmod(0o755)
    yield directory
    embedded.stop(directory / "one")
    embedded.stop(directory / "other")
    shutil.rmtree(directory)


def archive_command(wal: Path) -> str:
    """The page's own command, for this directory."""
    found = re.search(r"^archive_command = '(.*)'$", PAGE, re.MULTILINE)
    assert found
    return found[1].replace("/mnt/wal", str(wal))


def owned(path: Path, cluster: embedded.Cluster) -> Path:
    path.mkdir(mode=0o700)
    if cluster.account:
        cluster.account.own(path)
    return path


def test_the_moment_before_a_mistake_comes_back(root: Path) -> None:
    (root / "one").mkdir()
    server = embedded.start(root / "one", stays=True)
    wal = owned(root / "wal", server.cluster)
    with psycopg.connect(server.url, autocommit=True) as connection:
        connection.execute("ALTER SYSTEM SET archive_mode = on")
        connection.execute("ALTER SYSTEM SET archive_command = " + repr(archive_command(wal)))
    server.stop()
    server = embedded.start(root / "one", stays=True)
    base = root / "base"
    parts = conninfo_to_dict(server.url)
    with psycopg.connect(server.url, autocommit=True) as connection:
        major = connection.info.server_version // 10000
        connection.execute("CREATE TABLE act (n int)")
        subprocess.run(
            [binaries.client("pg_basebackup", major=major), f"--pgdata={base}", "--checkpoint=fast",
             "--wal-method=none", f"--host={parts['host']}", f"--port={parts['port']}",
             f"--username={parts['user']}"],
            env={"PGPASSWORD": str(parts["password"])}, check=True, capture_output=True,
        )  # fmt: skip
        connection.execute("INSERT INTO act VALUES (1)")
        time.sleep(0.01)
        (moment,) = connection.execute("SELECT clock_timestamp()::text").fetchone() or ("",)
        time.sleep(0.01)
        connection.execute("DELETE FROM act")  # the mistake
        (last,) = connection.execute("SELECT pg_walfile_name(pg_switch_wal())").fetchone() or ("",)
        connection.execute("CHECKPOINT")
        deadline = time.monotonic() + 60
        while not (wal / last).exists() and time.monotonic() < deadline:
            time.sleep(0.1)
    server.stop()

    home = root / "other" / "postgres"
    home.mkdir(parents=True)
    shutil.copytree(base, home / "data")
    shutil.copy(root / "one" / "postgres" / "password", home / "password")
    with (home / "data" / "postgresql.auto.conf").open("a") as settings:
        settings.write(
            f"archive_mode = off\nrestore_command = 'cp {wal}/%f %p'\nrecovery_target_time = '{moment}'\n"
        )
        settings.write("recovery_target_action = 'promote'\n")
    (home / "data" / "recovery.signal").touch()
    if server.cluster.account:
        for path in (home / "data", *(home / "data").rglob("*")):
            server.cluster.account.own(path)
    (home / "data").chmod(0o700)
    restored = embedded.start(root / "other", stays=True)
    with psycopg.connect(restored.url) as connection:
        assert connection.execute("SELECT n FROM act").fetchall() == [(1,)]
