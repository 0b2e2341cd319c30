"""How large bodies of requests may be: a body is read in pieces while it arrives (`pace`), never held whole."""

from collections.abc import Callable

import structlog
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refused
from motcua.site import errors
from motcua.site.pace import Body

log = structlog.get_logger(__name__)

_FORM = 1024 * 1024  # what a form may weigh beside its file


class BodyTooLarge(Refused):
    """More bytes than are taken at once."""

    code = "content_too_large"
    status = 413
    message = _("Nội dung gửi lên quá lớn. Hãy gửi từng tệp một, mỗi tệp trong giới hạn ghi trên trang.")


class LengthMissing(Refused):
    """A body in chunks, without a length beforehand."""

    code = "length_required"
    status = 411
    message = _("Yêu cầu không cho biết độ dài nội dung. Vui lòng tải lại trang và gửi lại.")


class Bodies:
    """Refuses a body that is too large before any of it is read; says in words why one was not read to its end."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        refused = _refused_unread(request)
        if refused is None:
            response = self.get_response(request)
            body = request.META.get("wsgi.input")
            refused = body.refused if isinstance(body, Body) else None
            if refused is None:
                return response
            response.close()
        log.info("request.body_refused", code=refused.code, path=request.path)
        response = errors.refusal(request, refused)
        # The rest of the body is not read: without this, it would be taken for the next request.
        response.headers["Connection"] = "close"
        if wait := getattr(refused, "retry_after", None):
            response.headers["Retry-After"] = str(wait)
        return response


def _refused_unread(request: HttpRequest) -> Refused | None:
    length = request.headers.get("content-length") or ""
    if "transfer-encoding" in request.headers and not length:
        return LengthMissing()
    signed_in = getattr(request, "actor", None) is not None
    most = settings.MAX_BODY_BYTES if signed_in else settings.MAX_UPLOAD_BYTES + _FORM
    return BodyTooLarge() if length.isdigit() and int(length) > most else None
