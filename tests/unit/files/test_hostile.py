"""Files that somebody made to harm, each with the reason for which it is refused. All are made here, by code."""

import contextlib
import dataclasses
import datetime as dt
import io
import json
import struct
import warnings
import zipfile
import zlib

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from motcua.files import kinds
from motcua.files.errors import WORDS
from motcua.files.inspection import inspect, kind_of
from motcua.files.names import check_name
from motcua.files.policy import _OPTIONAL, BrokenPolicy, policy_on
from motcua.files.unfit import Unfit
from tests.unit.files import made_files as made

DAY = dt.date(2026, 12, 1)
POLICY = policy_on(DAY)
ZIP = made.package(**{"run.js": "x"})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
JPEG = made.jpeg()
FETCHES = (
    '<Relationships xmlns="x"><Relationship Id="r" Type="http://x/relationships/attachedTemplate" '
    'Target="https://x/t.dotm" TargetMode="External"/></Relationships>'
)
CLICKS = FETCHES.replace("attachedTemplate", "hyperlink")


def with_file_inside(content, name=b"a.xml"):
    specification = b"<</Type/Filespec/F(" + name + b")/EF<</F 11 0 R>>>>"
    return made.pdf(specification, made.stream(content, b"/Type/EmbeddedFile"))


def lying_package():
    """A part that says it has ten bytes and has ten million."""
    content = bytearray(made.docx(**{"word/media/x": b"\0" * 10_000_000}))
    place = content.rindex(b"word/media/x") - 46
    content[place + 24 : place + 28] = struct.pack("<I", 10)
    return bytes(content)


def locked_package():
    content = bytearray(made.docx())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.index(mark) + offset
        content[place] |= 1
    return bytes(content)


def twice():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as package:
        for name in ("[Content_Types].xml", "word/document.xml", "word/document.xml"):
            with warnings.catch_warnings(action="ignore"):
                package.writestr(name, "<x/>")
    return content.getvalue()


def xref_stream_pdf(inside):
    """A PDF whose catalogue's action lies in an object stream, found through a cross-reference stream."""
    bodies = {1: b"<</Type/Catalog/Pages 2 0 R/OpenAction 50 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"}
    bodies[9] = made.packed_objects(inside)
    content, rows = b"%PDF-1.7\n", {}
    for number, body in bodies.items():
        rows[number] = (1, len(content), 0)
        content += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    rows |= {50: (2, 9, 0), 60: (1, len(content), 0)}
    table = b"".join(struct.pack(">BIB", *rows[number]) for number in sorted(rows))
    index = b"".join(b"%d 1 " % number for number in sorted(rows))
    more = b"/Type/XRef/Root 1 0 R/Size 61/W[1 4 1]/Index[%b]" % index
    return content + b"60 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        made.stream(table, more),
        len(content),
    )


HOSTILE = {
    # PDF that does something
    "script on opening": (made.pdf(root=b"/OpenAction<</S/JavaScript/JS(app.alert(1))>>"), "pdf_script"),
    "script in a tree of names": (made.pdf(root=b"/Names<</JavaScript<</Names[(a)10 0 R]>>>>"), "pdf_script"),
    "script in disguise": (made.pdf(root=b"/OpenAction<</S/Java#53cript/J#53(x)>>"), "pdf_script"),
    "script in an object stream": (xref_stream_pdf(b"<</S/JavaScript/JS(x)>>"), "pdf_script"),
    "script in a disguised object stream": (xref_stream_pdf(b"<</S/#4aavaScript>>"), "pdf_script"),
    "script that no table lists": (made.PDF + b"77 0 obj<</S/JavaScript/JS(x)>>endobj\n", "pdf_script"),
    "rendition with a script": (made.pdf(b"<</S/Rendition/JS(x)>>"), "pdf_media|pdf_script"),
    "program to start": (made.pdf(root=b"/OpenAction<</S/Launch/F(cmd.exe)>>"), "pdf_launch"),
    "form that sends itself": (made.pdf(b"<</S/SubmitForm/F(http://x)>>"), "pdf_launch"),
    "opening a file inside": (made.pdf(b"<</S/GoToE/T<</R/C>>>>"), "pdf_launch"),
    "film": (made.pdf(b"<</Type/Annot/Subtype/RichMedia>>"), "pdf_media"),
    "model": (made.pdf(b"<</Type/Annot/Subtype/3D>>"), "pdf_media"),
    "dynamic form": (made.pdf(root=b"/AcroForm<</Fields[]/XFA 10 0 R>>"), "pdf_xfa"),
    "program inside": (with_file_inside(b"MZ\x90\0\3", b"a.exe"), "pdf_embedded"),
    "program inside called xml": (with_file_inside(b"MZ\x90\0\3"), "pdf_embedded"),
    "page inside": (with_file_inside(b"<html><script>x</script></html>"), "pdf_embedded"),
    "package inside": (with_file_inside(ZIP), "pdf_embedded"),
    "pdf inside": (with_file_inside(made.PDF), "pdf_embedded"),
    "bomb inside": (with_file_inside(zlib.compress(b"a") + b"a" * 40_000_000), "pdf_embedded"),
    "password": (
        made.PDF.replace(b"/Root", b"/Encrypt<</Filter/Other/V 9>>/ID[<00><00>]/Root"),
        "pdf_broken",
    ),
    "header and nothing else": (b"%PDF-1.7\n" + b"\xe2\xe3" * 500, "pdf_broken"),
    "cut pdf": (made.PDF[:60], "pdf_broken"),
    # two kinds at once
    "pdf and zip": (made.PDF + ZIP, "polyglot"),
    "pdf and rar": (made.PDF + b"Rar!\x1a\x07\x01\0", "polyglot"),
    "pdf not from the start": (b"\n" * 20 + made.PDF, "kind"),
    "gif and script": (b"GIF89a/*\0\0*/=alert(1)", "kind"),
    "jpeg and zip": (JPEG + ZIP, "polyglot"),
    "jpeg and page": (JPEG + b"<html><script>x</script>", "polyglot"),
    "jpeg with php in its comment": (JPEG[:2] + b"\xff\xfe\0\x10<?php x(); ?>\0" + JPEG[2:], "polyglot"),
    "png and 7z": (made.png() + b"7z\xbc\xaf\x27\x1c", "polyglot"),
    "text and pdf": (b"a note\n" + made.pdf(head=b"%PDF-1.7\n"), "polyglot"),
    # office
    "docm": (made.docx(**{"word/vbaProject.bin": "x"}), "macro"),
    "xlsm": (
        made.xlsx(types='<x ContentType="application/vnd.ms-excel.sheet.macroEnabled.main+xml"/>'),
        "macro",
    ),
    "excel 4 macros": (made.xlsx(**{"xl/macrosheets/sheet1.xml": "<x/>"}), "macro"),
    "activex": (made.docx(**{"word/activeX/activeX1.xml": "<x/>"}), "macro"),
    "odt with basic": (made.odt(**{"Basic/Standard/Module1.xml": "x"}), "macro"),
    "old doc": (OLE, "macro"),
    "ole object": (made.docx(**{"word/embeddings/oleObject1.bin": OLE}), "office_embedded"),
    "program as a picture": (made.docx(**{"word/media/image1.png": b"MZ\x90\0"}), "program"),
    "package of unknown kind inside": (made.docx(**{"word/embeddings/a.bin": ZIP}), "office_embedded"),
    "macros one level down": (
        made.docx(**{"word/embeddings/a.docx": made.docx(**{"word/vbaProject.bin": "x"})}),
        "macro",
    ),
    "two levels down": (
        made.docx(**{"word/embeddings/a.docx": made.docx(**{"word/embeddings/b.docx": made.docx()})}),
        "office_embedded",
    ),
    "template from elsewhere": (made.docx(**{"word/_rels/settings.xml.rels": FETCHES}), "office_remote"),
    "dde": (made.docx(**{"word/footer1.xml": "<w:instrText>DDEAUTO c:\\\\x</w:instrText>"}), "office_remote"),
    "path in a package": (made.docx(**{"../../etc/cron.d/x": "x"}), "package_path"),
    "bomb": (made.docx(**{"word/media/x": b"\0" * 30_000_000}), "package_bomb"),
    "bomb that lies about its size": (lying_package(), "package_b(omb|roken)"),
    "many parts": (made.docx(**{f"p{number}": "" for number in range(10_001)}), "package_bomb"),
    "two parts of one name": (twice(), "package_broken"),
    "password on a part": (locked_package(), "package_(locked|broken)"),
    "cut package": (made.docx()[:-30], "package_broken"),
    "zip": (ZIP, "kind"),
    # programs, pages, bombs
    "exe": (b"MZ\x90\0\3", "program"),
    "elf": (b"\x7fELF\2\1\1", "program"),
    "class": (b"\xca\xfe\xba\xbe\0\0", "program"),
    "shortcut": (b"L\0\0\0\x01\x14\x02\0", "program"),
    "shell": (b"#!/bin/sh\n", "program"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>', "kind"),
    "html": (b"<!doctype html><p>x", "kind"),
    "entities": (b'<!DOCTYPE a [<!ENTITY b "b">]><a>&b;</a>', "kind"),
    "huge png": (made.png(1_000_000, 1_000_000), "image_pixels"),
    "huge second page": (made.tiff((2, 3), (100_000, 100_000)), "image_pixels"),
    "cut jpeg": (JPEG[:18], "image_broken"),
}
HARMLESS = {
    "invoice with its data": with_file_inside(b"<?xml version='1.0'?><HDon><TTChung/></HDon>"),
    "pdf with a picture inside": with_file_inside(made.png(), b"a.png"),
    "pdf with a link": made.pdf(b"<</Type/Annot/Subtype/Link/A<</S/URI/URI(https://x)>>>>"),
    "pdf with objects in a stream": xref_stream_pdf(b"<</S/GoTo/D[2 0 R/Fit]>>"),
    "pdf whose table is wrong": made.PDF.replace(b"startxref\n", b"startxref\n9"),
    "pdf with a signature's blanks behind": made.PDF + b"\n\n",
    "text with a chart's table": made.docx(**{"word/embeddings/a.xlsx": made.xlsx()}),
    "text with a link": made.docx(**{"word/_rels/document.xml.rels": CLICKS}),
    "jpeg with a film behind": JPEG + b"\0\0\0\x18ftypmp42" + bytes(5000),
    "well packed": made.docx(**{"word/document2.xml": "<w:p>xin chào</w:p>" * 40_000}),
}


def looked_at(content, name="", policy=POLICY):
    return kind_of(io.BytesIO(content), name=name, allowed=None, policy=policy)


@pytest.mark.parametrize("what", HOSTILE)
def test_what_is_made_to_harm_is_refused_for_its_reason(what):
    content, reason = HOSTILE[what]
    with pytest.raises(Unfit, match=f"^({reason})$"):
        looked_at(content)
    said = json.loads(inspect(io.BytesIO(content), name="", allowed=None, policy=POLICY))
    vietnamese = str(WORDS[said["reason"]] % said["details"])
    with translation.override("en"):
        assert str(WORDS[said["reason"]] % said["details"]) not in ("", vietnamese)


@pytest.mark.parametrize("what", HARMLESS)
def test_what_only_looks_like_it_is_taken(what):
    assert looked_at(HARMLESS[what]) in {kinds.PDF, kinds.DOCX, kinds.JPEG}


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("đơn.exe.pdf", "name_double"),
        ("ảnh.JS .pdf", "name_double"),
        ("đơn\u202efdp.exe", "name_control"),
        ("đơn\u2066.pdf", "name_control"),
        ("đơn\u200b.pdf", "name_control"),
        ("đơn\ufeff.pdf", "name_control"),
        ("đơn.exe\0.pdf", "name_control"),
        ("đơn\r\nSet-Cookie: a.pdf", "name_control"),
        ("đơn\ud800.pdf", "name_control"),
        ("../../etc/passwd.pdf", "name_path"),
        ("..\\boot.pdf", "name_path"),
        ("/etc/đơn.pdf", "name_path"),
        ("C:đơn.pdf", "name_path"),
        ("..", "name_path"),
        ("con.pdf", "name_reserved"),
        ("LPT¹.pdf", "name_reserved"),
        ("NUL", "name_reserved"),
        ("đ" * 252 + ".pdf", "name_long"),
        ("đơn.png", "mismatch"),
        ("đơn.pdf.exe", "mismatch"),
        ("đơn.svg", "mismatch"),
    ],
)
def test_a_name_that_misleads_is_refused(name, reason):
    with pytest.raises(Unfit, match=f"^{reason}$"):
        looked_at(made.PDF, name=name)


@pytest.mark.parametrize(
    "name",
    ["đơn xin.pdf", "1.2.3.pdf", "Q.Đ 12.2026.pdf", "console.pdf", "vnexpress.com.pdf", "khong co duoi", ""],
)
def test_an_honest_name_is_taken(name):
    assert looked_at(made.PDF, name=name) == kinds.PDF


@given(st.text(max_size=300))
def test_whatever_name_is_taken_is_harmless(name):
    with contextlib.suppress(Unfit):
        check_name(name, POLICY)
        assert not {"/", "\\", "\0", "\n", "\u202e"} & set(name)
        assert name.isprintable() or " " in name or "\u3000" in name or any(c.isspace() for c in name)
        name.encode()


def test_an_installation_may_tolerate_what_is_in_the_table(tmp_path):
    table = json.loads(policy_on.__globals__["_DEFAULT"].read_text())
    later = {**table[0], "since": "2027-01-01", "refuse": [], "extensions": ["pdf", "png"]}
    file = tmp_path / "policy.json"
    file.write_text(json.dumps([later, *table]))
    before, after = (policy_on(dt.date(year, 6, 1), path=str(file)) for year in (2026, 2027))
    content, _reason = HOSTILE["script on opening"]
    with pytest.raises(Unfit):
        looked_at(content, policy=before)
    assert looked_at(content, policy=after) == kinds.PDF
    with pytest.raises(Unfit, match="kind"):
        looked_at(made.docx(), policy=after)


@pytest.mark.parametrize(
    "broken",
    ["", "[]", "{}", '[{"since": "1"}]', '[{"since":"2026-01-01","ground":"","extensions":["exe"]}]'],
)
def test_a_broken_table_takes_nothing(tmp_path, broken):
    file = tmp_path / "policy.json"
    file.write_text(broken)
    with pytest.raises(BrokenPolicy):
        policy_on(DAY, path=str(file))


def test_every_reason_has_words_and_the_default_refuses_all_it_can():
    assert POLICY.refuse == _OPTIONAL
    assert WORDS.keys() >= _OPTIONAL


def test_too_many_objects_end_the_look():
    small = dataclasses.replace(POLICY, limits=dataclasses.replace(POLICY.limits, pdf_objects=3))
    with pytest.raises(Unfit, match="too_complex"):
        looked_at(made.PDF, policy=small)
