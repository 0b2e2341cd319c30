"""How signing in can fail."""

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Refused


class SignInFailed(Refused):
    """Unknown username, wrong password or closed account: the words are the same."""

    code = "sign_in_failed"
    status = 401
    message = _("Tên đăng nhập hoặc mật khẩu không đúng.")


class SignInThrottled(SignInFailed):
    """Too many tries, whether the account exists or not."""

    code = "sign_in_throttled"
    status = 429
    message = _("Bạn đã thử đăng nhập quá nhiều lần. Vui lòng thử lại sau 15 phút.")


class ConfirmFirst(Refused):
    """What was asked for binds the person or the agency: they show once more that it is they. Nothing was done yet."""

    code = "confirm_first"
    status = 403
    message = _("Xác nhận lại danh tính để tiếp tục.")


class SetUpFirst(Refused):
    """Something has to be put in order before this account works: `what` is as in `Actor.must`."""

    code = "set_up_first"
    status = 403
    message = _("Cần hoàn tất việc bảo vệ tài khoản trước khi tiếp tục.")

    def __init__(self, what: str) -> None:
        self.what = what
        super().__init__()
