from pathlib import Path

import pytest

from tests.architecture import house


def build(room_file: str, text: str, root: Path) -> Path:
    """A house with one file in it."""
    file = root / "motcua" / room_file
    file.parent.mkdir(parents=True)
    file.write_text(text)
    return root / "motcua"


def test_rooms_are_entered_by_their_doors() -> None:
    assert house.door_faults(house.PACKAGE) == []


def test_no_import_is_hidden_in_a_function() -> None:
    assert house.hidden_import_faults(house.PACKAGE) == []


@pytest.mark.parametrize(
    "line",
    [
        "from motcua.files.models import Blob",
        "from motcua.files import models",
        "from motcua import files",
        "import motcua.files.operations",
        "from ..files.door import store",
    ],
)
def test_a_way_through_the_wall_is_found(line: str, tmp_path: Path) -> None:
    assert len(house.door_faults(build("dossiers/queries.py", line, tmp_path))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "from motcua.files.door import store",
        "from motcua.files import door",
        "from motcua.papers.events import PaperMade",
        "from motcua.kernel.text import fold",
        "from motcua.kernel import text",
        "from motcua.dossiers.models import Dossier",
    ],
)
def test_doors_events_the_kernel_and_ones_own_room_are_open(line: str, tmp_path: Path) -> None:
    assert house.door_faults(build("dossiers/queries.py", line, tmp_path)) == []


def test_a_hidden_import_is_found(tmp_path: Path) -> None:
    text = "def late():\n    from motcua.files.door import store\n    return store\n"
    assert len(house.hidden_import_faults(build("dossiers/queries.py", text, tmp_path))) == 1


def test_starting_an_app_may_import_its_subscribers(tmp_path: Path) -> None:
    text = "class C:\n    def ready(self):\n        from motcua.dossiers import subscribers\n"
    assert house.hidden_import_faults(build("dossiers/apps.py", text, tmp_path)) == []
