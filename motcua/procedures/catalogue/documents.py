"""The flattened tables of papers: `<label><header>` and rows `<name>[<template file>]<n> bản chính[,<m> bản sao]`."""

import re
from dataclasses import dataclass

from motcua.procedures.catalogue.counts import Count, find_counts
from motcua.procedures.catalogue.forms import split_form
from motcua.procedures.catalogue.text import clean_line
from motcua.procedures.catalogue.types import DocumentGroup, RequiredDocument, Review

HEADER = "Tên giấy tờMẫu đơn, tờ khaiSố lượng"

# The page shows "--" where a table has no label.
_NO_LABEL = "--"
_LONG_LABEL = 250
_DASHES = re.compile(r"(?:--)+")
_LABEL_PARTS = re.compile(r"(?P<empty>(?:--)*)(?P<label>.*?)(?P<last>--)?", re.DOTALL)
_REMARK = re.compile(
    r"[-+*•(\s]*(?:\d{1,2}[.)]\s*)?(?:lưu ý|ghi chú|chú ý|ví dụ|số lượng hồ sơ|thành phần hồ sơ|hồ sơ gồm)\b",
    re.IGNORECASE,
)
_REMARK_IF_UNCOUNTED = re.compile(
    r"[-+*•(\s]*(?:\d{1,2}[.)]\s*)?"
    r"(?:trường hợp|đối với|khi |nếu |người |việc |các giấy tờ|giấy tờ phải|ngoài ra|không )",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class RawGroup:
    """One table as published: its label, whether a table follows it, and the rows' texts with their counts."""

    label: str
    has_table: bool
    rows: tuple[tuple[str, Count], ...]

    @property
    def raw(self) -> str:
        """The published text of the group."""
        header = HEADER if self.has_table else ""
        return self.label + header + "".join(text for text, _ in self.rows)


def split_groups(published: str) -> list[RawGroup]:
    """The groups in order; their `raw` parts joined give the text back. Text after a table's last count is a label."""
    labels, tables = _cut_tables(published)
    groups = []
    for label, rows in zip(labels, tables, strict=False):
        *empty, last = _labels(label) or [""]
        groups += [RawGroup(text, False, ()) for text in empty]
        groups.append(RawGroup(last, True, rows))
    groups += [RawGroup(label, False, ()) for label in _labels(labels[-1])]
    return groups


def read_documents(published: str) -> tuple[tuple[DocumentGroup, ...], list[Review]]:
    """The groups of papers, and what is doubtful about them."""
    raw_groups = split_groups(published)
    if not any(group.has_table for group in raw_groups):
        reason = (
            "documents_missing"
            if _DASHES.fullmatch(published.strip() or _NO_LABEL)
            else "documents_unreadable"
        )
        groups = tuple(DocumentGroup(_label(group.label), (), group.raw) for group in raw_groups)
        return groups, [Review(reason, "document_groups", published)]
    parsed, reviews = [], []
    for index, group in enumerate(raw_groups):
        where = f"document_groups[{index}]"
        documents = []
        for number, (raw, count) in enumerate(group.rows):
            document, doubts = _read_row(raw, count)
            documents.append(document)
            reviews += [Review(slug, f"{where}.documents[{number}]", raw) for slug in doubts]
        label = _label(group.label)
        parsed.append(DocumentGroup(label, tuple(documents), group.raw))
        if len(label) > _LONG_LABEL or (label and not documents):
            reviews.append(Review("group_label_unclear", f"{where}.label", group.label))
    return tuple(parsed), reviews


def _cut_tables(published: str) -> tuple[list[str], list[tuple[tuple[str, Count], ...]]]:
    """Labels and tables in turn; there is one label more than there are tables."""
    first, *parts = published.split(HEADER)
    labels, tables = [first], []
    for part in parts:
        rows, end = [], 0
        for count in find_counts(part):
            rows.append((part[end : count.end], count))
            end = count.end
        tables.append(tuple(rows))
        labels.append(part[end:])
    return labels, tables


def _labels(text: str) -> list[str]:
    """The label of a table, after those of tables without rows: `----` are two, `--Trường hợp 1` are two as well."""
    found = _LABEL_PARTS.fullmatch(text)
    if not found or _DASHES.fullmatch(text):
        return [_NO_LABEL] * (len(text) // 2)
    parts = [_NO_LABEL] * (len(found["empty"]) // 2)
    return [*parts, *filter(None, (found["label"], found["last"]))]


def _label(text: str) -> str:
    return "" if text == _NO_LABEL else clean_line(text)


def _read_row(raw: str, count: Count) -> tuple[RequiredDocument, list[str]]:
    doubts = ["count_suspicious"] if count.is_suspicious else []
    name, form, is_form_certain = split_form(count.name)
    if not is_form_certain:
        doubts.append("form_boundary_unclear")
    elif "~$" in form:
        doubts.append("form_leftover")
    name = clean_line(name)
    is_uncounted = count.originals == 0 and not count.copies
    is_remark = not name or bool(_REMARK.match(name)) or (is_uncounted and _is_uncounted_remark(name))
    if is_remark or name.endswith(":"):
        doubts.append("row_not_a_paper")
    elif is_uncounted:
        doubts.append("count_zero")
    return RequiredDocument(name, count.originals, count.copies, form, not is_remark, raw), doubts


def _is_uncounted_remark(name: str) -> bool:
    return name.endswith(":") or bool(_REMARK_IF_UNCOUNTED.match(name))
