"""Errors that a person may read."""

import datetime as dt
from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refused(Exception):
    """An operation said no, in words for the one who asked. Nothing was changed.

    `code` is stable for machines (RFC 9457 `type`), `status` is the HTTP status a face answers with, `fields`
    maps a field's key to what is wrong with it.
    """

    code: ClassVar[str] = "refused"
    status: ClassVar[int] = 409
    message: ClassVar[str | Promise] = _("Không thực hiện được yêu cầu này.")

    def __init__(self, message: str | Promise = "", *, fields: dict[str, Any] | None = None) -> None:
        self.detail = message or self.message
        self.fields = fields or {}
        super().__init__(str(self.detail))


class NotAllowed(Refused):
    """The actor may not do this, or nobody is signed in."""

    code = "not_allowed"
    status = 403
    message = _("Bạn không có quyền thực hiện việc này.")


class NotFound(Refused):
    """There is no such thing, or the actor may not know that there is: the answer is the same."""

    code = "not_found"
    status = 404
    message = _("Không tìm thấy nội dung yêu cầu.")


class Invalid(Refused):
    """What was given does not fit. `fields` says where."""

    code = "invalid"
    status = 422
    message = _("Thông tin chưa hợp lệ. Vui lòng kiểm tra lại.")


class Conflict(Refused):
    """Somebody else was faster, or the same key came with other content."""

    code = "conflict"
    status = 409
    message = _("Nội dung này vừa được người khác thay đổi. Vui lòng tải lại trang.")


class Unavailable(Refused):
    """Something this installation rests on is gone for the moment. `retry_after` says when to ask again."""

    code = "unavailable"
    status = 503
    message = _("Hệ thống tạm thời gián đoạn. Yêu cầu này chưa được thực hiện; vui lòng gửi lại sau ít phút.")
    retry_after: ClassVar[dt.timedelta] = dt.timedelta(seconds=15)


class NoSpace(Unavailable):
    """The disk is full: nothing new can be kept, what was kept is safe."""

    code = "no_space"
    status = 507
    message = _(
        "Hệ thống tạm hết chỗ lưu trữ nên chưa nhận thêm được. Những gì đã nộp vẫn an toàn; vui lòng gửi lại sau."
    )
    retry_after = dt.timedelta(minutes=5)
