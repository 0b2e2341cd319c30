import io
from dataclasses import replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from motcua.papers.door import PaperFailed, typeset, typeset_for_signing, typeset_paper

ISSUED_AT = datetime(2026, 2, 5, 1, 3, tzinfo=UTC)


def _pages(pdf):
    return PdfFileReader(io.BytesIO(pdf)).root["/Pages"]["/Kids"]


def test_paper_claims_pdf_a_2a_and_is_tagged(receipt):
    root = PdfFileReader(io.BytesIO(typeset_paper(receipt))).root
    metadata = root["/Metadata"].data.decode()
    assert "<pdfaid:part>2</pdfaid:part>" in metadata
    assert "<pdfaid:conformance>A</pdfaid:conformance>" in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert "/StructTreeRoot" in root and root["/Lang"] == "vi"


def test_page_is_a4_and_fonts_are_embedded(result):
    page = _pages(typeset_paper(result))[0]
    assert [round(float(side)) for side in page["/MediaBox"]] == [0, 0, 595, 842]
    fonts = page["/Resources"]["/Font"]
    assert fonts
    for name in fonts:
        font = fonts[name]["/DescendantFonts"][0]
        assert "LiberationSerif" in font["/BaseFont"]
        assert "/FontFile2" in font["/FontDescriptor"]


def test_same_data_and_time_give_the_same_bytes(receipt):
    assert typeset_paper(receipt, issued_at=ISSUED_AT) == typeset_paper(receipt, issued_at=ISSUED_AT)
    there = ISSUED_AT.astimezone(ZoneInfo("Asia/Ho_Chi_Minh")).replace(microsecond=123456)
    assert typeset_paper(receipt, issued_at=there) == typeset_paper(receipt, issued_at=ISSUED_AT)
    assert typeset_paper(receipt, issued_at=ISSUED_AT) != typeset_paper(
        replace(receipt, secret="9Z9Z"), issued_at=ISSUED_AT
    )


@pytest.mark.parametrize(
    "hostile",
    [
        '#read("official.typ") $x^2$ *b* @ref <l> \\ "',
        "= H\n- a\n+ b\n/ t: d",
        "W" * 500,
        "\u202e😀\x00\ue000",
        "]})#",
    ],
)
def test_hostile_data_still_make_a_valid_paper(receipt, result, hostile):
    for paper in (
        replace(receipt, applicant=hostile, email=hostile, officer=hostile[:60]),
        replace(result, subject=hostile, paragraphs=(hostile,), recipients=(hostile,)),
    ):
        assert typeset_paper(paper).startswith(b"%PDF-1.7")


def test_slots_lie_on_the_page_between_position_and_name(receipt, result):
    slots = typeset_for_signing(receipt).slots
    assert slots["applicant"].right <= slots["officer"].left
    leader = typeset_for_signing(result).slots["leader"]
    assert leader.page == 0 and 85 < leader.left < leader.right <= 595 - 42
    many = replace(result, paragraphs=("Nội dung dài. " * 60,) * 8)
    assert typeset_for_signing(many).slots["leader"].page == len(_pages(typeset_paper(many))) - 1


def test_mapping_may_leave_out_what_has_a_default():
    heading = {"agency": "UBND", "place": "Bến Ngự", "issued_on": date(2026, 2, 5)}
    signatory = {"position": "Chủ tịch", "name": "Hoàng Minh Tuấn"}
    pdf = typeset(template="result", data={"heading": heading, "title": "Thông báo", "signatory": signatory})
    assert pdf.startswith(b"%PDF-1.7")
    with pytest.raises(PaperFailed):
        typeset(template="result", data={"heading": heading, "title": "Thông báo"})


def test_own_template_gets_the_data():
    source = (
        '#set document(title: "t")\n#let data = json(bytes(sys.inputs.data))\n#data.name (#data.language)'
    )
    short = typeset(template=source, data={"name": "A"}, issued_at=ISSUED_AT)
    assert short != typeset(template=source, data={"name": '#lower("A")'}, issued_at=ISSUED_AT)


@pytest.mark.parametrize(
    "template",
    [
        '#import "@preview/tablex:0.0.9": *',
        '#import "@" + "preview/tablex:0.0.9"',
        '#include "/../shapes.py"',
        '#eval("1")',
        "#data.missing",
        "no_such_template",
    ],
)
def test_template_that_reaches_out_or_does_not_fit_is_refused(template):
    with pytest.raises(PaperFailed):
        typeset(template=template, data={})
