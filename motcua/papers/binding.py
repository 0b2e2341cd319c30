"""Many papers as one file, for the print button."""

import io
from collections.abc import Iterable
from typing import Any, Final
from xml.sax.saxutils import escape

from pypdf import PdfReader, PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, StreamObject

# What belongs to one file as a whole and has no meaning in a bound one: its form, its signatures, its tags.
_WHOLE_FILE: Final = ("/AcroForm", "/DSS", "/Perms", "/StructTreeRoot", "/MarkInfo", "/Names", "/OpenAction")
_OF_A_PAGE: Final = ("/Annots", "/StructParents", "/Tabs")
_METADATA: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def bind(papers: Iterable[tuple[str, bytes]], *, title: str) -> bytes:
    """Papers (a name for the outline, and the PDF as `typeset_paper` or sealing left it) one after another in one file.

    The copy is for printing and reading: PDF/A-2b, without tags. Signatures are seen in it but cannot be verified;
    for that, take the paper itself. Raises ValueError when there is nothing to bind.
    """
    writer = PdfWriter()
    for name, pdf in papers:
        reader = PdfReader(io.BytesIO(pdf))
        first = len(writer.pages)
        # Its own outline would speak of one paper's headings; the name is enough.
        writer.append(reader, import_outline=False)
        writer.add_outline_item(title=name, page_number=first)
        _keep_intent(writer, reader)
    if not writer.pages:
        raise ValueError("nothing to bind")
    for page in writer.pages:
        _flatten(writer, page)
    for key in _WHOLE_FILE:
        writer.root_object.pop(key, None)
    writer.root_object[NameObject("/Metadata")] = writer._add_object(_metadata(title))
    writer.metadata = None
    writer.generate_file_identifiers()
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    bound = io.BytesIO()
    writer.write(bound)
    return bound.getvalue()


def _keep_intent(writer: PdfWriter, reader: PdfReader) -> None:
    """All papers are made for the same colours (sRGB); the first says so for all."""
    key = NameObject("/OutputIntents")
    if key not in writer.root_object and key in reader.root_object:
        writer.root_object[key] = reader.root_object[key].clone(writer)


def _metadata(title: str) -> StreamObject:
    stream = StreamObject()
    stream.set_data(_METADATA.format(title=escape(title)).encode())
    stream.update({NameObject("/Type"): NameObject("/Metadata"), NameObject("/Subtype"): NameObject("/XML")})
    return stream


def _flatten(writer: PdfWriter, page: Any) -> None:
    """Draw what signatures show into the page, then let go of the fields."""
    drawn = []
    for number, reference in enumerate(page.get("/Annots", ())):
        field = reference.get_object()
        look = field.get("/AP", DictionaryObject()).get("/N")
        if look is None or field.get("/Subtype") != "/Widget":
            continue
        name = NameObject(f"/Bound{number}")
        resources = page[NameObject("/Resources")].get_object()
        resources.setdefault(NameObject("/XObject"), DictionaryObject()).get_object()[name] = field[
            "/AP"
        ].raw_get("/N")
        drawn.append(_placed(name, look.get_object(), _corners(field["/Rect"])))
    for key in _OF_A_PAGE:
        page.pop(key, None)
    if drawn:
        _draw_over(writer, page, "\n".join(drawn))


def _placed(name: str, look: Any, rect: tuple[float, float, float, float]) -> str:
    """The operators that show a form's box in the rectangle (ISO 32000-1, 12.5.5)."""
    left, bottom, right, top = _corners(look["/BBox"])
    across = (rect[2] - rect[0]) / ((right - left) or 1)
    up = (rect[3] - rect[1]) / ((top - bottom) or 1)
    return f"q {across:.5f} 0 0 {up:.5f} {rect[0] - left * across:.3f} {rect[1] - bottom * up:.3f} cm {name} Do Q"


def _corners(rectangle: Any) -> tuple[float, float, float, float]:
    """Left, bottom, right, top: a rectangle may name any two opposite corners (ISO 32000-1, 7.9.5)."""
    x0, y0, x1, y1 = (float(side) for side in rectangle)
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)


def _draw_over(writer: PdfWriter, page: Any, operators: str) -> None:
    before, after = StreamObject(), StreamObject()
    before.set_data(b"q\n")
    after.set_data(f"\nQ\n{operators}\n".encode())
    old = page.raw_get("/Contents")
    inside = old.get_object()
    parts = list(inside) if isinstance(inside, ArrayObject) else [old]
    page[NameObject("/Contents")] = ArrayObject(
        [writer._add_object(before), *parts, writer._add_object(after)]
    )
