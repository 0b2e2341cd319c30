"""Kinds of the table of retention in words."""

from django.utils.translation import gettext_lazy as _

_KINDS = {
    "audit.look": _("Lượt xem dữ liệu cá nhân"),
    "dossiers.draft": _("Bản nháp chưa nộp"),
    "dossiers.finished": _("Hồ sơ đã trả kết quả"),
    "dossiers.upload": _("Tệp tải lên trước khi nộp"),
    "notices.message": _("Thông báo đã gửi"),
    "dossiers.without_result": _("Hồ sơ bị từ chối, đã rút, dừng giải quyết"),
}


def say_kind(kind: str) -> str:
    """The kind in words; one without words by its stable name."""
    return str(_KINDS.get(kind, kind))
