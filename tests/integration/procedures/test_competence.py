import uuid
from dataclasses import dataclass
from uuid import UUID

import pytest

from motcua.accounts.door import SYSTEM
from motcua.directory.door import create_agency
from motcua.kernel.errors import Invalid, NotAllowed, NotFound
from motcua.kernel.kept import forget_all
from motcua.procedures.door import (
    CommuneNotGiven,
    competences,
    competent_agency,
    procedure,
    seed_competence,
    set_competence,
)
from tests.integration.procedures.conftest import BIRDS, KITES, NOW, Import, procedure_record, seated

pytestmark = pytest.mark.django_db


@dataclass
class Province:
    root: UUID
    office: UUID
    farm: UUID
    commune: UUID


def agency(identifier: str, name: str, kind: str, parent: UUID | None = None) -> UUID:
    level = "commune" if kind == "commune" else "province"
    return create_agency(
        identifier=identifier, name=name, kind=kind, level=level, parent_id=parent, actor=SYSTEM, now=NOW
    )


@pytest.fixture
def province(take_over: Import) -> Province:
    both = procedure_record(5, "Cấp bản sao giấy phép", cap_thuc_hien="Cấp tỉnh, Cấp xã", linh_vuc="Sao chép")
    take_over(KITES, BIRDS, both)
    root = agency("H99", "UBND tỉnh Diều", "province")
    made = Province(
        root,
        agency("H99.01", "Văn phòng UBND tỉnh Diều", "department", root),
        agency("H99.02", "Sở Nông nghiệp và Môi trường", "department", root),
        agency("H99.03", "UBND xã Sáo", "commune", root),
    )
    forget_all()
    return made


def test_a_commune_procedure_belongs_to_the_chosen_commune(province: Province) -> None:
    assert competent_agency(procedure("9.000001"), commune_id=province.commune).id == province.commune
    with pytest.raises(CommuneNotGiven):
        competent_agency(procedure("9.000001"))
    with pytest.raises(CommuneNotGiven):
        competent_agency(procedure("9.000001"), commune_id=province.farm)


def test_sectors_are_seeded_by_rules_of_thumb_once(province: Province) -> None:
    assert competent_agency(procedure("9.000002")).id == province.office
    assert seed_competence(actor=SYSTEM, now=NOW) == 1
    assert seed_competence(actor=SYSTEM, now=NOW) == 0
    assert competent_agency(procedure("9.000002")).id == province.farm


def test_an_import_proposes_who_decides_in_new_sectors(province: Province, take_over: Import) -> None:
    take_over(procedure_record(8, "Nuôi cá", cap_thuc_hien="Cấp tỉnh", linh_vuc="Thủy sản"))
    assert competent_agency(procedure("9.000008")).id == province.farm


def test_a_procedure_of_both_levels_follows_the_choice(province: Province) -> None:
    assert competent_agency(procedure("9.000005"), commune_id=province.commune).id == province.commune
    assert competent_agency(procedure("9.000005")).id == province.office


def test_a_rule_for_the_procedure_wins(province: Province) -> None:
    seed_competence(actor=SYSTEM, now=NOW)
    rule = {"actor": seated("administrator"), "now": NOW}
    set_competence(level="province", procedure_code="9.000002", agency_id=province.root, **rule)
    set_competence(level="commune", procedure_code="9.000005", agency_id=None, **rule)
    assert competent_agency(procedure("9.000002")).id == province.root
    with pytest.raises(CommuneNotGiven):
        competent_agency(procedure("9.000005"))
    assert [row.procedure_code for row in competences()] == ["", "9.000002", "9.000005"]


def test_a_rule_can_be_changed_but_not_doubled(province: Province) -> None:
    for chosen in (province.root, province.farm):
        set_competence(level="province", sector="Chăn nuôi", agency_id=chosen, actor=SYSTEM, now=NOW)
    assert [row.agency_id for row in competences()] == [province.farm]


def test_senseless_rules_are_refused(province: Province) -> None:
    for wrong in (
        {"level": "province"},
        {"level": "province", "sector": "A", "procedure_code": "9.000001"},
        {"level": "moon", "sector": "A"},
    ):
        with pytest.raises(Invalid):
            set_competence(agency_id=province.farm, actor=SYSTEM, now=NOW, **wrong)
    with pytest.raises(NotFound):
        set_competence(level="province", sector="A", agency_id=uuid.uuid4(), actor=SYSTEM, now=NOW)
    with pytest.raises(NotAllowed):
        set_competence(level="province", sector="A", agency_id=None, actor=None, now=NOW)
    with pytest.raises(NotAllowed):
        seed_competence(actor=seated("counter_clerk"), now=NOW)


def test_unknown_codes_are_not_found(province: Province) -> None:
    with pytest.raises(NotFound):
        competent_agency(procedure("9.999999"))
