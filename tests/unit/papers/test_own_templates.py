"""Templates that a procedure brings: they print what they should and reach nothing."""

from datetime import UTC, date, datetime

import pytest

from motcua.kernel.confined import Limits
from motcua.papers.door import PaperFailed, try_template, typeset, typeset_for_signing, typeset_paper
from motcua.papers.samples import sample

AT = datetime(2026, 2, 5, 1, 3, 0, 123456, tzinfo=UTC)
OWN = """
#import "official.typ": *
#let data = json(bytes(sys.inputs.data))
#show: official.with(data)
#title-block("Giấy hẹn của thủ tục")
#fields(("Tên", data.applicant))
#two-signatures(
  (position: "Người nộp", name: "", slot: "applicant"), (position: "Người nhận", name: "", slot: "officer"),
)
"""


def test_own_template_gets_the_data_the_sheet_and_its_signature_places():
    sheet = typeset_for_signing(sample("receipt"), own_template=OWN, issued_at=AT)
    assert set(sheet.slots) == {"applicant", "officer"}
    assert sheet.pdf == typeset_paper(sample("receipt"), own_template=OWN, issued_at=AT)
    small = typeset_for_signing(sample("receipt"), own_template=OWN, received_on=date(2024, 1, 1))
    assert small.slots["officer"].right < 420 < sheet.slots["officer"].right  # A5 is 420 points wide


@pytest.mark.parametrize(
    ("reaching", "refusal"),
    [
        # The first exists where the process stands: only its lack of file descriptors keeps it shut.
        ('#read("/receipt.typ")', "failed to load file"),
        ('#include "/receipt.typ"', "failed to load file"),
        ('#read("/../../../../../../etc/passwd")', "escape the project root"),
        ('#image("/proc/self/environ")', "file"),
        ('#import "@preview/tablex:0.0.9": *', "package not found"),
        ('#dictionary(std).at("ev" + "al")("import \\"@preview/tablex:0.0.9\\": *")', "package not found"),
        ('#import "@local/own:1.0.0": *', "package not found"),
    ],
)
def test_own_template_reaches_neither_files_nor_network(reaching, refusal):
    with pytest.raises(PaperFailed) as failure:
        typeset(template=reaching, data={})
    assert refusal in failure.value.reason


def test_a_template_is_tried_before_it_is_used():
    assert try_template("receipt", OWN).startswith(b"%PDF-1.7")
    with pytest.raises(PaperFailed):
        try_template("receipt", OWN.replace("data.applicant", "data.aplicant"))


def test_broken_template_says_where_and_why():
    with pytest.raises(PaperFailed) as failure:
        typeset(template="#let data = json(bytes(sys.inputs.data))\n\n#data.nickname\n", data={"name": "A"})
    assert "nickname" in failure.value.reason and "main.typ:3" in failure.value.reason


@pytest.mark.parametrize(
    "endless", ["#for a in range(99999) { for b in range(99999) { } }", '#("a" * 4000000000)']
)
def test_a_template_that_would_not_end_is_ended(endless, monkeypatch):
    monkeypatch.setattr(
        "motcua.papers.typesetting.LIMITS", Limits(cpu_seconds=1, seconds=2.0, memory=2 << 30)
    )
    with pytest.raises(PaperFailed):
        typeset(template=endless, data={})
