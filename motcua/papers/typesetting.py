"""Compile templates to PDF/A-2a, tagged and readable by machines (PDF/UA-1)."""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import fields
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, ClassVar, Final

import typst
from django.utils.translation import gettext_lazy as _

from motcua.kernel.confined import Broke, Limits, Overran, confined
from motcua.kernel.errors import Refused
from motcua.papers import fonts, isolated, rules
from motcua.papers.samples import sample
from motcua.papers.sets import Layout, table
from motcua.papers.shapes import PAPERS, Paper, Slot, Typeset

TEMPLATES_DIR: Final = Path(__file__).parent / "templates"
PDF_STANDARDS: Final["list[typst.PDFStandard]"] = ["a-2a", "ua-1"]
SLOTS: Final = "<slot>"
LIMITS: Final = Limits(cpu_seconds=15, seconds=25.0, memory=2 << 30)  # for a template that is not ours

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

    `template` is the kind of a bundled paper (its shape in `shapes` says what `data` holds) or a typst source, which
    may import `official.typ` and reaches nothing else. The data reach it as `json(bytes(sys.inputs.data))`, with
    `language` added: texts are printed as they are and never evaluated.
    `issued_at` (aware) becomes the date of creation in the file; with it, equal input gives equal bytes.
    Raises PaperFailed when the template is broken or does not fit the data.
    """
    if not _NAME.fullmatch(template):
        return _isolated(template, _inputs(data, language, "a4"), issued_at).pdf
    return _compile(_compiler(_layout(template, None), rules.complete(template, data), language), issued_at)


def typeset_paper(
    paper: Paper,
    *,
    language: str = "vi",
    issued_at: datetime | None = None,
    received_on: date | None = None,
    own_template: str | None = None,
) -> bytes:
    """One of the papers of `shapes` as PDF/A-2a.

    `received_on` is the day (in Vietnam) on which the dossier was received: it prints the papers that were in force
    then (TT 01/2018 or TT 03/2025); without it, those of today. `own_template` is typst source that a procedure brings
    instead; it gets the same data, may import `official.typ`, and reaches neither files nor network.
    Raises PaperFailed when the template is broken or does not fit the data.
    """
    data, layout = rules.complete(paper.template, _data_of(paper)), _layout(paper.template, received_on)
    if own_template is not None:
        return _isolated(own_template, _inputs(data, language, layout.sheet), issued_at).pdf
    return _compile(_compiler(layout, data, language), issued_at)


def typeset_for_signing(
    paper: Paper,
    *,
    language: str = "vi",
    issued_at: datetime | None = None,
    received_on: date | None = None,
    own_template: str | None = None,
) -> Typeset:
    """The same, together with the places where the signatures belong (Decree 30/2020/NĐ-CP, annex I)."""
    data, layout = rules.complete(paper.template, _data_of(paper)), _layout(paper.template, received_on)
    if own_template is not None:
        return _isolated(own_template, _inputs(data, language, layout.sheet), issued_at)
    compiler = _compiler(layout, data, language)
    pdf = _compile(compiler, issued_at)
    return Typeset(pdf=pdf, slots=_slots(json.loads(compiler.query(SLOTS, field="value"))))


def try_template(kind: str, source: str) -> bytes:
    """An invented paper of that kind, printed with a template before anyone's real data are.

    Raises PaperFailed, whose `reason` says where the template is broken, and KeyError for an unknown kind.
    """
    return typeset_paper(sample(kind), own_template=source)


def _layout(kind: str, received_on: date | None) -> Layout:
    if kind not in PAPERS:
        raise PaperFailed(f"there is no template {kind!r}")
    return table().layout(kind, received_on)


def _data_of(paper: Paper) -> dict[str, Any]:
    return {field.name: getattr(paper, field.name) for field in fields(paper)}


def _inputs(data: Mapping[str, Any], language: str, sheet: str) -> dict[str, str]:
    values = rules.printable(data, fonts.covered_characters())
    return {"data": json.dumps({**values, "language": language}, ensure_ascii=False), "sheet": sheet}


def _compiler(layout: Layout, data: Mapping[str, Any], language: str) -> typst.Compiler:
    """A new one each time, so that nothing of one paper stays behind for the next; only the fonts are kept."""
    return typst.Compiler(
        input=TEMPLATES_DIR / f"{layout.template}.typ",
        root=TEMPLATES_DIR,
        font_paths=fonts.typefaces(),
        ignore_system_fonts=True,
        sys_inputs=_inputs(data, language, layout.sheet),
    )


def _compile(compiler: typst.Compiler, issued_at: datetime | None) -> bytes:
    try:
        pdf = compiler.compile(format="pdf", pdf_standards=PDF_STANDARDS, timestamp=_stamp(issued_at))
    except typst.TypstError as error:
        raise PaperFailed(error.diagnostic or error.message) from error
    assert isinstance(pdf, bytes)
    return pdf


def _stamp(issued_at: datetime | None) -> datetime | None:
    """The moment as typst takes it: whole seconds, in a zone whose offset never changes."""
    return issued_at.astimezone(UTC).replace(microsecond=0) if issued_at else None


def _isolated(template: str, inputs: Mapping[str, str], issued_at: datetime | None) -> Typeset:
    """Typeset in a confined process that cannot open anything."""
    stamp = _stamp(issued_at)
    library = (TEMPLATES_DIR / "official.typ").read_text("utf-8")
    job = {
        "files": {"main.typ": template, "official.typ": library},
        "fonts": str(fonts.FONTS_DIR),
        "inputs": inputs,
        "issued_at": stamp.isoformat() if stamp else None,
        "root": str(TEMPLATES_DIR),
        "slots": SLOTS,
        "standards": PDF_STANDARDS,
    }
    try:
        done = confined(isolated.typeset, json.dumps(job).encode(), limits=LIMITS)
    except Overran as error:
        raise PaperFailed("the template takes too much time or memory") from error
    except Broke as error:
        raise PaperFailed(f"the template broke typesetting: {error}") from error
    answer = json.loads(done)
    if "error" in answer:
        raise PaperFailed(answer["error"])
    return Typeset(pdf=base64.b64decode(answer["pdf"]), slots=_slots(answer["slots"]))


def _slots(found: list[dict[str, Any]]) -> dict[str, Slot]:
    return {slot["name"]: _slot(slot) for slot in found}


def _slot(found: Mapping[str, float]) -> Slot:
    top = found["page_height"] - found["y"]
    return Slot(
        page=int(found["page"]) - 1,
        left=found["x"],
        right=found["x"] + found["width"],
        top=top,
        bottom=top - found["height"],
    )
