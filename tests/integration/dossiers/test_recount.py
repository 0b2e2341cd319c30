"""A holiday declared late: looked at first, then counted again with its ground, never silently, never earlier."""

import datetime as dt
from typing import Any
from uuid import UUID

import pytest

from motcua.deadlines.door import TYPICAL_WEEK, Sessions, declare_day
from motcua.dossiers.door import recount
from motcua.dossiers.models import Dossier
from motcua.kernel import progress
from motcua.kernel.clock import VIETNAM
from motcua.kernel.errors import Invalid, NotAllowed
from motcua.kernel.models import LongWork, OutboxEvent
from tests.integration.dossiers.province import Province

pytestmark = pytest.mark.django_db
# Accepted on 05/03/2026 with 15 days: due on this Friday.
LAST_DAY = dt.date(2026, 3, 20)


def declare(province: Province, day: dt.date, sessions: Sessions | None) -> None:
    actor = province.actor("quantri.y99")
    declare_day(
        actor=actor, now=province.now, agency_id=None, day=day, sessions=sessions, name="x", ground="QĐ 9"
    )


def order(province: Province, by: str = "quantri.y99", **more: Any) -> LongWork:
    given: dict[str, Any] = {"agency_id": None, "from_date": LAST_DAY, "ground": "QĐ 9/2026", "apply": True}
    work = recount(actor=province.actor(by), now=province.now, **(given | more))
    progress.run(work.id)
    return LongWork.objects.get(id=work.id)


def totals(work: LongWork) -> tuple[int, int, int]:
    found = [sum(one[name] for one in work.results) for name in ("checked", "moved", "kept")]
    return found[0], found[1], found[2]


@pytest.fixture
def running(province: Province) -> tuple[UUID, UUID]:
    """A dossier whose clock runs, and one that waits for the citizen."""
    runs, waits = province.file("congdan1"), province.file("congdan1")
    for answer in (runs, waits):
        province.carry(answer.dossier_id, upto="assign")
    province.act(waits.dossier_id, "request_supplement", "thuly.y99.10")
    return runs.dossier_id, waits.dossier_id


def test_a_preview_changes_nothing(province: Province, running: tuple[UUID, UUID]) -> None:
    before = Dossier.objects.get(id=running[0])
    declare(province, LAST_DAY, None)
    assert totals(order(province, apply=False, ground="")) == (1, 1, 0)
    assert Dossier.objects.get(id=running[0]).due_at == before.due_at


def test_a_late_holiday_moves_what_runs_by_its_time(province: Province, running: tuple[UUID, UUID]) -> None:
    before = Dossier.objects.get(id=running[0])
    declare(province, LAST_DAY, None)
    work = order(province)
    assert totals(work) == (1, 1, 0)
    after = Dossier.objects.get(id=running[0])
    assert before.due_at and after.due_at and after.due_at > before.due_at
    assert after.original_due_at == before.original_due_at and after.version == before.version + 1
    kept = after.adjustments.get(kind="calendar")
    assert (kept.before, kept.after, kept.ground) == (before.due_at, after.due_at, "QĐ 9/2026")
    assert after.timeline.get(action="recount").actor_name
    assert OutboxEvent.objects.filter(name="dossier.redated.v1").count() == 1
    assert totals(order(province)) == (1, 0, 0)  # the same order again finds nothing to do


def test_a_date_never_comes_closer_than_promised(province: Province, running: tuple[UUID, UUID]) -> None:
    before = Dossier.objects.get(id=running[0])
    declare(province, LAST_DAY, None)
    order(province)
    promised = Dossier.objects.get(id=running[0]).due_at
    assert before.due_at and promised and promised > before.due_at
    declare(province, LAST_DAY, TYPICAL_WEEK[0])
    assert totals(order(province)) == (1, 0, 1)
    assert Dossier.objects.get(id=running[0]).due_at == promised


def test_what_stands_is_counted_anew_when_it_goes_on(province: Province, running: tuple[UUID, UUID]) -> None:
    monday = dt.date(2026, 3, 23)  # 06/03 and 15 days is a Saturday
    declare(province, monday, None)
    order(province)
    province.now += dt.timedelta(days=1)
    province.act(running[1], "supplement", "congdan1")
    due = Dossier.objects.get(id=running[1]).due_at
    assert due is not None and due.astimezone(VIETNAM).date() == monday + dt.timedelta(days=1)


def test_only_administrators_order_it_and_with_a_ground(province: Province) -> None:
    with pytest.raises(NotAllowed):
        order(province, by="motcua.y99.10")
    with pytest.raises(Invalid):
        order(province, ground=" ")
