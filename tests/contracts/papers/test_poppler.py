"""What a reader sees: text taken back out of the PDF by poppler (Debian: poppler-utils)."""

import shutil
import subprocess
from datetime import date

import pytest

from motcua.papers.door import Fact, Heading, Result, Signatory, typeset_paper

pytestmark = pytest.mark.skipif(not shutil.which("pdftotext"), reason="poppler-utils is not installed")

HOSTILE = '#eval("1+1") $x^2$ *đậm* _nghiêng_ <nhan> @tham `ma` // ghi chú \\ "q" \''


def _seen(paper, tmp_path, *tool):
    file = tmp_path / "paper.pdf"
    file.write_bytes(typeset_paper(paper))
    return subprocess.run(
        [*tool, str(file), "-"][: len(tool) + 2], capture_output=True, check=True
    ).stdout.decode()


def _paper(**given):
    return Result(
        heading=Heading(agency="Ủy ban nhân dân phường Bến Ngự", place="Bến Ngự", issued_on=date(2026, 2, 5)),
        title="Thông báo",
        signatory=Signatory(form="TL. Chủ tịch", position="Chánh Văn phòng", name="Lê Thị Hạnh"),
        **given,
    )


def test_data_are_printed_and_never_evaluated(tmp_path):
    paper = _paper(paragraphs=(HOSTILE,), facts=(Fact("Ghi chú", "#datetime.today()"),))
    text = " ".join(_seen(paper, tmp_path, "pdftotext", "-layout").split())
    assert HOSTILE in text
    assert "#datetime.today()" in text


def test_layout_carries_the_parts_that_the_decree_asks_for(tmp_path):
    text = _seen(_paper(recipients=("Lưu: VT.",)), tmp_path, "pdftotext")
    for part in (
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Bến Ngự, ngày 05 tháng 02 năm 2026",
        "THÔNG BÁO",
        "Nơi nhận:",
        "TL. CHỦ TỊCH",
        "Lê Thị Hạnh",
    ):
        assert part in text


def test_pages_are_numbered_from_the_second(tmp_path):
    long = _paper(paragraphs=tuple(f"Mục {letter}. " + "Nội dung. " * 120 for letter in "ABCDEFG"))
    first, second, *_rest = _seen(long, tmp_path, "pdftotext", "-layout").split("\f")
    assert second.split()[0] == "2"
    assert "1" not in first.split()[:1]
