import io
import random
import re
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.pdf_utils.writer import copy_into_new_writer

from motcua.kernel.confined import Limits
from motcua.signing.door import SigningRefused, load_key, revoke, verify_pdf
from tests.unit.signing.made import AGENCY, NOW, new_authority

LATER = NOW + timedelta(days=30 * 365)


def test_facts_of_a_signature(signed, config):
    found = verify_pdf(signed, config=config)
    (leader,) = found.signatures
    assert found.verdict == "valid" and found.intact and found.covers_whole_file and not found.problem
    assert (leader.signer, leader.organisation, leader.field) == ("Hoàng Minh Tuấn", AGENCY, "leader")
    assert leader.signed_at == NOW
    assert leader.trusted and leader.intact and not leader.modified_after and not leader.problem


def test_both_signatures_hold_after_the_second(released, config):
    found = verify_pdf(released, config=config)
    assert found.verdict == "valid"
    assert [one.field for one in found.signatures] == ["leader", "agency"]
    assert not any(one.modified_after for one in found.signatures)


@pytest.mark.parametrize("file", ["signed", "archived"])
def test_signature_outlives_its_certificate(file, config, request):
    assert verify_pdf(request.getfixturevalue(file), now=LATER, config=config).verdict == "valid"


@pytest.mark.parametrize("file", ["signed", "released"])
def test_no_flipped_byte_goes_unnoticed(file, config, request):
    pdf = request.getfixturevalue(file)
    spread = range(0, len(pdf), len(pdf) // 60)
    edges = [0, 5, 7, len(pdf) - 1, len(pdf) - 3, len(pdf) - 8]
    gap = re.search(rb"/Contents <[0-9A-F]+?(0{64,})>", pdf)
    assert gap
    for position in [*spread, *edges, gap.start(1) + 20, gap.end(1) - 1]:
        flipped = bytearray(pdf)
        flipped[position] ^= 1
        assert verify_pdf(bytes(flipped), config=config).verdict != "valid", position


def test_bytes_behind_the_last_signature_are_noticed(released, config):
    found = verify_pdf(released + b"% one more line\n", config=config)
    assert found.verdict == "altered" and not found.covers_whole_file


def test_earlier_state_of_the_file_is_judged_by_itself(released, archived, config):
    assert verify_pdf(released[: len(archived)], config=config).verdict == "valid"
    assert verify_pdf(released[: len(archived) + 500], config=config).verdict != "valid"


def test_rewritten_page_is_altered_even_under_a_later_good_signature(signed, sign, config):
    writer = IncrementalPdfFileWriter(io.BytesIO(signed))
    page, _resources = writer.find_page_for_modification(0)
    page.get_object()["/Contents"] = writer.add_object(generic.StreamObject(stream_data=b"0 0 9 9 re f"))
    writer.update_container(page.get_object())
    changed = io.BytesIO()
    writer.write(changed)
    covered = sign(changed.getvalue(), key="file:agency", field="agency")
    found = verify_pdf(covered, config=config)
    leader, agency = found.signatures
    assert found.verdict == "altered" and found.covers_whole_file
    assert leader.modified_after and not agency.modified_after
    assert leader.problem


def test_signer_of_another_authority_is_unknown(released, tmp_path):
    found = verify_pdf(released, config=new_authority(tmp_path))
    assert found.verdict == "unknown_signer" and found.intact
    assert all(one.signed_at is None and one.problem for one in found.signatures)


def test_revoked_key_signs_no_more_but_earlier_signatures_hold(paper, sign, tmp_path):
    config = new_authority(tmp_path)
    before = sign(paper, config=config)
    untimely = sign(paper, config=config, now=NOW + timedelta(days=2), level="B-T")
    revoke(
        certificate=load_key("file:leader", config).certificate, now=NOW + timedelta(days=1), config=config
    )
    for level in ("B-T", "B-LTA"):
        with pytest.raises(SigningRefused):
            sign(paper, config=config, now=NOW + timedelta(days=2), level=level)
    assert verify_pdf(before, config=config).verdict == "valid"
    found = verify_pdf(untimely, config=config)
    assert found.verdict == "unknown_signer" and found.signatures[0].intact
    assert verify_pdf(sign(paper, key="file:agency", config=config), config=config).verdict == "valid"


def test_file_without_signature(paper, config):
    found = verify_pdf(paper, config=config)
    assert found.verdict == "unsigned" and found.signatures == () and not found.intact


def test_encrypted_file_is_unreadable(paper, config):
    writer = copy_into_new_writer(PdfFileReader(io.BytesIO(paper)))
    writer.encrypt("chủ", "khách")
    locked = io.BytesIO()
    writer.write(locked)
    assert verify_pdf(locked.getvalue(), config=config).verdict == "unreadable"


def test_cut_files_are_never_valid(signed, config):
    for length in random.Random(1).sample(range(len(signed)), 25):
        assert verify_pdf(signed[:length], config=config).verdict in ("unreadable", "unsigned", "altered")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=400), st.binary(max_size=200).map(lambda tail: b"%PDF-1.7\n" + tail)))
def test_any_bytes_get_an_answer(config, content):
    assert verify_pdf(content, config=config).verdict in ("unreadable", "unsigned")


def test_deeply_nested_objects_get_an_answer(config):
    nested = (
        b"%PDF-1.7\n1 0 obj\n"
        + b"[" * 100_000
        + b"\nendobj\ntrailer<</Root 1 0 R/Size 2>>\nstartxref\n9\n%%EOF"
    )
    assert verify_pdf(nested, config=config).verdict == "unreadable"


def _file_with(fields: dict[int, bytes], form: bytes = b"<</Fields[3 0 R]>>") -> bytes:
    objects = {1: b"<</Type/Catalog/Pages 2 0 R/AcroForm %b>>" % form, 2: b"<</Kids[]>>"} | fields
    pdf, places = b"%PDF-1.7\n", []
    for number, content in objects.items():
        places.append(len(pdf))
        pdf += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(pdf)
    pdf += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1)
    pdf += b"".join(b"%010d 00000 n \n" % place for place in places)
    return pdf + b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(places) + 1, start)


def test_a_tree_of_fields_with_endless_ways_through_it_is_not_walked(config):
    # Forty fields, each with the next one twice: 2^40 ways to the last.
    names = {
        number: b"<</T(f%d)/Kids[%d 0 R %d 0 R]>>" % (number, number + 1, number + 1)
        for number in range(3, 43)
    }
    assert verify_pdf(_file_with(names | {43: b"<</T(z)/FT/Sig>>"}), config=config).verdict == "unreadable"
    indirect = {44: b"<</Fields 45 0 R>>", 45: b"[3 0 R]"}
    behind = _file_with(names | {43: b"<</T(z)/FT/Sig>>"} | indirect, form=b"44 0 R")
    assert verify_pdf(behind, config=config).verdict == "unreadable"
    assert verify_pdf(_file_with({3: b"<</T(f)/Kids[3 0 R]>>"}), config=config).verdict == "unreadable"
    assert verify_pdf(_file_with({3: b"<</T(f)/FT/Sig>>"}), config=config).verdict == "unsigned"


def test_a_file_is_read_for_a_limited_time(signed, config, monkeypatch):
    monkeypatch.setattr("motcua.signing.verification._LIMITS", Limits(seconds=0.001))
    found = verify_pdf(signed, config=config)
    assert found.verdict == "unreadable" and "(" not in found.problem  # no name of a class of ours
