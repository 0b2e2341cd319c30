import datetime as dt
import io
from pathlib import Path
from uuid import UUID

import pytest

from motcua.accounts.door import SYSTEM, Actor, Seat
from motcua.audit.door import history
from motcua.directory import cache
from motcua.directory.door import (
    ImportReport,
    Role,
    add_person,
    agencies,
    agency,
    agency_by_identifier,
    all_agencies,
    appoint,
    change_contact,
    close_agency,
    communes,
    create_agency,
    departments,
    end_position,
    import_agencies,
    merge_agencies,
    people,
    people_of,
    positions_of,
    rename_agency,
    split_agency,
    successions,
)
from motcua.kernel import kept
from motcua.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from motcua.kernel.kept import forget_all
from motcua.kernel.models import OutboxEvent

pytestmark = pytest.mark.django_db
NOW = dt.datetime(2026, 3, 12, 1, 30, tzinfo=dt.UTC)
TODAY = dt.date(2026, 3, 12)
DAY = dt.timedelta(days=1)

LIST = """code,name,level,dossiers_received,dossiers_on_time
H99.02,Trung tâm Phục vụ hành chính công - Tỉnh Thử,PROVINCE,7,7
H99.100,UBND xã Đồng Mới,COMMUNE,20,18
H99,UBND tỉnh Thử,ROOT,37,34
H99.01,Sở Tư pháp - Tỉnh Thử,PROVINCE,10,9
"""


def load(text=LIST, actor=SYSTEM):
    return import_agencies(io.BytesIO(text.encode()), actor=actor, now=NOW)


def administrator(of):
    seat = Seat(UUID(int=5), of.id, of.path, of.name, "", Role.ADMINISTRATOR, "")
    return Actor(id=UUID(int=6), name="Vũ Quản Trị", kind="official", seats=(seat,))


@pytest.fixture
def province():
    load()
    return {found.identifier: found for found in all_agencies()}


def test_a_published_list_becomes_a_tree(province):
    assert list(province) == ["H99", "H99.01", "H99.02", "H99.100"]
    root, justice = province["H99"], province["H99.01"]
    assert (root.kind, root.level, root.parent_id, root.path) == ("province", "province", None, "H99")
    assert (justice.kind, justice.parent_id, justice.path) == ("department", root.id, "H99/H99.01")
    assert (justice.old_identifier, justice.short_name) == ("000.00.01.H99", "Sở Tư pháp")
    assert province["H99.02"].kind == "centre"
    assert [found.name for found in communes()] == ["UBND xã Đồng Mới"]
    assert departments() == (justice,)
    assert [entry.action for entry in history("agency", justice.id)] == ["agency.created"]


def test_the_same_list_twice_changes_nothing(province):
    assert load() == ImportReport(created=0, changed=0, unchanged=4, problems=())
    assert len(history("agency", province["H99"].id)) == 1


def test_a_renamed_row_keeps_its_history(province):
    report = load(LIST.replace("xã Đồng Mới", "phường Đồng Mới").replace(",10,9", ",11,9"))
    assert (report.created, report.changed, report.unchanged) == (0, 2, 2)
    commune = province["H99.100"]
    assert agency(commune.id).name == "UBND phường Đồng Mới"
    (rename,) = successions(commune.id)
    assert (rename.kind, rename.former_name, rename.predecessor_id) == (
        "rename",
        "UBND xã Đồng Mới",
        commune.id,
    )
    assert OutboxEvent.objects.filter(name="agency.renamed.v1").count() == 1
    assert [entry.action for entry in history("agency", commune.id)][-1] == "agency.renamed"


def test_lines_that_cannot_be_used_are_reported_and_left_out(province):
    report = load(
        LIST
        + "H99.101,UBND xã Mới,COMMUNE,1,1\n"
        + "H99.101,Lặp lại,COMMUNE,1,1\n"
        + "H98.01,Sở của tỉnh khác,PROVINCE,1,1\n"
        + "H99/1,Mã sai,COMMUNE,1,1\n"
        + "H99.103,Cấp sai,HUYEN,1,1\n"
        + "H99.104,,COMMUNE,1,1\n"
        + f"H99.105,{'x' * 301},COMMUNE,1,1\n"
        + "H99.106\n"
    )
    assert (report.created, report.unchanged) == (1, 4)
    assert [problem.line for problem in report.problems] == [7, 8, 9, 10, 11, 12, 13]
    assert "H98" in report.problems[1].message


def test_our_own_form_says_more():
    text = (
        "identifier,old_identifier,name,short_name,kind,level,parent,address,phone,email\n"
        "000.00.01.H99,,Sở Tư pháp,Sở TP,department,province,,Số 1,0210 1,tp@h99.vn\n"
        "H99,H-CU,UBND tỉnh Thử,,province,province,,,,\n"
        "H99.01.05,,Chi cục,,other,province,H99.01,,,\n"
        "H99.100,,UBND xã,,commune,commune,H99.01.05,,,\n"
    )
    assert load("\ufeff" + text).created == 4
    justice = agency_by_identifier("H99.01")
    assert (justice.short_name, justice.address, justice.email) == ("Sở TP", "Số 1", "tp@h99.vn")
    assert agency_by_identifier("H99.100").path == "H99/H99.01/H99.01.05/H99.100"
    assert agency_by_identifier("h-cu").identifier == "H99"
    assert load(text.replace("Số 1", "")).changed == 0  # an empty value says nothing


@pytest.mark.parametrize("text", ["", "a,b\n1,2\n"])
def test_an_unknown_header_is_refused(text):
    with pytest.raises(Invalid):
        load(text)


def test_an_agency_is_found_by_both_spellings(province):
    assert agency_by_identifier("H99.01") == agency_by_identifier("000.00.01.h99") == province["H99.01"]
    assert agency_by_identifier("H99.77") is None and agency_by_identifier("???") is None
    with pytest.raises(NotFound):
        agency(UUID(int=1))


def test_agencies_come_in_pages_and_are_searched_without_marks(province):
    page = agencies(size=3)
    assert [found.identifier for found in page.items] == ["H99", "H99.01", "H99.02"]
    assert [found.identifier for found in agencies(size=3, cursor=page.next).items] == ["H99.100"]
    assert [found.identifier for found in agencies(q="dong moi").items] == ["H99.100"]
    assert [found.identifier for found in agencies(q="000.00.01.H99").items] == ["H99.01"]
    assert agencies(kind="commune", level="province").items == ()


def test_reading_agencies_costs_no_statement_for_a_while(province, django_assert_num_queries, monkeypatch):
    all_agencies()
    with django_assert_num_queries(0):
        agency(province["H99"].id), all_agencies(), agencies(q="so"), agency_by_identifier("H99")
    monkeypatch.setattr(kept, "TRUSTED_SECONDS", 0)
    with django_assert_num_queries(1):  # only the stamp
        all_agencies()


def test_another_process_notices_a_change(province, monkeypatch):
    seen_elsewhere = cache.AGENCIES._held
    rename_agency(agency_id=province["H99"].id, name="Tên mới", on=TODAY, ground="NQ", actor=SYSTEM, now=NOW)
    monkeypatch.setattr(kept, "TRUSTED_SECONDS", 0)
    cache.AGENCIES._held = seen_elsewhere
    assert agency(province["H99"].id).name == "Tên mới"


def test_who_may_change_what(province):
    commune_admin = administrator(province["H99.100"])
    province_admin = administrator(province["H99"])
    contact = {"phone": "0210 3846 647", "now": NOW}
    change_contact(agency_id=province["H99.100"].id, actor=commune_admin, **contact)
    change_contact(agency_id=province["H99.01"].id, actor=province_admin, **contact)
    assert agency(province["H99.01"].id).phone == "0210 3846 647"
    assert load(actor=province_admin).unchanged == 4
    for actor in (None, commune_admin, Actor(id=UUID(int=7), name="Dân", kind="citizen")):
        with pytest.raises(NotAllowed):
            change_contact(agency_id=province["H99"].id, actor=actor, **contact)
        with pytest.raises(NotAllowed):
            load(actor=actor)
    with pytest.raises(NotAllowed):
        add_person(name="A", actor=Actor(id=UUID(int=7), name="Dân", kind="citizen"), now=NOW)


def test_an_identifier_is_given_once(province):
    given = {
        "kind": "commune",
        "level": "commune",
        "parent_id": province["H99"].id,
        "actor": SYSTEM,
        "now": NOW,
    }
    create_agency(identifier="000.00.101.H99", name="UBND xã Hai", **given)
    assert agency_by_identifier("H99.101").path == "H99/H99.101"
    with pytest.raises(Conflict):
        create_agency(identifier="H99.101", name="UBND xã Ba", **given)
    with pytest.raises(Invalid):
        create_agency(identifier="H99.102", name=" ", **given)
    with pytest.raises(Invalid):
        create_agency(identifier="H99.102", name="UBND", **{**given, "kind": "huyen"})


def test_a_merged_agency_is_closed_and_knows_its_successor(province):
    old, new = province["H99.01"], province["H99.02"]
    clerk = add_person(name="Bùi Thị Nga", actor=SYSTEM, now=NOW)
    appoint(person_id=clerk, agency_id=old.id, role=Role.LEADER, valid_from=TODAY, actor=SYSTEM, now=NOW)
    merge_agencies(
        predecessor_ids=[old.id], successor_id=new.id, on=TODAY, ground="NQ 60", actor=SYSTEM, now=NOW
    )
    forget_all()
    assert agency(old.id).valid_to == TODAY
    assert [(one.kind, one.successor_id) for one in successions(old.id)] == [("merge", new.id)]
    assert positions_of(clerk, TODAY) and not positions_of(clerk, TODAY + DAY)
    assert OutboxEvent.objects.get(name="agency.succeeded.v1").payload["successor_ids"] == [str(new.id)]
    with pytest.raises(Conflict):
        close_agency(agency_id=old.id, on=TODAY, ground="", actor=SYSTEM, now=NOW)
    with pytest.raises(Invalid):
        merge_agencies(
            predecessor_ids=[new.id], successor_id=old.id, on=TODAY, ground="", actor=SYSTEM, now=NOW
        )


def test_a_split_agency_has_several_successors(province):
    one, two, old = province["H99.01"], province["H99.02"], province["H99.100"]
    split_agency(
        predecessor_id=old.id, successor_ids=[one.id, two.id], on=TODAY, ground="NQ", actor=SYSTEM, now=NOW
    )
    assert {found.successor_id for found in successions(old.id)} == {one.id, two.id}


def test_a_closed_agency_leaves_the_lists_but_not_the_records(province, monkeypatch):
    old = province["H99.01"].id
    close_agency(agency_id=old, on=TODAY, ground="QĐ", actor=SYSTEM, now=NOW)
    monkeypatch.setattr("motcua.kernel.clock.now", lambda: NOW)
    assert old in {found.id for found in all_agencies()}
    monkeypatch.setattr("motcua.kernel.clock.now", lambda: NOW + DAY)
    assert old not in {found.id for found in all_agencies()}
    assert agency(old).identifier == "H99.01"


def test_people_hold_positions_for_a_time(province, django_assert_num_queries):
    given = {"actor": SYSTEM, "now": NOW}
    ha = add_person(name="  Đỗ  Hà ", phone="1", **given)
    an = add_person(name="Bùi An", **given)
    office = province["H99.02"].id
    job = appoint(
        person_id=ha, agency_id=office, role="counter_clerk", title="Chuyên viên", valid_from=TODAY, **given
    )
    appoint(person_id=an, agency_id=office, role="leader", valid_from=TODAY, valid_to=TODAY, **given)
    with django_assert_num_queries(1):
        names = [(one.name, one.role) for one in people_of(office, on=TODAY)]
    assert names == [("Bùi An", "leader"), ("Đỗ Hà", "counter_clerk")]
    assert [one.name for one in people_of(office, roles=[Role.LEADER], on=TODAY)] == ["Bùi An"]
    assert people_of(office, on=TODAY - DAY) == ()
    assert [one.name for one in people_of(office, on=TODAY + DAY)] == ["Đỗ Hà"]

    end_position(position_id=job, on=TODAY + DAY, **given)
    assert positions_of(ha, TODAY + DAY)[0].agency_path == "H99/H99.02"
    assert positions_of(ha, TODAY + 2 * DAY) == ()
    with pytest.raises(Invalid):
        end_position(position_id=job, on=TODAY - DAY, **given)
    assert [entry.action for entry in history("person", ha)] == [
        "person.added",
        "person.appointed",
        "position.ended",
    ]


def test_people_are_searched_without_marks_page_by_page():
    for name in ("Đỗ Hà", "Do An", "Bùi Đỗ"):
        add_person(name=name, actor=SYSTEM, now=NOW)
    page = people(q="do", size=2)
    assert [one.name for one in page.items] == ["Bùi Đỗ", "Do An"]
    assert [one.name for one in people(q="do", size=2, cursor=page.next).items] == ["Đỗ Hà"]


PUBLISHED = Path(__file__).parents[4] / "shared/data/agencies-phu-tho.csv"


@pytest.mark.skipif(not PUBLISHED.exists(), reason="the published list is not here")
def test_the_list_of_a_real_province():
    report = import_agencies(PUBLISHED, actor=SYSTEM, now=NOW)
    assert (report.created, report.problems) == (164, ())
    assert len(communes()) == 148
    assert import_agencies(PUBLISHED, actor=SYSTEM, now=NOW).unchanged == 164
