"""An invented record; tests change one field at a time."""

CHANNELS_HEADER = "Hình thức nộpThời gianPhí, lệ phíMô tả"
PAPERS_HEADER = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"
LAW_HEADER = "Tên văn bản pháp lýMã văn bản"

RECORD = {
    "ma_thu_tuc": "9.900001",
    "ten_thu_tuc": "Cấp giấy phép thả diều",
    "so_quyet_dinh": "12/QĐ-BTP",
    "cap_thuc_hien": "Cấp tỉnh, Cấp xã",
    "loai_thu_tuc": "Loại khác",
    "linh_vuc": "Thả diều",
    "doi_tuong_thuc_hien": "Công dân Việt Nam, Cán bộ, công chức, viên chức",
    "co_quan_co_tham_quyen": "",
    "dia_chi_tiep_nhan": "",
    "co_quan_duoc_uy_quyen": "",
    "co_quan_phoi_hop": "",
    "thu_tuc_lien_quan": "Không có thông tin",
    "trinh_tu_thuc_hien": "Bước 1: Nộp hồ sơ.\nBước 2: Nhận kết quả.",
    "cach_thuc_thuc_hien": f"{CHANNELS_HEADER}Trực tiếp5 Ngày làm việcMiễn phí",
    "thanh_phan_ho_so": f"--{PAPERS_HEADER}Đơn đề nghị1 bản chính",
    "can_cu_phap_ly": f"{LAW_HEADER}Nghị định về diều1/2020/NĐ-CP",
    "co_quan_thuc_hien": "Ủy ban nhân dân cấp xã",
    "yeu_cau_dieu_kien": "Không có thông tin",
    "ket_qua_xu_ly": "Giấy phép thả diềuMã: KQ.G15.000001Từ khóaKhông có thông tinMô tảKhông có thông tin",
}


def record(**changes: str) -> dict[str, str]:
    """The invented record with some fields changed."""
    return RECORD | changes


def channels(*rows: str) -> str:
    return CHANNELS_HEADER + "".join(rows)


def papers(*rows: str, label: str = "--") -> str:
    return label + PAPERS_HEADER + "".join(rows)
