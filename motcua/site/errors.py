"""Answers to requests that could not be served: a page for people, an RFC 9457 problem for machines."""

import sys
import uuid
from collections.abc import Iterator
from urllib.parse import urlsplit

import structlog
from django.conf import settings
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from motcua.accounts.door import ConfirmFirst
from motcua.kernel.errors import NotAllowed, NotFound, Refused, Unavailable
from motcua.kernel.outages import outage
from motcua.site.confirming import confirm_page

log = structlog.get_logger(__name__)

API = "/api/"
# A form to be sent again is given back inside the page: long enough for the longest of ours.
_MOST_GIVEN_BACK = 200_000


class BadRequest(Refused):
    """What came is not a request this site understands."""

    code = "bad_request"
    status = 400


class PageNotFound(NotFound):
    """There is no page at this address."""

    code = "page_not_found"


class FormExpired(Refused):
    """A form without its protection token: cookies are off, or it lay open too long."""

    code = "form_expired"
    status = 403


def answer(request: HttpRequest, error: Exception) -> HttpResponse | None:
    """The answer to whatever a view raised. With DEBUG on, faults are left to Django's technical page."""
    if isinstance(error, Unavailable):
        return unavailable(request, error, cause=error)
    if isinstance(error, ConfirmFirst) and request.method == "POST" and not request.path.startswith(API):
        return confirm_page(request)
    if isinstance(error, Refused):
        return refusal(request, error)
    if passing := outage(error):
        return unavailable(request, passing, cause=error)
    if isinstance(error, Http404):
        return refusal(request, PageNotFound())
    if isinstance(error, PermissionDenied):
        return refusal(request, NotAllowed())
    if isinstance(error, SuspiciousOperation):
        log.warning("request.suspicious", path=request.path, error=str(error))
        return bad_request(request, error)
    return None if settings.DEBUG else fault(request, error)


def refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    """A "no" in words for the one who asked."""
    if request.path.startswith(API):
        return _problem(refused.status, refused.code, str(refused.detail), errors=refused.fields)
    template = "errors/404.html" if type(refused) is PageNotFound else "errors/refused.html"
    context: dict[str, object] = {
        "refused": refused,
        "message": refused.detail,
        "status": refused.status,
        "fields": refused.fields,
    }
    return _page(request, template, context, status=refused.status, fallback=str(refused.detail))


def fault(request: HttpRequest, error: Exception | None) -> HttpResponse:
    """A fault of ours: logged with its stack trace under an id; the visitor sees the id alone."""
    error_id = uuid.uuid4().hex[:8].upper()
    log.error(
        "request.failed", error_id=error_id, method=request.method, path=request.path, exc_info=error or True
    )
    message = _("Hệ thống gặp lỗi khi xử lý yêu cầu. Mã lỗi: %(error_id)s.") % {"error_id": error_id}
    if request.path.startswith(API):
        return _problem(500, "fault", message, error_id=error_id)
    return _page(request, "errors/500.html", {"error_id": error_id}, status=500, fallback=message)


def unavailable(request: HttpRequest, refused: Unavailable, *, cause: BaseException) -> HttpResponse:
    """An outage that passes: when to come back, and what was typed, ready to be sent again."""
    log.error(
        "request.unavailable", method=request.method, path=request.path, code=refused.code, error=repr(cause)
    )
    if request.path.startswith(API):
        response = _problem(refused.status, refused.code, str(refused.detail), errors=refused.fields)
    else:
        context: dict[str, object] = {
            "message": refused.detail,
            "path": request.get_full_path(),
            "again": tuple(_given_back(request)),
            "had_files": (request.content_type or "").startswith("multipart/"),
        }
        fallback = str(refused.detail)
        response = _page(
            request, "errors/unavailable.html", context, status=refused.status, fallback=fallback
        )
    response.headers["Retry-After"] = str(int(refused.retry_after.total_seconds()))
    response.headers["Cache-Control"] = "no-store"
    return response


def _given_back(request: HttpRequest) -> Iterator[tuple[str, str]]:
    """What was typed, for a form that sends it again. A password is never written into a page."""
    if request.method != "POST":
        return
    try:
        given = [(name, value) for name, values in request.POST.lists() for value in values]
    except (OSError, ValueError):  # the body was cut short, or there is no disk to read it to
        return
    secret = any("password" in name for name, _value in given)
    if not secret and sum(len(name) + len(value) for name, value in given) <= _MOST_GIVEN_BACK:
        yield from given


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler for requests that make no sense."""
    return refusal(request, BadRequest(_("Yêu cầu không hợp lệ.")))


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler for what is not permitted."""
    return refusal(request, NotAllowed())


def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Django's handler for unknown addresses."""
    return refusal(request, PageNotFound())


def server_error(request: HttpRequest) -> HttpResponse:
    """Django's handler for faults outside of a view."""
    error = sys.exception()
    passing = outage(error)
    return unavailable(request, passing, cause=error) if passing and error else fault(request, None)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Django's handler for a form whose token is missing or wrong."""
    log.warning("request.csrf_refused", path=request.path, reason=reason)
    message = _(
        "Biểu mẫu đã hết hạn hoặc trình duyệt không cho phép cookie. Vui lòng tải lại trang và gửi lại."
    )
    given = tuple(_given_back(request))
    if request.path.startswith(API) or not given or not _came_from_here(request):
        return refusal(request, FormExpired(message))
    said = _("Trang đã mở quá lâu. Nội dung bạn nhập còn nguyên; bấm nút dưới đây để gửi lại.")
    return _again(request, given, heading=_("Gửi lại biểu mẫu"), message=said, status=FormExpired.status)


def session_ended(request: HttpRequest) -> HttpResponse | None:
    """For a form that arrived after its sender's session had ended: what was typed, and how to go on.

    None when there is nothing to give back, or when another site sent it: its words must not be put into our page.
    """
    given = tuple(_given_back(request))
    if not given or not _came_from_here(request):
        return None
    said = _(
        "Nội dung bạn vừa nhập còn nguyên trên trang này, đừng đóng trang. "
        "Hãy đăng nhập lại ở thẻ mới, rồi trở về đây bấm “Gửi lại”."
    )
    heading = _("Phiên đăng nhập đã hết")
    return _again(
        request, given, heading=heading, message=said, status=401, sign_in=reverse("portal:sign_in")
    )


def _again(
    request: HttpRequest, given: tuple[tuple[str, str], ...], *, status: int, **said: str
) -> HttpResponse:
    context: dict[str, object] = {
        "sign_in": "",
        **said,
        "path": request.get_full_path(),
        "again": [pair for pair in given if pair[0] != "csrfmiddlewaretoken"],
        "had_files": (request.content_type or "").startswith("multipart/"),
    }
    response = _page(request, "errors/again.html", context, status=status, fallback=said["message"])
    response.headers["Cache-Control"] = "no-store"
    return response


def _came_from_here(request: HttpRequest) -> bool:
    """Whether a page of this site sent the form, as the browser says."""
    sender = request.headers.get("Origin") or request.headers.get("Referer", "")
    return urlsplit(sender).netloc == request.get_host()


def _problem(status: int, code: str, detail: str, **more: object) -> HttpResponse:
    body = {"type": f"urn:motcua:problem:{code}", "title": code, "status": status, "detail": detail, **more}
    plain = {"ensure_ascii": False}
    return JsonResponse(body, status=status, content_type="application/problem+json", json_dumps_params=plain)


def _page(
    request: HttpRequest, template: str, context: dict[str, object], *, status: int, fallback: str
) -> HttpResponse:
    try:
        return render(request, template, context, status=status)
    except Exception:
        # The page about the fault must not depend on what is at fault.
        log.exception("request.error_page_failed", template=template)
        return HttpResponse(f"{fallback}\n", status=status, content_type="text/plain; charset=utf-8")
