"""What happens around every request."""

import uuid
from collections.abc import Callable
from typing import cast

import structlog
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers

from motcua.accounts.door import SessionStore, standing
from motcua.kernel import clock
from motcua.kernel.addresses import came_by_tls
from motcua.site import errors

View = Callable[[HttpRequest], HttpResponseBase]

_HEADERS = {
    # Own files only, nothing inline: a script that slips into a page does not run.
    "Content-Security-Policy": (
        "default-src 'self'; img-src 'self' data: blob:; frame-src 'self' blob:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
    ),
    "Permissions-Policy": "camera=(self), geolocation=(self), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "SAMEORIGIN",
}


class BehindProxies:
    """Takes a proxy's word for TLS in front of it: secure cookies, redirects and HSTS depend on it."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if came_by_tls(request):
            request.META["wsgi.url_scheme"] = "https"
        return self.get_response(request)


class RequestId:
    """Names the request, in the log and in the answer, so that the two can be brought together."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request_id = uuid.uuid4().hex[:12]
        structlog.contextvars.clear_contextvars()
        structlog.contextvars.bind_contextvars(request_id=request_id)
        response = self.get_response(request)
        response.headers["X-Request-ID"] = request_id
        return response


class SecurityHeaders:
    """Headers by which the browser protects the visitor. A view that must differ sets its own beforehand."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response


class CompressPages(GZipMiddleware):
    """Pages travel compressed, of random length so that nothing can be guessed from it (BREACH).

    Only pages: an answer of the API keeps its strong ETag, a file its length and ranges.
    """

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
            return super().process_response(request, response)
        return response


class Language:
    """Vietnamese, unless the visitor chose otherwise. What the browser prefers does not count: the law's text does."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response
        self.known = {code for code, _ in settings.LANGUAGES}

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        asked = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        code = asked if asked in self.known else settings.LANGUAGE_CODE
        translation.activate(code)
        request.LANGUAGE_CODE = code
        response = self.get_response(request)
        if "Content-Language" not in response.headers:
            # A face that chose by other means, as the API does by Accept-Language, has said so itself.
            response.headers["Content-Language"] = code
            patch_vary_headers(response, ["Cookie"])
        return response


class Authenticated:
    """Sets `request.actor`: who is signed in and what they may do at this moment, None for a visitor.

    `request.former` is whose session has just run out, so that what they typed is kept for nobody else.
    """

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        request.actor = request.former = None  # type: ignore[attr-defined]
        if request.path.startswith((settings.STATIC_URL, "/healthz")):
            return self.get_response(request)
        # Without a session cookie this asks the database nothing.
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            store = cast(SessionStore, request.session)
            found = standing(store, now=clock.now())
            request.actor, request.former = found.actor, found.former  # type: ignore[attr-defined]
            if found.actor is not None:
                structlog.contextvars.bind_contextvars(account=str(found.actor.id))
            elif found.former is not None:
                store.flush()
        response = self.get_response(request)
        if request.actor is not None:  # type: ignore[attr-defined]
            # Counters share computers: the back button must not show what the last person saw.
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class RefusalPages:
    """Turns what a view raises into a page, or into an RFC 9457 problem under /api."""

    def __init__(self, get_response: View) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        return errors.answer(request, error)
