"""Reading the directory."""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Any
from uuid import UUID

from django.db.models import DateField, Q, QuerySet, UUIDField

from motcua.directory import cache
from motcua.directory.models import Agency, Person, Position, Succession
from motcua.directory.rules import IdentifierInvalid, normalise_identifier
from motcua.directory.views import AgencyView, PersonRow, PersonView, PositionView, SuccessionView
from motcua.kernel.compiled import Compiled, Given
from motcua.kernel.errors import NotFound
from motcua.kernel.paging import Page, cut, decode_cursor, decode_name_cursor, page_size
from motcua.kernel.text import fold, sought


def agency(agency_id: UUID) -> AgencyView:
    """One agency, closed ones too. Raises NotFound."""
    found = cache.AGENCIES.get().by_id.get(agency_id)
    if found is None:
        raise NotFound
    return found


def agency_by_identifier(text: str) -> AgencyView | None:
    """The agency with this identifier, in the spelling of QĐ 20/2020 or the one before it."""
    known = cache.AGENCIES.get().by_identifier
    if found := known.get(text.strip().upper()):
        return found
    try:
        return known.get(normalise_identifier(text))
    except IdentifierInvalid:
        return None


def all_agencies() -> tuple[AgencyView, ...]:
    """The agencies open today, in the order of their identifiers. Costs no statement most of the time."""
    return tuple(found for found in cache.AGENCIES.get().agencies if cache.is_open(found))


def departments() -> tuple[AgencyView, ...]:
    """The provincial bodies open today."""
    return tuple(found for found in all_agencies() if found.kind == Agency.Kind.DEPARTMENT)


def communes() -> tuple[AgencyView, ...]:
    """The communes open today."""
    return tuple(found for found in all_agencies() if found.kind == Agency.Kind.COMMUNE)


def service_centre_for(competent: AgencyView) -> AgencyView:
    """The one-door that receives for an agency: a centre under it, else beside it for bodies of the province.

    Else its own counter (Decree 118/2025: service centres of the province and of each commune).
    """
    centres = [found for found in all_agencies() if found.kind == Agency.Kind.CENTRE]
    near = [competent.id] if competent.level == Agency.Level.COMMUNE else [competent.id, competent.parent_id]
    by_place = {centre.parent_id: centre for centre in reversed(centres)}
    return next((by_place[place] for place in near if place in by_place), competent)


def agencies(
    *,
    kind: str | None = None,
    level: str | None = None,
    q: str = "",
    cursor: str = "",
    size: int = 50,
    also_closed: bool = False,
) -> Page[AgencyView]:
    """Agencies by identifier, a page at a time; `q` finds identifiers and words of names without marks.

    Those open today, unless `also_closed`.
    """
    size = page_size(size)
    after = decode_cursor(cursor, parts=1)
    wanted = sought(q)
    rows = [
        found
        for found in (cache.AGENCIES.get().agencies if also_closed else all_agencies())
        if (kind is None or found.kind == kind)
        and (level is None or found.level == level)
        and (after is None or found.identifier > str(after[0]))
        and _matches(found, wanted)
    ]
    return cut(rows[: size + 1], size=size, key=lambda row: (row.identifier,))


def _matches(found: AgencyView, wanted: Iterable[str]) -> bool:
    text = fold(f"{found.name} {found.identifier} {found.old_identifier}")
    return all(word in text for word in wanted)


def successions(agency_id: UUID) -> tuple[SuccessionView, ...]:
    """What an agency came from and became, oldest first."""
    rows = Succession.objects.filter(Q(predecessor=agency_id) | Q(successor=agency_id)).order_by("on", "id")
    fields = ("predecessor_id", "successor_id", "kind", "on", "ground", "former_name")
    return tuple(SuccessionView(*row) for row in rows.values_list(*fields))


def people_of(agency_id: UUID, *, roles: Collection[str] = (), on: dt.date) -> tuple[PersonView, ...]:
    """Who works in an agency on a day, by name; only in the given roles when there are any."""
    rows = _held_on(on).filter(agency=agency_id)
    if roles:
        rows = rows.filter(role__in=[str(role) for role in roles])
    fields = ("person_id", "id", "person__name", "role", "title", "unit")
    return tuple(PersonView(*row) for row in rows.order_by("person__folded_name", "id").values_list(*fields))


def positions_of(person_id: UUID, on: dt.date, *, also: Collection[UUID] = ()) -> tuple[PositionView, ...]:
    """The positions that a person holds on a day, and those of the ids `also` held then. One statement.

    A position in an agency that was closed before that day is held no more.
    """
    if not also:
        return tuple(PositionView(*row) for row in _HELD_BY.rows(person=person_id, on=on))
    return _positions(_in_order(_held_on(on).filter(Q(person=person_id) | Q(id__in=list(also)))))


def positions_of_people(person_ids: Collection[UUID], on: dt.date) -> tuple[PositionView, ...]:
    """The positions that any of these people hold on a day, for lists. One statement."""
    return _positions(_in_order(_held_on(on).filter(person__in=list(person_ids))))


def every_position_of(person_id: UUID) -> tuple[PositionView, ...]:
    """All positions of a person, past and coming ones too, the newest first. One statement."""
    return _positions(Position.objects.filter(person=person_id).order_by("-valid_from", "-id"))


def position(position_id: UUID) -> PositionView:
    """One position, past ones too. Raises NotFound."""
    found = _positions(Position.objects.filter(id=position_id))
    if not found:
        raise NotFound
    return found[0]


def _held_on(on: dt.date | Given) -> QuerySet[Position]:
    open_then = Q(agency__valid_to=None) | Q(agency__valid_to__gte=on)
    return Position.objects.filter(Q(valid_to=None) | Q(valid_to__gte=on), open_then, valid_from__lte=on)


def _in_order(rows: QuerySet[Position]) -> QuerySet[Position]:
    return rows.order_by("agency__identifier", "role", "id")


_POSITION = (
    "id", "person_id", "person__name", "agency_id", "agency__path", "agency__name",
    "unit", "role", "title", "valid_from", "valid_to",
)  # fmt: skip


def _positions(rows: QuerySet[Position]) -> tuple[PositionView, ...]:
    return tuple(PositionView(*row) for row in rows.values_list(*_POSITION))


def _held_by() -> "QuerySet[Position, tuple[Any, ...]]":
    held = _held_on(Given("on", DateField())).filter(person=Given("person", UUIDField()))
    return _in_order(held).values_list(*_POSITION)


_HELD_BY = Compiled(_held_by)


def person(person_id: UUID) -> PersonRow:
    """One person. Raises NotFound."""
    row = Person.objects.filter(id=person_id).values_list("id", "name", "phone", "email").first()
    if row is None:
        raise NotFound
    return PersonRow(*row)


def people(*, q: str = "", cursor: str = "", size: int = 50) -> Page[PersonRow]:
    """People by name, a page at a time; `q` finds words of the name, without marks."""
    size = page_size(size)
    rows = Person.objects.order_by("folded_name", "id")
    for word in sought(q):
        rows = rows.filter(folded_name__contains=word)
    if after := decode_name_cursor(cursor):
        name, last = after
        rows = rows.filter(Q(folded_name__gt=name) | Q(folded_name=name, id__gt=last))
    fetched = list(rows.values_list("id", "name", "phone", "email")[: size + 1])
    return cut([PersonRow(*row) for row in fetched], size=size, key=lambda row: (fold(row.name), row.id))
