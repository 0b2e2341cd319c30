"""What the papers of a dossier say, and from which set they come."""

import datetime as dt
import io
from typing import Any
from uuid import UUID

import pytest
from pypdf import PdfReader

from motcua.audit import door as audit
from motcua.dossiers import paper_data, sheet_data
from motcua.dossiers.door import all_papers, control_sheet, hand_over_lists_of_day, register_book
from motcua.dossiers.models import Dossier, Paper, TimelineEntry
from motcua.dossiers.operations import papers
from motcua.dossiers.queries import sheets
from motcua.files import door as files
from motcua.kernel.errors import Invalid, NotAllowed, NotFound
from motcua.papers import door as printed
from motcua.signing.door import verify_pdf
from tests.contracts.papers.pdfa import complaints
from tests.integration.dossiers.province import LIFE, WHO, Province

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def at_work(province: Province) -> UUID:
    answer = province.file("congdan1")
    province.carry(answer.dossier_id, upto="assign")
    return answer.dossier_id


def said(dossier_id: UUID, kind: str) -> Any:
    return paper_data.for_paper(Paper.objects.select_related("dossier").get(dossier=dossier_id, kind=kind))


def test_the_apology_says_why_and_until_when_and_who_signs(province: Province) -> None:
    dossier_id = at_work(province)
    due = Dossier.objects.get(id=dossier_id).due_at
    assert due is not None
    later = (due + dt.timedelta(days=7)).strftime("%d/%m/%Y")
    inputs = {"new_date": later, "reason": "Cần xác minh thực địa"}
    province.act(dossier_id, "reappoint", "lanhdao.y99.10", inputs=inputs)
    letter = said(dossier_id, "apology")
    assert isinstance(letter, printed.Apology)
    assert (letter.reason, letter.promised_at) == ("Cần xác minh thực địa", due)
    assert letter.new_due_at.strftime("%d/%m/%Y") == later
    assert letter.heading.number == f"{letter.dossier_code}/PXL"
    assert letter.signatory.name == province.actor("lanhdao.y99.10").name


def test_the_stop_notice_says_who_when_and_on_what_ground(province: Province) -> None:
    dossier_id = at_work(province)
    province.act(dossier_id, "stop", "lanhdao.y99.10", inputs={"reason": "Có tranh chấp"})
    notice = said(dossier_id, "stop_notice")
    assert isinstance(notice, printed.StopNotice)
    assert (notice.ground, notice.stopped_at, notice.stage) == (
        "Có tranh chấp",
        province.now,
        "Đang thẩm định",
    )
    assert notice.decided_by.endswith(province.actor("lanhdao.y99.10").name)


def test_a_withdrawal_is_confirmed_to_whoever_asked(province: Province) -> None:
    dossier_id = at_work(province)
    province.act(dossier_id, "withdraw", "congdan1", inputs={"reason": "Không còn nhu cầu"})
    slip = said(dossier_id, "withdrawal")
    assert isinstance(slip, printed.WithdrawalConfirmation)
    assert (slip.requested_by, slip.officer) == (province.actor("congdan1").name, "")
    assert slip.withdrawn_at == province.now and slip.reason == "Không còn nhu cầu"


def test_the_notice_of_an_obligation_says_the_sum_in_words_too(province: Province) -> None:
    dossier_id = at_work(province)
    inputs = {"amount": "1.250.000", "reason": "Tiền sử dụng đất"}
    province.act(dossier_id, "ask_obligation", "thuly.y99.10", inputs=inputs)
    notice = said(dossier_id, "obligation_notice")
    assert isinstance(notice, printed.ObligationNotice)
    assert notice.obligations == (printed.Obligation(name="Tiền sử dụng đất", amount=1_250_000),)
    assert notice.in_words == "Một triệu hai trăm năm mươi nghìn đồng"
    assert notice.paused_at == province.now


@pytest.mark.parametrize("kind", ["stop_notice", "withdrawal", "obligation_notice"])
def test_every_letter_is_signed_pdf_a(province: Province, kind: str) -> None:
    dossier_id = at_work(province)
    action, by = {
        "stop_notice": ("stop", "lanhdao.y99.10"),
        "withdrawal": ("withdraw", "congdan1"),
        "obligation_notice": ("ask_obligation", "thuly.y99.10"),
    }[kind]
    more = {"inputs": {"amount": "15.000", "reason": "Lệ phí"}} if kind == "obligation_notice" else {}
    province.act(dossier_id, action, by, **more)
    paper = papers.issue(Paper.objects.get(dossier=dossier_id, kind=kind).id, now=province.now)
    assert paper.blob_id is not None
    pdf = files.read_blob(paper.blob_id)
    assert complaints(pdf) == []
    (signature,) = verify_pdf(pdf).signatures
    expected = province.actor(by).name if kind == "stop_notice" else "UBND phường Một"
    assert signature.signer == expected


def test_a_dossier_received_before_the_new_circular_prints_the_older_papers(province: Province) -> None:
    dossier_id = at_work(province)
    asked: list[dt.date | None] = []

    def remember(paper: printed.Paper, *, received_on: dt.date | None) -> printed.Typeset:
        asked.append(received_on)
        return printed.typeset_for_signing(paper, received_on=received_on)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(papers, "typeset_for_signing", remember)
        papers.issue(Paper.objects.get(dossier=dossier_id, kind="receipt").id, now=province.now)
        old = dt.datetime(2025, 9, 14, 17, 30, tzinfo=dt.UTC)  # already the 15th in Vietnam
        Dossier.objects.filter(id=dossier_id).update(accepted_at=old - dt.timedelta(hours=1))
        papers.issue(Paper.objects.get(dossier=dossier_id, kind="acknowledgement").id, now=province.now)
    assert asked == [province.now.date(), dt.date(2025, 9, 14)]
    dossier = Dossier.objects.get(id=dossier_id)
    dossier.accepted_at = old
    assert paper_data.received_on(dossier) == dt.date(2025, 9, 15)


def test_a_second_request_has_a_number_of_its_own(province: Province) -> None:
    dossier_id = at_work(province)
    for seq in (1, 2):
        Paper(dossier_id=dossier_id, kind="supplement_request", seq=seq, due_since=province.now).save()
    rows = Paper.objects.select_related("dossier").filter(dossier=dossier_id, kind="supplement_request")
    numbers = set()
    for paper in rows:
        paper.data = {"items": ["a"], "reason": "b", "officer": "c"}
        numbers.add(paper_data.for_paper(paper).heading.number)
    assert len(numbers) == 2


def test_all_papers_are_printed_in_one_go(province: Province) -> None:
    dossier_id = at_work(province)
    pdf = all_papers(province.actor("motcua.y99.10"), dossier_id=dossier_id, now=province.now)
    assert [item.title for item in PdfReader(io.BytesIO(pdf)).outline] == [
        "Xác nhận nộp hồ sơ",
        "Giấy tiếp nhận hồ sơ và hẹn trả kết quả",
    ]
    with pytest.raises(NotFound):
        all_papers(province.actor("congdan2"), dossier_id=dossier_id, now=province.now)


def test_the_control_sheet_has_a_row_for_every_hand_over(province: Province) -> None:
    answer = province.file()
    for action in LIFE[:-1]:
        province.act(answer.dossier_id, action, WHO[action])
    dossier = Dossier.objects.select_related("procedure").get(id=answer.dossier_id)
    entries = list(TimelineEntry.objects.filter(dossier=dossier).order_by("seq"))
    assert dossier.competent_agency_id is not None
    asked = [dossier.competent_agency_id] * 2
    sheet = sheet_data.control_sheet(dossier, entries, asked=asked, now=province.now)
    assert sheet.coordinating_agencies == ("UBND phường Một",)
    officer, clerk, leader = (
        province.actor(name).name for name in ("thuly.y99.10", "motcua.y99.10", "lanhdao.y99.10")
    )
    passed = [(row.giver_name, row.receiver_name) for row in sheet.hand_overs]
    assert passed[0] == (clerk, province.actor("truongphong.y99.10").name)
    assert passed[1][1] == officer and (officer in {giver for giver, _receiver in passed})
    assert any(giver == leader for giver, _receiver in passed)
    assert sheet.hand_overs[-1].outcome == "Trước hạn"
    assert {row.outcome for row in sheet.hand_overs[:-1]} == {"Đúng hạn"}
    assert control_sheet(province.actor("motcua.y99.10"), dossier_id=dossier.id, now=province.now)
    with pytest.raises(NotFound):
        control_sheet(province.actor("congdan1"), dossier_id=dossier.id, now=province.now)


def test_the_register_holds_what_the_counter_received_and_printing_it_is_recorded(province: Province) -> None:
    answer = province.file()
    for action in LIFE:
        province.act(answer.dossier_id, action, WHO[action])
    clerk, today = province.actor("motcua.y99.10"), province.now.date()
    books: list[printed.Register] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheets, "typeset_paper", lambda book, **how: books.append(book) or b"")
        register_book(clerk, first=today, last=today, now=province.now)
        register_book(clerk, first=today - DAY, last=today - DAY, now=province.now)
    (row,), none = books[0].rows, books[1].rows
    assert none == ()
    assert (row.sequence, row.dossier_code) == (1, answer.code)
    assert row.sent_at and row.result_at and row.returned_at and row.due_at and row.received_by
    seat = clerk.seats[0]
    printings = [
        entry for entry in audit.history("agency", seat.agency_id) if entry.action == "register.printed"
    ]
    assert [entry.data["rows"] for entry in printings] == [1, 0]
    with pytest.raises(Invalid):
        register_book(clerk, first=today, last=today - DAY, now=province.now)
    with pytest.raises(NotAllowed):
        register_book(province.actor("thuly.y99.10"), first=today, last=today, now=province.now)


def test_the_hand_over_list_names_what_went_and_what_was_in_it(province: Province) -> None:
    clerk, today = province.actor("motcua.y99.10"), province.now.date()
    with pytest.raises(Invalid):
        hand_over_lists_of_day(clerk, day=today, now=province.now)
    answer = province.file()
    province.carry(answer.dossier_id, upto="hand_over")
    lists: list[printed.HandoverList] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sheets, "typeset_paper", lambda sheet, **how: lists.append(sheet) or b"")
        hand_over_lists_of_day(clerk, day=today, now=province.now)
    (sheet,) = lists
    assert [row.dossier_code for row in sheet.rows] == [answer.code]
    assert sheet.giver_name == clerk.name and sheet.rows[0].papers
