"""Names in certificates. RFC 5280 allows 64 for a common name, which Vietnamese names of agencies often exceed."""

from collections.abc import Mapping
from typing import Any, Final

LIMIT: Final = 64  # ub-common-name; counted in bytes, as the strictest readers do
_CUT: Final = "…"


def shorten(name: str) -> str:
    """The name as it fits into a common name."""
    encoded = name.encode()
    if len(encoded) <= LIMIT:
        return name
    return encoded[: LIMIT - len(_CUT.encode())].decode(errors="ignore") + _CUT


def holder(subject: Mapping[str, Any]) -> str:
    """The holder's name in a subject (asn1crypto's `native`): a cut name of an agency stands whole beside it."""
    name = str(subject.get("common_name", ""))
    organisation = str(subject.get("organization_name", ""))
    return organisation if name.endswith(_CUT) and name == shorten(organisation) else name
