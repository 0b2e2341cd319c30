"""What was done, as the next page says it; the address carries the key."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "account": _("Đã tạo tài khoản."),
    "appointed": _("Đã bổ nhiệm."),
    "closed": _("Cơ quan đã được ghi nhận ngừng hoạt động."),
    "changed": _("Đã lưu thay đổi."),
    "created": _("Đã thêm cơ quan."),
    "day": _("Đã khai báo ngày."),
    "delegated": _("Đã giao việc thay trong thời gian vắng mặt."),
    "dismissed": _("Đã bỏ qua điểm cần xem lại."),
    "ended": _("Đã ghi ngày kết thúc vị trí."),
    "factor": _("Đã gỡ xác thực hai bước; mọi phiên đăng nhập ngừng ngay."),
    "hours": _("Đã đặt giờ làm việc."),
    "legal_value": _("Đã khai báo giá trị mới."),
    "merged": _("Đã ghi nhận sáp nhập."),
    "opened": _("Đã mở lại tài khoản."),
    "person": _("Đã thêm cán bộ."),
    "removed": _("Đã xoá."),
    "renamed": _("Đã đổi tên cơ quan."),
    "replayed": _("Sự kiện được đưa lại vào hàng đợi."),
    "replayed_notice": _("Thông báo được đưa lại vào hàng đợi."),
    "revoked": _("Đã thu hồi."),
    "settled": _("Đã xác nhận. Thủ tục có phiên bản mới; hồ sơ đã tiếp nhận giữ phiên bản cũ."),
    "shut": _("Đã đóng tài khoản. Mọi phiên đăng nhập và khoá truy cập ngừng ngay."),
    "withdrawn": _("Đã rút lại khai báo."),
}


def say_done(key: str) -> str:
    """The sentence for a key; empty for anything else."""
    return str(WORDS.get(key, ""))
