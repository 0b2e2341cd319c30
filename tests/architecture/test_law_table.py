"""docs/deadlines.md names tests; each of them is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_the_table_of_rules_names_tests_that_exist() -> None:
    named = set(re.findall(r"`(test_\w+)`", (ROOT / "docs" / "deadlines.md").read_text()))
    sources = [file.read_text() for file in (ROOT / "tests").rglob("test_*.py")]
    there = {name for text in sources for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE)}
    assert named and named - there == set()
    numbered = {int(number) for name in named for number in re.findall(r"^test_c(\d\d)_", name)}
    assert numbered == set(range(1, 24))
