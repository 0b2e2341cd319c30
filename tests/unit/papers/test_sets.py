import re
from datetime import date

import pytest

from motcua.papers.sets import table
from motcua.papers.shapes import PAPERS
from motcua.papers.typesetting import TEMPLATES_DIR

OLD, NEW = date(2025, 9, 14), date(2025, 9, 15)


def test_papers_change_on_the_day_the_new_circular_came_into_force():
    assert table().layout("receipt", OLD).sheet == "a5"
    assert table().layout("receipt", NEW).sheet == "a4"
    assert table().layout("apology", OLD).template == "apology_slip"
    assert table().layout("apology", NEW).template == "apology_letter"


def test_a_new_dossier_gets_the_newest_set_and_a_very_old_one_the_first():
    assert table().layout("apology", None) == table().layout("apology", date(2030, 1, 1))
    assert table().layout("apology", date(2015, 1, 1)) == table().layout("apology", OLD)


def test_a_kind_that_the_set_of_the_day_lacks_comes_from_the_next_one():
    assert table().layout("stop_notice", OLD) == table().layout("stop_notice", NEW)


def test_the_circulars_lay_down_six_and_seven_papers():
    older, newer = table().sets
    assert (len(older.papers), len(newer.papers)) == (6, 7)
    assert {kind for kind in older.papers if older.papers[kind].sheet.startswith("a5")} == set(
        older.papers
    ) - {"register"}
    assert set(newer.papers) - set(older.papers) == {"stop_notice"}


@pytest.mark.parametrize("kind", PAPERS)
@pytest.mark.parametrize("day", [OLD, NEW])
def test_every_paper_has_a_template_and_a_sheet_that_exist(kind, day):
    layout = table().layout(kind, day)
    assert (TEMPLATES_DIR / f"{layout.template}.typ").is_file()
    sheets = re.findall(
        r'^  "([a-z0-9-]+)": \($', (TEMPLATES_DIR / "official.typ").read_text("utf-8"), re.MULTILINE
    )
    assert layout.sheet in sheets


def test_no_template_lies_about_unused():
    used = {layout.template for one in table().sets for layout in one.papers.values()}
    used |= {layout.template for layout in table().always.values()}
    assert used == {file.stem for file in TEMPLATES_DIR.glob("*.typ")} - {"official"}
