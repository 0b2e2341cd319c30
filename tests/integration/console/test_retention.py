"""What would be erased now, reckoned and not done."""

import datetime as dt
from pathlib import Path

from django.test import Client
from pytest_django import Settings

from motcua.dossiers.door import place_hold
from motcua.dossiers.models import Dossier
from motcua.kernel import clock
from tests.integration.dossiers.province import Province


def test_the_plan_is_shown_and_nothing_erased(admin: Client, province: Province) -> None:
    gone, held = province.file(), province.file()
    leader = province.actor("lanhdao.y99.10")
    for one in (gone, held):
        province.act(one.dossier_id, "refuse", "motcua.y99.10")
    place_hold(actor=leader, dossier_id=held.dossier_id, ground="CV 12/TTr", now=province.now)
    long_ago = clock.now() - dt.timedelta(days=3660)
    Dossier.objects.filter(id__in=(gone.dossier_id, held.dossier_id)).update(changed_at=long_ago)

    page = admin.get("/console/retention").text
    assert page.count(f"{long_ago.astimezone(clock.VIETNAM):%d/%m/%Y}") == 1
    row = page[page.index("dossiers.without_result") : page.index("dossiers.finished")]
    assert row.count('class="mc-numeric">1<') == 2  # one would go, one is held
    assert held.code in page and "CV 12/TTr" in page and gone.code not in page
    assert Dossier.objects.filter(erased_at=None).count() == 2


def test_a_table_that_cannot_be_read_is_named(admin: Client, settings: Settings, tmp_path: Path) -> None:
    table = tmp_path / "retention.json"
    table.write_text("[{]")
    settings.MOTCUA_RETENTION = str(table)
    page = admin.get("/console/retention")
    assert page.status_code == 200 and str(table) in page.text
