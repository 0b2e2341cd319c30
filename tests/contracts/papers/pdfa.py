"""What PDF/A-2 (ISO 19005-2) demands and a program of ours can see; the numbers are its clauses.

No validator comes with Debian or PyPI, so the demands that a paper or a signature could break are looked at here.
Not seen: widths of glyphs against the font programs, and the inside of colour profiles.
"""

import io
import re
from collections.abc import Iterator
from typing import Any, Final
from xml.etree import ElementTree as ET

from pypdf import PdfReader
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject, StreamObject

# 6.5.1: named actions and everything that runs, plays or changes state.
FORBIDDEN_ACTIONS: Final = {
    *(
        "/Launch",
        "/Sound",
        "/Movie",
        "/ResetForm",
        "/ImportData",
        "/Hide",
        "/SetOCGState",
        "/Rendition",
        "/Trans",
    ),
    *("/GoTo3DView", "/JavaScript", "/GoToR", "/GoToE"),
}
# 6.3.1
ANNOTATIONS: Final = {
    *(
        "/Text",
        "/Link",
        "/FreeText",
        "/Line",
        "/Square",
        "/Circle",
        "/Polygon",
        "/PolyLine",
        "/Highlight",
        "/Underline",
    ),
    *(
        "/Squiggly",
        "/StrikeOut",
        "/Stamp",
        "/Caret",
        "/Ink",
        "/Popup",
        "/FileAttachment",
        "/Widget",
        "/PrinterMark",
    ),
    *("/TrapNet", "/Watermark", "/Redact"),
}
PRINT, INVISIBLE, HIDDEN, NO_VIEW, TOGGLE = 4, 1, 2, 32, 256
_RDF: Final = "{http://www.w3.org/1999/02/22-rdf-syntax-ns#}"
_XMP: Final = {
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
}
_PART, _LEVEL = f"{{{_XMP['pdfaid']}}}part", f"{{{_XMP['pdfaid']}}}conformance"
# Namespaces that XMP itself describes; any other needs a description inside the file (6.6.2.3).
_KNOWN: Final = set(_XMP.values()) - {_XMP["pdfuaid"]} | {
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "http://www.w3.org/XML/1998/namespace",
    "adobe:ns:meta/",
    "http://ns.adobe.com/xap/1.0/t/pg/",
    "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#",
    "http://www.aiim.org/pdfa/ns/extension/",
    "http://www.aiim.org/pdfa/ns/schema#",
    "http://www.aiim.org/pdfa/ns/property#",
}


def complaints(pdf: bytes) -> list[str]:
    """Everything that is wrong with a file that claims PDF/A-2; empty when nothing was found."""
    reader = PdfReader(io.BytesIO(pdf), strict=True)
    found = list(_frame(pdf, reader))
    if reader.is_encrypted:
        return found
    for check in (_objects, _intent, _metadata, _annotations, _actions, _fonts, _contents):
        found += check(reader)
    # Level A asks for more than level B: that a machine can read it aloud.
    return [*found, *_structure(reader), *_untagged(reader)] if _level(reader) == "A" else found


def _frame(pdf: bytes, reader: PdfReader) -> Iterator[str]:
    if not re.match(rb"%PDF-1\.[0-7]\r?\n%[\x80-\xff]{4}", pdf):
        yield "6.1.2 header"
    if not re.search(rb"%%EOF\r?\n?\Z", pdf):
        yield "6.1.3 something follows the end"
    if reader.is_encrypted or "/Encrypt" in reader.trailer:
        yield "6.1.3 encrypted"
    if len(reader.trailer.get("/ID", ())) != 2:
        yield "6.1.3 no file identifier"


def _all(reader: PdfReader) -> Iterator[Any]:
    """Every object that can be reached, once."""
    seen: set[tuple[int, int]] = set()
    waiting: list[Any] = [reader.trailer]
    while waiting:
        item = waiting.pop()
        if isinstance(item, IndirectObject):
            if (item.idnum, item.generation) in seen:
                continue
            seen.add((item.idnum, item.generation))
            item = item.get_object()
        yield item
        if isinstance(item, DictionaryObject):
            waiting += item.values()
        elif isinstance(item, ArrayObject):
            waiting += item


def _objects(reader: PdfReader) -> Iterator[str]:
    for item in _all(reader):
        if isinstance(item, StreamObject):
            filters = item.get("/Filter", [])
            filters = filters if isinstance(filters, list) else [filters]
            if {"/LZWDecode", "/Crypt"} & {str(name) for name in filters}:
                yield f"6.1.7.2 filter {filters}"
            if {"/F", "/FFilter", "/FDecodeParms"} & set(item):
                yield "6.1.7.1 a stream lies outside the file"
            if item.get("/Subtype") == "/PS" or "/Ref" in item or "/OPI" in item or "/Alternates" in item:
                yield "6.2.8, 6.2.9 a forbidden kind of image or form"
            if item.get("/Interpolate"):
                yield "6.2.8 an interpolated image"
        if isinstance(item, DictionaryObject) and "/EmbeddedFiles" in item:
            yield "6.8 embedded files"
    if "/OCProperties" in reader.root_object:
        yield "6.9 optional content"


def _intent(reader: PdfReader) -> Iterator[str]:
    intents = [i.get_object() for i in reader.root_object.get("/OutputIntents", ())]
    intents = [i for i in intents if i.get("/S") == "/GTS_PDFA1"]
    if len(intents) != 1:
        yield "6.2.3 no single output intent"
        return
    profile = intents[0]["/DestOutputProfile"].get_object().get_data()
    if profile[36:40] != b"acsp" or profile[16:20] != b"RGB ":
        yield "6.2.3 the profile is not one for RGB"


def _metadata(reader: PdfReader) -> Iterator[str]:
    stream = reader.root_object["/Metadata"].get_object()
    if "/Filter" in stream:
        yield "6.6.2.1 metadata are compressed"
    data = stream.get_data()
    if not data.lstrip(b"\xef\xbb\xbf").startswith(b"<?xpacket begin") or re.search(
        rb"\b(bytes|encoding)=", data[:80]
    ):
        yield "6.6.2.1 packet header"
    tree = ET.fromstring(data)
    values = _values(tree)
    if values.get(_PART) != "2" or values.get(_LEVEL) not in {"A", "B"}:
        yield "6.6.4 no PDF/A-2 identification"
    described = {
        element.text or element.get(f"{_RDF}resource")
        for element in tree.iter("{http://www.aiim.org/pdfa/ns/schema#}namespaceURI")
    }
    for namespace in {tag[1:].split("}")[0] for tag in values} - _KNOWN - described:
        yield f"6.6.2.3 undescribed namespace {namespace}"
    yield from _same_as_in_info(reader, values)


def _level(reader: PdfReader) -> str:
    return _values(ET.fromstring(reader.root_object["/Metadata"].get_object().get_data())).get(_LEVEL, "")


def _values(tree: ET.Element) -> dict[str, str]:
    values = {element.tag: _text(element) for element in tree.iter()}
    for element in tree.iter(
        f"{_RDF}Description"
    ):  # a property may be written as an attribute (XMP, 7.9.2.2)
        values |= element.attrib
    return values


def _same_as_in_info(reader: PdfReader, values: dict[str, str]) -> Iterator[str]:
    info = reader.metadata or {}
    pairs = {
        "/Title": "{%(dc)s}title",
        "/Author": "{%(dc)s}creator",
        "/Creator": "{%(xmp)s}CreatorTool",
        "/Producer": "{%(pdf)s}Producer",
        "/CreationDate": "{%(xmp)s}CreateDate",
        "/ModDate": "{%(xmp)s}ModifyDate",
    }
    for key, tag in pairs.items():
        if key in info and _comparable(str(info[key])) != _comparable(values.get(tag % _XMP, "")):
            yield f"6.6.3 {key} is {info[key]!r} here and {values.get(tag % _XMP)!r} there"


def _text(element: ET.Element) -> str:
    return (
        "".join("".join(item.itertext()) for item in element.iter(f"{_RDF}li"))
        or (element.text or "").strip()
    )


def _comparable(value: str) -> str:
    """A date in either notation becomes its digits; any other text stays."""
    if re.match(r"D:\d{14}", value) or re.match(r"\d{4}-\d\d-\d\dT", value):
        digits = re.sub(r"\D", "", value.replace("Z", "+00:00"))
        return digits.ljust(18, "0")
    return value


def _structure(reader: PdfReader) -> Iterator[str]:
    root = reader.root_object
    if root.get("/MarkInfo", {}).get("/Marked") is None or not root["/MarkInfo"]["/Marked"]:
        yield "6.7.2 not marked as tagged"
    if "/StructTreeRoot" not in root:
        yield "6.7.3 no structure tree"
    if not root.get("/Lang"):
        yield "6.7.4 no language"
    for item in _all(reader):
        if (
            isinstance(item, DictionaryObject)
            and item.get("/S") == "/Figure"
            and "/P" in item
            and "/Alt" not in item
        ):
            yield "6.7.5 a figure without words"


def _annotations(reader: PdfReader) -> Iterator[str]:
    for page in reader.pages:
        for reference in page.get("/Annots", ()):
            yield from _annotation(reference.get_object())
    form = reader.root_object.get("/AcroForm", DictionaryObject()).get_object()
    if form.get("/NeedAppearances") or "/XFA" in form:
        yield "6.4 the form changes how it looks"


def _annotation(annotation: DictionaryObject) -> Iterator[str]:
    kind, flags = annotation["/Subtype"], int(annotation.get("/F", 0))
    if kind not in ANNOTATIONS:
        yield f"6.3.1 annotation {kind}"
    if kind != "/Popup" and (not flags & PRINT or flags & (INVISIBLE | HIDDEN | NO_VIEW | TOGGLE)):
        yield f"6.3.2 annotation with flags {flags}"
    left, bottom, right, top = (float(side) for side in annotation["/Rect"])
    if kind in {"/Popup", "/Link"} or left == right or bottom == top:
        return
    if set(annotation.get("/AP", {})) != {"/N"}:
        yield f"6.3.3 {kind} has no single normal appearance"


def _actions(reader: PdfReader) -> Iterator[str]:
    for item in _all(reader):
        if not isinstance(item, DictionaryObject):
            continue
        if "/AA" in item or "/JS" in item:
            yield "6.5.2 additional actions"
        if item.get("/S") in FORBIDDEN_ACTIONS and "/Alt" not in item:
            yield f"6.5.1 action {item['/S']}"
        if item.get("/Subtype") == "/Widget" and "/A" in item:
            yield "6.4.1 a field with an action"


def _fonts(reader: PdfReader) -> Iterator[str]:
    for item in _all(reader):
        if isinstance(item, DictionaryObject) and item.get("/Type") == "/Font":
            yield from _font(item)


def _font(font: DictionaryObject) -> Iterator[str]:
    kind, name = font["/Subtype"], font.get("/BaseFont")
    if kind == "/Type0":
        if "/ToUnicode" not in font:
            yield f"6.2.11.7 {name} does not say its characters"
        if font["/Encoding"] not in {"/Identity-H", "/Identity-V"}:
            yield f"6.2.11.3 encoding {font['/Encoding']}"
        return
    if kind == "/Type3":
        return
    descriptor = font.get("/FontDescriptor", DictionaryObject()).get_object()
    if not {"/FontFile", "/FontFile2", "/FontFile3"} & set(descriptor):
        yield f"6.2.11.4 {name} is not embedded"
    if kind == "/CIDFontType2" and "/CIDToGIDMap" not in font:
        yield f"6.2.11.3 {name} without a glyph map"


def _contents(reader: PdfReader) -> Iterator[str]:
    for number, page in enumerate(reader.pages, start=1):
        sides = [float(side) for side in page.mediabox]
        if not all(3 <= side <= 14400 for side in (sides[2] - sides[0], sides[3] - sides[1])):
            yield f"6.1.13 page {number} is too large or too small"
        yield from _content(ContentStream(page.get_contents(), reader), f"page {number}")


def _untagged(reader: PdfReader) -> Iterator[str]:
    for number, page in enumerate(reader.pages, start=1):
        marked = 0
        for _operands, operator in ContentStream(page.get_contents(), reader).operations:
            marked += (operator in {b"BDC", b"BMC"}) - (operator == b"EMC")
            if operator in {b"Tj", b"TJ", b"'", b'"', b"Do", b"f", b"S"} and not marked:
                yield f"6.7.3 page {number} has content that is neither tagged nor an artifact"


def _content(content: ContentStream, where: str) -> Iterator[str]:
    for operands, operator in content.operations:
        if operator in {b"k", b"K"}:
            yield f"6.2.4.3 CMYK on {where}"
        elif operator in {b"Tj", b"TJ"} and _has_no_glyph(operands):
            yield f"6.2.11.8 a missing glyph on {where}"


def _has_no_glyph(operands: list[Any]) -> bool:
    strings = operands[0] if isinstance(operands[0], list) else [operands[0]]
    codes = b"".join(part.original_bytes for part in strings if hasattr(part, "original_bytes"))
    return any(codes[at : at + 2] == b"\0\0" for at in range(0, len(codes), 2))
