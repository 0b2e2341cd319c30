"""How a signature looks on the page: who signed, for whom, when (Decree 30/2020/NĐ-CP, annex I, on digital signatures).

Drawn with typst, so that the typeface is inside the file, as PDF/A asks.
"""

import io
import json
from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, Final
from zoneinfo import ZoneInfo

import typst
from pyhanko.pdf_utils.content import PdfContent
from pyhanko.pdf_utils.layout import AxisAlignment, BoxConstraints, Margins, SimpleBoxLayoutRule
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.stamp import StaticStampStyle

from motcua.signing.shapes import Box

VIETNAM: Final = ZoneInfo("Asia/Ho_Chi_Minh")
# The largest type that lets the words fit into the box.
_TEMPLATE: Final = b"""
#let data = json(bytes(sys.inputs.data))
#let (width, height) = (data.width * 1pt, data.height * 1pt)
#let words(size) = block(width: width - 8pt, {
  set text(font: "Libertinus Serif", size: size, lang: "vi", fill: rgb("#b00020"), hyphenate: false)
  set par(leading: 0.3em, spacing: 0.35em)
  for line in data.lines { par(text(line)) }
})
#set page(width: width, height: height, margin: 0.4pt, fill: none)
#rect(width: 100%, height: 100%, inset: 3pt, stroke: 0.6pt + rgb("#b00020"), align(left + horizon, context {
  let size = 9pt
  while size > 4pt and measure(words(size)).height > height - 8pt { size -= 0.5pt }
  words(size)
}))
"""
# The free band of the top margin: 20 mm high in an official paper, the page number sits in its middle.
_BAND: Final = (150.0, 34.0, 10.0)  # width, height, distance from the edge


def lines(signer: str, organisation: str, now: datetime) -> list[str]:
    """The words of the appearance. The time is written with its zone (ISO 8601)."""
    at = now.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M:%S +07:00")
    parts = [
        ("Ký bởi", signer),
        ("Cơ quan", "" if organisation == signer else organisation),
        ("Thời gian ký", at),
    ]
    return [f"{label}: {value}" for label, value in parts if value]


def default_box(*, page_width: float, page_height: float, shown: Iterable[float]) -> Box:
    """A place in the top margin of page 1, from the right: where the decree puts an agency's signature on an annex.

    `shown` holds the upper edges of the signatures that page 1 already shows.
    """
    width, height, edge = _BAND
    before = sum(top > page_height - height for top in shown)
    right = page_width - edge - before * (width + edge / 2)
    return Box(
        page=0, left=right - width, right=right, top=page_height - edge, bottom=page_height - edge - height
    )


def style(words: list[str], box: Box) -> StaticStampStyle:
    """A stamp for pyHanko that shows the words in the box."""
    width, height = box.right - box.left, box.top - box.bottom
    data = json.dumps({"width": width, "height": height, "lines": words}, ensure_ascii=False)
    drawing = typst.compile(
        _TEMPLATE, sys_inputs={"data": data}, ignore_system_fonts=True, font_paths=_typefaces()
    )
    return StaticStampStyle(
        border_width=0,
        background=_Drawing(drawing),
        background_opacity=1.0,
        background_layout=SimpleBoxLayoutRule(
            x_align=AxisAlignment.ALIGN_MIN, y_align=AxisAlignment.ALIGN_MIN, margins=Margins.uniform(0)
        ),
    )


@cache
def _typefaces() -> typst.Fonts:
    """The fonts inside typst; Libertinus has all Vietnamese letters. Those of the machine are left alone."""
    return typst.Fonts(include_system_fonts=False)


class _Drawing(PdfContent):
    """A page of another PDF, as the content of a stamp."""

    def __init__(self, pdf: bytes) -> None:
        super().__init__()
        self._pdf = pdf

    def render(self) -> bytes:
        writer: Any = self.writer
        picture = writer.import_page_as_xobject(PdfFileReader(io.BytesIO(self._pdf)))
        self.resources.xobject["/Drawing"] = picture
        left, bottom, right, top = picture.get_object()["/BBox"]
        self.box = BoxConstraints(width=abs(right - left), height=abs(top - bottom))
        return b"/Drawing Do"
