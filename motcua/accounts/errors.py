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
