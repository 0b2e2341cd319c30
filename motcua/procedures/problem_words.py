"""Why a line of a catalogue file was left out, in words. The slugs come from the reader, the parser and the import."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "bad_characters": _("Có ký tự hoặc số không lưu được"),
    "corrupt_gzip": _("Tệp nén bị hỏng từ dòng này; hãy tải lại tệp gốc rồi nhập lại"),
    "duplicate_code": _("Mã thủ tục lặp lại trong tệp; bản ghi đầu tiên được nhận"),
    "line_too_long": _("Dòng dài quá mức của một thủ tục"),
    "no_code": _("Thiếu mã thủ tục"),
    "no_name": _("Thiếu tên thủ tục"),
    "not_an_object": _("Dòng không phải một thủ tục"),
    "not_json": _("Không đúng định dạng JSON"),
    "not_utf8": _("Không đúng bảng mã UTF-8; hãy lưu lại ở bảng mã này rồi nhập lại"),
    "truncated_gzip": _("Tệp nén bị cắt cụt ở dòng này; hãy tải lại tệp gốc rồi nhập lại"),
    "wrong_type": _("Giá trị không phải là văn bản"),
}


def say_problem(reason: str) -> str:
    """A reason such as `wrong_type: linh_vuc` in words; the field keeps its published name."""
    slug, _colon, field = reason.partition(": ")
    said = str(WORDS.get(slug, slug))
    return f"{said} ({field})" if field else said
