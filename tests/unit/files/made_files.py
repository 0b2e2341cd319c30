"""Small files of each kind, and dangerous ones."""

import io
import struct
import zipfile
import zlib


def pdf(*objects, root=b"", tail=b"", head=b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"):
    """A whole PDF of one page; `objects` are numbered from 10, `root` goes into the catalogue."""
    bodies = {
        1: b"<</Type/Catalog/Pages 2 0 R" + root + b">>",
        2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        **dict(enumerate(objects, 10)),
    }
    content, places = head, {}
    for number, body in bodies.items():
        places[number] = len(content)
        content += b"%d 0 obj\n" % number + body + b"\nendobj\n"
    table = b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        table += b"%d 1\n%010d 00000 n \n" % (number, place)
    end = b"trailer\n<</Size 99/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(content)
    return content + table + end + tail


def stream(content, more=b""):
    """A stream object, packed."""
    packed = zlib.compress(content)
    return b"<</Length %d/Filter/FlateDecode%b>>stream\n%b\nendstream" % (len(packed), more, packed)


def packed_objects(*objects):
    """An object stream with objects from number 50 on: bytes that only a parser sees."""
    index, bodies = b"", b""
    for number, body in enumerate(objects, 50):
        index += b"%d %d " % (number, len(bodies))
        bodies += body + b" "
    return stream(index + bodies, b"/Type/ObjStm/N %d/First %d" % (len(objects), len(index)))


PDF = pdf()


def png(width=2, height=3):
    return (
        b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sII", 13, b"IHDR", width, height) + b"\x08\x02\x00\x00\x00rest"
    )


def jpeg(width=2, height=3, sof=0xC0):
    app0 = b"\xff\xe0" + struct.pack(">H", 4) + b"\xff\xc0"  # a segment whose content looks like a frame
    table = b"\xff\xc4" + struct.pack(">H", 3) + b"\x00"
    frame = b"\xff\xff" + bytes([sof]) + struct.pack(">HBHHB", 8, 8, height, width, 1)
    return b"\xff\xd8" + app0 + table + frame + b"\xff\xda\x00\x02data\xff\xd9"


def tiff(*pages, order="<"):
    """Pages as (width, height), one after another."""
    content = (b"II*\0" if order == "<" else b"MM\0*") + struct.pack(order + "I", 8)
    for number, (width, height) in enumerate(pages):
        following = 0 if number == len(pages) - 1 else len(content) + 2 + 24 + 4
        content += struct.pack(order + "H", 2)
        content += struct.pack(order + "HHII", 256, 4, 1, width) + struct.pack(
            order + "HHII", 257, 4, 1, height
        )
        content += struct.pack(order + "I", following)
    return content


def package(**parts):
    """A ZIP; `__` stands for `/` and `_dot_` for `.` in names."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name.replace("__", "/").replace("_dot_", "."), content)
    return stream.getvalue()


def office(part, *, types="<Types/>", **more):
    return package(**{"[Content_Types].xml": types, part: "<x/>", **more})


def docx(**more):
    return office("word/document.xml", **more)


def xlsx(**more):
    return office("xl/workbook.xml", **more)


def odt(**more):
    return package(mimetype="application/vnd.oasis.opendocument.text", **{"content.xml": "<x/>"}, **more)


SIGNED_XML = (
    b'<?xml version="1.0" encoding="UTF-8"?>\n<toKhai xmlns="urn:thue"><ten>Lan</ten>'
    b'<Signature xmlns="http://www.w3.org/2000/09/xmldsig#"><SignedInfo/></Signature></toKhai>'
)
