"""The reasons for review for translation: the catalogue package that names them knows no Django."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "bare_duration": _("Thời gian chỉ là một con số, không có đơn vị"),
    "channels_missing": _("Không công bố cách thức thực hiện"),
    "channels_unreadable": _("Không đọc được bảng cách thức thực hiện"),
    "code_with_agency": _("Mã thủ tục kèm mã cơ quan theo cách viết cũ"),
    "count_suspicious": _("Số bản dính vào số khác hoặc quá lớn"),
    "count_zero": _("Số bản bằng 0: có thể chỉ xuất trình, hoặc không phải giấy tờ"),
    "decision_unusual": _("Số quyết định công bố viết khác thường"),
    "district_mentioned": _("Nội dung còn nhắc đến cấp huyện"),
    "documents_missing": _("Không công bố thành phần hồ sơ"),
    "documents_unreadable": _("Không đọc được bảng thành phần hồ sơ"),
    "duration_day_kind_unclear": _("Cùng một số ngày nhưng chỗ ghi ngày, chỗ ghi ngày làm việc"),
    "duration_differs_by_channel": _("Thời gian khác nhau giữa các hình thức nộp"),
    "duration_fractional": _("Thời gian có số lẻ"),
    "duration_in_text": _("Thời gian chỉ có trong trình tự hoặc mô tả"),
    "duration_in_words": _("Thời gian ghi bằng lời"),
    "duration_missing": _("Không công bố thời gian giải quyết"),
    "duration_zero": _("Thời gian bằng 0"),
    "fee_foreign_currency": _("Phí, lệ phí tính bằng ngoại tệ"),
    "fee_free_but_amount_named": _("Ghi miễn phí nhưng ghi chú nêu số tiền"),
    "fee_free_with_note": _("Ghi miễn phí nhưng kèm ghi chú cần xem"),
    "fee_glued": _("Số tiền dính liền với thời gian"),
    "fee_has_exemption": _("Có trường hợp được miễn phí, lệ phí"),
    "fee_in_thousands": _("Số tiền nhỏ bất thường, có thể tính theo nghìn đồng"),
    "fee_missing": _("Không công bố phí, lệ phí"),
    "fee_note_differs": _("Số tiền khác với ghi chú"),
    "fee_note_unbalanced": _("Ghi chú phí, lệ phí thiếu dấu ngoặc, không tách được khỏi mô tả"),
    "fee_per_unit": _("Phí, lệ phí tính theo từng đơn vị, chưa phải số tiền phải nộp"),
    "fee_set_by_council": _("Phí, lệ phí do Hội đồng nhân dân cấp tỉnh hoặc văn bản khác quy định"),
    "fee_unreadable": _("Không đọc được số tiền"),
    "fee_varies": _("Phí, lệ phí khác nhau theo trường hợp hoặc thời điểm"),
    "form_boundary_unclear": _("Không tách được tên tệp biểu mẫu khỏi tên giấy tờ"),
    "form_leftover": _("Tên tệp biểu mẫu là tệp tạm"),
    "group_label_unclear": _("Nhãn nhóm giấy tờ quá dài hoặc không có giấy tờ"),
    "legal_act_unclear": _("Không tách được tên và số của văn bản pháp lý"),
    "legal_basis_missing": _("Không công bố căn cứ pháp lý"),
    "legal_basis_unreadable": _("Không đọc được bảng căn cứ pháp lý"),
    "level_doubtful": _("Cấp thực hiện không phù hợp với cơ quan thực hiện"),
    "level_unreadable": _("Không đọc được cấp thực hiện"),
    "result_code_missing": _("Kết quả không có mã"),
    "result_code_unusual": _("Mã kết quả viết khác thường"),
    "results_missing": _("Không công bố kết quả"),
    "row_not_a_paper": _("Dòng này có thể là ghi chú, không phải giấy tờ"),
    "several_rows_per_channel": _("Một hình thức nộp có nhiều dòng: trường hợp hay giai đoạn"),
}


def say_reason(reason: str) -> str:
    """A reason for review in words; the slug itself when it has none any more."""
    return str(WORDS.get(reason, reason))
