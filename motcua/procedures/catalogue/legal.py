"""The flattened table of legal acts: `<name><number>` again and again, the number often part of the name too."""

import re
from dataclasses import dataclass

from motcua.procedures.catalogue.text import LOWER, NOT_PUBLISHED, UPPER, clean_line
from motcua.procedures.catalogue.types import LegalAct, Review

HEADER = "Tên văn bản pháp lýMã văn bản"

# An organ's letters end before a capital that begins a word: "TT-BTP" + "Thông tư".
_ORGAN = (
    r"(?:VKSNDTC|BVHTTDL|BNNPTNT|BLĐTBXH|TANDTC|BTNMT|BKHĐT|BNNMT|BGTVT|BTTTT|BKHCN|BGDĐT|NHNN|VPCP|TTCP|UBDT|BHXH|UBND"
    r"|HĐND|HĐTP|KTNN|BTC|BTP|BCA|BXD|BYT|BCT|BNV|BQP|BNG|BNN|CTN"
    rf"|[A-ZĐ]{{2,10}}(?![{LOWER}])|[A-ZĐ]{{2,9}}(?=[A-ZĐ][{LOWER}]))"
)
_KIND = (
    rf"(?:(?:NQ-|PL-)?(?:UBTV)?QH1\d|(?:PL-)?UBTVQH1\d|N[ĐD]-\s?CP|NĐ-C(?=[{UPPER}][{LOWER}])|NQ-CP|Q[ĐD]-TTg"
    rf"|(?:TTLT|NQLT|TT|NQ|QĐ|CT|L)[-_/]{_ORGAN}(?:-{_ORGAN})*)"
)
# Only numbers of the Government's resolutions have a point: 66.7/2025/NQ-CP.
_DIGITS = r"(?P<digits>\d{1,3}\.\d{1,2}(?=/\d{4}/NQ)|\d+[a-z]?)"
_NUMBER = re.compile(rf"{_DIGITS}/(?P<rest>(?:\d{{4}}/)?{_KIND})")
_ACT_WORD = r"(?:Bộ luật|Luật|Nghị định|Nghị quyết|Thông tư liên tịch|Thông tư|Quyết định|Pháp lệnh)"
_CITED = re.compile(rf"(?<=[^\s(])(?:{_ACT_WORD}(?: số)?|số) ?\Z")
_AGAIN = re.compile(rf"(?:{_ACT_WORD} )?(?:số )?")
_YEAR_AND_NUMBER = re.compile(r"((?:19|20)\d\d)(\d{1,3}[a-z]?)")
_GOES_ON = re.compile(rf"\s*(?:ngày\s+\d|của\s|[,;)])|[{LOWER}]*\s*ngày\s+\d")
_NOT_A_SEAM = re.compile(r"(?:[ \xa0(/\-–_\[“\"]|số:?|Số:?)\Z")
_ENDS_IN_REFERENCE = re.compile(rf"(?:{_ACT_WORD}|số:?)\s?\Z", re.IGNORECASE)
_HAS_WORDS = re.compile(r"[^\W_]")
_TWO_ACTS = re.compile(rf"[{LOWER}]\d+/\d{{4}}/|[{LOWER}\d]{_ACT_WORD}\b|[^\W\d_]\d+[A-ZĐ][{LOWER}]")


@dataclass(frozen=True, slots=True)
class RawAct:
    """One row as published, cut into name and number."""

    name: str
    number: str
    raw: str
    is_certain: bool = True


def split_acts(body: str) -> list[RawAct]:
    """The rows in order; their `raw` parts joined give the text back."""
    acts, start = [], 0
    for found in _NUMBER.finditer(body):
        act = _read_act(body, start, found)
        if act:
            acts.append(act)
            start = found.end()
    if _HAS_WORDS.search(body[start:]) or (body[start:].strip() and not acts):
        acts.append(RawAct(body[start:], "", body[start:], False))
    elif acts and body[start:]:
        last = acts.pop()
        acts.append(RawAct(last.name, last.number, last.raw + body[start:], last.is_certain))
    return acts


def read_legal_basis(published: str) -> tuple[tuple[LegalAct, ...], list[Review]]:
    """The acts, and those whose name and number could not be told apart."""
    body = published.removeprefix(HEADER)
    if not body.strip() or body.strip() == NOT_PUBLISHED:
        return (), [Review("legal_basis_missing", "legal_basis", published)]
    if body == published:
        return (LegalAct(clean_line(body), "", body),), [
            Review("legal_basis_unreadable", "legal_basis", body)
        ]
    acts = split_acts(body)
    reviews = [
        Review("legal_act_unclear", f"legal_basis[{index}]", act.raw)
        for index, act in enumerate(acts)
        if not act.is_certain
    ]
    return tuple(LegalAct(clean_line(act.name), clean_line(act.number), act.raw) for act in acts), reviews


def _read_act(body: str, start: int, found: re.Match[str]) -> RawAct | None:
    """The act that this number ends, or None if the number is part of a name.

    A number's cell is known by the missing blank before it, or after it; prose has blanks on both sides.
    """
    before, raw = body[start : found.start()], body[start : found.end()]
    is_open = not before or bool(_NOT_A_SEAM.search(before))
    cited = _CITED.search(before) if is_open else None
    if _is_in_name(body, found, is_alone=is_open and not cited):
        return None
    own, digits = _own_digits(found["digits"], found["rest"], before, is_open=is_open)
    number = f"{digits}/{found['rest']}"
    name = before[: cited.start()] if cited else before + own
    is_reference = is_open and not cited and bool(_ENDS_IN_REFERENCE.search(before))
    is_repeated = f"{number} " in before
    is_seen = bool(cited or own or not is_open or not before or is_reference or is_repeated)
    is_certain = is_seen and not _TWO_ACTS.search(name)
    return RawAct(raw if is_reference else name, number, raw, is_certain)


def _is_in_name(body: str, found: re.Match[str], *, is_alone: bool) -> bool:
    """Whether the text goes on after the number. `is_alone`: there is a blank before it, and no seam before that."""
    if _GOES_ON.match(body, found.end()):
        return True
    again = _AGAIN.match(body, found.end())
    if again and body.startswith(found[0], again.end()):
        return True
    if not is_alone:
        return False
    # "Thông tư 57/2021/TT-BCA57/2021/TT-BCA": the first is the end of the name.
    after = body[found.end() : found.end() + 1]
    return bool(_NUMBER.match(body, found.end()) or (found.start() and after and not after.isalnum()))


def _own_digits(digits: str, rest: str, before: str, *, is_open: bool) -> tuple[str, str]:
    """(digits that end the name, digits of the number): a year, or what the number in the name does not have."""
    if year := _YEAR_AND_NUMBER.fullmatch(digits):
        return year[1], year[2]
    if is_open and not _ENDS_IN_REFERENCE.search(before):
        for cut in range(1, len(digits)):
            if re.search(rf"(?<!\d){digits[cut:]}/{re.escape(rest)}", before):
                return digits[:cut], digits[cut:]
    return "", digits
