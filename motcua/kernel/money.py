"""Money. Amounts are whole đồng, always `int`: the đồng has no subdivision in use."""


def say_dong(amount: int) -> str:
    """`150.000 đ`: grouped by dots, as Vietnamese readers write it."""
    return f"{amount:,}".replace(",", ".") + " đ"


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")
_GROUPS = ("", " nghìn", " triệu")
_BILLION = 1_000_000_000


def dong_in_words(amount: int) -> str:
    """`Một triệu năm trăm nghìn đồng`: as a notice of payment repeats its sum. Raises ValueError below zero."""
    if amount < 0:
        raise ValueError("a sum to be paid is not negative")
    words = _number(amount, inner=False) or _DIGITS[0]
    return f"{words[0].upper()}{words[1:]} đồng"


def _number(value: int, *, inner: bool) -> str:
    """The words for a number; inside a larger one its hundreds are spoken even when there are none."""
    if value >= _BILLION:
        rest = _number(value % _BILLION, inner=True)
        return f"{_number(value // _BILLION, inner=inner)} tỷ {rest}".strip()
    parts: list[str] = []
    for power in (2, 1, 0):
        group = value // 1000**power % 1000
        if group:
            parts.append(_three(group, inner=inner or bool(parts)) + _GROUPS[power])
    return " ".join(parts)


def _three(value: int, *, inner: bool) -> str:
    hundreds, tens, ones = value // 100, value // 10 % 10, value % 10
    words = [f"{_DIGITS[hundreds]} trăm"] if hundreds or inner else []
    if tens > 1:
        words.append(f"{_DIGITS[tens]} mươi")
    elif tens == 1:
        words.append("mười")
    elif ones and words:
        words.append("linh")
    if ones:
        # After a ten, one and five sound different: mười lăm, hai mươi mốt.
        words.append({1: "mốt" if tens > 1 else "một", 5: "lăm" if tens else "năm"}.get(ones, _DIGITS[ones]))
    return " ".join(words)
