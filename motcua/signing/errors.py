"""What a person may read when signing does not work."""

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refused


class SigningRefused(Refused):
    """Nothing was signed. `reason` is for the log and the administrator."""

    code: ClassVar[str] = "signing_refused"
    status: ClassVar[int] = 503
    message = _("Chưa ký số được. Vui lòng thử lại sau hoặc báo cho quản trị viên.")

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__()
        self.add_note(reason)


class UnknownKey(SigningRefused):
    """There is no such key, it cannot be opened, or the holder has none."""

    code: ClassVar[str] = "unknown_key"
    message = _("Chưa có khóa ký số hợp lệ cho người hoặc cơ quan này.")


class TimestampUnavailable(SigningRefused):
    """The time-stamp authority does not answer or answers wrongly."""

    code: ClassVar[str] = "timestamp_unavailable"
    message = _("Dịch vụ cấp dấu thời gian chưa trả lời. Vui lòng thử lại sau.")
