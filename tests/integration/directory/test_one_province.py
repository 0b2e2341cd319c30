"""One installation, one province."""

import io
from typing import Any

import pytest

from motcua.accounts.door import SYSTEM
from motcua.directory.door import agency_by_identifier, create_agency, import_agencies
from motcua.kernel import clock
from motcua.kernel.errors import Conflict

HEADER = "identifier,old_identifier,name,short_name,kind,level,parent,address,phone,email\n"


def _by() -> dict[str, Any]:
    return {"actor": SYSTEM, "now": clock.now()}


def test_a_second_province_is_refused(db: None) -> None:
    create_agency(identifier="H44", name="UBND tỉnh Gió", kind="province", level="province", **_by())
    with pytest.raises(Conflict, match="một tỉnh"):
        create_agency(identifier="H45", name="UBND tỉnh Mây", kind="province", level="province", **_by())


def test_a_list_brings_one_province_and_names_the_line_of_a_second(db: None) -> None:
    lines = "H44,,UBND tỉnh Gió,,province,province,,,,\nH45,,UBND tỉnh Mây,,province,province,,,,\n"
    report = import_agencies(io.BytesIO((HEADER + lines).encode()), **_by())
    assert (report.created, [problem.line for problem in report.problems]) == (1, [3])
    assert agency_by_identifier("H45") is None
