import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.architecture import house


def test_every_room_has_a_floor() -> None:
    rooms = {path.parent.name for path in house.PACKAGE.glob("*/__init__.py")}
    assert rooms == set(house.PLAN.floor)


def test_the_drawing_shows_the_floors_of_the_contract() -> None:
    drawing = (house.ROOT / "ARCHITECTURE.md").read_text()
    assert re.findall(r"^\d  (.+?)  ", drawing, re.MULTILINE) == house.layers()


def lint(tmp_path: Path, files: dict[str, str]) -> "subprocess.CompletedProcess[str]":
    """Run the contracts of pyproject.toml over an invented house with the same rooms."""
    for room in house.PLAN.floor:
        (tmp_path / "motcua" / room).mkdir(parents=True)
        (tmp_path / "motcua" / room / "__init__.py").touch()
    (tmp_path / "motcua" / "__init__.py").touch()
    for name, text in files.items():
        (tmp_path / "motcua" / name).write_text(text)
    program = "from importlinter.cli import lint_imports_command as lint; lint()"
    return subprocess.run(
        [sys.executable, "-c", program, "--config", house.ROOT / "pyproject.toml", "--no-cache"],
        cwd=tmp_path,
        env={"PYTHONPATH": str(tmp_path), "PATH": "/usr/bin:/bin"},
        text=True,
        capture_output=True,
        check=False,
    )


def test_a_sound_house_passes(tmp_path: Path) -> None:
    assert lint(tmp_path, {"site/urls.py": "import motcua.portal"}).returncode == 0


@pytest.mark.parametrize(
    ("files", "broken"),
    [
        ({"kernel/a.py": "import motcua.files"}, "Floors"),
        ({"portal/a.py": "import motcua.desk"}, "Floors"),
        ({"audit/a.py": "import motcua.files", "files/a.py": "import motcua.audit"}, "No cycles"),
        ({"files/a.py": "import motcua.files.b", "files/b.py": "import motcua.files.a"}, "No cycles"),
    ],
    ids=["upwards", "neighbours", "cycle-of-rooms", "cycle-inside"],
)
def test_a_broken_house_fails(tmp_path: Path, files: dict[str, str], broken: str) -> None:
    answer = lint(tmp_path, files)
    assert answer.returncode == 1
    assert f"{broken}" in answer.stdout.split("BROKEN")[0].splitlines()[-1]


def test_a_room_without_a_floor_fails(tmp_path: Path) -> None:
    (tmp_path / "motcua" / "attic").mkdir(parents=True)
    (tmp_path / "motcua" / "attic" / "__init__.py").touch()
    assert lint(tmp_path, {}).returncode == 1
