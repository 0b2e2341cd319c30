"""From published groups of papers to cases: a label is one only when all labels of the record make sense."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from motcua.kernel.text import fold, normalise
from motcua.procedures.types import CaseView, RequiredDocument

Group = Mapping[str, Any]

ONLY_CASE = "all"

# Labels are matched folded: no marks, lower case.
_LIST_MARK = re.compile(r"^[\s\-+*•]*(?:\(?[0-9a-z]{1,3}(?:\.[0-9]{1,2})*[.)]\s*)*[\s\-+*•(]*")
_OUTER_MARK = re.compile(r"^[\s\-+*•]*(?:\(?[0-9a-zđ]{1,3}(?:\.[0-9]{1,2})*[.)]\s*)?")
_CASE = re.compile(r"(?:truong hop|doi voi|ho so dang ky doi voi|ho so cap lai .{0,60} trong truong hop)\b")
# Papers that come on top of a case, not a case of their own.
_ADDITION = re.compile(
    r"uy quyen|moi truong dien tu|truc tuyen|tai khoan dinh danh|co so du lieu|buu chinh"
    r"|xac thuc dien tu|dai dien theo"
)
_NOTE = re.compile(r"(?:luu y|ghi chu|chu y)\b")
_SHOW = re.compile(r"(?:cac )?(?:giay to|ho so).{0,20}\bxuat trinh\b|xuat trinh\b")
_HAND_IN = re.compile(
    r"(?:cac )?(?:giay to|ho so|chung tu).{0,20}\bphai nop\b|thanh phan ho so|(?:ho so )?(?:bao )?gom\b"
)
# With marks: folded, "trừ" (except) would be found in every "trụ sở" (seat).
_CONDITION = re.compile(r"\b(?:nếu|trường hợp|đối với|khi|trừ|[uủ][ỷy] quyền)\b")
_ALTERNATIVE = re.compile(r"\b(?:một trong|hoặc các giấy tờ)\b")
_APPLICATION = re.compile(r"(?:don|to khai|giay de nghi|phieu de nghi|van ban de nghi|giay dang ky)\b")
_UNCERTAIN = frozenset({"documents_unreadable", "documents_missing", "group_label_unclear"})

_ON_CONDITION = _("Chỉ nộp nếu thuộc trường hợp nêu trong tên giấy tờ")
_TO_SHOW = _("Xuất trình để đối chiếu, không phải nộp")
_IN_ADDITION = _("Chỉ nộp nếu thuộc trường hợp nêu ở nhóm giấy tờ này")
_NOT_SURE = _("Nộp nếu hồ sơ của bạn cần giấy tờ này; cán bộ tiếp nhận sẽ kiểm tra")


@dataclass(frozen=True, slots=True)
class _Record:
    """What the reading of one group must know of the others: whether all is certain, doubtful rows, keys given."""

    is_certain: bool
    doubtful: frozenset[str]
    keys: Counter[str]

    def key(self, prefix: str, text: str) -> str:
        """A key that depends on the words alone; the same words again get a number."""
        key = f"{prefix}{hashlib.sha256(fold(text).encode()).hexdigest()[:10]}"
        self.keys[key] += 1
        return key if self.keys[key] == 1 else f"{key}-{self.keys[key]}"


def read_cases(groups: Sequence[Group], reviews: Sequence[Mapping[str, str]]) -> tuple[CaseView, ...]:
    """The cases of a record (content as JSON): when in doubt one case with every paper, none compulsory."""
    kinds = [_kind(group["label"]) for group in groups]
    is_certain = "unknown" not in kinds and not any(review["reason"] in _UNCERTAIN for review in reviews)
    record = _Record(is_certain, frozenset(review["field"] for review in reviews), Counter())
    rows = [_rows(record, index, group, kinds[index]) for index, group in enumerate(groups)]
    own = [index for index, kind in enumerate(kinds) if kind == "case"]
    if not is_certain or len(own) < 2:
        return (_case(ONLY_CASE, "", rows),)
    shared = [index for index, kind in enumerate(kinds) if kind != "case"]
    return tuple(
        _case(record.key("c", groups[index]["label"]), _say_case(groups[index]["label"]), found)
        for index in own
        if (found := [rows[place] for place in sorted((index, *shared))])
    )


def _kind(label: str) -> str:
    """case | addition | note | show | hand_in | unknown"""
    text = _LIST_MARK.sub("", fold(label))
    if not text or _HAND_IN.match(text):
        return "hand_in"
    if _NOTE.match(text):
        return "note"
    if _SHOW.match(text):
        return "show"
    if _ADDITION.search(text):
        return "addition"
    return "case" if _CASE.match(text) else "unknown"


def _rows(record: _Record, index: int, group: Group, kind: str) -> tuple[list[RequiredDocument], list[str]]:
    """Papers and remarks of one group."""
    papers, remarks = [], []
    names = [normalise(document["name"]).lower() for document in group["documents"]]
    is_plain = not any(_CONDITION.search(name) or _ALTERNATIVE.search(name) for name in names)
    for number, document in enumerate(group["documents"]):
        if kind == "note" or not document["is_paper"]:
            remarks.append(_say(document["name"]))
            continue
        is_clear = (
            record.is_certain and f"document_groups[{index}].documents[{number}]" not in record.doubtful
        )
        note = _why_optional(names[number], kind, is_plain=is_plain, is_clear=is_clear)
        paper = RequiredDocument(
            key=record.key("d", f"{group['label']}|{document['name']}"),
            name=_say(document["name"]),
            group=_say(group["label"]),
            template=document["form"],
            originals=document["originals"],
            copies=document["copies"],
            compulsory=not note,
            hand_in=kind != "show",
            note=note,
        )
        papers.append(paper)
    return papers, [remark for remark in remarks if remark]


def _why_optional(name: str, kind: str, *, is_plain: bool, is_clear: bool) -> Any:
    """Why the paper is not compulsory; empty when it certainly is."""
    if kind == "show":
        return _TO_SHOW
    if kind == "addition":
        return _IN_ADDITION
    if _CONDITION.search(name):
        return _ON_CONDITION
    # Rows of one group are often alternatives to each other: then only the application is sure to be needed.
    if is_clear and (is_plain or _APPLICATION.match(_LIST_MARK.sub("", fold(name)))):
        return ""
    return _NOT_SURE


def _case(key: str, label: str, rows: Sequence[tuple[list[RequiredDocument], list[str]]]) -> CaseView:
    papers = [paper for found, _remarks in rows for paper in found]
    # Published rows are in no order: what is surely needed comes first, otherwise as published.
    papers.sort(key=lambda paper: (not paper.compulsory, not paper.hand_in))
    return CaseView(key, label, tuple(papers), tuple(remark for _papers, found in rows for remark in found))


def _say_case(label: str) -> str:
    return _OUTER_MARK.sub("", normalise(label)).rstrip(" :;.-") or _say(label)


def _say(text: str) -> str:
    return normalise(text).strip(" -+*•;")
