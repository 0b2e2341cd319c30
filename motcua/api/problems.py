"""Every refusal as `application/problem+json` (RFC 9457), in the words of the caller's language."""

import json
import math
import uuid
from collections.abc import Mapping
from typing import Any

import structlog
from django.core.exceptions import BadRequest, PermissionDenied, RequestDataTooBig, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from ninja.errors import HttpError, ValidationError

from motcua.api.errors import BodyInvalid, Fault, Malformed, TooLarge
from motcua.kernel.errors import NotAllowed, NotFound, Refused
from motcua.kernel.outages import outage

log = structlog.get_logger(__name__)

MEDIA_TYPE = "application/problem+json"
# What pydantic found, by its name for it, in words. Bounds are filled in where the words name them.
_FAULTS: Mapping[str, str | Promise] = {
    "missing": _("Thiếu giá trị bắt buộc."),
    "extra_forbidden": _("Không có trường này."),
    "string_too_long": _("Dài quá %(max_length)s ký tự."),
    "string_too_short": _("Ngắn hơn %(min_length)s ký tự."),
    "too_long": _("Nhiều hơn %(max_length)s phần tử."),
    "literal_error": _("Chỉ nhận một trong các giá trị: %(expected)s."),
    "greater_than_equal": _("Nhỏ hơn %(ge)s."),
    "less_than_equal": _("Lớn hơn %(le)s."),
    "string_type": _("Phải là chuỗi ký tự."),
    "int_type": _("Phải là số nguyên."),
    "int_parsing": _("Phải là số nguyên."),
    "uuid_parsing": _("Phải là UUID."),
    "list_type": _("Phải là danh sách."),
    "model_type": _("Phải là đối tượng."),
    "model_attributes_type": _("Phải là đối tượng."),
    "dict_type": _("Phải là đối tượng."),
    "answer_type": _("Phải là chuỗi ký tự hoặc danh sách chuỗi ký tự."),
}


def answer(request: HttpRequest, error: Exception | type[Exception]) -> HttpResponse:
    """The problem that `error` is to the caller. Whatever nobody foresaw is logged and shown as an id alone."""
    refused = _refusal_of(error)
    if refused is None and isinstance(error, Exception) and (refused := outage(error)):
        log.error("api.unavailable", method=request.method, path=request.path, error=repr(error))
    if refused is None:
        error_id = uuid.uuid4().hex[:8].upper()
        log.error("api.failed", error_id=error_id, method=request.method, path=request.path, exc_info=error)
        refused = Fault(error_id)
    return problem(refused)


def problem(refused: Refused) -> HttpResponse:
    """One refusal. `type` is stable for machines, `title` and `detail` are words for people."""
    body = {
        "type": f"urn:motcua:problem:{refused.code}",
        "title": str(refused.message),
        "status": refused.status,
        "detail": str(refused.detail),
        "errors": getattr(refused, "errors", None) or _errors_of(refused),
        **getattr(refused, "more", {}),
    }
    content = json.dumps(body, ensure_ascii=False, default=str)
    response = HttpResponse(content, status=refused.status, content_type=MEDIA_TYPE)
    for name, value in getattr(refused, "headers", {}).items():
        response.headers[name] = value
    wait = getattr(refused, "retry_after", None)
    if wait is not None:
        seconds = wait.total_seconds() if hasattr(wait, "total_seconds") else float(wait)
        response.headers["Retry-After"] = str(max(1, math.ceil(seconds)))
    return response


def _refusal_of(error: Exception | type[Exception]) -> Refused | None:
    if isinstance(error, Refused):
        return error
    if isinstance(error, ValidationError):
        return BodyInvalid([_said(fault) for fault in error.errors])
    if isinstance(error, RequestDataTooBig):
        return TooLarge()
    if isinstance(
        error, HttpError | BadRequest | MultiPartParserError | SuspiciousOperation | UnreadablePostError
    ):
        return Malformed()
    if isinstance(error, Http404):
        return NotFound()
    return NotAllowed() if isinstance(error, PermissionDenied) else None


def _errors_of(refused: Refused) -> list[dict[str, str]]:
    return [{"field": str(field), "detail": str(words)} for field, words in refused.fields.items()]


def _said(fault: Mapping[str, Any]) -> dict[str, str]:
    place, *path = (str(part) for part in fault["loc"])
    words = str(_FAULTS.get(fault["type"], _("Giá trị không hợp lệ."))) % fault.get("ctx", {})
    if place != "body":
        return {"parameter": ".".join(path), "detail": words}
    # The first part is the name of our own parameter, which the caller never sees: pointers start at the body.
    steps = [part.replace("~", "~0").replace("/", "~1") for part in path[1:]]
    return {"pointer": "#" + "".join(f"/{step}" for step in steps), "detail": words}
