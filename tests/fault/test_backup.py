"""A backup of one installation becomes the same installation on another machine: other VAR_DIR, other server."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from motcua.site import embedded
from tests.upgrade.releases import RELEASES, load

ROOT = Path(__file__).parents[2]
CONTENT = b"mot to giay"


@pytest.fixture
def places() -> Iterator[tuple[Path, Path, Path]]:
    """Two machines and the folder that goes from one to the other."""
    root = Path(tempfile.mkdtemp(prefix="motcua-backup-"))
    root.chmod(0o755)
    one, other, folder = (root / name for name in ("one", "other", "folder"))
    for path in (one, other):
        path.mkdir()
    yield one, other, folder
    for path in (one, other):
        embedded.stop(path)
    shutil.rmtree(root)


def motcua(var: Path, *words: str, passphrase: str = "tre già măng mọc") -> subprocess.CompletedProcess[str]:
    own = {"MOTCUA_VAR": str(var), "MOTCUA_BACKUP_PASSPHRASE": passphrase, "PYTHONPATH": str(ROOT)}
    environment = {k: v for k, v in os.environ.items() if k != "DATABASE_URL"} | own
    return subprocess.run(
        [sys.executable, "-m", "motcua.site.cli", *words],
        env=environment, capture_output=True, text=True, check=False, cwd=ROOT,
    )  # fmt: skip


KEEP = f"""
from motcua.files.door import store
from motcua.kernel import clock
for n in range(3):
    store(({CONTENT!r} + b" %d" % n), name="a.txt", now=clock.now())
from motcua.kernel.secrecy import encrypt
print("SEALED", encrypt("kín".encode(), purpose="test").hex())
"""


def test_a_backup_comes_back_on_another_machine(places: tuple[Path, Path, Path]) -> None:
    one, other, folder = places
    server = embedded.start(one, stays=True)
    with psycopg.connect(server.url) as connection:
        load(RELEASES / "0.1.0" / "database.sql.gz", connection)
    # The files of that release's dossiers are not in the dump: only what is added here has content.
    with psycopg.connect(server.url) as connection:
        for table in ("component", "paper", "resultdocument"):
            connection.execute(f"UPDATE dossiers_{table} SET blob_id = NULL")
        connection.execute("DELETE FROM dossiers_upload; DELETE FROM files_blob")
    assert motcua(one, "manage", "migrate", "--verbosity", "0").returncode == 0
    made = motcua(one, "manage", "shell", "--no-imports", "--command", KEEP)
    sealed = made.stdout.split()[1]

    first = motcua(one, "backup", str(folder))
    assert first.returncode == 0, first.stdout + first.stderr
    again = motcua(one, "backup", str(folder))
    snapshots = sorted(p for p in folder.iterdir() if p.name != "files")
    assert again.returncode == 0 and len(snapshots) in (1, 2)
    assert len([p for p in (folder / "files").rglob("*") if p.is_file()]) == 3

    # It does not say what it holds to somebody without the passphrase, and mixes with nothing.
    assert motcua(other, "restore", str(folder), passphrase="khác").returncode == 1
    assert not (other / "secrets").exists()
    assert "Not empty" in motcua(one, "restore", str(folder)).stderr

    back = motcua(other, "restore", str(folder))
    assert back.returncode == 0, back.stdout + back.stderr
    assert "whole: " in back.stdout and "whole: 3 files" in back.stdout
    assert (other / "secrets" / "django").read_text() == (one / "secrets" / "django").read_text()
    assert embedded.url(other) != server.url
    opened = f"print(decrypt(bytes.fromhex({sealed!r}), purpose='test').decode())"
    unsealed = f"from motcua.kernel.secrecy import decrypt; {opened}"
    assert "kín" in motcua(other, "manage", "shell", "--no-imports", "--command", unsealed).stdout
    rows = json.loads((snapshots[0] / "manifest.json").read_text())["rows"]
    assert rows["dossiers_dossier"] > 30
    counting = "from motcua.dossiers.models import Dossier; print('dossiers:', Dossier.objects.count())"
    counted = motcua(other, "manage", "shell", "--no-imports", "--command", counting).stdout
    assert f"dossiers: {rows['dossiers_dossier']}" in counted


def test_a_backup_that_is_not_whole_is_refused(places: tuple[Path, Path, Path]) -> None:
    one, other, folder = places
    assert motcua(one, "manage", "migrate", "--verbosity", "0").returncode == 0
    motcua(one, "manage", "shell", "--no-imports", "--command", KEEP)
    assert motcua(one, "backup", str(folder)).returncode == 0
    (kept, *_) = [p for p in (folder / "files").rglob("*") if p.is_file()]
    content = kept.read_bytes()
    kept.chmod(0o600)
    kept.write_bytes(bytes(reversed(content)))
    broken = motcua(other, "restore", str(folder))
    assert broken.returncode == 1 and f"{kept.name} altered" in broken.stderr

    (snapshot,) = (p for p in folder.iterdir() if p.name != "files")
    with (snapshot / "database.dump").open("ab") as dump:
        dump.write(b"x")
    refused = motcua(other, "restore", str(folder))
    assert refused.returncode == 1 and "was altered" in refused.stderr
