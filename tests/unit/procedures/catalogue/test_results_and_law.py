"""Result codes in several spellings (T10), and acts whose numbers are glued to names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.procedures.catalogue import parse_record
from motcua.procedures.catalogue.legal import split_acts
from motcua.procedures.catalogue.results import split_results
from tests.unit.procedures.catalogue.made import LAW_HEADER, record


@pytest.mark.parametrize(
    ("raw_code", "code"),
    [
        ("KQ.G15.000031", "KQ.G15.000031"),
        ("KQ-G17.000005", "KQ.G17.000005"),
        ("KQ.g19.000556", "KQ.G19.000556"),
        ("G19-KQ006098", "KQ.G19.006098"),
        ("KQ.G12.0001234", ""),
        ("KQ.G01.00262", ""),
        ("000.00.00.G04-KQ0174", ""),
        ("TP-G12.0001300", ""),
        ("12231", ""),
    ],
)
def test_result_codes(raw_code: str, code: str) -> None:
    parsed = parse_record(
        record(ket_qua_xu_ly=f"Giấy phépMã: {raw_code}Văn bản từ chốiMã: KQ.G15.000002Từ khóa")
    )
    assert [(r.name, r.code, r.raw_code) for r in parsed.results] == [
        ("Giấy phép", code, raw_code),
        ("Văn bản từ chối", "KQ.G15.000002", "KQ.G15.000002"),
    ]
    expected = [] if code == raw_code else ["result_code_unusual"]
    assert [review.reason for review in parsed.needs_review] == expected


def test_page_words_are_cut_but_keywords_and_description_stay() -> None:
    text = "Giấy phépMã: KQ.G15.000001Từ khóadiều, gióMô tảCó thời hạn.Chọn cơ quan thực hiệnTỉnh/ Thành phốNộp hồ sơ"
    parsed = parse_record(record(ket_qua_xu_ly=text))
    assert (parsed.results[0].raw, parsed.keywords, parsed.description) == (
        "Giấy phépMã: KQ.G15.000001",
        "diều, gió",
        "Có thời hạn.",
    )


def test_missing_results_and_codes_are_marked() -> None:
    assert parse_record(record(ket_qua_xu_ly="")).needs_review[0].reason == "results_missing"
    parsed = parse_record(record(ket_qua_xu_ly="Giấy phépMã: Chưa xác định"))
    assert [r.raw for r in parsed.results] == ["Giấy phépMã: ", "Chưa xác định"]
    assert [r.reason for r in parsed.needs_review] == ["result_code_unusual", "result_code_missing"]


@pytest.mark.parametrize(
    ("text", "acts"),
    [
        (
            "Luật Diều5/2020/QH14Nghị định về gió6/2021/NĐ-CP",
            [("Luật Diều", "5/2020/QH14"), ("Nghị định về gió", "6/2021/NĐ-CP")],
        ),
        ("Luật Nhà số 27/2023/QH1527/2023/QH15", [("Luật Nhà số 27/2023/QH15", "27/2023/QH15")]),
        ("Luật ngày 29/6/202443/2024/QH15", [("Luật ngày 29/6/2024", "43/2024/QH15")]),
        (
            "Về gióThông tư số 3/2023/TT-BTPLuật Mây7/2024/QH15",
            [("Về gió", "3/2023/TT-BTP"), ("Luật Mây", "7/2024/QH15")],
        ),
        (
            "Thông tư số 5/2025/TT-BCA ngày 01/7/2025 sửa Thông tư số 5/2021/TT-BCA về diều5/2025/TT-BCA",
            [
                (
                    "Thông tư số 5/2025/TT-BCA ngày 01/7/2025 sửa Thông tư số 5/2021/TT-BCA về diều",
                    "5/2025/TT-BCA",
                )
            ],
        ),
        ("Cắt giảm66.7/2025/NQ-CP", [("Cắt giảm", "66.7/2025/NQ-CP")]),
        ("Thông tư ngày 15/5/2026.55/2026/TT-BTC", [("Thông tư ngày 15/5/2026.", "55/2026/TT-BTC")]),
        ("Về gió5/2025/NĐ-CLuật Mây7/2024/QH15", [("Về gió", "5/2025/NĐ-C"), ("Luật Mây", "7/2024/QH15")]),
        (
            "Nghị định số 5/2020/NĐ-CP số 5/2020/NĐ-CP",
            [("Nghị định số 5/2020/NĐ-CP số 5/2020/NĐ-CP", "5/2020/NĐ-CP")],
        ),
        (
            "Quyết định số 23/2022/QĐ-TTg của kỳ họp thứ 323/2022/QĐ-TTg",
            [("Quyết định số 23/2022/QĐ-TTg của kỳ họp thứ 3", "23/2022/QĐ-TTg")],
        ),
        ("Luật Mây5/2020/QH14.", [("Luật Mây", "5/2020/QH14")]),
        (
            "Luật MâyLuật số 7/2024/QH155/2025/TT-NHNNsố 5/2025/TT-NHNN",
            [("Luật Mây", "7/2024/QH15"), ("5/2025/TT-NHNN", "5/2025/TT-NHNN")],
        ),
        ("10/2024/TT-BXD10/2024/TT-BXD", [("10/2024/TT-BXD", "10/2024/TT-BXD")]),
    ],
)
def test_acts(text: str, acts: list[tuple[str, str]]) -> None:
    parsed = parse_record(record(can_cu_phap_ly=LAW_HEADER + text))
    assert [(act.name, act.number) for act in parsed.legal_basis] == acts
    assert not parsed.needs_review


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Không có thông tin", "legal_basis_missing"),
        ("Trang bị lỗi", "legal_basis_unreadable"),
        (f"{LAW_HEADER}Luật Diều năm nay", "legal_act_unclear"),
        (f"{LAW_HEADER}Quyết định của kỳ họp thứ 323/2022/QĐ-TTg", "legal_act_unclear"),
        (f"{LAW_HEADER}Luật Diều61Thông tư về gió3/2025/TT-BCA", "legal_act_unclear"),
    ],
)
def test_unclear_law(text: str, reason: str) -> None:
    assert [review.reason for review in parse_record(record(can_cu_phap_ly=text)).needs_review] == [reason]


@given(
    st.lists(
        st.sampled_from(
            ["Luật A", "5/2020/QH14", "Thông tư số ", "7/2021/TT-BTP", " ", "2024", ";", "ngày 1/2/2024"]
        )
    )
)
def test_no_act_is_dropped(parts: list[str]) -> None:
    text = "".join(parts)
    assert "".join(act.raw for act in split_acts(text)) == ("" if not text.strip() else text)


@given(st.lists(st.sampled_from(["Giấy", "Mã: ", "KQ.G15.000001", "G15-KQ000001", "12", " ", "x"])))
def test_no_result_is_dropped(parts: list[str]) -> None:
    text = "".join(parts)
    assert "".join(result.raw for result in split_results(text)) == text
