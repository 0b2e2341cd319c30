"""The flattened table of ways to file: `<channel><time><fee>[(<fee note>)][<description>]`, nothing between cells."""

import re
from dataclasses import dataclass

from motcua.procedures.catalogue.brackets import leading_brackets
from motcua.procedures.catalogue.durations import comparable, read_duration
from motcua.procedures.catalogue.fees import read_fee
from motcua.procedures.catalogue.text import clean
from motcua.procedures.catalogue.types import ChannelName, ChannelRow, Review

HEADER = "Hình thức nộpThời gianPhí, lệ phíMô tả"

_CHANNELS: dict[str, ChannelName] = {
    "Trực tuyến": "online",
    "Trực tiếp": "counter",
    "Dịch vụ bưu chính": "post",
}
_CHANNEL_WORD = "|".join(_CHANNELS)
# A row begins where a channel word, a time and a fee follow one another; the words alone also occur in descriptions.
# Longest unit first; digits without a unit run into the amount (T2); a time in words ends at a fee in words.
_ROW = re.compile(
    rf"(?P<channel>{_CHANNEL_WORD})"
    r"(?:"
    r"(?P<time>\d+(?:[.,]\d+)? (?:Ngày làm việc|Ngày|Giờ|Tháng|Năm)|Không có thông tin|Không quy định|)"
    r"(?P<fee>Miễn phí|Không có thông tin|\d[\d.,]* (?:VNĐ|Việt Nam Đồng|Đồng|USD))"
    r"|(?P<bare_time>\d+(?:[.,]\d+)?)(?P<bare_fee>Miễn phí|Không có thông tin)"
    rf"|(?P<time_words>(?=[A-ZĐ])(?:(?!{_CHANNEL_WORD})[^\d\n]){{1,160}}?)(?P<words_fee>Miễn phí|Không có thông tin)"
    r")"
)


@dataclass(frozen=True, slots=True)
class Cells:
    """One row cut into its cells, all as published."""

    channel: str
    time: str
    fee: str
    fee_note: str
    description: str
    raw: str
    is_note_open: bool = False


def split_rows(text: str) -> tuple[str, list[Cells]]:
    """What stands before the first row, and the rows; their `raw` parts joined give the text back."""
    starts = list(_ROW.finditer(text))
    if not starts:
        return text, []
    ends = [found.start() for found in starts[1:]] + [len(text)]
    rows = [_cut(found, text[found.start() : end]) for found, end in zip(starts, ends, strict=True)]
    return text[: starts[0].start()], rows


def read_channels(published: str, steps: str) -> tuple[tuple[ChannelRow, ...], list[Review]]:
    """The rows, and what is doubtful about them. `steps` is read for times that contradict the table."""
    body = published.removeprefix(HEADER)
    before, cells = split_rows(body)
    reviews = [] if not before.strip() else [Review("channels_unreadable", "channels", before)]
    if not cells and not before.strip():
        reviews.append(Review("channels_missing", "channels", published))
    rows, around = [], comparable(steps)
    for index, row in enumerate(cells):
        duration, time_doubts = read_duration(row.time, f"{around}\n{comparable(row.description)}")
        fee, fee_doubts = read_fee(row.time, row.fee, row.fee_note, row.description, is_open=row.is_note_open)
        note = clean(row.fee_note + row.description if row.is_note_open else row.description)
        rows.append(ChannelRow(_CHANNELS[row.channel], duration, fee, note, row.raw))
        reviews += [Review(slug, f"channels[{index}].duration", row.raw) for slug in time_doubts]
        reviews += [Review(slug, f"channels[{index}].fee", row.raw) for slug in fee_doubts]
    return tuple(rows), reviews + _compare_rows(rows)


def _cut(found: re.Match[str], raw: str) -> Cells:
    time = found["time"] or found["bare_time"] or found["time_words"] or ""
    fee = found["fee"] or found["bare_fee"] or found["words_fee"]
    rest = raw[found.end() - found.start() :]
    note, is_open = leading_brackets(rest)
    return Cells(found["channel"], time, fee, note, rest[len(note) :], raw, is_open)


def _compare_rows(rows: list[ChannelRow]) -> list[Review]:
    by_channel: dict[ChannelName, list[ChannelRow]] = {}
    for row in rows:
        by_channel.setdefault(row.channel, []).append(row)
    # Cases, phases, or a check and a decision: only a person can tell which (catalogue section 2.1).
    reviews = [
        Review("several_rows_per_channel", "channels", "\n".join(row.raw for row in same))
        for same in by_channel.values()
        if len(same) > 1
    ]
    times = {frozenset(row.duration for row in same) for same in by_channel.values()}
    if len(times) > 1:
        reviews.append(Review("duration_differs_by_channel", "channels", "\n".join(row.raw for row in rows)))
    return reviews
