"""Levels of government that perform a procedure, and signs that the published list is out of date."""

import re
from collections.abc import Mapping

from motcua.procedures.catalogue.text import NOT_PUBLISHED, excerpts
from motcua.procedures.catalogue.types import Level, Review

_LEVELS: dict[str, Level] = {
    "Cấp bộ": "ministry",
    "Cấp tỉnh": "province",
    "Cấp xã": "commune",
    "Cơ quan khác": "other",
}
_CUSTOMS = "Hải quan"
_AT_COMMUNE = re.compile(r"xã|phường|thị trấn|đặc khu|cơ sở|các cấp|chi nhánh|tổ chức|cơ quan", re.IGNORECASE)
# Districts ended on 01/07/2025 (Law 72/2025/QH15 on the organisation of local government).
_DISTRICT = re.compile(r"cấp huyện|UBND huyện|Ủy ban nhân dân huyện", re.IGNORECASE)


def read_levels(values: Mapping[str, str]) -> tuple[tuple[Level, ...], list[Review]]:
    """The levels as published, and doubts: a commune named for a body that is none (T8), districts in the text."""
    published = values["cap_thuc_hien"]
    words = [word.strip() for word in published.split(",") if word.strip()]
    levels = tuple(dict.fromkeys(_LEVELS.get(word, "other") for word in words))
    reviews = []
    if not levels or any(word not in _LEVELS for word in words):
        reviews.append(Review("level_unreadable", "levels", published))
    if "commune" in levels and _is_no_commune(values["linh_vuc"], values["co_quan_thuc_hien"]):
        reviews.append(Review("level_doubtful", "levels", f"{published}: {values['co_quan_thuc_hien']}"))
    if districts := [
        excerpt for value in _with_district(values) for excerpt in excerpts(_DISTRICT, value, most=1)
    ]:
        reviews.append(Review("district_mentioned", "levels", "\n".join(districts)))
    return levels, reviews


def _with_district(values: Mapping[str, str]) -> list[str]:
    return [value for value in values.values() if "huyện" in value.lower()]


def _is_no_commune(sector: str, performing: str) -> bool:
    if sector.strip() == _CUSTOMS:
        return True
    performing = performing.strip()
    return bool(performing) and performing != NOT_PUBLISHED and not _AT_COMMUNE.search(performing)
