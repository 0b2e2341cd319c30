"""What the documents say is what the code does."""

import re
from collections.abc import Iterable

from tests.architecture import house

ENVIRONMENT = re.compile(r"""environ(?:\.get\(|\[|\.setdefault\()\s*"([A-Z_]+)\"""")
NOT_OURS = {"DJANGO_SETTINGS_MODULE"}


def read_from_the_environment(texts: Iterable[str]) -> set[str]:
    return {name for text in texts for name in ENVIRONMENT.findall(text)} - NOT_OURS


def dependencies() -> set[str]:
    project = house.PYPROJECT["project"]
    groups = [project["dependencies"], *project["optional-dependencies"].values()]
    wanted = [entry for group in [*groups, *house.PYPROJECT["dependency-groups"].values()] for entry in group]
    return {re.split(r"[\[<>=~ ]", entry, maxsplit=1)[0] for entry in wanted}


def undocumented(names: set[str], text: str) -> set[str]:
    """Names that do not stand in the text between back-ticks."""
    return {name for name in names if f"`{name}`" not in text}


def test_every_setting_is_documented_and_no_other() -> None:
    names = read_from_the_environment(text for _, text, _ in house.sources(house.PACKAGE))
    page = (house.ROOT / "docs" / "settings.md").read_text()
    assert "DATABASE_URL" in names
    assert undocumented(names, page) == set()
    assert set(re.findall(r"^\| `([A-Z_]+)`", page, re.MULTILINE)) == names


def test_every_dependency_has_its_reason_in_a_decision() -> None:
    decisions = "\n".join(path.read_text() for path in (house.ROOT / "docs" / "adr").glob("*.md"))
    assert undocumented(dependencies(), decisions) == set()


def test_every_room_says_what_it_is_for_in_forty_lines() -> None:
    readmes = {path.parent.name: path.read_text() for path in house.PACKAGE.glob("*/README.md")}
    assert set(house.PLAN.floor) - set(readmes) == set()
    assert [room for room, text in readmes.items() if text.count("\n") > 40] == []


def test_a_missing_word_is_found() -> None:
    assert read_from_the_environment(
        ['os.environ.get("A_B", 1) os.environ["C"] environ.setdefault("D")']
    ) == {
        "A_B",
        "C",
        "D",
    }
    assert undocumented({"KNOWN", "NEW"}, "| `KNOWN` | … NEW without ticks") == {"NEW"}
