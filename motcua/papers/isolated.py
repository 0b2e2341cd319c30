"""The confined part of typesetting a template that is not ours: it runs in a process of its own and can reach nothing.

Before the template is looked at, the process gives up the right to open anything: with no file descriptor to be had
there is no reading of files, no network and no writing, whatever the template finds to call.
"""

import base64
import json
import os
import resource
from datetime import datetime
from typing import IO, Any

import typst


def typeset(job: IO[bytes]) -> bytes:
    """The PDF of a job (JSON) with its signature slots, or what is wrong with its template; JSON again."""
    return json.dumps(_typeset(json.load(job))).encode()


def _typeset(job: dict[str, Any]) -> dict[str, Any]:
    os.putenv("RAYON_NUM_THREADS", "1")  # each thread would take its part of the memory allowed
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[job["fonts"]])
    files = {name: text.encode() for name, text in job["files"].items()}
    at = datetime.fromisoformat(job["issued_at"]) if job["issued_at"] else None
    _warm_up(fonts, job["standards"])
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))
    given = {"root": job["root"], "font_paths": fonts, "sys_inputs": job["inputs"]}
    try:
        compiler = typst.Compiler(_several(files), **given)
        pdf = compiler.compile(format="pdf", pdf_standards=job["standards"], timestamp=at)
        slots = typst.query(_several(files), job["slots"], field="value", **given)
    except typst.TypstError as error:
        return {"error": error.diagnostic or error.message}
    assert isinstance(pdf, bytes)
    return {"pdf": base64.b64encode(pdf).decode(), "slots": json.loads(slots)}


def _warm_up(fonts: typst.Fonts, standards: Any) -> None:
    """Load every face and all that is imported late, while files can still be opened."""
    page = b'#set document(title: "x")\n#set text(font: "Liberation Serif", lang: "vi")\na *a* _a_ *_a_*'
    compiler = typst.Compiler(_several({"main.typ": page}), font_paths=fonts)
    compiler.compile(format="pdf", pdf_standards=standards)


def _several(files: dict[str, bytes]) -> Any:
    return files  # typst takes several files in memory; its stub does not say so
