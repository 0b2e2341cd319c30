import pytest

from motcua.kernel.money import dong_in_words


@pytest.mark.parametrize(
    ("amount", "words"),
    [
        (0, "Không đồng"),
        (5, "Năm đồng"),
        (10, "Mười đồng"),
        (15, "Mười lăm đồng"),
        (21, "Hai mươi mốt đồng"),
        (105, "Một trăm linh năm đồng"),
        (1_000, "Một nghìn đồng"),
        (1_005, "Một nghìn không trăm linh năm đồng"),
        (15_000, "Mười lăm nghìn đồng"),
        (1_550_000, "Một triệu năm trăm năm mươi nghìn đồng"),
        (2_000_035, "Hai triệu không trăm ba mươi lăm đồng"),
        (1_000_000_001, "Một tỷ không trăm linh một đồng"),
        (12_345_678_900, "Mười hai tỷ ba trăm bốn mươi lăm triệu sáu trăm bảy mươi tám nghìn chín trăm đồng"),
        (3_000_000_000_000, "Ba nghìn tỷ đồng"),
    ],
)
def test_sums_in_words(amount, words):
    assert dong_in_words(amount) == words


def test_there_is_no_negative_sum_to_pay():
    with pytest.raises(ValueError, match="negative"):
        dong_in_words(-1)
