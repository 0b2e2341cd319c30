"""Why a file is not taken, and what to do about it."""

from django.utils.translation import gettext_lazy as _

from motcua.files.unfit import Unfit
from motcua.kernel.errors import Invalid, NotFound, Refused


class FileRefused(Invalid):
    """The file is too large, empty, of a kind that is not taken, dangerous, or not what its name says."""

    code = "file_refused"
    message = _("Không nhận được tệp này.")


class ScanUnavailable(Refused):
    """Files are to be scanned for viruses, and the scanner does not answer."""

    code = "scan_unavailable"
    status = 503
    message = _("Hiện chưa kiểm tra được vi-rút nên chưa nhận tệp. Vui lòng thử lại sau vài phút.")
    retry_after = 120


class TooManyParts(Refused):
    """One account has many unfinished uploads."""

    code = "too_many_uploads"
    status = 429
    message = _("Bạn có quá nhiều tệp đang gửi dở. Hãy đợi các tệp đó xong rồi gửi tiếp.")
    retry_after = 60


class ContentMissing(NotFound):
    """The file is known, and its content is not where it was kept."""

    code = "content_missing"
    status = 503
    message = _(
        "Hiện không mở được tệp này vì kho lưu trữ gặp sự cố. Hồ sơ vẫn còn nguyên; vui lòng thử lại sau hoặc "
        "liên hệ Trung tâm Phục vụ hành chính công."
    )


WORDS = {
    "empty": _("Tệp rỗng. Hãy chọn lại tệp có nội dung."),
    "too_large": _(
        "Tệp lớn hơn %(limit)s MB. Hãy nén ảnh, giảm độ phân giải khi quét hoặc tách thành nhiều tệp."
    ),
    "kind": _("Loại tệp này không được chấp nhận. Hãy lưu lại dưới dạng PDF rồi tải lên."),
    "mismatch": _(
        "Nội dung tệp không đúng với đuôi tên tệp “.%(extension)s”. Hãy mở tệp, lưu lại đúng định dạng rồi tải lên."
    ),
    "name_control": _("Tên tệp chứa ký tự ẩn hoặc ký tự điều khiển. Hãy đổi tên tệp rồi tải lên."),
    "name_path": _("Tên tệp chứa đường dẫn. Hãy chỉ gửi tên tệp, không kèm thư mục."),
    "name_reserved": _("Tên tệp “%(name)s” dành riêng cho hệ điều hành. Hãy đổi tên tệp rồi tải lên."),
    "name_long": _("Tên tệp dài hơn %(limit)s ký tự. Hãy đặt tên ngắn hơn rồi tải lên."),
    "name_double": _("Tên tệp có hai đuôi (“.%(extension)s” ở giữa). Hãy đổi tên tệp rồi tải lên."),
    "polyglot": _(
        "Tệp chứa lẫn nội dung của một loại tệp khác. Hãy in hoặc lưu lại thành tệp mới rồi tải lên."
    ),
    "program": _("Tệp chứa chương trình chạy được nên không được nhận. Hãy bỏ phần đó rồi tải lên."),
    "image_broken": _("Tệp ảnh bị hỏng. Hãy chụp hoặc quét lại."),
    "image_pixels": _("Ảnh có quá nhiều điểm ảnh. Hãy giảm độ phân giải rồi tải lên."),
    "package_broken": _("Không mở được tài liệu. Hãy mở bằng phần mềm soạn thảo, lưu lại rồi tải lên."),
    "package_bomb": _("Tệp nén chứa quá nhiều dữ liệu. Hãy bớt nội dung hoặc lưu lại dưới dạng PDF."),
    "package_locked": _("Tài liệu được đặt mật khẩu nên không kiểm tra được. Hãy bỏ mật khẩu rồi tải lên."),
    "package_path": _("Tài liệu chứa đường dẫn bất thường. Hãy lưu lại dưới dạng PDF rồi tải lên."),
    "macro": _("Không nhận tài liệu có chứa macro. Hãy lưu lại dưới dạng .docx, .xlsx không macro hoặc PDF."),
    "office_embedded": _(
        "Tài liệu có gắn đối tượng khác bên trong. Hãy bỏ đối tượng đó hoặc lưu lại dưới dạng PDF."
    ),
    "office_remote": _("Tài liệu tự tải nội dung từ nơi khác khi mở. Hãy lưu lại dưới dạng PDF rồi tải lên."),
    "pdf_broken": _("Tệp PDF bị hỏng hoặc không đúng chuẩn. Hãy mở tệp, in ra PDF mới rồi tải lên."),
    "pdf_locked": _("Tệp PDF được đặt mật khẩu nên cán bộ không mở được. Hãy bỏ mật khẩu rồi tải lên."),
    "pdf_script": _("Tệp PDF chứa mã lệnh JavaScript. Hãy in ra PDF mới rồi tải lên."),
    "pdf_launch": _("Tệp PDF tự chạy chương trình hoặc mở nơi khác. Hãy in ra PDF mới rồi tải lên."),
    "pdf_media": _("Tệp PDF chứa phim, âm thanh hoặc nội dung động. Hãy in ra PDF mới rồi tải lên."),
    "pdf_xfa": _("Tệp PDF là biểu mẫu động (XFA). Hãy in ra PDF mới rồi tải lên."),
    "pdf_embedded": _("Tệp PDF có tệp đính kèm thuộc loại không được nhận. Hãy bỏ tệp đính kèm rồi tải lên."),
    "too_complex": _(
        "Tệp quá phức tạp nên không kiểm tra được. Hãy in ra PDF mới hoặc chụp lại rồi tải lên."
    ),
    "virus": _(
        "Tệp có vi-rút (%(name)s) nên không được nhận. Hãy quét vi-rút trên máy của bạn rồi thử tệp khác."
    ),
}


def refusal(unfit: Unfit) -> FileRefused:
    """The same in words for a person."""
    return FileRefused(WORDS[unfit.reason] % unfit.details if unfit.details else WORDS[unfit.reason])
