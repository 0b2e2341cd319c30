"""The flattened list of results: `<name>Mã: <code>` again and again; the next name starts right after a code."""

import re
from dataclasses import dataclass

from motcua.procedures.catalogue.text import clean_line
from motcua.procedures.catalogue.types import ResultType, Review

_MARK = "Mã: "
_USUAL = re.compile(r"KQ\.[GHgh]\d\d\.\d{6}(?!\d)")
# Other spellings seen in the catalogue (section 6), longest first.
_UNUSUAL = re.compile(
    r"\d{3}\.\d\d\.\d\d\.(?:G\d\d-)?KQ[.-]?\d+"
    r"|KQ\d+(?:\.\d\d){2}\.(?:G\d\d)?-\d+|KQ\d+(?:\.\d\d){2}-\d+"
    r"|(?:KQ|TP|G\d\d)(?:[.-](?:G\d\d|KQ))*(?:[.-]?(?:KQ|TP)?[.-]?\d+)+"
    r"|[A-Z]{2,6}(?:-[A-Z]{2,6})*\.?(?:KQ)?\d+"
    r"|\d+"
)
_SAME_AS_USUAL = (
    re.compile(r"KQ[.-](?P<agency>[GH]\d\d)[.-](?:KQ-?)?(?P<number>\d{6})", re.IGNORECASE),
    re.compile(r"(?P<agency>[GH]\d\d)-KQ(?P<number>\d{6})"),
)


@dataclass(frozen=True, slots=True)
class RawResult:
    """One result as published; `code` is empty where none can be told from the next name."""

    name: str
    code: str
    raw: str
    has_mark: bool


def split_results(body: str) -> list[RawResult]:
    """The results in order; their `raw` parts joined give the text back."""
    first, *parts = body.split(_MARK)
    results, name = [], first
    for index, part in enumerate(parts):
        code = _leading_code(part, is_last=index == len(parts) - 1)
        results.append(RawResult(name, code, name + _MARK + code, True))
        name = part[len(code) :]
    if name:
        results.append(RawResult(name, "", name, False))
    return results


def read_results(body: str) -> tuple[tuple[ResultType, ...], list[Review]]:
    """The results, and which of their codes are unusual."""
    if not body.strip():
        return (), [Review("results_missing", "results", body)]
    results, reviews = [], []
    for index, found in enumerate(split_results(body)):
        code = normal_code(found.code)
        results.append(ResultType(clean_line(found.name), code, found.code, found.raw))
        if not found.has_mark:
            reviews.append(Review("result_code_missing", f"results[{index}]", found.raw))
        elif not code or code != found.code:
            reviews.append(Review("result_code_unusual", f"results[{index}].raw_code", found.raw))
    return tuple(results), reviews


def normal_code(raw_code: str) -> str:
    """The code as KQ.Gdd.dddddd if another spelling says the same, else an empty string."""
    for pattern in _SAME_AS_USUAL:
        if found := pattern.fullmatch(raw_code):
            return f"KQ.{found['agency'].upper()}.{found['number']}"
    return ""


def _leading_code(part: str, *, is_last: bool) -> str:
    found = _USUAL.match(part) or _UNUSUAL.match(part)
    if found:
        return found[0]
    # Nothing follows the last code, so a short word without blanks is all code.
    return part if is_last and part and not re.search(r"\s", part) else ""
