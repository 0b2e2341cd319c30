"""Small files of each kind, and dangerous ones."""

import io
import struct
import zipfile

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


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
