"""Traps T1 to T7 of the channel table, each in one invented row."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.catalogue import Duration, ParsedProcedure, parse_record
from motcua.procedures.catalogue.channels import split_rows
from tests.unit.procedures.catalogue.made import channels, record


def parse(*rows: str, steps: str = "") -> ParsedProcedure:
    return parse_record(record(cach_thuc_thuc_hien=channels(*rows), trinh_tu_thuc_hien=steps))


def reasons(parsed: ParsedProcedure) -> set[str]:
    return {review.reason for review in parsed.needs_review}


@pytest.mark.parametrize(
    ("time", "duration"),
    [
        ("5 Ngày làm việc", Duration(5, "working_day")),
        ("20 Ngày", Duration(20, "day")),
        ("8 Giờ", Duration(8, "hour")),
        ("6 Tháng", Duration(6, "month")),
        ("1 Năm", Duration(1, "year")),
    ],
)
def test_a_time_with_a_unit_is_a_duration(time: str, duration: Duration) -> None:
    parsed = parse(f"Trực tuyến{time}Miễn phí")
    assert parsed.channels[0].duration == duration
    assert not parsed.needs_review


@pytest.mark.parametrize(
    ("time", "reason"),
    [
        ("1", "bare_duration"),
        ("15", "bare_duration"),
        ("Không có thông tin", "duration_missing"),
        ("Không quy định", "duration_in_words"),
        ("Không phải trả kết quả cho người nộp", "duration_in_words"),
        ("1.5 Ngày làm việc", "duration_fractional"),
        ("0 Ngày", "duration_zero"),
    ],
)
def test_anything_else_is_left_to_a_person(time: str, reason: str) -> None:
    parsed = parse(f"Trực tiếp{time}Miễn phí")
    assert parsed.channels[0].duration is None
    assert reasons(parsed) == {reason}


def test_a_time_that_only_the_text_gives_is_pointed_out() -> None:
    parsed = parse(
        "Trực tiếp1Miễn phí", steps="Bước 2: Trong thời hạn 03 ngày làm việc, cơ quan cấp giấy phép."
    )
    assert "03 ngày làm việc" in next(r.text for r in parsed.needs_review if r.reason == "duration_in_text")


@pytest.mark.parametrize(
    ("cell", "steps", "is_doubtful"),
    [
        ("20 Ngày", "Trong 20 ngày làm việc", True),
        ("20 Ngày", "Trong 20 (hai mươi) ngày làm việc", True),
        ("5 Ngày", "Trong 05 ngày làm việc", True),
        ("5 Ngày", "Trong 15 ngày làm việc", False),
        ("5 Ngày làm việc", "Trong 05 ngày kể từ khi nhận", True),
        ("5 Ngày làm việc", "Trong 05 ngày làm việc; công bố 5 ngày", False),
        ("5 Ngày làm việc", "Nghị định ngày 5 tháng 5", False),
    ],
)
def test_the_kind_of_day_is_compared_with_the_steps(cell: str, steps: str, is_doubtful: bool) -> None:
    parsed = parse(f"Trực tiếp{cell}Miễn phí", steps=steps)
    assert parsed.channels[0].duration is not None
    assert reasons(parsed) == ({"duration_day_kind_unclear"} if is_doubtful else set())


@pytest.mark.parametrize(
    ("fee", "amount", "reason"),
    [
        ("Miễn phí", 0, None),
        ("Miễn phí(Không có)", 0, None),
        ("Miễn phí(- Không quy định.)", 0, None),
        ("Miễn phí(Theo quy định của Hội đồng nhân dân cấp tỉnh)", None, "fee_set_by_council"),
        ("Miễn phí(Theo quy định của Luật phí và lệ phí và các văn bản khác)", None, "fee_set_by_council"),
        ("Miễn phí(Cấp mới 40.000 đồng/lần)", None, "fee_free_but_amount_named"),
        ("Miễn phí(Thông tư số 9/2099/TT-BTC)", None, "fee_free_with_note"),
        ("8,000 VNĐ", 8000, None),
        ("1,200,000 Việt Nam Đồng(1.200.000 đồng/lần.)", 1_200_000, None),
        ("2,000,000 Đồng(02 triệu đồng/lần cấp)", 2_000_000, None),
        ("20 VNĐ(20.000 vnđ)", None, "fee_in_thousands"),
        ("10 USD(10USD/giấy)", None, "fee_foreign_currency"),
        ("Không có thông tin", None, "fee_missing"),
        ("5,000 VNĐ(nộp trực tuyến thu 7.000 đồng/lần)", None, "fee_note_differs"),
        ("50,000 VNĐ(50.000đ; 25.000đ đến hết ngày 31/12)", None, "fee_varies"),
        ("50,000 VNĐ(mức thu 50.000đ. Miễn lệ phí cho hộ nghèo)", 50_000, "fee_has_exemption"),
        ("2,000 VNĐ(/trang)", None, "fee_per_unit"),
        ("1.000.000 VNĐ", None, "fee_unreadable"),
    ],
)
def test_fee(fee: str, amount: int | None, reason: str | None) -> None:
    parsed = parse(f"Trực tiếp5 Ngày{fee}")
    row = parsed.channels[0]
    assert (row.fee.amount if row.fee else None) == amount
    assert reasons(parsed) == ({reason} if reason else set())
    assert row.fee is None or row.fee.text == fee


@pytest.mark.parametrize("glued", ["1200 VNĐ", "120,000 VNĐ", "120 VNĐ(20.000 vnđ /tờ khai)"])
def test_an_amount_glued_to_a_bare_time_gives_neither(glued: str) -> None:
    parsed = parse(f"Trực tuyến{glued}")
    row = parsed.channels[0]
    assert row.duration is None
    assert row.fee is not None
    assert row.fee.amount is None
    assert reasons(parsed) == {"bare_duration", "fee_glued"}


def test_a_note_holds_brackets_and_a_description_follows() -> None:
    parsed = parse("Trực tiếp5 Ngày8,000 VNĐ((tờ (hai mặt)) 8.000 đồng)Nộp tại Bộ phận Một cửa.")
    row = parsed.channels[0]
    assert row.fee is not None
    assert row.fee.text == "8,000 VNĐ((tờ (hai mặt)) 8.000 đồng)"
    assert row.note == "Nộp tại Bộ phận Một cửa."


def test_a_list_mark_is_no_fee_note() -> None:
    parsed = parse("Trực tiếp5 NgàyMiễn phí(1) Trường hợp cấp mới: 5 ngày.")
    assert parsed.channels[0].note.startswith("(1) Trường hợp")
    assert not parsed.needs_review


def test_a_note_that_is_never_closed_leaves_no_amount() -> None:
    parsed = parse("Trực tiếp5 Ngày8,000 VNĐ(đồng (một lần)Nộp tại chỗ", "Trực tuyến5 Ngày8,000 VNĐ")
    assert [row.fee and row.fee.amount for row in parsed.channels] == [None, 8000]
    assert reasons(parsed) == {"fee_note_unbalanced"}
    assert "Nộp tại chỗ" in parsed.channels[0].note


def test_channel_words_inside_a_description_start_no_row() -> None:
    parsed = parse(
        "Trực tuyến3 GiờMiễn phíTrực tuyến: qua cổng; hoặc Trực tiếp tại 2 Giờ vàng", "Trực tiếp4 GiờMiễn phí"
    )
    assert [row.channel for row in parsed.channels] == ["online", "counter"]
    assert parsed.channels[0].note.endswith("2 Giờ vàng")


def test_several_rows_and_differing_channels_are_marked() -> None:
    parsed = parse("Trực tiếp2 NgàyMiễn phí", "Trực tiếp4 NgàyMiễn phí", "Dịch vụ bưu chính2 NgàyMiễn phí")
    assert reasons(parsed) == {"several_rows_per_channel", "duration_differs_by_channel"}


def test_a_table_without_rows_is_kept_as_a_doubt() -> None:
    parsed = parse("Nộp ở đâu cũng được")
    assert parsed.channels == ()
    assert [(r.reason, r.text) for r in parsed.needs_review] == [
        ("channels_unreadable", "Nộp ở đâu cũng được")
    ]
    assert reasons(parse()) == {"channels_missing"}


@given(
    st.lists(
        st.sampled_from(
            ["Trực tiếp", "Trực tuyến", "5 Ngày", "Miễn phí", "(a", ")", "1", "200 VNĐ", " ", "x"]
        )
    )
)
def test_nothing_is_dropped(parts: list[str]) -> None:
    text = "".join(parts)
    before, rows = split_rows(text)
    assert before + "".join(row.raw for row in rows) == text
    for row in rows:
        assert row.channel + row.time + row.fee + row.fee_note + row.description == row.raw
