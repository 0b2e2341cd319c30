"""Each process's copy of the agencies: rows that nearly every page reads and hardly anybody writes."""

import time
import uuid
from dataclasses import dataclass

from django.db import transaction

from motcua.directory.models import Agency, Stamp
from motcua.directory.views import AgencyView
from motcua.kernel import clock

# For so long a process believes its copy without asking whether the stamp is still the same.
TRUSTED_SECONDS = 2.0
_FIELDS = (
    "id", "identifier", "old_identifier", "name", "kind", "level", "parent_id", "path",
    "short_name", "address", "phone", "email", "valid_to",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Copy:
    """All agencies, the closed ones too, in the order of their identifiers; found by either identifier."""

    stamp: uuid.UUID | None
    agencies: tuple[AgencyView, ...]
    by_id: dict[uuid.UUID, AgencyView]
    by_identifier: dict[str, AgencyView]


# The copy belongs to the process, whatever its threads do: replacing one reference is atomic.
_held: tuple[float, Copy] | None = None


def copy() -> Copy:
    """The agencies as they are in the database, or were at most two seconds ago in another process."""
    global _held  # noqa: PLW0603 - one reference, replaced at once
    held = _held
    if held and time.monotonic() - held[0] < TRUSTED_SECONDS:
        return held[1]
    stamp = Stamp.objects.values_list("value", flat=True).first()
    fresh = held[1] if held and stamp and held[1].stamp == stamp else _read(stamp)
    _held = (time.monotonic(), fresh)
    return fresh


def _read(stamp: uuid.UUID | None) -> Copy:
    agencies = tuple(AgencyView(*row) for row in Agency.objects.order_by("identifier").values_list(*_FIELDS))
    old = {one.old_identifier: one for one in agencies if one.old_identifier}
    return Copy(stamp, agencies, {a.id: a for a in agencies}, old | {a.identifier: a for a in agencies})


def forget() -> None:
    """Have the next reader in this process ask the database."""
    global _held  # noqa: PLW0603 - one reference, replaced at once
    _held = None


def changed() -> None:
    """Tell all processes, at the end of the transaction, that their copies are old."""
    Stamp.objects.update_or_create(id=1, defaults={"value": uuid.uuid4()})
    forget()
    transaction.on_commit(forget)


def is_open(agency: AgencyView) -> bool:
    """Whether the agency has not been closed before today."""
    return agency.valid_to is None or agency.valid_to >= clock.now().astimezone(clock.VIETNAM).date()
