"""Each process's copy of the agencies."""

import uuid
from dataclasses import dataclass

from motcua.directory.models import Agency
from motcua.directory.views import AgencyView
from motcua.kernel import clock
from motcua.kernel.kept import Kept

_FIELDS = (
    "id", "identifier", "old_identifier", "name", "kind", "level", "parent_id", "path",
    "short_name", "address", "phone", "email", "valid_to",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Copy:
    """All agencies, the closed ones too, in the order of their identifiers; found by either identifier."""

    agencies: tuple[AgencyView, ...]
    by_id: dict[uuid.UUID, AgencyView]
    by_identifier: dict[str, AgencyView]


def _read() -> Copy:
    agencies = tuple(AgencyView(*row) for row in Agency.objects.order_by("identifier").values_list(*_FIELDS))
    old = {one.old_identifier: one for one in agencies if one.old_identifier}
    return Copy(agencies, {a.id: a for a in agencies}, old | {a.identifier: a for a in agencies})


AGENCIES = Kept("agencies", _read)


def is_open(agency: AgencyView) -> bool:
    """Whether the agency has not been closed before today."""
    return agency.valid_to is None or agency.valid_to >= clock.now().astimezone(clock.VIETNAM).date()
