"""How this room says no."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Conflict, Invalid, NotAllowed, Refused


class ActionNotPossible(Refused):
    """The transition table has no such edge from the dossier's present step."""

    code = "action_not_possible"
    status = 409
    message = _("Bước này không thực hiện được ở trạng thái hiện tại của hồ sơ.")


class TooLateToWithdraw(ActionNotPossible):
    """The result is being checked and signed."""

    message = _("Kết quả đang được trình ký nên không rút hồ sơ được nữa. Vui lòng chờ kết quả.")


class ActionNotYours(NotAllowed):
    """The edge exists, but belongs to another role or agency."""

    code = "action_not_yours"
    message = _("Việc này thuộc về người hoặc cơ quan khác.")


class Changed(Conflict):
    """Somebody, perhaps the same person in another tab, acted since the page was shown."""

    code = "changed"
    message = _("Hồ sơ đã thay đổi từ khi bạn mở trang này. Vui lòng xem lại rồi thực hiện.")


class Overtaken(Conflict):
    """Another tab answered questions of the same page otherwise; `stored` is what it kept, by key."""

    code = "overtaken"
    message = _("Trang này vừa được lưu ở một thẻ khác với nội dung khác.")

    def __init__(self, stored: Mapping[str, Any]) -> None:
        super().__init__()
        self.stored = stored


class Erased(Conflict):
    """What tells of people in the dossier is gone by rule of retention."""

    code = "erased"
    message = _("Dữ liệu cá nhân của hồ sơ này đã xóa theo thời hạn lưu giữ, không giữ lại được nữa.")


class AlreadyReappointed(Refused):
    """The law allows one re-appointment (61/2018 art. 19.9)."""

    code = "already_reappointed"
    status = 409
    message = _("Hồ sơ đã được hẹn lại ngày trả kết quả; pháp luật chỉ cho phép hẹn lại một lần.")


class StillRunning(Refused):
    """An account cannot be closed while dossiers run in its name; `codes` says which."""

    code = "still_running"
    status = 409
    message = _("Bạn còn hồ sơ đang giải quyết. Chờ kết quả hoặc rút hồ sơ trước khi đóng tài khoản.")

    def __init__(self, codes: tuple[str, ...]) -> None:
        super().__init__()
        self.codes = codes


class ResultRevoked(Refused):
    """What was revoked is neither revoked again nor corrected: the case is taken up again instead."""

    code = "result_revoked"
    status = 409
    message = _("Kết quả đã bị thu hồi. Nếu cần giải quyết tiếp, hãy mở lại hồ sơ.")


class KeyReused(Conflict):
    """An idempotency key came again with another body."""

    code = "idempotency_key_reused"
    status = 422
    message = _("Khóa chống trùng đã được dùng cho một yêu cầu khác.")


class Incomplete(Invalid):
    """The dossier lacks something; `fields` names it."""

    code = "incomplete"
    message = _("Hồ sơ còn thiếu thông tin hoặc giấy tờ bắt buộc.")


class NotOnline(Refused):
    """The procedure is not a live service of this province."""

    code = "not_offered"
    status = 409
    message = _("Thủ tục này chưa được cung cấp tại tỉnh.")


class LookupFailed(Refused):
    """Code or secret is wrong: the same words for both."""

    code = "lookup_failed"
    status = 404
    message = _("Không tìm thấy hồ sơ với mã hồ sơ và mã tra cứu đã nhập.")


class ReceivesOnlyOwn(NotAllowed):
    """The province lets this counter receive for its own agencies alone."""

    code = "receives_only_own"
    message = _(
        "Nơi tiếp nhận này không được nhận hộ hồ sơ của cơ quan khác. Hướng dẫn công dân nộp tại nơi khác."
    )


class NoSeat(NotAllowed):
    """An official who works on no dossier, at a place where dossiers are worked on."""

    code = "no_seat"
    message = _("Bạn chưa có vị trí giải quyết hồ sơ")
