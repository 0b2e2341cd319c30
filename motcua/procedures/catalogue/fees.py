"""The fee cell of a row with its note. An amount is taken only where nothing beside it speaks against it."""

import re
import unicodedata

from motcua.procedures.catalogue.text import NOT_PUBLISHED, clean_line
from motcua.procedures.catalogue.types import Fee

# Below this an amount was typed in thousands (T3): no fee of a procedure is less than a thousand đồng.
_LEAST_AMOUNT = 1000

_CELL = re.compile(r"(\d[\d.,]*) (VNĐ|Việt Nam Đồng|Đồng|USD)")
_AMOUNT = re.compile(r"\d{1,3}(?:,\d{3})*")
_AMOUNT_IN_NOTE = re.compile(
    r"(?<![\d.,/])(\d{1,3}(?:[.,]\d{3})+|\d{4,9})(?=\s*(?:đ\b|đồng|vnđ|vnd|việt nam đồng|/))"
)
_NUMBER_IN_NOTE = re.compile(r"(?<![\d.,/])\d{1,3}(?:\.\d{3})+(?![\d/])")
_MONEY = re.compile(r"\d\s*(?:đ\b|đồng|vnđ|vnd|usd|triệu|nghìn|tỷ|%)|\d{1,3}(?:[.,]000)+")
_COUNCIL = re.compile(r"hội đồng nhân dân|hđnd|ủy ban nhân dân|uỷ ban nhân dân|ubnd|chính quyền địa phương")
_FEE_LAW = re.compile(r"luật phí|pháp luật về phí|pháp luật phí|phí,? (?:và )?lệ phí")
_NOTHING = re.compile(
    r"(?:không(?: có| quy định)?|không thu (?:phí|lệ phí|phí, lệ phí)|miễn (?:phí|lệ phí|phí, lệ phí)|miễn)"
)
_IN_MILLIONS = re.compile(r"(?<![\d.,/])(\d{1,4})(?:[.,](\d))? triệu")
_PER_UNIT = re.compile(r"/ ?(?:0?1 )?(?:khẩu|loại|đơn hàng|môn|tem|bản|người|trang|tấn|phương tiện|cơ sở|tờ)")
_FOR_A_TIME = re.compile(r"giảm|áp dụng mức|từ ngày|đến hết ngày|%")
_EXEMPTION = re.compile(r"miễn|không thu")
_FEE_IN_DESCRIPTION = re.compile(
    r"(?:^|\n|[.;] ?)\W*(?:các loại |mức )?(?:lệ )?phí(?:, lệ phí)?[^\n]{0,25}(?::|quy định tại)"
)


def read_fee(
    time: str, cell: str, note: str, description: str, *, is_open: bool = False
) -> tuple[Fee | None, list[str]]:
    """The fee and the doubts about it. With no `time` the cell's first digits belong to the time (T2)."""
    text = clean_line(cell if is_open else f"{cell}{note}")
    doubts = ["fee_note_unbalanced"] if is_open else []
    words = _words(note) if not is_open else _words(f"{note} {description}")
    if cell == NOT_PUBLISHED:
        council = ["fee_set_by_council"] if _COUNCIL.search(_fee_lines(description)) else []
        return None, [*doubts, *(council or ["fee_missing"])]
    if cell == "Miễn phí":
        amount, more = _read_free(words or _fee_lines(description))
    else:
        amount, more = _read_amount(cell, words, is_glued=not time)
    return Fee(None if is_open else amount, text), doubts + more


def _words(text: str) -> str:
    """Lower case, one blank, outer brackets and list marks gone."""
    text = " ".join(unicodedata.normalize("NFC", text).lower().split())
    return text.strip("()-+*.;: \u200e")


def _fee_lines(description: str) -> str:
    text = unicodedata.normalize("NFC", description).lower()
    return text if _FEE_IN_DESCRIPTION.search(text) else ""


def _read_free(note: str) -> tuple[int | None, list[str]]:
    if not note or _NOTHING.fullmatch(note):
        return 0, []
    if _COUNCIL.search(note) or _FEE_LAW.search(note):
        return None, ["fee_set_by_council"]
    if _MONEY.search(note):
        return None, ["fee_free_but_amount_named"]
    return None, ["fee_free_with_note"]


def _read_amount(cell: str, note: str, *, is_glued: bool) -> tuple[int | None, list[str]]:
    found = _CELL.fullmatch(cell)
    if is_glued:
        return None, ["fee_glued"]
    if not found or not _AMOUNT.fullmatch(found[1]):
        return None, ["fee_unreadable"]
    if found[2] == "USD":
        return None, ["fee_foreign_currency"]
    amount = int(found[1].replace(",", ""))
    if amount < _LEAST_AMOUNT:
        return None, ["fee_in_thousands"]
    if _COUNCIL.search(note):
        return None, ["fee_set_by_council"]
    return _compare_with_note(amount, note)


def _compare_with_note(amount: int, note: str) -> tuple[int | None, list[str]]:
    named = {int(re.sub(r"\D", "", found)) for found in _AMOUNT_IN_NOTE.findall(note)}
    named |= {int(found.replace(".", "")) for found in _NUMBER_IN_NOTE.findall(note)}
    named |= {
        int(whole) * 1_000_000 + int(tenth or 0) * 100_000 for whole, tenth in _IN_MILLIONS.findall(note)
    }
    if named and amount not in named:
        return None, ["fee_note_differs"]
    if len(named) > 1 or _FOR_A_TIME.search(note):
        return None, ["fee_varies"]
    if _PER_UNIT.search(note):
        return None, ["fee_per_unit"]
    if _EXEMPTION.search(note):
        return amount, ["fee_has_exemption"]
    return amount, ["fee_varies"] if not named and _MONEY.search(note) else []
