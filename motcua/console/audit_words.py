"""Entries of the trail in words. What has no words here is shown by its stable name."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from motcua.procedures.door import standard_workflow

SUBJECTS = (
    ("agency", _("Cơ quan")),
    ("person", _("Cán bộ")),
    ("position", _("Vị trí công tác")),
    ("account", _("Tài khoản")),
    ("dossier", _("Hồ sơ")),
    ("procedure", _("Thủ tục")),
    ("competence", _("Thẩm quyền giải quyết")),
    ("import_run", _("Lần nhập danh mục")),
    ("office_hours", _("Giờ làm việc")),
    ("calendar_day", _("Ngày nghỉ, ngày làm bù")),
    ("event", _("Sự kiện")),
    ("notice", _("Thông báo")),
    ("notice_wording", _("Mẫu thông báo")),
    ("network", _("Địa chỉ mạng")),
)
_SUBJECTS = dict(SUBJECTS) | {"seal": _("Dấu niêm phong"), "synonym": _("Từ đồng nghĩa")}

_ACTIONS = {
    "account.authenticator_added": _("Thêm ứng dụng xác thực"),
    "account.authenticator_removed": _("Gỡ ứng dụng xác thực"),
    "account.changed": _("Sửa tài khoản"),
    "account.closed": _("Đóng tài khoản"),
    "account.confirmed": _("Xác nhận lại danh tính"),
    "account.created": _("Tạo tài khoản"),
    "account.data_taken": _("Tải dữ liệu của mình"),
    "account.erased": _("Chủ tài khoản đóng hẳn tài khoản"),
    "account.opened": _("Mở lại tài khoản"),
    "account.passkey_added": _("Thêm khóa truy cập"),
    "account.passkey_removed": _("Gỡ khóa truy cập"),
    "account.passkey_used": _("Dùng khóa truy cập"),
    "account.password_set": _("Đặt mật khẩu"),
    "account.recovery_code_used": _("Dùng mã dự phòng"),
    "account.recovery_codes_renewed": _("Tạo mã dự phòng mới"),
    "account.second_factor_reset": _("Gỡ xác thực hai bước của người khác"),
    "account.sessions_ended": _("Đăng xuất thiết bị khác"),
    "account.sign_in_failed": _("Đăng nhập không thành công"),
    "account.signed_in": _("Đăng nhập"),
    "agency.changed": _("Sửa thông tin cơ quan"),
    "agency.closed": _("Ngừng hoạt động"),
    "agency.contact_changed": _("Sửa liên hệ"),
    "agency.created": _("Thêm cơ quan"),
    "agency.renamed": _("Đổi tên"),
    "calendar_day.declared": _("Khai báo ngày"),
    "calendar_day.withdrawn": _("Rút lại khai báo ngày"),
    "catalogue.import": _("Nhập danh mục"),
    "competence.removed": _("Xoá quy tắc thẩm quyền"),
    "competence.seed": _("Đề xuất thẩm quyền"),
    "competence.set": _("Đặt thẩm quyền"),
    "dossier.attach": _("Đính kèm giấy tờ"),
    "dossier.confirm_payment": _("Xác nhận nộp phí"),
    "dossier.detach": _("Bỏ giấy tờ"),
    "dossier.erased": _("Xóa dữ liệu cá nhân theo thời hạn lưu giữ"),
    "dossier.held": _("Giữ lại, không xóa khi hết thời hạn"),
    "dossier.hold_lifted": _("Thôi giữ lại"),
    "notice.retried": _("Gửi lại thông báo"),
    "notice.worded": _("Đổi mẫu thông báo"),
    "notice.wording_withdrawn": _("Rút lại mẫu thông báo"),
    "account.notices": _("Chọn cách nhận thông báo"),
    "event.replayed": _("Đưa lại sự kiện vào hàng đợi"),
    "looks.exported": _("Tải danh sách lượt xem"),
    "office_hours.set": _("Đặt giờ làm việc"),
    "person.added": _("Thêm cán bộ"),
    "person.appointed": _("Bổ nhiệm"),
    "position.delegated": _("Giao việc thay"),
    "position.delegation_revoked": _("Thu hồi giao việc thay"),
    "position.ended": _("Kết thúc vị trí"),
    "procedure.confirm": _("Xác nhận giá trị"),
    "procedure.dismiss_review": _("Bỏ qua điểm cần xem lại"),
    "retention.erased": _("Xóa theo thời hạn lưu giữ"),
    "synonym.seed": _("Nạp từ đồng nghĩa"),
    "synonym.set": _("Sửa từ đồng nghĩa"),
    "token.issued": _("Cấp khoá truy cập"),
    "token.revoked": _("Thu hồi khoá truy cập"),
}
_KEYS = {
    "address": _("Địa chỉ"),
    "agency": _("Cơ quan"),
    "code": _("Mã"),
    "entries_blanked": _("Số mục đã xóa nội dung"),
    "from": _("Từ"),
    "ground": _("Căn cứ"),
    "identifier": _("Mã định danh"),
    "name": _("Tên"),
    "note": _("Ghi chú"),
    "on": _("Ngày"),
    "reason": _("Lý do"),
    "revision": _("Phiên bản"),
    "role": _("Vai trò"),
    "to": _("Đến"),
    "until": _("Đến hết ngày"),
    "username": _("Tên đăng nhập"),
}


def say_subject(subject: str) -> str:
    """A kind of thing in words."""
    return str(_SUBJECTS.get(subject, subject))


def say_action(action: str) -> str:
    """An act in words; acts on dossiers are called as the workflow calls them."""
    if action in _ACTIONS:
        return str(_ACTIONS[action])
    subject, _dot, key = action.partition(".")
    actions = standard_workflow().actions.values() if subject == "dossier" else ()
    label = next((one.label for one in actions if one.key == key), None)
    return label.said_in(get_language() or "vi") if label else action


def say_data(data: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What an act carried, as names and values; empty values are left out."""
    return [
        (str(_KEYS.get(key, key)), _say_value(value))
        for key, value in data.items()
        if value not in (None, "")
    ]


def _say_value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_say_value(one)}" for key, one in value.items())
    if isinstance(value, list):
        return ", ".join(map(_say_value, value))
    return str(value)
