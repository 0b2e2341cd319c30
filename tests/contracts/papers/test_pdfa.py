"""Every paper is PDF/A, as it is typeset and after it is sealed; and the check would see when it is not."""

import io
from datetime import date

import pytest
import typst
from pypdf import PdfWriter
from pypdf.generic import (
    ArrayObject,
    DictionaryObject,
    FloatObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from motcua.papers.door import typeset_for_signing, typeset_paper
from motcua.papers.samples import sample
from motcua.papers.shapes import PAPERS
from motcua.signing.door import Box, sign_pdf
from tests.contracts.papers.extremes import stretched
from tests.contracts.papers.pdfa import complaints
from tests.unit.signing.made import NOW, new_authority

OLDER = date(2024, 1, 1)


@pytest.fixture(scope="module")
def config(tmp_path_factory):
    return new_authority(tmp_path_factory.mktemp("keys"))


@pytest.mark.parametrize("day", [OLDER, None], ids=["2018", "2025"])
@pytest.mark.parametrize("kind", PAPERS)
def test_every_template_makes_pdf_a_whatever_is_in_it(kind, day):
    assert complaints(typeset_paper(sample(kind), received_on=day)) == []
    if day is None:
        assert complaints(typeset_paper(stretched(sample(kind)))) == []


@pytest.mark.parametrize("kind", PAPERS)
def test_a_paper_is_still_pdf_a_when_it_is_sealed_where_its_signature_belongs(kind, config):
    sheet = typeset_for_signing(sample(kind), issued_at=NOW)
    slot = sheet.slots.get("leader") or sheet.slots.get("officer")
    sealed = sign_pdf(
        pdf=sheet.pdf,
        key="file:leader",
        reason="Ký duyệt",
        location="Bến Ngự",
        signer_name="Hoàng Minh Tuấn",
        field="leader",
        visible=Box(slot.page, slot.left, slot.bottom, slot.right, slot.top) if slot else True,
        level="B-T",
        now=NOW,
        config=config,
    )
    assert complaints(sealed) == []


def _spoilt(spoil) -> bytes:
    writer = PdfWriter(clone_from=io.BytesIO(typeset_paper(sample("apology"))))
    spoil(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def _fonts(writer):
    return [item for item in writer._objects if isinstance(item, DictionaryObject) and "/FontFile2" in item]


def _add_hidden_square(writer):
    box = ArrayObject([FloatObject(side) for side in (1, 1, 9, 9)])
    square = {
        "/Type": NameObject("/Annot"),
        "/Subtype": NameObject("/Square"),
        "/Rect": box,
        "/F": NumberObject(2),
    }
    square = DictionaryObject({NameObject(key): value for key, value in square.items()})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([square])


def _draw_outside_the_structure(writer):
    contents = writer.pages[0].get_contents()
    contents.set_data(b"0 0 9 9 re f\n" + contents.get_data())
    writer.pages[0].replace_contents(contents)


def _run_a_script(writer):
    action = {
        NameObject("/S"): NameObject("/JavaScript"),
        NameObject("/JS"): TextStringObject("app.alert(1)"),
    }
    writer.root_object[NameObject("/OpenAction")] = DictionaryObject(action)


SPOILT = {
    "6.1.3 encrypted": lambda writer: writer.encrypt("x", algorithm="RC4-128"),
    "6.2.3 no single output intent": lambda writer: writer.root_object.pop("/OutputIntents"),
    "6.5.1 action /JavaScript": _run_a_script,
    "6.5.2 additional actions": lambda writer: writer.root_object.update(
        {NameObject("/AA"): DictionaryObject()}
    ),
    "6.2.11.4": lambda writer: [font.pop("/FontFile2") for font in _fonts(writer)],
    "6.8 embedded files": lambda writer: writer.add_attachment("a.txt", b"x"),
    "6.3.2 annotation with flags 2": _add_hidden_square,
    "6.3.3 /Square": _add_hidden_square,
    "6.6.3 /Title": lambda writer: writer.add_metadata({"/Title": "Khác"}),
    "6.7.3 no structure tree": lambda writer: writer.root_object.pop("/StructTreeRoot"),
    "6.7.3 page 1": _draw_outside_the_structure,
    "6.7.4": lambda writer: writer.root_object.update({NameObject("/Lang"): TextStringObject("")}),
}


@pytest.mark.parametrize("clause", SPOILT)
def test_the_check_sees_what_is_spoilt(clause):
    assert not [found for found in complaints(_spoilt(lambda writer: None)) if found.startswith(clause)]
    assert [found for found in complaints(_spoilt(SPOILT[clause])) if found.startswith(clause)]


def test_the_check_sees_what_follows_the_end_and_what_never_claimed_to_be_pdf_a():
    assert complaints(typeset_paper(sample("apology")) + b"more") == ["6.1.3 something follows the end"]
    plain = complaints(typst.compile(b"a", ignore_system_fonts=True))
    assert "6.6.4 no PDF/A-2 identification" in plain and "6.2.3 no single output intent" in plain
