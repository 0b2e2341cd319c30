"""Names of template files glued to the end of a paper's name."""

import re
import unicodedata
from itertools import pairwise

from motcua.procedures.catalogue.text import LOWER, UPPER, clean_line

_FILE_END = re.compile(r"\.(?:docx|doc|pdf|xlsx|xls|rtf|zip|rar|pptx|odt)(?! ?\(|\.|x)", re.IGNORECASE)
# Where a file name may begin: no blank before it, and a letter or a digit that does not go on with the word before.
_SEAM = re.compile(rf"(?<=[{LOWER}])(?=[{UPPER}~])|(?<=[;:,.)”\"’])(?=[{LOWER}{UPPER}\d~])(?<!\d[.,](?=\d))")
# Words that file names of templates begin with, after a number perhaps; many were typed without marks.
_KNOWN_WORDS = (
    r"mẫu",
    r"mau",
    r"m[us]+(?=[a-z\d])",
    r"bm[._ ]",
    r"phụ lục",
    r"phu ?luc",
    r"phl[uc]*",
    r"pl[ _.\-]?(?=[\dIVX_P])",
    r"đơn",
    r"don",
    r"to ?khai",
    r"tờ khai",
    r"(?:tk|na|pc|hk|xt|dc|ct)-?\d\d?\D",
    r"tk[_ ]",
    r"tphs",
    r"tthc",
    r"tp-",
    r"\d\.\d{6}",
)
_KNOWN_START = re.compile(
    rf"~\$|(?:\d{{1,3}}[.\- ]{{0,2}}){{0,3}}(?:{'|'.join(_KNOWN_WORDS)})", re.IGNORECASE
)
_AFTER_CAPITALS = re.compile(
    r"(?<=[A-ZĐ\d])(?=(?:Mẫu|Mau|MẪU|Phụ lục|PHỤ LỤC|Phu luc|Phuluc|Phlc|Mus|mẫu số|phụ lục) ?)"
)
_COPY_NUMBER = re.compile(r"(?: ?\(\d+\))+\Z")
_LONGEST = 120


def split_form(name: str) -> tuple[str, str, bool]:
    """(name, file names, whether the seam is certain). When it is not, the name keeps everything."""
    name = unicodedata.normalize("NFC", name)
    found = list(_FILE_END.finditer(name))
    if not found or name[found[-1].end() :].strip():
        return name, "", True
    start = _start_of_file(name[: found[0].start()])
    if start is None:
        return name, "", False
    bounds = [start, *(end.end() for end in found)]
    files = [clean_line(name[a:b]) for a, b in pairwise(bounds)]
    return name[:start], "; ".join(files), True


def _start_of_file(head: str) -> int | None:
    """Where a file name without its ending starts: at the first seam that a known word follows, or at the only one.

    Seams inside one word without blanks count as one: a file name may hold some itself.
    """
    floor = max(0, len(head) - _LONGEST)
    seams = [found.start() for found in _SEAM.finditer(head, floor)]
    known = [at for at in seams if _KNOWN_START.match(head, at)]
    known += [found.start() for found in _AFTER_CAPITALS.finditer(head, floor)]
    if known:
        return min(known)
    last_word = _COPY_NUMBER.sub("", head).rfind(" ") + 1
    return seams[0] if seams and (len(seams) == 1 or seams[0] >= last_word) else None
