"""Invented people: the same place always gets the same people."""

import random

SURNAMES = "Nguyễn Trần Lê Phạm Hoàng Phan Vũ Đặng Bùi Đỗ Hồ Ngô Dương Lý Đinh Trịnh Mai Tạ Chu Hà".split()
MIDDLE = {
    "women": "Thị Thu Ngọc Thanh Minh Phương Hồng Kim Diệu Bích".split(),
    "men": "Văn Đức Minh Quang Hữu Xuân Công Trọng Đình Thành".split(),
}
GIVEN = {
    "women": "Hương Lan Hạnh Nga Thủy Yến Hiền Loan Trang Mai Vân Oanh Dung Phượng Quỳnh Thảo Uyên Nhung".split(),
    "men": "Hùng Dũng Tuấn Sơn Thắng Bình Cường Hải Long Nam Phúc Quân Tâm Vinh Kiên Khánh Lâm Đạt".split(),
}


def person(seed: str) -> str:
    """A full name; a pure function of `seed`."""
    dice = random.Random(seed)
    group = dice.choice(("women", "men"))
    return f"{dice.choice(SURNAMES)} {dice.choice(MIDDLE[group])} {dice.choice(GIVEN[group])}"
