"""What every answer of the machine's door has: language, validators, cache rules, and problems instead of pages."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from motcua.api import problems
from motcua.api.errors import LengthMissing, Malformed, MediaTypeRefused, MethodRefused
from motcua.kernel.access import Access, declared
from motcua.kernel.errors import NotFound

View = Callable[..., HttpResponseBase]
JSON = "application/json"
PRIVATE = "private, no-store"
# The gate lets every call through to the door, which asks for its token: each operation says which (`auth=`).
BY_TOKEN = Access("caller with the operation's token", lambda actor: actor)


def enveloped(patterns: Iterable[URLPattern], *, files: Collection[str]) -> Iterator[URLPattern]:
    """The same addresses, each view in its envelope; those named in `files` take bodies of any kind, not only JSON."""
    for pattern in patterns:
        pattern.callback = envelope(pattern.callback, any_body=pattern.name in files)
        yield pattern


def envelope(view: View, *, any_body: bool = False) -> View:
    """Wrap one view. Sessions count for nothing here, hence no CSRF token: only a bearer token opens anything."""

    @csrf_exempt
    @declared(BY_TOKEN)
    def wrapped(request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        language = language_of(request)
        with translation.override(language):
            response = _guarded(view, request, any_body, kwargs)
        response.headers.setdefault("Content-Language", language)
        response.headers.setdefault("Cache-Control", PRIVATE)
        patch_vary_headers(response, ["Accept-Language"])
        return _conditional(request, response)

    return wrapped


def language_of(request: HttpRequest) -> str:
    """Vietnamese, unless the caller prefers another language that the platform speaks."""
    for code, _quality in parse_accept_lang_header(request.headers.get("Accept-Language", "")):
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return settings.LANGUAGE_CODE


def not_found(request: HttpRequest, path: str) -> HttpResponse:
    """Every address under the door that is none."""
    raise NotFound


def etag_of(content: bytes, *, version: int | None = None) -> str:
    """A weak validator (RFC 9110 section 8.8.3): the version of what is shown, where it has one, and its content."""
    digest = hashlib.sha256(content).hexdigest()[:20]
    return f'W/"{digest}"' if version is None else f'W/"{version}-{digest}"'


def _guarded(view: View, request: HttpRequest, any_body: bool, kwargs: dict[str, Any]) -> HttpResponseBase:
    try:
        _check(request, any_body)
        response = view(request, **kwargs)
    except Exception as error:  # noqa: BLE001 - whatever it is, a machine gets a problem and never a page
        return problems.answer(request, error)
    if response.status_code == MethodRefused.status:
        return problems.problem(MethodRefused(response.headers["Allow"]))
    return response


def _check(request: HttpRequest, any_body: bool) -> None:
    if request.method == "HEAD":
        # The server leaves the body away (RFC 9110 section 9.3.2); the views need not know.
        request.method = "GET"
    if "\0" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        raise Malformed
    if "Transfer-Encoding" in request.headers and "content-length" not in request.headers:
        raise LengthMissing
    has_body = request.headers.get("content-length") not in (None, "", "0")
    if has_body and not any_body and request.content_type != JSON:
        raise MediaTypeRefused(JSON)


def _conditional(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    if request.method != "GET" or response.status_code != 200 or not isinstance(response, HttpResponse):
        return response
    etag = response.headers.get("ETag") or etag_of(response.content)
    response.headers["ETag"] = etag
    known = [tag.removeprefix("W/") for tag in parse_etags(request.headers.get("If-None-Match", ""))]
    if "*" not in known and etag.removeprefix("W/") not in known:
        return response
    unchanged = HttpResponse(status=304)
    del unchanged.headers["Content-Type"]
    for name in ("ETag", "Cache-Control", "Vary", "Content-Language"):
        if name in response.headers:
            unchanged.headers[name] = response.headers[name]
    return unchanged
