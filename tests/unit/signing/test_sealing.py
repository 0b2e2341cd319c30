import io
import uuid
from datetime import timedelta

import pytest
from pyhanko.pdf_utils.reader import PdfFileReader

from motcua.signing.door import Box, SigningRefused, UnknownKey, assign_key, key_of, seal_pdf, verify_pdf
from tests.unit.signing.made import AGENCY, NOW


def test_signing_only_appends(paper, signed, archived, released):
    assert signed.startswith(paper) and archived.startswith(paper)
    assert released.startswith(archived)


def test_archived_file_carries_chain_and_revocation_list(signed, archived):
    assert "/DSS" not in PdfFileReader(io.BytesIO(signed)).root
    store = PdfFileReader(io.BytesIO(archived)).root["/DSS"]
    assert len(store["/CRLs"]) == 1 and len(store["/Certs"]) >= 2
    stamps = PdfFileReader(io.BytesIO(archived)).embedded_timestamp_signatures
    assert [stamp.field_name for stamp in stamps] == ["leader-archive"]


def test_two_shown_signatures_stand_side_by_side(paper, sign):
    twice = sign(sign(paper, visible=True), key="file:agency", field="agency", visible=True)
    first, second = (
        [float(corner) for corner in signature.sig_field["/Rect"]]
        for signature in PdfFileReader(io.BytesIO(twice)).embedded_regular_signatures
    )
    assert 0 < second[0] < second[2] <= first[0] < first[2] <= 595
    assert 785 < first[1] < first[3] <= 842  # inside the top margin of 20 mm


def test_signature_is_shown_in_the_given_box_with_its_font_inside(paper, sign):
    shown = sign(paper, visible=Box(page=0, left=300, bottom=100, right=460, top=150), level="B-T")
    (signature,) = PdfFileReader(io.BytesIO(shown)).embedded_regular_signatures
    assert [float(corner) for corner in signature.sig_field["/Rect"]] == [300, 100, 460, 150]
    drawing = signature.sig_field["/AP"]["/N"]["/Resources"]["/XObject"]["/Drawing"]
    fonts = drawing["/Resources"]["/Font"]
    assert fonts
    for name in fonts:
        assert fonts[name]["/DescendantFonts"][0].get_object()["/FontDescriptor"].raw_get("/FontFile3")


def test_holder_signs_with_the_assigned_key(paper, config):
    holder = uuid.uuid4()
    with pytest.raises(UnknownKey):
        seal_pdf(pdf=paper, holder_id=holder, reason="Phát hành", now=NOW, config=config)
    assign_key(holder_id=holder, key="file:agency", config=config)
    assert key_of(holder, config) == "file:agency"
    once = seal_pdf(pdf=paper, holder_id=holder, reason="Phát hành", now=NOW, config=config)
    twice = seal_pdf(pdf=once, holder_id=holder, reason="Phát hành", now=NOW, config=config)
    found = verify_pdf(twice, config=config)
    assert found.verdict == "valid"
    assert [one.signer for one in found.signatures] == [AGENCY, AGENCY]
    with pytest.raises(UnknownKey):
        assign_key(holder_id=holder, key="file:nobody", config=config)


def test_field_is_used_once(signed, sign):
    with pytest.raises(SigningRefused):
        sign(signed)
    with pytest.raises(ValueError, match="field name"):
        sign(signed, field="leader.x")


@pytest.mark.parametrize("level", ["B-T", "B-LTA"])
def test_expired_certificate_does_not_sign(paper, sign, level):
    with pytest.raises(SigningRefused):
        sign(paper, now=NOW + timedelta(days=4 * 365), level=level)


@pytest.mark.parametrize("broken", [b"", b"%PDF-1.7\nnothing", b"\x00" * 100])
def test_what_is_no_pdf_is_refused(broken, sign, config):
    with pytest.raises(SigningRefused):
        sign(broken)
    holder = uuid.uuid4()
    assign_key(holder_id=holder, key="file:agency", config=config)
    with pytest.raises(SigningRefused):
        seal_pdf(pdf=broken, holder_id=holder, reason="", now=NOW, config=config)
