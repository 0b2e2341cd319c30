from typing import Any
from uuid import UUID

from motcua.deadlines.door import Duration
from motcua.procedures.catalogue import as_json, parse_record
from motcua.procedures.packs import read_pack, standard_workflow
from motcua.procedures.revision_view import view_of
from motcua.procedures.types import Channel, ProcedureView
from tests.unit.procedures.catalogue.made import channels, record

ID = UUID(int=7)


def view(*rows: str, confirmed: list[dict[str, Any]] | None = None, **changes: str) -> ProcedureView:
    content = as_json(parse_record(record(cach_thuc_thuc_hien=channels(*rows), **changes)))
    content["confirmed"] = confirmed or []
    return view_of(content, read_pack().files, procedure_id=ID, revision_id=ID, number=1)


def test_certain_times_and_fees_are_given() -> None:
    found = view("Trực tiếp5 Ngày làm việcMiễn phí", "Trực tuyến3 Ngày làm việc50,000 VNĐ")
    assert found.duration_for(Channel.DIRECT) == Duration(5, "working_day")
    assert found.duration_for(Channel.ONLINE) == Duration(3, "working_day")
    assert (found.fee_for(Channel.DIRECT), found.fee_for(Channel.ONLINE)) == (0, 50_000)


def test_what_is_doubtful_or_not_offered_is_not_known() -> None:
    found = view("Trực tiếp1Miễn phí(Theo quy định của Hội đồng nhân dân cấp tỉnh)")
    assert found.duration_for(Channel.DIRECT) is None
    assert found.fee_for(Channel.DIRECT) is None
    assert found.duration_for(Channel.POST) is None
    assert found.channels[0].doubts == ("bare_duration", "fee_set_by_council")


def test_different_rows_of_one_channel_are_unclear_and_equal_ones_are_not() -> None:
    differing = view("Trực tiếp5 Ngày làm việcMiễn phí", "Trực tiếp7 Ngày làm việcMiễn phí")
    assert differing.duration_for(Channel.DIRECT) is None
    assert differing.fee_for(Channel.DIRECT) == 0
    equal = view("Trực tiếp5 Ngày làm việcMiễn phí", "Trực tiếp5 Ngày làm việcMiễn phí")
    assert equal.duration_for(Channel.DIRECT) == Duration(5, "working_day")


def test_the_most_particular_confirmed_value_wins() -> None:
    confirmed = [
        {"channel": 0, "case": "", "duration": {"value": "3", "unit": "working_day"}},
        {"channel": 2, "case": "", "duration": {"value": "2", "unit": "working_day"}},
        {"channel": 2, "case": "c1", "duration": {"value": "1", "unit": "working_day"}},
        {"channel": 0, "case": "", "fee": 8000},
    ]
    found = view("Trực tiếp1Miễn phí", confirmed=confirmed)
    durations = [found.duration_for(1), found.duration_for(2), found.duration_for(2, "c1")]
    assert durations == [Duration(n, "working_day") for n in (3, 2, 1)]
    assert found.fee_for(3) == 8000


def test_the_form_and_the_workflow_are_those_of_the_pack() -> None:
    found = view("Trực tiếp5 Ngày làm việcMiễn phí")
    assert found.workflow == standard_workflow()
    assert found.form_in("en-GB").page("owner") is not None
    assert found.form_in("vi") is found.form
