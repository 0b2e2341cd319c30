"""Plain words out of published text: one Unicode form, no editor's left-overs, "not published" as an empty string."""

import re
import unicodedata
from itertools import islice

NOT_PUBLISHED = "Không có thông tin"

# Latin letters with Vietnamese marks, for character classes: upper and lower case alternate in Unicode.
_LATIN = [chr(code) for block in (range(0x41, 0x250), range(0x1E00, 0x1F00)) for code in block]
LOWER = "".join(letter for letter in _LATIN if letter.islower())
UPPER = "".join(letter for letter in _LATIN if letter.isupper())

# Editors paste blanks, soft hyphens, direction marks and Symbol-font bullets (catalogue section 3, T11).
_ODD_CHARACTERS = {
    "\xa0": " ",
    "\u2003": " ",
    "\xad": "",
    "\u200e": "",
    "\ufeff": "",
    "\r": "",
    "\uf0fc": "•",
    "\uf0a7": "•",
    "\uf0d8": "•",
}
_ODD = re.compile(f"[{''.join(_ODD_CHARACTERS)}]")
_BLANKS = re.compile(r"[ \t]{2,}|\t")
_AROUND_NEWLINE = re.compile(r" *\n[ \n]*")
_TWO_DOTS = re.compile(r"(?<!\.)\.\.(?!\.)")
_SENTENCE_END = re.compile(r"[.;\n]")
_AROUND = 80
_PAGE_WORDS = re.compile(r"Chọn cơ quan thực hiện(?=Tỉnh|Bộ|Nộp|$)")
_PAGE_TAIL = re.compile(r"Từ khóa(?P<keywords>.*?)Mô tả(?P<description>.*)\Z|Từ khóa(?:Không)?\Z", re.DOTALL)


def clean(text: str) -> str:
    """The text with one blank between words and its line breaks kept."""
    text = _plain_characters(text)
    text = _AROUND_NEWLINE.sub("\n", _BLANKS.sub(" ", text)).strip()
    return "" if text == NOT_PUBLISHED else text


def clean_line(text: str) -> str:
    """The text on one line."""
    text = _plain_characters(text)
    text = _TWO_DOTS.sub(".", " ".join(text.split()))
    return "" if text == NOT_PUBLISHED else text


def _plain_characters(text: str) -> str:
    return _ODD.sub(lambda found: _ODD_CHARACTERS[found[0]], unicodedata.normalize("NFC", text))


def split_page_tail(text: str) -> tuple[str, str, str]:
    """(body, keywords, description): some fields end in other parts of the page, and in words of the page itself."""
    found = _PAGE_TAIL.search(text)
    if not found:
        return text, "", ""
    keywords, description = found["keywords"] or "", found["description"] or ""
    return text[: found.start()], keywords, _PAGE_WORDS.split(description, maxsplit=1)[0]


def excerpts(pattern: re.Pattern[str], text: str, most: int = 5) -> list[str]:
    """The places where a pattern occurs, each with some words of its sentence around it."""
    found = []
    for match in islice(pattern.finditer(text), most):
        before = _SENTENCE_END.split(text[max(0, match.start() - _AROUND) : match.start()])[-1]
        after = _SENTENCE_END.split(text[match.end() : match.end() + _AROUND])[0]
        found.append(clean_line(f"{before}{match[0]}{after}"))
    return found
