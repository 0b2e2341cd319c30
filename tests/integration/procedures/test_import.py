import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from django.db import IntegrityError, connection, transaction

from motcua.accounts.door import SYSTEM, Actor
from motcua.audit.door import history
from motcua.kernel.errors import NotAllowed, NotFound
from motcua.kernel.models import OutboxEvent
from motcua.procedures.door import (
    UnreadableFile,
    import_catalogue,
    import_runs,
    popular,
    procedure,
    raw_record,
    review_queue,
    reviews_of,
    revision,
    revision_diff,
    revisions,
    sectors,
    synonyms,
)
from motcua.procedures.models import PackVersion, ProcedureRevision
from tests.integration.procedures.conftest import BIRDS, KITES, NOW, SHIPS, Import, procedure_record, seated
from tests.unit.procedures.catalogue.made import channels

pytestmark = pytest.mark.usefixtures("the_province")


def test_records_become_procedures(take_over: Import) -> None:
    report = take_over(KITES, BIRDS, SHIPS)
    assert (report.total, report.created, report.changed, report.unchanged, report.live) == (3, 3, 0, 0, 2)
    kites = procedure("9.000001")
    assert (kites.name, kites.levels, kites.revision_number) == ("Cấp giấy phép thả diều", ("commune",), 1)
    assert not kites.needs_review
    assert raw_record("9.000001") == KITES
    assert [d.compulsory for d in procedure("9.000002").cases[0].documents] == [True, False]
    assert [sector.name for sector in sectors("province")] == ["Chăn nuôi"]


def test_a_second_import_changes_nothing(take_over: Import) -> None:
    take_over(KITES, BIRDS)
    report = take_over(KITES, BIRDS)
    assert (report.created, report.changed, report.unchanged) == (0, 0, 2)
    assert ProcedureRevision.objects.count() == 2


def test_a_changed_record_gets_a_revision_and_the_old_one_stays(take_over: Import) -> None:
    take_over(KITES)
    first = procedure("9.000001")
    longer = channels("Trực tiếp9 Ngày làm việcMiễn phí")
    report = take_over({**KITES, "ten_thu_tuc": "Cấp giấy phép thả diều sáo", "cach_thuc_thuc_hien": longer})
    assert (report.changed, report.unchanged) == (1, 0)
    assert procedure("9.000001").name == "Cấp giấy phép thả diều sáo"
    assert revision(first.revision_id) == first
    assert [(row.number, row.reason) for row in revisions("9.000001")] == [(2, "imported"), (1, "imported")]
    lines = revision_diff("9.000001", 1, 2)
    assert ("Tên thủ tục", "Cấp giấy phép thả diều", "Cấp giấy phép thả diều sáo") in [
        (line.field, line.before, line.after) for line in lines
    ]
    assert {line.after for line in lines if line.field == "Cách thức thực hiện"} == {
        "",
        "Trực tiếp: 9 ngày làm việc; miễn phí",
    }


def test_doubts_of_a_changed_record_replace_the_old_ones(take_over: Import) -> None:
    take_over(BIRDS)
    assert procedure("9.000002").needs_review
    assert [item.reason for item in reviews_of("9.000002")] == ["bare_duration", "bare_duration"]
    take_over({**BIRDS, "cach_thuc_thuc_hien": channels("Trực tiếp1Miễn phí")})
    assert [item.field for item in reviews_of("9.000002")] == ["channels[0].duration"]
    take_over({**BIRDS, "cach_thuc_thuc_hien": channels("Trực tiếp5 Ngày làm việcMiễn phí")})
    assert reviews_of("9.000002") == ()
    assert not procedure("9.000002").needs_review


def test_ministry_procedures_are_not_put_up_for_review(take_over: Import) -> None:
    take_over({**SHIPS, "cach_thuc_thuc_hien": channels("Trực tiếp1Miễn phí")})
    assert review_queue().items == ()


def test_bad_lines_are_reported_and_the_others_taken(take_over: Import) -> None:
    report = take_over(
        KITES,
        "{broken",
        {**BIRDS, "ma_thu_tuc": "?"},
        {**KITES, "ten_thu_tuc": "Lặp lại"},
        {**BIRDS, "ten_thu_tuc": "NUL \x00"},
        {**BIRDS, "extra": "\x00"},
        BIRDS,
    )
    assert report.created == 2
    assert report.problems == (
        (2, "not_json"),
        (3, "no_code: ma_thu_tuc"),
        (4, "duplicate_code: ma_thu_tuc"),
        (5, "bad_characters: ten_thu_tuc"),
        (6, "bad_characters"),
    )
    assert [problem[:2] for problem in import_runs()[0].problems] == list(report.problems)
    assert procedure("9.000001").name == KITES["ten_thu_tuc"]


def test_a_new_release_of_the_pack_makes_new_revisions_only_on_import(
    take_over: Import, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_over(KITES)
    before = procedure("9.000001")
    pack = PackVersion.objects.get()
    files = {**pack.files, "form.yaml": "pages: []"}
    from motcua.procedures import catalogue_import
    from motcua.procedures.packs import Pack, hash_of

    monkeypatch.setattr(catalogue_import, "read_pack", lambda: Pack("standard", hash_of(files), files))
    assert take_over(KITES).changed == 1
    assert procedure("9.000001").form.pages == ()
    assert revisions("9.000001")[0].reason == "pack_changed"
    revision.cache_clear()
    assert revision(before.revision_id).form == before.form


def test_an_import_leaves_evidence_and_tells_others(take_over: Import) -> None:
    report = take_over(KITES)
    (entry,) = history("import_run", report.run_id)
    assert (entry.action, entry.data["created"]) == ("catalogue.import", 1)
    event = OutboxEvent.objects.get(name="catalogue.imported.v1")
    assert event.payload == {"run_id": str(report.run_id)}


def test_the_first_import_brings_synonyms(take_over: Import) -> None:
    take_over(KITES)
    assert "cap so do" in {row.phrase for row in synonyms()}


@pytest.mark.parametrize(
    "actor", [None, seated("case_officer"), Actor(id=uuid.uuid4(), name="A", kind="citizen")]
)
def test_not_everybody_may_import(write: Callable[..., Path], actor: Actor | None) -> None:
    with pytest.raises(NotAllowed):
        import_catalogue(path=write(KITES), actor=actor, now=NOW)


def test_the_keeper_may_import_and_sees_progress(write: Callable[..., Path]) -> None:
    seen: list[tuple[int, int]] = []
    path = write(KITES, BIRDS)
    import_catalogue(
        path=path,
        actor=seated("service_owner"),
        now=NOW,
        progress=lambda done, total: seen.append((done, total)),
    )
    assert seen == [(2, 2)]


def test_a_missing_file_is_refused() -> None:
    with pytest.raises(UnreadableFile):
        import_catalogue(path="/nowhere/catalogue.jsonl", actor=SYSTEM, now=NOW)


def test_revisions_cannot_be_changed(take_over: Import) -> None:
    take_over(KITES)
    for change in ("UPDATE procedures_{} SET {} = {}", "DELETE FROM procedures_{}"):
        for table, column in (("procedurerevision", "number"), ("packversion", "key")):
            refused = pytest.raises(IntegrityError, match="immutable")
            with refused, transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(change.format(table, column, column))


def test_unknown_things_are_not_found(take_over: Import) -> None:
    take_over(KITES)
    for asked in (
        lambda: procedure("9.999999"),
        lambda: revision(uuid.uuid4()),
        lambda: raw_record("9.999999"),
        lambda: revision_diff("9.000001", 1, 2),
    ):
        with pytest.raises(NotFound):
            asked()


def test_the_popular_ones_are_those_of_the_list_that_are_there(take_over: Import) -> None:
    take_over(procedure_record(7, "Bảy"), procedure_record(4, "Bốn"), procedure_record(99, "Chín chín"))
    assert [row.code for row in popular()] == ["9.000004", "9.000007"]
