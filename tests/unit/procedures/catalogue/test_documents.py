"""Papers tables: glued counts (T9), template files (T11), labels, remarks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.catalogue import ParsedProcedure, RequiredDocument, parse_record
from motcua.procedures.catalogue.documents import split_groups
from motcua.procedures.catalogue.forms import split_form
from tests.unit.procedures.catalogue.made import PAPERS_HEADER, papers, record


def parse(text: str) -> ParsedProcedure:
    return parse_record(record(thanh_phan_ho_so=text))


def only(text: str) -> tuple[RequiredDocument, set[str]]:
    parsed = parse(text)
    [document] = parsed.document_groups[0].documents
    return document, {review.reason for review in parsed.needs_review}


@pytest.mark.parametrize(
    ("row", "name", "originals", "copies", "doubts"),
    [
        ("Đơn1 bản chính", "Đơn", 1, None, set()),
        ("Sổ0 bản chính,1 bản sao", "Sổ", 0, 1, set()),
        (
            "Đơn theo Nghị định ngày 01/01/20261 bản chính",
            "Đơn theo Nghị định ngày 01/01/2026",
            1,
            None,
            set(),
        ),
        ("Đơn theo Mẫu số 181 bản chính,1 bản sao", "Đơn theo Mẫu số 18", 1, 1, {"count_suspicious"}),
        ("Đơn theo Mẫu số 011 bản chính", "Đơn theo Mẫu số 011", None, None, {"count_suspicious"}),
        ("Đơn theo Mẫu 21 bản chính", "Đơn theo Mẫu 21", None, None, {"count_suspicious"}),
        ("Tờ khai: nộp 02 bản chính;1 bản chính", "Tờ khai: nộp 02 bản chính;", 1, None, set()),
        ("Tờ khai: 01 bản chính1 bản chính", "Tờ khai: 01 bản chính", 1, None, set()),
        (
            "Tờ khai (01 bản chính) của tàu0 bản chính,3 bản sao",
            "Tờ khai (01 bản chính) của tàu",
            0,
            3,
            set(),
        ),
        ("Hộ chiếu0 bản chính", "Hộ chiếu", 0, None, {"count_zero"}),
        ("Đơn1 bản chính,99 bản sao", "Đơn", 1, 99, {"count_suspicious"}),
    ],
)
def test_counts(row: str, name: str, originals: int | None, copies: int | None, doubts: set[str]) -> None:
    document, found = only(papers(row))
    assert (document.name, document.originals, document.copies) == (name, originals, copies)
    assert found == doubts
    assert document.raw == row


@pytest.mark.parametrize(
    "row",
    ["Lưu ý: giấy tờ nước ngoài phải dịch1 bản chính", "Trường hợp đã có dữ liệu thì không nộp0 bản chính"],
)
def test_a_remark_is_no_paper(row: str) -> None:
    document, doubts = only(papers(row))
    assert not document.is_paper
    assert doubts == {"row_not_a_paper"}


def test_a_heading_with_a_count_stays_a_paper_but_is_marked() -> None:
    document, doubts = only(papers("Một trong các giấy tờ sau:1 bản chính"))
    assert document.is_paper
    assert doubts == {"row_not_a_paper"}


@pytest.mark.parametrize(
    ("text", "name", "form"),
    [
        ("Đơn đề nghịMau Don.docx", "Đơn đề nghị", "Mau Don.docx"),
        ("Đơn theo Nghị định 1/2020/NĐ-CPMẫu số 09.doc", "Đơn theo Nghị định 1/2020/NĐ-CP", "Mẫu số 09.doc"),
        ("Đơn (nếu có);Mẫu 1.docxMẫu 2.docx", "Đơn (nếu có);", "Mẫu 1.docx; Mẫu 2.docx"),
        ("Đơn;1.xinthadieu (2).doc", "Đơn;", "1.xinthadieu (2).doc"),
        ("Đơn đề nghị (bản chính)~$ụ lục 12.10.docx", "Đơn đề nghị (bản chính)", "~$ụ lục 12.10.docx"),
        ("Đơn không có tệp", "Đơn không có tệp", ""),
    ],
)
def test_a_file_name_is_cut_off(text: str, name: str, form: str) -> None:
    assert split_form(text) == (name, form, True)


@pytest.mark.parametrize("text", ["Đơn theo mẫuvăn bản xin.docx", "Sổ;theo dõi,ghi tên và Phieu ghi.docx"])
def test_a_seam_that_nobody_can_see_is_marked(text: str) -> None:
    document, doubts = only(papers(f"{text}1 bản chính"))
    assert (document.name, document.form) == (text, "")
    assert doubts == {"form_boundary_unclear"}


def test_labels_name_the_groups() -> None:
    text = (
        papers("A1 bản chính") + papers("B0 bản chính,1 bản sao", label="* Giấy tờ phải xuất trình:") + "----"
    )
    parsed = parse(text)
    assert [(g.label, len(g.documents)) for g in parsed.document_groups] == [
        ("", 1),
        ("* Giấy tờ phải xuất trình:", 1),
        ("", 0),
        ("", 0),
    ]
    assert not parsed.needs_review
    assert "".join(group.raw for group in parsed.document_groups) == text


@pytest.mark.parametrize(
    ("text", "reason"),
    [("", "documents_missing"), ("--", "documents_missing"), ("Xem Bước 2.", "documents_unreadable")],
)
def test_no_table(text: str, reason: str) -> None:
    parsed = parse(text)
    assert [review.reason for review in parsed.needs_review] == [reason]
    assert "".join(group.raw for group in parsed.document_groups) == text


def test_text_after_the_last_count_is_kept_as_a_label() -> None:
    parsed = parse(papers("A1 bản chính") + "Ngoài ra xem thêm")
    assert parsed.document_groups[1].label == "Ngoài ra xem thêm"
    assert [review.reason for review in parsed.needs_review] == ["group_label_unclear"]


@given(
    st.lists(
        st.sampled_from(
            ["--", PAPERS_HEADER, "Đơn", "1 bản chính", "02 bản chính", ",1 bản sao", "-", ";", "\n"]
        )
    )
)
def test_nothing_is_dropped(parts: list[str]) -> None:
    text = "".join(parts)
    assert "".join(group.raw for group in split_groups(text)) == text
