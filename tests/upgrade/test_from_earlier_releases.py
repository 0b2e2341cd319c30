"""An installation of an earlier release, with its data, becomes one of today."""

import io
import os
import subprocess
import sys
import tarfile
from pathlib import Path

import psycopg
import pytest

from tests.upgrade import releases

# Tables that a later release did without: counters of a moment, nothing anyone entered.
GONE = {"accounts_signincount", "directory_stamp"}


@pytest.mark.parametrize("version", releases.VERSIONS)
def test_data_of_an_earlier_release_are_all_there(version: str) -> None:
    name = f"motcua_upgrade_{version.replace('.', '_')}_{os.getpid()}"
    with releases.restored(version, name=name) as address:
        before, numbers = releases.counts(address), releases.owner_numbers(address)
        releases.run("-m", "motcua.site.cli", "manage", "migrate", "--verbosity", "0", address=address)
        after = releases.counts(address)
        verdict = releases.run("-m", "motcua.site.cli", "audit", "verify", address=address)
        seen = releases.look(address)

    assert before["dossiers_dossier"] > 30 and before["audit_entry"] > 400
    assert {table: after.get(table) for table in before if table not in GONE} == {
        table: count for table, count in before.items() if table not in GONE
    }
    assert verdict.startswith(f"whole: {before['audit_entry']} entries")
    assert set(seen["citizen"].values()) == set(seen["clerk"].values()) == {200}
    assert len(seen["citizen"]) > 5 and len(seen["clerk"]) > 30
    for code, dossier in seen["dossiers"].items():
        assert dossier["entries"] and dossier["owner"].endswith(numbers[code][-3:]), code


@pytest.mark.parametrize("version", releases.VERSIONS[-1:])
def test_the_release_before_goes_on_working_on_the_new_tables(version: str, tmp_path: Path) -> None:
    root = Path(__file__).parents[2]
    archive = subprocess.run(
        ["git", "archive", f"v{version}", "motcua"], cwd=root, capture_output=True, check=False
    )
    if archive.returncode:
        pytest.skip(f"the tag v{version} is not in this clone")
    with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
        tar.extractall(tmp_path / "old", filter="data")

    with releases.restored(version, name=f"motcua_beside_{os.getpid()}") as address:
        said = releases.run("-m", "motcua.site.cli", "upgrade", "--before", address=address)
        old = subprocess.run(
            [sys.executable, root / "tests" / "upgrade" / "old_intake.py"],
            env={**os.environ, "DATABASE_URL": address, "PYTHONPATH": str(tmp_path / "old")},
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert old.returncode == 0, old.stderr
        after = releases.run("-m", "motcua.site.cli", "upgrade", "--after", address=address)
        seen = releases.look(address)
        with psycopg.connect(address) as connection:
            row = connection.execute(
                "SELECT step, version FROM dossiers_dossier WHERE code = %s", [old.stdout]
            ).fetchone()

    assert "still to come" in said and "up to date" in after
    assert row == ("accepted", 2)
    assert seen["clerk"][f"/desk/dossiers/{old.stdout}"] == 200
    assert seen["dossiers"][old.stdout]["owner"]
