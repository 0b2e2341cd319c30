"""How the ten national statuses of a dossier are said and coloured; 0 is a draft, which the nation does not count."""

from django.utils.translation import gettext_lazy as _

NATIONAL_STATUSES = (
    (_("Bản nháp"), "grey"),
    (_("Mới đăng ký"), "blue"),
    (_("Được tiếp nhận"), "teal"),
    (_("Không được tiếp nhận"), "red"),
    (_("Đang xử lý"), "purple"),
    (_("Yêu cầu bổ sung giấy tờ"), "orange"),
    (_("Yêu cầu thực hiện nghĩa vụ tài chính"), "yellow"),
    (_("Công dân yêu cầu rút hồ sơ"), "grey"),
    (_("Dừng xử lý"), "magenta"),
    (_("Đã xử lý xong"), "green"),
    (_("Đã trả kết quả"), "green-strong"),
)
