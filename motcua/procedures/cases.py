"""From published groups of papers to cases: a label is one only when all labels of the record make sense."""

import hashlib
import re
from collections.abc import Mapping, Sequence
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


def read_cases(groups: Sequence[Group], reviews: Sequence[Mapping[str, str]]) -> tuple[CaseView, ...]:
    """The cases of a record (content as JSON): when in doubt one case with every paper, none compulsory."""
    kinds = [_kind(group["label"]) for group in groups]
    doubtful = frozenset(review["field"] for review in reviews)
    is_certain = "unknown" not in kinds and not any(review["reason"] in _UNCERTAIN for review in reviews)
    rows = [
        _rows(index, group, kinds[index], doubtful if is_certain else None)
        for index, group in enumerate(groups)
    ]
    labels = [index for index, kind in enumerate(kinds) if kind == "case"]
    if not is_certain or len(labels) < 2:
        return (_case(ONLY_CASE, "", rows),)
    shared = [index for index, kind in enumerate(kinds) if kind != "case"]
    return tuple(
        _case(_key("c", label), _say_case(label), [rows[i] for i in sorted((index, *shared))])
        for index in labels
        if (label := groups[index]["label"])
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


def _rows(
    index: int, group: Group, kind: str, doubtful: frozenset[str] | None
) -> tuple[list[RequiredDocument], list[str]]:
    """Papers and remarks of one group; `doubtful` is None where nothing is certain."""
    papers, remarks, seen = [], [], set()
    names = [normalise(document["name"]).lower() for document in group["documents"]]
    is_plain = not any(_CONDITION.search(name) or _ALTERNATIVE.search(name) for name in names)
    for number, document in enumerate(group["documents"]):
        if kind == "note" or not document["is_paper"]:
            remarks.append(_say(document["name"]))
            continue
        key = _key("d", f"{group['label']}|{document['name']}")
        if key in seen:
            key = f"{key}-{number}"
        seen.add(key)
        is_clear = doubtful is not None and f"document_groups[{index}].documents[{number}]" not in doubtful
        note = _why_optional(names[number], kind, is_plain=is_plain, is_clear=is_clear)
        papers.append(_paper(key, document, group["label"], kind, note))
    return papers, [remark for remark in remarks if remark]


def _paper(key: str, document: Mapping[str, Any], label: str, kind: str, note: Any) -> RequiredDocument:
    return RequiredDocument(
        key=key,
        name=_say(document["name"]),
        group=_say(label),
        template=document["form"],
        originals=document["originals"],
        copies=document["copies"],
        compulsory=not note,
        hand_in=kind != "show",
        note=note,
    )


def _why_optional(name: str, kind: str, *, is_plain: bool, is_clear: bool) -> Any:
    """Why the paper is not compulsory; empty when it certainly is."""
    if kind == "show":
        return _TO_SHOW
    if kind == "addition":
        return _IN_ADDITION
    if _CONDITION.search(name):
        return _ON_CONDITION
    # Rows of one group are often alternatives to each other; then only the application itself is sure to be
    # needed.
    if is_clear and (is_plain or _APPLICATION.match(_LIST_MARK.sub("", fold(name)))):
        return ""
    return _NOT_SURE


def _case(key: str, label: str, rows: Sequence[tuple[list[RequiredDocument], list[str]]]) -> CaseView:
    papers = [paper for found, _remarks in rows for paper in found]
    # Published rows are in no order: what is surely needed comes first, otherwise as published.
    papers.sort(key=lambda paper: (not paper.compulsory, not paper.hand_in))
    return CaseView(key, label, tuple(papers), tuple(remark for _papers, found in rows for remark in found))


def _key(prefix: str, text: str) -> str:
    return f"{prefix}{hashlib.sha256(fold(text).encode()).hexdigest()[:10]}"


def _say_case(label: str) -> str:
    return _OUTER_MARK.sub("", normalise(label)).rstrip(" :;.-") or _say(label)


def _say(text: str) -> str:
    return normalise(text).strip(" -+*•;")
