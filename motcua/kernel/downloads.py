"""Files on their way out. They came from strangers: no browser may run, guess or keep them."""

from typing import BinaryIO

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

PDF = "application/pdf"
# What a browser shows without running anything in it, in a page of its own without rights (`sandbox`).
_HARMLESS = frozenset({PDF, "image/png", "image/jpeg", "text/plain"})


def send(content: bytes | BinaryIO, *, name: str, media_type: str, inline: bool = False) -> HttpResponseBase:
    """`content` as a download called `name`, or shown in the browser when `inline` and the kind is harmless."""
    shown = inline and media_type in _HARMLESS
    response: HttpResponseBase = (
        HttpResponse(content, content_type=media_type)
        if isinstance(content, bytes)
        else FileResponse(content, content_type=media_type)
    )
    response.headers["Content-Disposition"] = content_disposition_header(not shown, name) or "attachment"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    # A browser's own reader of PDF does not start in a sandbox; scripts in a PDF run in none of them.
    if not (shown and media_type == PDF):
        response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
