from pathlib import Path

import pytest

from motcua.site.postgres import binaries
from motcua.site.postgres.account import Account

STRANGER = Account(uid=54321, gid=54321)


def test_an_account_reaches_what_every_directory_on_the_way_lets_it_into(tmp_path: Path) -> None:
    open_to_all = Path("/usr/bin")
    assert STRANGER.reaches(open_to_all)
    inner = tmp_path / "closed" / "inner"
    inner.mkdir(parents=True)
    inner.chmod(0o755)
    (tmp_path / "closed").chmod(0o700)
    assert not STRANGER.reaches(inner)


def programs(directory: Path, version: str) -> Path:
    """A directory that looks like PostgreSQL's."""
    directory.mkdir(parents=True)
    (directory / "initdb").touch()
    postgres = directory / "postgres"
    postgres.write_text(f"#!/bin/sh\necho 'postgres (PostgreSQL) {version}'\n")
    postgres.chmod(0o755)
    return directory


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with versions 9, 14, 15 and 16 of Debian's and nothing else."""
    for major in (9, 14, 15, 16):
        programs(tmp_path / str(major) / "bin", f"{major}.3")
    monkeypatch.setattr(binaries, "_DEBIAN", tmp_path)
    monkeypatch.setattr(binaries, "_wheel", lambda: None)
    monkeypatch.setenv("PATH", "/nowhere")
    return tmp_path


def find(major: int | None = None) -> binaries.Programs:
    return binaries.find(account=None, major=major, copies=Path("/nowhere"), say=lambda _: None)


def test_the_newest_is_taken_except_for_data_of_an_older_one(machine: Path) -> None:
    assert find() == binaries.Programs(machine / "16" / "bin", 16)
    assert find(major=15).directory == machine / "15" / "bin"


def test_the_path_comes_first(machine: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    mine = programs(machine / "mine", "15.1")
    monkeypatch.setenv("PATH", str(mine))
    assert find().directory == mine


def test_too_old_or_the_wrong_version_for_the_data_is_said_plainly(machine: Path) -> None:
    with pytest.raises(binaries.NoPostgres, match="version 17, which made the data"):
        find(major=17)
    with pytest.raises(binaries.NoPostgres):
        find(major=14)


def test_programs_only_root_can_reach_are_copied_with_their_libraries(
    machine: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    wheel = machine / "closed" / "pgwheel"
    programs(wheel / "pginstall18" / "bin", "18.1")
    (wheel.parent / "pgwheel.libs").mkdir()
    (wheel.parent / "pgwheel.libs" / "libpq.so").touch()
    wheel.parent.chmod(0o700)
    monkeypatch.setattr(binaries, "_DEBIAN", machine / "nothing")
    monkeypatch.setattr(binaries, "_wheel", lambda: wheel)
    said: list[str] = []

    found = binaries.find(account=STRANGER, major=None, copies=machine / "copies", say=said.append)

    assert found == binaries.Programs(machine / "copies" / "pgwheel" / "pginstall18" / "bin", 18)
    assert (machine / "copies" / "pgwheel.libs" / "libpq.so").exists()
    assert len(said) == 1
