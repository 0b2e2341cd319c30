"""How codes look is data of a province, from a day on."""

import datetime as dt
from typing import Any

import pytest

from motcua.accounts.door import SYSTEM
from motcua.dossiers.door import set_code_pattern
from motcua.kernel.errors import Invalid, NotAllowed
from tests.integration.dossiers.province import Province

PURPOSE: dict[str, Any] = {"purpose": "dossier"}


def _set(province: Province, pattern: str, **changes: Any) -> None:
    given = {"agency_id": None, "valid_from": province.now.date(), "actor": SYSTEM, "now": province.now}
    set_code_pattern(pattern=pattern, **{**PURPOSE, **given, **changes})


def test_a_pattern_holds_from_its_day_on_and_an_agency_may_have_its_own(province: Province) -> None:
    assert province.file().code == "Y99.10-20260305-0001"
    _set(province, "{agency}/{year}/{seq}", valid_from=province.now.date() + dt.timedelta(days=1))
    assert province.file().code == "Y99.10-20260305-0002"
    _set(province, "HS{seq:06}")
    assert province.file().code == "HS000001"
    _set(province, "{agency}.{seq}", agency_id=province.commune.id)
    assert province.file().code == "Y99.10.1"


def test_only_the_province_says_how_codes_look(province: Province) -> None:
    for actor in (None, province.actor("motcua.y99.10"), province.actor("congdan1")):
        with pytest.raises(NotAllowed):
            _set(province, "{seq}", actor=actor)
    with pytest.raises(Invalid):
        _set(province, "{agency}")
    with pytest.raises(Invalid):
        _set(province, "{seq}", purpose="other")
