"""Compile templates to PDF/A-2a, tagged and readable by machines (PDF/UA-1)."""

import json
import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from pathlib import Path
from typing import Any, ClassVar, Final

import typst
from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refused
from motcua.papers import fonts, rules
from motcua.papers.shapes import Paper, Slot, Typeset

TEMPLATES_DIR: Final = Path(__file__).parent / "templates"
PDF_STANDARDS: Final["list[typst.PDFStandard]"] = ["a-2a", "ua-1"]
A4_HEIGHT: Final = 841.89  # points
SLOTS: Final = "<slot>"

# Templates are configuration, but they may not reach the network: typst downloads a package on import.
_FOREIGN_IMPORT = re.compile(r'\b(?:import|include)\b(?!\s*"/?[\w-]+\.typ")|\beval\b')
_NAME = re.compile(r"[a-z][a-z_]*")


class PaperFailed(Refused):
    """The template does not fit the data. The reason is for whoever keeps the template."""

    code: ClassVar[str] = "paper_failed"
    status: ClassVar[int] = 500
    message = _("Chưa lập được văn bản từ mẫu. Vui lòng báo cho quản trị viên.")

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__()
        self.add_note(reason)


def typeset(
    *, template: str, data: Mapping[str, Any], language: str = "vi", issued_at: datetime | None = None
) -> bytes:
    """A PDF/A-2a (ISO 19005-2) and PDF/UA-1 from a template and its data.

    `template` is the name of a bundled paper (its shape in `shapes` says what `data` holds) or a typst source, which
    may import `official.typ`. The data reach it as `json(bytes(sys.inputs.data))`, with `language` added: texts are
    printed as they are and never evaluated.
    `issued_at` (aware) becomes the date of creation in the file; with it, equal input gives equal bytes.
    Raises PaperFailed when the template is broken or does not fit the data.
    """
    return _compile(_compiler(template, data, language), issued_at)


def typeset_paper(paper: Paper, *, language: str = "vi", issued_at: datetime | None = None) -> bytes:
    """One of the bundled papers (see `shapes`) as PDF/A-2a. Raises as `typeset` does."""
    return typeset(template=paper.template, data=_data_of(paper), language=language, issued_at=issued_at)


def typeset_for_signing(paper: Paper, *, language: str = "vi", issued_at: datetime | None = None) -> Typeset:
    """The same, together with the places where the signatures belong (Decree 30/2020/NĐ-CP, annex I)."""
    compiler = _compiler(paper.template, _data_of(paper), language)
    pdf = _compile(compiler, issued_at)
    found = json.loads(compiler.query(SLOTS, field="value"))
    return Typeset(pdf=pdf, slots={slot["name"]: _slot(slot) for slot in found})


def _source(template: str) -> Path | bytes:
    if _NAME.fullmatch(template):
        file = TEMPLATES_DIR / f"{template}.typ"
        if not file.is_file():
            raise PaperFailed(f"there is no template {template!r}")
        return file
    if foreign := _FOREIGN_IMPORT.search(template):
        raise PaperFailed(f"a template may import only the bundled library: {foreign.group()!r}")
    return template.encode()


def _data_of(paper: Paper) -> dict[str, Any]:
    return {field.name: getattr(paper, field.name) for field in fields(paper)}


def _compiler(template: str, data: Mapping[str, Any], language: str) -> typst.Compiler:
    """A compiler belongs to one call, so threads do not meet in it; what is dear to load, the fonts, is kept."""
    values = rules.printable(rules.complete(template, data), fonts.covered_characters())
    source: Any = _source(template)  # a path or bytes; the stub takes either, but not their union
    return typst.Compiler(
        input=source,
        root=TEMPLATES_DIR,
        font_paths=fonts.typefaces(),
        ignore_system_fonts=True,
        sys_inputs={"data": json.dumps({**values, "language": language}, ensure_ascii=False)},
    )


def _compile(compiler: typst.Compiler, issued_at: datetime | None) -> bytes:
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=PDF_STANDARDS, timestamp=issued_at)
    except typst.TypstError as error:
        raise PaperFailed(error.diagnostic or error.message) from error
    assert isinstance(pdf, bytes)
    return pdf


def _slot(found: Mapping[str, float]) -> Slot:
    top = A4_HEIGHT - found["y"]
    return Slot(
        page=int(found["page"]) - 1,
        left=found["x"],
        right=found["x"] + found["width"],
        top=top,
        bottom=top - found["height"],
    )
