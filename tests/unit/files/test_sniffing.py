import datetime as dt
import io

import pytest

from motcua.files import kinds
from motcua.files.inspection import kind_of
from motcua.files.operations import shown_name
from motcua.files.policy import policy_on
from motcua.files.unfit import Unfit
from tests.unit.files import made_files as made

POLICY = policy_on(dt.date(2026, 12, 1))

TAKEN = {
    "don.pdf": (made.PDF, kinds.PDF),
    "anh.png": (made.png(), kinds.PNG),
    "anh.jpg": (made.jpeg(), kinds.JPEG),
    "anh.JPEG": (made.jpeg(sof=0xC2), kinds.JPEG),
    "ban.tif": (made.tiff((2, 3)), kinds.TIFF),
    "ban.tiff": (made.tiff((2, 3), (4, 5), order=">"), kinds.TIFF),
    "don.docx": (made.docx(), kinds.DOCX),
    "bang.xlsx": (made.xlsx(), kinds.XLSX),
    "don.odt": (made.odt(), kinds.ODT),
    "to-khai.xml": (made.SIGNED_XML, kinds.XML),
    "khong-khai-bao.xml": (b"\xef\xbb\xbf <a/>", kinds.XML),
    "utf16.xml": ('<?xml version="1.0" encoding="UTF-16"?><a>ồ</a>'.encode("utf-16"), kinds.XML),
    "ghi-chu.txt": ("Kính gửi: Ủy ban nhân dân xã\r\n\ta < b".encode(), kinds.TEXT),
    "bang.csv": (b"\xef\xbb\xbfma;ten\n1;x\n", kinds.TEXT),
    "khong co duoi": (made.PDF, kinds.PDF),
}
XHTML = b'<a><html xmlns="http://www.w3.org/1999/xhtml"/></a>'
BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><a>&b;</a>'
REFUSED = {
    "exe": b"MZ\x90\x00\x03\x00\x00\x00",
    "elf": b"\x7fELF\x02\x01\x01\x00",
    "class": b"\xca\xfe\xba\xbe\x00\x00",
    "html": b"<!DOCTYPE html><p>x",
    "html after a mark": b"\xef\xbb\xbf\n <HTML><body>x</body></HTML>",
    "script inside text": b"xin chao <ScRiPt src=x>",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>x</script></svg>',
    "svg without namespace": b"<svg><path/></svg>",
    "svg with a prefix": b'<?xml version="1.0"?><s:svg xmlns:s="http://www.w3.org/2000/svg"/>',
    "xhtml inside xml": XHTML,
    "stylesheet": b'<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><a/>',
    "entities": BOMB,
    "broken xml": b"<?xml version='1.0'?><a>",
    "shell": b"#!/bin/sh\nrm -rf /\n",
    "binary": b"abc\x00def",
    "not utf-8": "Đơn".encode("utf-16-le"),
    "latin": b"caf\xe9",
    "late binary": b"a" * 200_000 + b"\x00",
    "zip": made.package(**{"a.txt": "x"}),
    "jar": made.package(**{"META-INF/MANIFEST.MF": "x"}),
    "broken zip": b"PK\x03\x04" + b"x" * 100,
    "docm": made.docx(**{"word/vbaProject.bin": "x"}),
    "docm in capitals": made.docx(**{"word/VBAPROJECT.BIN": "x"}),
    "macro under another name": made.docx(types='<x ContentType="application/vnd.ms-office.vbaProject"/>'),
    "xlsm": made.xlsx(types='<x ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'),
    "odt with basic": made.odt(**{"Basic/Standard/Module1.xml": "x"}),
    "old doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "png without header": b"\x89PNG\r\n\x1a\n" + b"\x00" * 30,
    "png of nothing": made.png(0, 5),
    "cut png": made.png()[:20],
    "jpeg without frame": b"\xff\xd8\xff\xd9",
    "cut jpeg": made.jpeg()[:18],
    "cut tiff": made.tiff((2, 3))[:20],
    "big tiff": b"II+\0" + b"\x00" * 20,
    "huge png": made.png(1_000_000, 1_000_000),
    "huge jpeg": made.jpeg(65_535, 65_535),
    "huge second page": made.tiff((2, 3), (100_000, 100_000)),
    "pdf with something before": b"<html>%PDF-1.7",
}


@pytest.mark.parametrize("name", TAKEN)
def test_what_is_taken(name):
    content, kind = TAKEN[name]
    assert kind_of(io.BytesIO(content), name=name, allowed=None, policy=POLICY) == kind
    assert kind_of(io.BytesIO(content), name="", allowed=[kind], policy=POLICY) == kind
    with pytest.raises(Unfit):
        kind_of(io.BytesIO(content), name=name, allowed=["image/gif"], policy=POLICY)


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused(what):
    for name in ("", "x.xml", "x.txt", "x.docx", "x.png"):
        with pytest.raises(Unfit):
            kind_of(io.BytesIO(REFUSED[what]), name=name, allowed=None, policy=POLICY)


@pytest.mark.parametrize("name", ["don.png", "don.exe", "don.pdf.exe", "don.svg", "don.pdf.html"])
def test_a_name_that_says_something_else_is_refused(name):
    with pytest.raises(Unfit, match=r"mismatch|name_double"):
        kind_of(io.BytesIO(made.PDF), name=name, allowed=None, policy=POLICY)


def test_the_largest_sheet_is_taken():
    assert (
        kind_of(io.BytesIO(made.png(13_244, 18_724)), name="a0.png", allowed=None, policy=POLICY) == kinds.PNG
    )


def test_pages_that_go_round_in_circles_end():
    content = bytearray(made.tiff((2, 3), (4, 5)))
    content[-4:] = (8).to_bytes(4, "little")
    assert kind_of(io.BytesIO(bytes(content)), name="a.tif", allowed=None, policy=POLICY) == kinds.TIFF


@pytest.mark.parametrize(
    ("given", "shown"),
    [
        ("đơn xin.pdf", "đơn xin.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\Lan\\đơn.pdf", "đơn.pdf"),
        ("đơn\r\nX: y\u202efdp.pdf", "đơn X: yfdp.pdf"),
        ("  .. ", "tep"),
        ("", "tep"),
        ("khong co duoi nhung dai hon chin ky tu", "khong co duoi nhung dai hon chin ky tu"),
    ],
)
def test_the_name_that_is_shown(given, shown):
    assert shown_name(given) == shown


def test_a_long_name_keeps_its_extension():
    assert shown_name("x" * 500 + ".pdf") == "x" * 190 + ".pdf"
    assert len(shown_name("x" * 500)) == 200
