"""Kinds of applicants: a comma-separated list in which two kinds contain commas themselves."""

import re

from motcua.procedures.catalogue.text import clean_line

_WITH_COMMAS = ("Cán bộ, công chức, viên chức", "Tổ chức (không bao gồm doanh nghiệp, HTX)")
_KIND = re.compile(rf"\s*({'|'.join(map(re.escape, _WITH_COMMAS))}|[^,]+)")


def read_applicants(published: str) -> tuple[str, ...]:
    """The kinds in published order, each once."""
    kinds = (kind.strip() for kind in _KIND.findall(clean_line(published)))
    return tuple(dict.fromkeys(kind for kind in kinds if kind))
