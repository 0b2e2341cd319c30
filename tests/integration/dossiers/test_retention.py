"""What is past its time goes; everything else, and the trail, stays."""

import datetime as dt
import json
from pathlib import Path

import pytest
from pytest_django import Settings

from motcua.audit import door as audit
from motcua.audit import retention
from motcua.audit.models import Entry, Look
from motcua.dossiers.door import dossier_view
from motcua.dossiers.models import Component, Dossier
from tests.integration.dossiers.province import Province

LATER = dt.timedelta(days=91)


def test_old_drafts_go_and_what_was_handed_in_stays(province: Province) -> None:
    old, filed = province.draft(), province.file("congdan1")
    now = province.now + LATER
    fresh = province.draft()
    Dossier.objects.filter(id=fresh).update(changed_at=now - dt.timedelta(days=89))
    plan = {due.rule.kind: due.stock.count for due in audit.plan_erasure(now=now)}
    assert plan["dossiers.draft"] == 1 and plan["audit.look"] == plan["dossiers.finished"] == 0
    assert Dossier.objects.filter(id=old).exists()

    assert audit.run_erasure(now=now)["dossiers.draft"] == 1
    assert set(Dossier.objects.values_list("id", flat=True)) == {fresh, filed.dossier_id}
    assert Component.objects.filter(dossier=filed.dossier_id).exists()
    entry = Entry.objects.get(action="retention.erased", data__kind="dossiers.draft")
    assert entry.data["count"] == 1
    assert str(old) not in json.dumps(entry.data) and audit.verify().ok
    before = Entry.objects.count()
    assert audit.run_erasure(now=now) == {} and Entry.objects.count() == before


def test_old_looks_go_in_batches(province: Province, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "BATCH", 2)
    clerk, answer = province.actor("motcua.y99.10"), province.file()
    for hours in range(5):
        dossier_view(clerk, code=answer.code, now=province.now + dt.timedelta(hours=hours))
    years = dt.timedelta(days=1825, hours=3, minutes=30)
    assert audit.run_erasure(now=province.now + years)["audit.look"] == 4
    assert Look.objects.count() == 1
    with pytest.raises(Exception, match="looks are kept"):
        Look.objects.all().delete()


def test_a_table_of_ones_own_replaces_it_and_a_broken_one_erases_nothing(
    province: Province, settings: Settings, tmp_path: Path
) -> None:
    draft, table = province.draft(), tmp_path / "retention.json"
    rows = [
        {"kind": "dossiers.draft", "since": "2026-01-01", "days": 5, "ground": "QĐ 1"},
        {"kind": "dossiers.draft", "since": "2026-03-01", "days": None, "ground": "QĐ 2"},
    ]
    table.write_text(json.dumps(rows))
    settings.MOTCUA_RETENTION = str(table)
    assert audit.run_erasure(now=province.now + LATER) == {}
    broken = tmp_path / "broken.json"
    broken.write_text(json.dumps([rows[0] | {"days": 0}]))
    settings.MOTCUA_RETENTION = str(broken)
    with pytest.raises(retention.BrokenTable):
        audit.run_erasure(now=province.now + LATER)
    assert Dossier.objects.filter(id=draft).exists()
