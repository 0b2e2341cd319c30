"""How the machine's door says no where no room below does."""

from collections.abc import Mapping
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Conflict, Invalid, NotAllowed, Refused


class Malformed(Refused):
    """The request cannot be read: no JSON, a character that no text has."""

    code = "malformed"
    status = 400
    message = _("Không đọc được yêu cầu.")


class KeyMissing(Refused):
    """A write that may be sent twice came without an idempotency key, or with one that is none."""

    code = "idempotency_key_required"
    status = 400
    message = _("Cần tiêu đề Idempotency-Key gồm 1 đến 200 ký tự ASCII in được.")


class Unauthenticated(Refused):
    """No token, or one that is unknown, expired or revoked: the answer is the same (RFC 6750 section 3)."""

    code = "unauthenticated"
    status = 401
    message = _("Cần mã truy cập (token) còn hiệu lực.")

    def __init__(self, *, given: bool) -> None:
        super().__init__()
        self.headers = {
            "WWW-Authenticate": 'Bearer realm="motcua"' + (', error="invalid_token"' if given else "")
        }


class ScopeMissing(NotAllowed):
    """The token is good, but not for this."""

    code = "insufficient_scope"
    message = _("Mã truy cập (token) không có phạm vi cần thiết.")

    def __init__(self, scope: str) -> None:
        super().__init__(_("Mã truy cập (token) không có phạm vi “%(scope)s”.") % {"scope": scope})
        challenge = f'Bearer realm="motcua", error="insufficient_scope", scope="{scope}"'
        self.headers = {"WWW-Authenticate": challenge}


class MethodRefused(Refused):
    """The address exists, the method does not."""

    code = "method_not_allowed"
    status = 405
    message = _("Địa chỉ này không nhận phương thức đã dùng.")

    def __init__(self, allow: str) -> None:
        super().__init__()
        self.headers = {"Allow": allow}


class LengthMissing(Refused):
    """A body in chunks, without a length beforehand: under WSGI it cannot be told from an empty one."""

    code = "length_required"
    status = 411
    message = _("Cần tiêu đề Content-Length.")


class PreconditionFailed(Conflict):
    """`If-Match` named another version than the present one."""

    code = "precondition_failed"
    status = 412
    message = _("Hồ sơ đã thay đổi so với phiên bản nêu trong If-Match. Vui lòng đọc lại hồ sơ.")


class TooLarge(Refused):
    """More bytes than are taken."""

    code = "content_too_large"
    status = 413
    message = _("Nội dung gửi lên quá lớn.")


class MediaTypeRefused(Refused):
    """The body is not of a kind this address reads."""

    code = "unsupported_media_type"
    status = 415
    message = _("Kiểu nội dung (Content-Type) không được hỗ trợ.")

    def __init__(self, accepted: str) -> None:
        super().__init__(_("Gửi nội dung với Content-Type: %(accepted)s.") % {"accepted": accepted})
        self.headers = {"Accept": accepted}


class BodyInvalid(Invalid):
    """The request does not fit the contract. `errors` are ready for the answer: pointer or parameter, and words."""

    def __init__(self, errors: list[dict[str, Any]]) -> None:
        super().__init__()
        self.errors = errors


class Fault(Refused):
    """Our own mistake; the log holds its trace under `error_id`."""

    code: ClassVar[str] = "fault"
    status: ClassVar[int] = 500
    message: ClassVar[str | Promise] = _("Hệ thống gặp lỗi khi xử lý yêu cầu.")

    def __init__(self, error_id: str) -> None:
        super().__init__(
            _("Hệ thống gặp lỗi khi xử lý yêu cầu. Mã lỗi: %(error_id)s.") % {"error_id": error_id}
        )
        self.more: Mapping[str, Any] = {"error_id": error_id}
