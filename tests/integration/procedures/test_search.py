import pytest

from motcua.accounts.door import SYSTEM
from motcua.directory.door import create_agency
from motcua.kernel.errors import Invalid
from motcua.kernel.kept import forget_all
from motcua.procedures.door import SAMPLE_CATALOGUE, import_catalogue, search, set_competence, set_synonym
from tests.integration.procedures.conftest import NOW, Import, procedure_record

pytestmark = pytest.mark.django_db


@pytest.fixture
def sample(db: None) -> None:
    import_catalogue(path=SAMPLE_CATALOGUE, actor=SYSTEM, now=NOW)


def codes(q: str, **more: object) -> list[str]:
    return [row.code for row in search(q=q, **more).items]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("dang ky khai sinh", "9.000001"),
        ("Đăng ký khai sinh", "9.000001"),
        ("dang ky khai sin", "9.000001"),
        ("đăng kí khai sinh", "9.000001"),
        ("khia sinh", "9.000001"),
        ("làm giấy khai sinh", "9.000001"),
        ("cap so do", "9.000006"),
        ("cấp sổ đỏ", "9.000006"),
        ("sang tên sổ đỏ", "9.000007"),
        ("cưới", "9.000002"),
        ("9.000012", "9.000012"),
        ("9000012", "9.000012"),
        ("000012", "9.000012"),
        ("xay nha", "9.000005"),
        ("mở quán", "9.000008"),
        ("thuốc trừ sâu", "9.000010"),
        ("chặt cây", "9.000011"),
        ("dao duong", "9.000012"),
        ("văn phòng công chứng", "9.000013"),
        ("giấy xác nhận tình trạng hôn nhân", "9.000002"),  # a paper, not in any name
    ],
)
def test_what_people_type_finds_what_they_mean(sample: None, typed: str, first: str) -> None:
    assert codes(typed)[:1] == [first]


@pytest.mark.parametrize("typed", ["xyzzy", "12345678901234567890", "'); DROP TABLE", "%", "\\", "a" * 5000])
def test_nonsense_finds_nothing_and_breaks_nothing(sample: None, typed: str) -> None:
    found = search(q=typed)
    assert found.next == ""
    assert typed != "xyzzy" or found.items == ()


def test_a_mended_query_says_what_it_looked_for(sample: None) -> None:
    assert search(q="khia sinh").did_you_mean == "khai sinh"
    assert search(q="khai sinh").did_you_mean == ""


def test_filters_narrow(sample: None) -> None:
    assert set(codes("", sector="Hộ tịch")) == {"9.000001", "9.000002", "9.000003", "9.000004"}
    assert "9.000004" in codes("", level="province")
    assert "9.000001" not in codes("", level="province")
    assert codes("khai sinh", sector="Đất đai") == []
    assert codes("", level="moon") == []


def test_an_agency_finds_what_it_decides(sample: None) -> None:
    root = create_agency(
        identifier="H99", name="UBND tỉnh Diều", kind="province", level="province", actor=SYSTEM, now=NOW
    )
    create = {"parent_id": root, "actor": SYSTEM, "now": NOW}
    farm = create_agency(identifier="H99.01", name="Sở Nông", kind="department", level="province", **create)
    commune = create_agency(
        identifier="H99.02", name="UBND xã Sáo", kind="commune", level="commune", **create
    )
    forget_all()
    set_competence(level="province", sector="Thủy sản", agency_id=farm, actor=SYSTEM, now=NOW)
    set_competence(level="province", procedure_code="9.000013", agency_id=farm, actor=SYSTEM, now=NOW)
    assert codes("", agency_id=farm) == ["9.000009", "9.000013"]
    found = codes("", agency_id=commune)
    assert "9.000001" in found
    assert "9.000007" not in found


def test_pages_hold_everything_once(sample: None) -> None:
    for q in ("", "giấy", "cấp giấy phep", "khia dat"):
        whole = [row.code for row in search(q=q).items]
        seen, cursor = [], ""
        while True:
            page = search(q=q, size=3, cursor=cursor)
            seen += [row.code for row in page.items]
            cursor = page.next
            if not cursor:
                break
        assert seen == whole
        assert len(set(seen)) == len(seen)


def test_a_cursor_from_nowhere_is_refused(sample: None) -> None:
    with pytest.raises(Invalid):
        search(q="giấy", cursor="bm90IGEgY3Vyc29y")


def test_ministry_procedures_are_found_only_when_asked_for(take_over: Import) -> None:
    take_over(procedure_record(1, "Cấp phép đóng tàu viễn dương", cap_thuc_hien="Cấp bộ"))
    assert codes("tau vien duong") == []
    assert codes("tau vien duong", live_only=False) == ["9.000001"]


def test_shorter_names_come_first_among_equals(take_over: Import) -> None:
    take_over(
        procedure_record(1, "Cấp phép thả diều lưu động ở biên giới"),
        procedure_record(2, "Thủ tục cấp phép thả diều"),
    )
    assert codes("thả diều") == ["9.000002", "9.000001"]


def test_people_teach_the_search_new_words(take_over: Import) -> None:
    take_over(procedure_record(1, "Cấp phép thả diều"), procedure_record(2, "Nuôi chim"))
    assert codes("chơi gió") == []
    set_synonym(phrase="Chơi gió", meaning="thả diều", actor=SYSTEM, now=NOW)
    assert codes("choi gio")[0] == "9.000001"
    set_synonym(phrase="chơi gió", meaning="", actor=SYSTEM, now=NOW)
    assert codes("chơi gió") == []
    with pytest.raises(Invalid):
        set_synonym(phrase="!", meaning="x", actor=SYSTEM, now=NOW)
