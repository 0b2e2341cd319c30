"""A dossier past its time loses its people and keeps its figures; the trail stays whole, and so do others' files."""

import datetime as dt
import json
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.contrib.postgres.search import SearchVectorField
from django.db import DatabaseError, connection, models, transaction
from django.db.models import Exists
from psycopg import sql
from pytest_django import Settings

from motcua.audit import door as audit
from motcua.audit.models import Entry
from motcua.dossiers.door import (
    ActionNotPossible,
    Erased,
    attach,
    check_token,
    discard_draft,
    dossier_view,
    held_dossiers,
    lift_hold,
    paper_file,
    place_hold,
    rate,
)
from motcua.dossiers.models import (
    Component,
    Dossier,
    Hold,
    IntakeKey,
    Paper,
    ResultDocument,
    TimelineEntry,
    Upload,
)
from motcua.dossiers.operations import erasing
from motcua.files.door import PDF, open_blob, read_blob, store_own
from motcua.files.models import Blob
from motcua.files.removing import remove_files, sweep_unreferenced
from motcua.kernel.errors import Invalid, NotAllowed, NotFound
from motcua.kernel.models import OutboxEvent
from motcua.kernel.secrecy import EncryptedTextField
from motcua.notices.door import About, tell
from motcua.notices.models import Message
from motcua.papers.door import typeset
from motcua.site.demo.stories import SCAN
from tests.integration.dossiers.province import LIFE, WHO, Province

CANARY = "Chim-Hoàng-Yến"
CLERK, OWNER = "motcua.y99.10", "congdan1"
LATER = dt.timedelta(days=400)


@pytest.fixture(autouse=True)
def a_year(settings: Settings, tmp_path: Path) -> None:
    """Everything that has ended goes after a year, on this ground."""
    kinds = ("dossiers.without_result", "dossiers.finished")
    table = tmp_path / "retention.json"
    rows = [{"kind": kind, "since": "2026-01-01", "days": 365, "ground": "QĐ 1"} for kind in kinds]
    table.write_text(json.dumps(rows))
    settings.MOTCUA_RETENTION = str(table)


def _lived(province: Province) -> UUID:
    """Through everything that leaves words: a file, a request to complete and its answer, a result, a rating."""
    owner, now = province.actor(OWNER), province.now
    answers = {**province.request().answers, "owner_name": CANARY}
    filed = province.file(OWNER, answers=answers)
    dossier_id = filed.dossier_id
    asked = {"items": [f"Giấy của {CANARY}"], "reason": f"{CANARY} thiếu giấy"}
    province.act(dossier_id, "request_supplement", CLERK, inputs=asked)
    _attach(province, dossier_id, name=f"{CANARY}.pdf")
    province.act(dossier_id, "supplement", OWNER, inputs={"reason": f"{CANARY} đã bổ sung"})
    inputs = {
        "propose": {
            "result": {"outcome": "granted", "name": f"Giấy của {CANARY}", "body": f"Cấp cho {CANARY}."}
        },
        "hand_result": {"receiver": CANARY},
    }
    for action in LIFE:
        if action == "propose":
            _pay(province, dossier_id)
        province.act(dossier_id, action, WHO[action], inputs=inputs.get(action))
    for paper in Paper.objects.filter(dossier=dossier_id):
        paper_file(owner, dossier_id=dossier_id, paper_id=paper.id, now=now)
    rate(actor=owner, dossier_id=dossier_id, stars=4, comment=f"{CANARY} cảm ơn", now=now)
    return dossier_id


def _pay(province: Province, dossier_id: UUID) -> None:
    """A financial obligation, asked, reported and confirmed."""
    asked = {"amount": "150000", "reason": f"{CANARY} nộp thuế"}
    province.act(dossier_id, "ask_obligation", WHO["propose"], inputs=asked)
    province.act(dossier_id, "report_obligation", OWNER, inputs={"reason": f"{CANARY} đã nộp"})
    province.act(dossier_id, "confirm_obligation", CLERK, inputs={"voucher": f"BL {CANARY}"})


def _attach(province: Province, dossier_id: UUID, *, by: str = OWNER, name: str = "tep.pdf") -> None:
    document = next(one for one in province.service.cases[0].documents if one.compulsory)
    attach(
        actor=province.actor(by),
        dossier_id=dossier_id,
        document_key=document.key,
        content=typeset(template=SCAN, data={"name": name}),
        file_name=name,
        now=province.now,
    )


def _said() -> str:
    """Every row of the dossiers' tables and of the trails of dossiers, as text."""
    text = []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tablename FROM pg_tables WHERE tablename LIKE 'dossiers%' OR tablename LIKE 'kernel%'"
        )
        tables = [table for (table,) in cursor.fetchall()]
        for table in tables:
            cursor.execute(sql.SQL("SELECT t::text FROM {} t").format(sql.Identifier(table)))
            text += [row for (row,) in cursor.fetchall()]
        cursor.execute("SELECT t::text FROM audit_entry t WHERE subject = 'dossier'")
        text += [row for (row,) in cursor.fetchall()]
    return "\n".join(text)


def test_what_tells_of_people_goes_and_the_figures_stay(province: Province) -> None:
    dossier_id, owner = _lived(province), province.actor(OWNER)
    about, address = About("dossier", dossier_id), "mai@example.vn"
    assert tell(template="refused", once="1", values={}, address=address, about=about, now=province.now)
    before = Dossier.objects.get(id=dossier_id)
    hashes = set(Blob.objects.values_list("sha256", flat=True))
    times = list(
        TimelineEntry.objects.filter(dossier=dossier_id).values_list("at", "action", "status").order_by("seq")
    )
    assert CANARY in _said() and owner.name in _said() and str(owner.id) in _said()

    now = province.now + LATER
    assert audit.run_erasure(now=now) == {"dossiers.finished": 1}
    said = _said()
    assert CANARY not in said and owner.name not in said and str(owner.id) not in said

    after = Dossier.objects.get(id=dossier_id)
    kept = (
        "code",
        "procedure_id",
        "status",
        "step",
        "competent_agency_id",
        "accepted_at",
        "due_at",
        "fee_amount",
    )
    assert [getattr(after, name) for name in kept] == [getattr(before, name) for name in kept]
    assert (after.erased_at, after.answers, after.owner_number, after.owner_phone) == (now, {}, "", "")
    timeline = TimelineEntry.objects.filter(dossier=dossier_id)
    assert list(timeline.values_list("at", "action", "status").order_by("seq")) == times
    assert province.actor("lanhdao.y99.10").name in timeline.values_list("actor_name", flat=True)
    assert not Component.objects.filter(dossier=dossier_id).exists()
    assert not IntakeKey.objects.filter(dossier=dossier_id).exists()
    assert Dossier.objects.get(id=dossier_id).rating.stars == 4

    sweep_unreferenced(now=now)  # also the result as it was before the agency's seal
    assert hashes and not Blob.objects.filter(sha256__in=hashes).exists()
    for sha256 in hashes:
        with pytest.raises(NotFound):
            open_blob(sha256)
    assert OutboxEvent.objects.filter(name="dossier.erased.v1").count() == 1
    assert not Message.objects.exists()


# Every column in which words about somebody could lie. One that is added is judged here, and in `erasing`, first.
GONE = {
    "Consultation": "question words shown file_name",
    "Dossier": "owner_name owner_number owner_phone owner_email answers search",
    "Obligation": "reason report voucher",
    "ResultDocument": "body revocation_ground",
    "Supplement": "items reason answered_by",
    "TimelineEntry": "note data",
    "Transfer": "reason",
    "Rating": "comment",
    "Hold": "ground",
}
GONE_WITH_THEIR_ROWS = {"Component", "IntakeKey", "Paper"}
KEPT = {
    "Dossier": "code case_key step money delivery sync assignee_name",
    "Adjustment": "kind ground trace turn actor_name",
    "Consultation": "asked_by exception answer ended_by",
    "Hold": "placed_by lifted_by",
    "Obligation": "asked_by confirmed_by",
    "ResultDocument": "outcome result_name result_code drafted_by number signer_name signer_title signing_form "
    "verify_token replaces",
    "Supplement": "asked_by exception",
    "Transfer": "by",
    "TimelineEntry": "action from_step to_step actor_name acting_for actor_kind agency_name",
}
WORDS = (models.CharField, models.TextField, models.JSONField, EncryptedTextField, SearchVectorField)


def _family() -> list[type[models.Model]]:
    relations = Dossier._meta.get_fields(include_hidden=True)
    return [Dossier, *(one.related_model for one in relations if isinstance(one, models.ManyToOneRel))]


def test_every_column_with_words_is_judged(province: Province) -> None:
    dossier_id = _lived(province)
    audit.run_erasure(now=province.now + LATER)
    for model in _family():
        name, mine = model.__name__, {"pk" if model is Dossier else "dossier": dossier_id}
        if name in GONE_WITH_THEIR_ROWS:
            assert not model._base_manager.filter(**mine).exists()
            continue
        gone, kept = set(GONE.get(name, "").split()), set(KEPT.get(name, "").split())
        assert gone | kept == {one.name for one in model._meta.concrete_fields if isinstance(one, WORDS)}, (
            name
        )
        for row in model._base_manager.filter(**mine):
            assert {field: getattr(row, field) for field in gone if getattr(row, field)} == {}


def test_the_trail_stays_whole_and_tells_of_the_erasure(province: Province) -> None:
    dossier_id = _lived(province)
    audit.seal(now=province.now)
    said_before = [(entry.seq, entry.action, entry.at) for entry in audit.history("dossier", dossier_id)]
    audit.run_erasure(now=province.now + LATER)

    *old, told = audit.history("dossier", dossier_id)
    assert [(entry.seq, entry.action, entry.at) for entry in old] == said_before
    assert all(entry.blanked for entry in old) and not told.blanked
    assert told.action == "dossier.erased" and told.data["kind"] == "dossiers.finished"
    assert told.data["entries_blanked"] == len(old)
    assert audit.verify().ok
    audit.seal(now=province.now + LATER)
    assert audit.verify().ok and audit.run_erasure(now=province.now + LATER) == {}


def test_a_result_on_paper_can_still_be_verified(province: Province) -> None:
    dossier_id = _lived(province)
    token = ResultDocument.objects.get(dossier=dossier_id).verify_token or ""
    number = check_token(token).number
    audit.run_erasure(now=province.now + LATER)
    check = check_token(token)
    assert (check.number, check.current, check.owner_masked, check.sha256) == (number, True, "", "")


def test_each_kind_goes_by_its_own_rule_and_what_runs_stays(province: Province) -> None:
    refused, withdrawn, running = province.file(), province.file(OWNER), province.file(OWNER)
    province.act(refused.dossier_id, "refuse", CLERK)
    province.act(withdrawn.dossier_id, "withdraw", OWNER)
    just_before = province.now + dt.timedelta(days=365)
    assert audit.run_erasure(now=just_before) == {}
    plan = {due.rule.kind: due.stock for due in audit.plan_erasure(now=province.now + LATER)}
    assert plan["dossiers.without_result"] == audit.Stock(2, province.now, 0)
    assert plan["dossiers.finished"] == audit.Stock(0)
    assert audit.run_erasure(now=province.now + LATER) == {"dossiers.without_result": 2}
    assert Dossier.objects.get(id=running.dossier_id).owner_name == "Lê Thị Mai"
    assert Component.objects.filter(dossier=running.dossier_id).exists()
    assert audit.verify().ok


def _files(dossier_id: UUID) -> set[str]:
    return {
        one for one in Component.objects.filter(dossier=dossier_id).values_list("blob_id", flat=True) if one
    }


def test_a_file_that_another_dossier_holds_stays(province: Province) -> None:
    components = province.papers(province.actor(OWNER))
    gone, stays = province.file(OWNER, components=components), province.file(OWNER, components=components)
    province.act(gone.dossier_id, "withdraw", OWNER)
    audit.run_erasure(now=province.now + LATER)
    remove_files()
    for sha256 in _files(stays.dossier_id):
        open_blob(sha256).close()


def test_a_file_that_came_back_meanwhile_stays(province: Province) -> None:
    filed = province.file(OWNER)
    province.act(filed.dossier_id, "withdraw", OWNER)
    sha256 = next(iter(_files(filed.dossier_id)))
    content = read_blob(sha256)
    audit.run_erasure(now=province.now + LATER)
    assert not Blob.objects.filter(sha256=sha256).exists()
    store_own(content, name="scan.pdf", media_type=PDF, now=province.now)  # before the file went
    remove_files()
    assert read_blob(sha256) == content


def test_a_draft_thrown_away_takes_its_files_along(province: Province) -> None:
    draft = province.draft()
    files = _files(draft)
    discard_draft(actor=province.actor(OWNER), draft_id=draft, now=province.now + LATER)
    assert files and not Blob.objects.filter(sha256__in=files).exists()


def test_content_that_came_in_just_now_waits_for_its_dossier(province: Province) -> None:
    draft = province.draft()
    files = _files(draft)
    discard_draft(actor=province.actor(OWNER), draft_id=draft, now=province.now)
    assert sweep_unreferenced(now=province.now) == 0
    assert sweep_unreferenced(now=province.now + dt.timedelta(days=2)) == len(files)


def test_uploads_that_nobody_handed_in_are_forgotten(province: Province, settings: Settings) -> None:
    settings.MOTCUA_RETENTION = ""
    province.papers(province.actor(OWNER))
    count = Upload.objects.count()
    assert count and Blob.objects.count() == count
    assert audit.run_erasure(now=province.now + dt.timedelta(days=91)) == {"dossiers.upload": count}
    assert not Upload.objects.exists() and not Blob.objects.exists()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_entry SET actor_name = 'Kẻ khác', erased_by = 99",
        "UPDATE audit_entry SET data = '{\"x\": 1}', erased_by = 99",
        "UPDATE audit_entry SET action = 'x', erased_by = 99",
        "UPDATE audit_entry SET hash = '', erased_by = 99",
        "UPDATE audit_entry SET data = '{}'",
        "UPDATE audit_entry SET data = '{}', erased_by = seq",
        "DELETE FROM audit_entry",
    ],
)
def test_the_database_lets_an_entry_be_blanked_and_nothing_else(province: Province, statement: str) -> None:
    province.file()
    statement = f"SELECT set_config('motcua.retention', 'on', true); {statement}"
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


@pytest.mark.parametrize("told", [99, 2])
def test_blanking_that_no_entry_tells_of_is_found_out(province: Province, told: int) -> None:
    filed = province.file()
    province.act(filed.dossier_id, "refuse", CLERK)
    with connection.cursor() as cursor:
        cursor.execute("SELECT set_config('motcua.retention', 'on', true)")
        cursor.execute(
            "UPDATE audit_entry SET data = '{}', erased_by = %s WHERE subject_id = %s AND seq = 1",
            [told, filed.dossier_id],
        )
    verdict = audit.verify()
    assert not verdict.ok and verdict.first_bad == audit.EntryRef("dossier", filed.dossier_id, 1)
    assert Entry.objects.filter(subject_id=filed.dossier_id).count() == 2


def test_what_is_on_hold_is_never_erased_until_the_hold_is_lifted(province: Province) -> None:
    held, free = province.file(OWNER), province.file(OWNER)
    for one in (held, free):
        province.act(one.dossier_id, "withdraw", OWNER)
    leader: dict[str, Any] = {"actor": province.actor("lanhdao.y99.10"), "dossier_id": held.dossier_id}
    place_hold(**leader, ground=" CV 12/TTr ", now=province.now)
    with pytest.raises(ActionNotPossible):
        place_hold(**leader, ground="QĐ 2", now=province.now)

    now = province.now + LATER
    plan = {due.rule.kind: due.stock for due in audit.plan_erasure(now=now)}
    assert plan["dossiers.without_result"] == audit.Stock(1, province.now, 1)
    assert audit.run_erasure(now=now) == {"dossiers.without_result": 1}
    assert Dossier.objects.get(id=held.dossier_id).erased_at is None
    (row,) = held_dossiers(province.actor("quantri.y99")).items
    assert (row.code, row.ground, row.placed_by) == (held.code, "CV 12/TTr", leader["actor"].name)
    assert dossier_view(leader["actor"], code=held.code, now=now).hold is not None
    assert dossier_view(province.actor(OWNER), code=held.code, now=now).hold is None

    lift_hold(**leader, now=now)
    assert audit.run_erasure(now=now) == {"dossiers.without_result": 1}
    with pytest.raises(Erased):
        place_hold(**leader, ground="QĐ 3", now=now)
    actions = [entry.action for entry in audit.history("dossier", held.dossier_id)]
    assert actions[-3:] == ["dossier.held", "dossier.hold_lifted", "dossier.erased"]


@pytest.mark.parametrize(
    "by", [CLERK, "truongphong.y99.10", "motcua.y99.01", "lanhdao.y99", "quantri.y99", OWNER]
)
def test_nobody_but_a_leader_of_the_deciding_agency_holds(province: Province, by: str) -> None:
    filed = province.file(OWNER)
    with pytest.raises((NotAllowed, NotFound)):
        place_hold(actor=province.actor(by), dossier_id=filed.dossier_id, ground="QĐ 1", now=province.now)
    if by != "quantri.y99":
        with pytest.raises(NotAllowed):
            held_dossiers(province.actor(by))


@pytest.mark.parametrize("ground", ["", " \u200b ", "x" * 501])
def test_a_hold_says_on_which_ground(province: Province, ground: str) -> None:
    filed, leader = province.file(OWNER), province.actor("lanhdao.y99.10")
    with pytest.raises(Invalid):
        place_hold(actor=leader, dossier_id=filed.dossier_id, ground=ground, now=province.now)


def test_a_hold_placed_while_erasing_begins_is_seen(
    province: Province, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between choosing what is past its time and locking it, a leader was faster."""
    filed = province.file(OWNER)
    province.act(filed.dossier_id, "withdraw", OWNER)
    monkeypatch.setattr(erasing, "_held", lambda: Exists(Hold.objects.none()))
    leader = province.actor("lanhdao.y99.10")
    place_hold(actor=leader, dossier_id=filed.dossier_id, ground="QĐ 1", now=province.now)
    assert audit.run_erasure(now=province.now + LATER) == {}
