"""The file behind the print button, as poppler and pypdf see it."""

import io
import shutil
import subprocess
from datetime import date

import pytest
from pypdf import PdfReader

from motcua.papers.door import bind, typeset_for_signing, typeset_paper
from motcua.papers.samples import sample
from motcua.signing.door import Box, sign_pdf
from tests.contracts.papers.pdfa import complaints
from tests.unit.signing.made import NOW, new_authority


@pytest.fixture(scope="module")
def sealed(tmp_path_factory) -> bytes:
    sheet = typeset_for_signing(sample("receipt"))
    place = sheet.slots["officer"]
    return sign_pdf(
        pdf=sheet.pdf,
        key="file:leader",
        reason="Tiếp nhận",
        location="Bến Ngự",
        signer_name="Hoàng Minh Tuấn",
        field="officer",
        visible=Box(place.page, place.left, place.bottom, place.right, place.top),
        level="B-T",
        now=NOW,
        config=new_authority(tmp_path_factory.mktemp("keys")),
    )


@pytest.fixture(scope="module")
def bound(sealed) -> bytes:
    slip = typeset_paper(sample("apology"), received_on=date(2024, 1, 1))
    book = typeset_paper(sample("register"))
    return bind([("Giấy tiếp nhận", sealed), ("Xin lỗi", slip), ("Sổ", book)], title="Hồ sơ <1> & khác")


def test_papers_stand_one_after_another_each_on_its_own_sheet(bound):
    reader = PdfReader(io.BytesIO(bound))
    sizes = [(round(page.mediabox.width), round(page.mediabox.height)) for page in reader.pages]
    assert sizes == [(595, 842), (420, 595), (842, 595)]
    assert [(item.title, reader.get_destination_page_number(item)) for item in reader.outline] == [
        ("Giấy tiếp nhận", 0),
        ("Xin lỗi", 1),
        ("Sổ", 2),
    ]


def test_the_copy_is_pdf_a_of_level_b_under_its_title(bound):
    assert complaints(bound) == []
    metadata = PdfReader(io.BytesIO(bound)).xmp_metadata
    assert metadata.dc_title == {"x-default": "Hồ sơ <1> & khác"}


@pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")
def test_a_signature_is_seen_where_it_was_but_no_longer_claims_to_be_one(bound, sealed, tmp_path):
    assert "/AcroForm" in PdfReader(io.BytesIO(sealed)).root_object
    assert "/AcroForm" not in PdfReader(io.BytesIO(bound)).root_object
    assert _place_of("Ký", bound, tmp_path) == _place_of("Ký", sealed, tmp_path)


def _place_of(word, pdf, tmp_path):
    """The boxes of the word on page 1, upright and in place, to the point."""
    file = tmp_path / "paper.pdf"
    file.write_bytes(pdf)
    command = ["pdftotext", "-bbox", "-l", "1", file, "-"]
    lines = subprocess.run(command, capture_output=True, check=True).stdout.decode().splitlines()
    found = [line.split(">")[0].split('"')[1::2] for line in lines if f">{word}<" in line]
    assert found
    return [[round(float(side)) for side in box] for box in found]


def test_there_must_be_something_to_bind():
    with pytest.raises(ValueError, match="nothing"):
        bind([], title="x")
