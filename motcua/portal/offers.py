"""How long a procedure takes and what it costs, channel by channel, and honestly where nobody knows."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from motcua.deadlines.door import say_duration
from motcua.kernel.money import say_dong
from motcua.procedures.door import CaseView, Channel, ChannelRow, ProcedureView


@dataclass(frozen=True, slots=True)
class Said:
    """A figure in words, `sure` when it was published without a doubt or confirmed by a person."""

    text: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Offer:
    """What one channel offers in one case. `published` is the original text, given where there is a doubt."""

    channel: int
    label: str
    case: str
    time: Said
    fee: Said
    published: tuple[str, ...] = ()


def offers_of(procedure: ProcedureView) -> tuple[Offer, ...]:
    """One offer for each channel, online first; one for each case where the cases differ."""
    order = (Channel.ONLINE, Channel.DIRECT, Channel.POST)
    offered = [channel for channel in order if any(row.channel == channel for row in procedure.channels)]
    return tuple(offer for channel in offered for offer in _of_channel(procedure, channel))


def channel_name(channel: int) -> str:
    """A way to file, in words."""
    return {1: _("Trực tiếp tại quầy"), 2: _("Trực tuyến"), 3: _("Bưu chính công ích")}[channel]


def level_names(levels: tuple[str, ...]) -> list[str]:
    """The levels at which a procedure is done, in words."""
    known = {"ministry": _("Cấp Bộ"), "province": _("Cấp tỉnh"), "commune": _("Cấp xã")}
    return [known.get(level, _("Cơ quan khác")) for level in levels]


def _of_channel(procedure: ProcedureView, channel: Channel) -> list[Offer]:
    by_case = [_offer(procedure, channel, case) for case in procedure.cases]
    first = by_case[0]
    if all((one.time, one.fee) == (first.time, first.fee) for one in by_case):
        return [_without_case(first)]
    return by_case


def _offer(procedure: ProcedureView, channel: Channel, case: CaseView) -> Offer:
    rows = [row for row in procedure.channels if row.channel == channel]
    time, fee = _time(procedure, channel, case, rows), _fee(procedure, channel, case, rows)
    doubtful = not (time.sure and fee.sure)
    published = tuple(row.raw for row in rows) if doubtful else ()
    return Offer(channel, channel_name(channel), case.label, time, fee, published)


def _without_case(offer: Offer) -> Offer:
    return Offer(offer.channel, offer.label, "", offer.time, offer.fee, offer.published)


def _time(procedure: ProcedureView, channel: Channel, case: CaseView, rows: list[ChannelRow]) -> Said:
    found = procedure.duration_for(channel, case.key)
    if found is not None:
        return Said(say_duration(found))
    if any("duration" in doubt for row in rows for doubt in row.doubts):
        return Said(_("Thời hạn chưa được xác nhận"), sure=False)
    if any(row.duration for row in rows):
        return Said(_("Khác nhau theo trường hợp"), sure=False)
    return Said(_("Chưa công bố thời hạn"), sure=False)


def _fee(procedure: ProcedureView, channel: Channel, case: CaseView, rows: list[ChannelRow]) -> Said:
    found = procedure.fee_for(channel, case.key)
    if found is not None:
        return Said(say_dong(found) if found else _("Không mất phí"))
    if any(row.fee is not None for row in rows):
        return Said(_("Khác nhau theo trường hợp"), sure=False)
    if any(row.fee_text for row in rows):
        return Said(_("Mức phí chưa được xác nhận"), sure=False)
    return Said(_("Chưa công bố mức phí"), sure=False)
