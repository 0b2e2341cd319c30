from pathlib import Path
from statistics import median

import pytest

from tests.architecture import house


def test_files_and_functions_stay_small() -> None:
    assert house.budget_faults(house.PACKAGE) == []


def test_most_files_are_much_smaller() -> None:
    assert median(text.count("\n") for _, text, _ in house.sources(house.PACKAGE)) < 90


@pytest.mark.parametrize(
    ("name", "text", "fault"),
    [
        ("a.py", "x = 1\n" * 401, "401 lines"),
        ("a.py", "def long():\n" + "    x = 1\n" * 50, "long has 51 lines"),
        ("a.py", "def many(a, b, c, d, e): ...\n", "5 positional"),
        ("a.py", "class A:\n    def many(self, a, b, c, d, e): ...\n", "5 positional"),
        ("a.py", "try:\n    x = 1\nexcept ValueError:\n    pass\n", "swallows"),
        ("a.py", "x = 1  # TO" + "DO later\n", "TO" + "DO"),
        ("a.py", "def later():\n    raise NotImplementedError\n", "not implemented"),
        ("utils.py", "", "not named for a purpose"),
    ],
)
def test_each_budget_is_kept_by_a_check(tmp_path: Path, name: str, text: str, fault: str) -> None:
    (tmp_path / name).write_text(text)
    (complaint,) = house.budget_faults(tmp_path)
    assert fault in complaint


def test_what_fits_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("def fits(a, b, c, d, *, e, f):\n" + "    x = 1\n" * 49)
    assert house.budget_faults(tmp_path) == []
