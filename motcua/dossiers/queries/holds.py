"""Which dossiers are kept from being erased."""

from motcua.accounts.door import Actor
from motcua.directory.door import administers
from motcua.dossiers.models import Hold
from motcua.dossiers.queries.shapes import agency_name
from motcua.dossiers.types import HeldRow
from motcua.kernel.errors import NotAllowed
from motcua.kernel.paging import Page, cut, decode_moment_cursor, page_size


def held_dossiers(actor: Actor | None, *, cursor: str = "", size: int = 50) -> Page[HeldRow]:
    """Open holds, the newest first, for administrators of the province. One statement. Raises NotAllowed."""
    if actor is None or actor.scopes is not None or not administers(actor, ""):
        raise NotAllowed
    size = page_size(size)
    holds = Hold.objects.filter(lifted_at=None).order_by("-placed_at", "-id")
    if key := decode_moment_cursor(cursor):
        moment, last = key
        holds = holds.filter(placed_at__lte=moment).exclude(placed_at=moment, id__gte=last)
    fields = ("id", "dossier__code", "dossier__competent_agency_id", "ground", "placed_at", "placed_by")
    rows = [
        HeldRow(hold_id, code or "", agency_name(agency), ground, placed_at, placed_by)
        for hold_id, code, agency, ground, placed_at, placed_by in holds.values_list(*fields)[: size + 1]
    ]
    return cut(rows, size=size, key=lambda row: (row.placed_at.isoformat(), row.id))
