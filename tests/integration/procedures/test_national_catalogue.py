"""The published national file, when it is at hand: everything goes in, and people find what they look for."""

import os
from pathlib import Path

import pytest

from motcua.accounts.door import SYSTEM
from motcua.procedures.door import import_catalogue, procedure, search
from motcua.procedures.models import Procedure
from tests.integration.procedures.conftest import NOW

_ROOT = Path(__file__).parents[3]
_FILE = Path(
    os.environ.get("MOTCUA_CATALOGUE") or _ROOT / ".." / "shared" / "data" / "national-procedures.jsonl.gz"
)
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not _FILE.exists(), reason="the published file is not at hand"),
]


def test_the_whole_catalogue() -> None:
    first = import_catalogue(path=_FILE, actor=SYSTEM, now=NOW)
    assert (first.total, first.created, first.live, first.problems) == (2382, 2382, 1442, ())
    again = import_catalogue(path=_FILE, actor=SYSTEM, now=NOW)
    assert (again.created, again.changed, again.unchanged) == (0, 0, 2382)

    for typed in ("cap so do", "cấp sổ đỏ"):
        assert {row.code for row in search(q=typed, size=3).items} >= {"1.013978", "1.012753"}
    for typed, code in (
        ("1.012753", "1.012753"),
        ("dang ky khai sin", "1.001193"),
        ("đăng kí khai sinh", "1.001193"),
        ("ket hon", "1.000894"),
        ("ho kinh doanh", "1.001612"),
        ("tach thua", "1.012784"),
        ("xây nhà", "1.013225"),
    ):
        assert search(q=typed).items[0].code == code

    for code in Procedure.objects.filter(is_live=True).order_by("code").values_list("code", flat=True)[::10]:
        for case in procedure(code).cases:
            assert len({document.key for document in case.documents}) == len(case.documents), code
