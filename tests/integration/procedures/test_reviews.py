import uuid

import pytest

from motcua.accounts.door import SYSTEM
from motcua.audit.door import history
from motcua.deadlines.door import Duration
from motcua.kernel.errors import Conflict, Invalid, NotAllowed, NotFound
from motcua.kernel.models import OutboxEvent
from motcua.procedures.door import (
    dismiss_review,
    procedure,
    review_counts,
    review_queue,
    reviews_of,
    revision,
    revision_diff,
    revisions,
    settle_review,
)
from tests.integration.procedures.conftest import BIRDS, KITES, NOW, Import, procedure_record, seated
from tests.unit.procedures.catalogue.made import channels

pytestmark = pytest.mark.usefixtures("the_province")
THREE_DAYS = {"duration": {"value": "3", "unit": "working_day"}}
OWNER = seated("service_owner")


@pytest.fixture(autouse=True)
def birds(take_over: Import) -> None:
    take_over(KITES, BIRDS)


def first_item() -> uuid.UUID:
    return reviews_of("9.000002")[0].id


def test_a_confirmed_time_makes_a_revision_and_leaves_the_old_one() -> None:
    before = procedure("9.000002")
    made = settle_review(item_id=first_item(), value=THREE_DAYS, actor=OWNER, now=NOW, note="theo bước 2")
    now = procedure("9.000002")
    assert (now.revision_id, now.revision_number, now.needs_review) == (made, 2, False)
    assert now.duration_for(1) == now.duration_for(2) == Duration(3, "working_day")
    assert revision(before.revision_id).duration_for(1) is None
    assert reviews_of("9.000002") == ()  # the same doubt about the other channel is settled too
    assert [(line.field, line.after) for line in revision_diff("9.000002", 1, 2)] == [
        ("Giá trị đã xác nhận", "Mọi hình thức: 3 ngày làm việc")
    ]


def test_a_value_for_one_channel_leaves_the_others_open() -> None:
    settle_review(item_id=first_item(), value={**THREE_DAYS, "channel": 1, "fee": 5000}, actor=OWNER, now=NOW)
    found = procedure("9.000002")
    assert (found.duration_for(1), found.duration_for(2)) == (Duration(3, "working_day"), None)
    assert (found.fee_for(1), found.fee_for(2)) == (5000, 0)
    assert len(reviews_of("9.000002")) == 1
    assert found.needs_review


def test_confirming_again_replaces_the_value() -> None:
    first, second = (item.id for item in reviews_of("9.000002"))
    settle_review(item_id=first, value={**THREE_DAYS, "channel": 1}, actor=OWNER, now=NOW)
    four = {"duration": {"value": "4", "unit": "day"}, "channel": 1}
    settle_review(item_id=second, value=four, actor=OWNER, now=NOW)
    found = procedure("9.000002")
    assert found.duration_for(1) == Duration(4, "day")
    assert len(found.confirmed) == 1


def test_confirmed_values_outlive_an_import_that_does_not_touch_them(take_over: Import) -> None:
    settle_review(item_id=first_item(), value=THREE_DAYS, actor=OWNER, now=NOW)
    take_over({**BIRDS, "so_quyet_dinh": "99/QĐ-BTP"})
    assert procedure("9.000002").duration_for(1) == Duration(3, "working_day")
    assert reviews_of("9.000002") == ()


def test_confirmed_values_end_when_the_published_times_change(take_over: Import) -> None:
    settle_review(item_id=first_item(), value=THREE_DAYS, actor=OWNER, now=NOW)
    take_over({**BIRDS, "cach_thuc_thuc_hien": channels("Trực tiếp1Miễn phí")})
    assert procedure("9.000002").duration_for(1) is None
    assert len(reviews_of("9.000002")) == 1


def test_a_dismissed_doubt_stays_dismissed(take_over: Import) -> None:
    dismiss_review(item_id=first_item(), actor=OWNER, now=NOW, note="không cần")
    take_over({**BIRDS, "so_quyet_dinh": "99/QĐ-BTP"})
    assert [item.field for item in reviews_of("9.000002")] == ["channels[1].duration"]


def test_deciding_twice_is_a_conflict() -> None:
    item = first_item()
    dismiss_review(item_id=item, actor=OWNER, now=NOW)
    for again in (
        lambda: dismiss_review(item_id=item, actor=OWNER, now=NOW),
        lambda: settle_review(item_id=item, value=THREE_DAYS, actor=OWNER, now=NOW),
    ):
        with pytest.raises(Conflict):
            again()


@pytest.mark.parametrize(
    "value",
    [
        {},
        {"duration": {"value": "0", "unit": "working_day"}},
        {"duration": {"value": "3"}},
        {"duration": {"value": "0.5", "unit": "day"}},
        {"duration": {"value": "NaN", "unit": "working_day"}},
        {"fee": -1},
        {"fee": "free"},
        {"fee": True},
        {**THREE_DAYS, "channel": 9},
    ],
)
def test_values_that_make_no_sense_are_refused(value: dict[str, object]) -> None:
    with pytest.raises(Invalid):
        settle_review(item_id=first_item(), value=value, actor=OWNER, now=NOW)
    assert len(revisions("9.000002")) == 1


def test_only_keepers_settle() -> None:
    for actor in (None, seated("leader")):
        with pytest.raises(NotAllowed):
            settle_review(item_id=first_item(), value=THREE_DAYS, actor=actor, now=NOW)
        with pytest.raises(NotAllowed):
            dismiss_review(item_id=first_item(), actor=actor, now=NOW)
    with pytest.raises(NotFound):
        dismiss_review(item_id=uuid.uuid4(), actor=SYSTEM, now=NOW)


def test_settling_leaves_evidence_and_tells_others() -> None:
    made = settle_review(item_id=first_item(), value=THREE_DAYS, actor=OWNER, now=NOW)
    found = procedure("9.000002")
    (entry,) = history("procedure", found.id)
    assert (entry.action, entry.actor_id) == ("procedure.confirm", OWNER.id)
    event = OutboxEvent.objects.get(name="procedure.revised.v1")
    assert event.payload == {"procedure_id": str(found.id), "revision_id": str(made)}


def test_the_queue_can_be_narrowed_and_paged(take_over: Import) -> None:
    take_over(
        procedure_record(5, "Nuôi ong", cach_thuc_thuc_hien=channels("Trực tiếp0 Ngày làm việcMiễn phí"))
    )
    assert review_counts() == {"bare_duration": 2, "duration_zero": 1}
    assert [item.code for item in review_queue(q="nuoi chim").items] == ["9.000002", "9.000002"]
    assert [item.code for item in review_queue(q="9.000005").items] == ["9.000005"]
    assert [item.label for item in review_queue(reason="duration_zero").items] == ["Thời gian bằng 0"]
    first = review_queue(size=2)
    rest = review_queue(size=2, cursor=first.next)
    assert len({item.id for item in (*first.items, *rest.items)}) == 3
    assert rest.next == ""
