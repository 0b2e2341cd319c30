"""Agency identifiers (QĐ 20/2020/QĐ-TTg, articles 3-11) and the tree they spell."""

import re

from django.utils.translation import gettext_lazy as _

from motcua.kernel.errors import Invalid
from motcua.kernel.text import normalise

# Article 4: at most 35 characters out of A-Z, 0-9 and the dot; groups from left to right are levels 1, 2, 3 …
MAX_LENGTH = 35
_FORM = re.compile(r"[A-Z0-9]+(\.[A-Z0-9]+)*", re.ASCII)
# Level 1 of state bodies: a letter A-Y and two digits. Z01-Z99 are schemes of others, digits alone are
# registration numbers of enterprises.
_STATE_BODY = re.compile(r"[A-Y][0-9]{2}(\.[0-9]{2,3})*", re.ASCII)
# The spelling before 2020: four groups from the lowest level up, empty levels filled with zeros.
_OLD = re.compile(r"([0-9]{3})\.([0-9]{2,3})\.([0-9]{2,3})\.([A-Y][0-9]{2})", re.ASCII)
ONE_PROVINCE = _("Hệ thống đã có UBND cấp tỉnh; mỗi hệ thống phục vụ một tỉnh.")
_EMPTY_LEVELS = ("00", "00", "000")


class IdentifierInvalid(Invalid):
    """The text is not an agency identifier in either spelling."""

    code = "identifier_invalid"
    message = _("Mã định danh cơ quan không đúng (ví dụ đúng: H44.01).")


def normalise_identifier(text: str) -> str:
    """An agency identifier in the order of QĐ 20/2020, from either spelling: `000.00.14.H20` gives `H20.14`.

    Raises IdentifierInvalid when it is neither.
    """
    identifier = normalise(text).upper().replace(" ", "")
    if old := _OLD.fullmatch(identifier):
        levels = list(reversed(old.groups()))
        while len(levels) > 1 and not levels[-1].strip("0"):
            levels.pop()
        identifier = ".".join(levels)
    if not _FORM.fullmatch(identifier) or len(identifier) > MAX_LENGTH:
        raise IdentifierInvalid
    return identifier


def old_spelling(identifier: str) -> str:
    """The spelling before 2020: `H20.14` gives `000.00.14.H20`; empty when that spelling cannot say it."""
    if not _STATE_BODY.fullmatch(identifier):
        return ""
    first, *levels = identifier.split(".")
    filled = (*levels, *_EMPTY_LEVELS[len(levels) :])
    # The lowest group has three digits; a last group of zeros would read as an empty level.
    old = ".".join((*reversed(filled), first))
    return old if _OLD.fullmatch(old) and normalise_identifier(old) == identifier else ""


def parent_identifier(identifier: str) -> str:
    """The identifier one level up, empty at level 1."""
    return identifier.rpartition(".")[0]


def path_below(parent_path: str, identifier: str) -> str:
    """The identifiers from the root to `identifier`, joined by `/`."""
    return f"{parent_path}/{identifier}" if parent_path else identifier


def covers(above: str, path: str) -> bool:
    """Whether the agency at path `above` is the one at `path` or stands over it."""
    return path == above or path.startswith(above + "/")
