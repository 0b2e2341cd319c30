"""Changing the directory. Nothing is deleted: agencies are closed, positions end."""

import datetime as dt
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from motcua.audit.door import record
from motcua.directory import cache, rules
from motcua.directory.events import AgencyRenamed, AgencySucceeded, PositionEnded
from motcua.directory.models import Agency, Person, Position, Role, Succession
from motcua.directory.policies import Acting, allowed
from motcua.kernel import clock, outbox
from motcua.kernel.errors import Conflict, Invalid, NotFound
from motcua.kernel.text import fold, normalise


@transaction.atomic
def create_agency(
    *,
    identifier: str,
    name: str,
    kind: str,
    level: str,
    actor: Acting | None,
    now: dt.datetime,
    parent_id: UUID | None = None,
    short_name: str = "",
    address: str = "",
    phone: str = "",
    email: str = "",
    source_load: int | None = None,
) -> UUID:
    """Add an agency; its place in the tree is below `parent_id`. Both spellings of its identifier are kept.

    Raises NotAllowed, NotFound for an unknown parent, Invalid for a wrong identifier, kind, level or empty
    name, Conflict when the identifier is taken.
    """
    parent = _locked(parent_id) if parent_id else None
    above = parent.path if parent else ""
    actor = allowed(actor, above)
    identifier = rules.normalise_identifier(identifier)
    if parent is None and kind == Agency.Kind.PROVINCE:
        _check_only_province()
    if Agency.objects.filter(identifier=identifier).exists():
        raise Conflict(_("Mã định danh %(code)s đã được dùng.") % {"code": identifier})
    made = Agency.objects.create(
        identifier=identifier,
        old_identifier=rules.old_spelling(identifier),
        name=_required(name, "name"),
        kind=_choice(kind, Agency.Kind, "kind"),
        level=_choice(level, Agency.Level, "level"),
        parent=parent,
        path=rules.path_below(above, identifier),
        short_name=normalise(short_name),
        address=normalise(address),
        phone=normalise(phone),
        email=normalise(email),
        valid_from=_day(now),
        source_load=source_load,
    )
    _record(actor, "agency.created", made.id, {"identifier": identifier, "name": made.name}, now=now)
    cache.AGENCIES.changed()
    return made.id


def _check_only_province() -> None:
    """An installation is one province's: with a second, whose administrator keeps the whole house?"""
    if Agency.objects.filter(kind=Agency.Kind.PROVINCE, parent=None, valid_to=None).exists():
        raise Conflict(rules.ONE_PROVINCE)


@transaction.atomic
def rename_agency(
    *, agency_id: UUID, name: str, on: dt.date, ground: str, actor: Acting | None, now: dt.datetime
) -> None:
    """Give an agency its new name by the decision `ground` of the day `on`; the old one stays in its history.

    Raises NotAllowed, NotFound, Invalid for an empty name.
    """
    agency = _locked(agency_id)
    actor = allowed(actor, agency.path)
    former, agency.name = agency.name, _required(name, "name")
    if former == agency.name:
        return
    agency.save(update_fields=["name"])
    _succeed(agency, agency, kind=Succession.Kind.RENAME, on=on, ground=ground, former_name=former)
    _record(
        actor, "agency.renamed", agency.id, {"from": former, "to": agency.name, "ground": ground}, now=now
    )
    outbox.publish(AgencyRenamed(agency.id), now=now)
    cache.AGENCIES.changed()


@transaction.atomic
def change_contact(
    *,
    agency_id: UUID,
    actor: Acting | None,
    now: dt.datetime,
    short_name: str | None = None,
    address: str | None = None,
    phone: str | None = None,
    email: str | None = None,
) -> None:
    """Change how an agency is shown and reached; None leaves a value. Raises NotAllowed, NotFound."""
    agency = _locked(agency_id)
    actor = allowed(actor, agency.path)
    given = {"short_name": short_name, "address": address, "phone": phone, "email": email}
    new = {key: normalise(value) for key, value in given.items() if value is not None}
    changes = {
        key: [getattr(agency, key), value] for key, value in new.items() if getattr(agency, key) != value
    }
    if not changes:
        return
    Agency.objects.filter(id=agency.id).update(**{key: value for key, (_old, value) in changes.items()})
    _record(actor, "agency.contact_changed", agency.id, changes, now=now)
    cache.AGENCIES.changed()


@transaction.atomic
def merge_agencies(
    *,
    predecessor_ids: Sequence[UUID],
    successor_id: UUID,
    on: dt.date,
    ground: str,
    actor: Acting | None,
    now: dt.datetime,
) -> None:
    """Close agencies whose work the successor takes over from the day after `on`.

    Their positions end with them. Raises NotAllowed, NotFound, Conflict when one is closed already, Invalid
    when the successor is closed or among them.
    """
    if successor_id in predecessor_ids or not predecessor_ids:
        raise Invalid(_("Cơ quan kế tục phải khác cơ quan được sáp nhập."))
    agencies = {one: _locked(one) for one in sorted({*predecessor_ids, successor_id})}
    successor = agencies.pop(successor_id)
    if successor.valid_to is not None:
        raise Invalid(_("Cơ quan kế tục đã ngừng hoạt động."))
    for agency in agencies.values():
        by = allowed(actor, agency.path)
        _close(agency, [successor], kind=Succession.Kind.MERGE, on=on, ground=ground, actor=by, now=now)


@transaction.atomic
def split_agency(
    *,
    predecessor_id: UUID,
    successor_ids: Sequence[UUID],
    on: dt.date,
    ground: str,
    actor: Acting | None,
    now: dt.datetime,
) -> None:
    """Close an agency whose work several others take over from the day after `on`.

    Raises NotAllowed, NotFound, Invalid when there is no successor or the agency is among them.
    """
    if predecessor_id in successor_ids or not successor_ids:
        raise Invalid(_("Cơ quan kế tục phải khác cơ quan bị chia, tách."))
    agencies = {one: _locked(one) for one in sorted({predecessor_id, *successor_ids})}
    agency = agencies.pop(predecessor_id)
    by = allowed(actor, agency.path)
    _close(
        agency, list(agencies.values()), kind=Succession.Kind.SPLIT, on=on, ground=ground, actor=by, now=now
    )


@transaction.atomic
def close_agency(
    *, agency_id: UUID, on: dt.date, ground: str, actor: Acting | None, now: dt.datetime
) -> None:
    """Close an agency that nobody succeeds; `on` is its last day. Raises NotAllowed, NotFound, Conflict."""
    agency = _locked(agency_id)
    by = allowed(actor, agency.path)
    _close(agency, [], kind=Succession.Kind.TRANSFER, on=on, ground=ground, actor=by, now=now)


@transaction.atomic
def add_person(
    *, name: str, actor: Acting | None, now: dt.datetime, phone: str = "", email: str = ""
) -> UUID:
    """Enter somebody whom `appoint` can then put into a position. Raises NotAllowed, Invalid."""
    actor = allowed(actor, _own_path(actor))
    name = _required(name, "name")
    made = Person.objects.create(
        name=name, folded_name=fold(name), phone=normalise(phone), email=normalise(email)
    )
    record(
        actor=actor, action="person.added", subject="person", subject_id=made.id, data={"name": name}, now=now
    )
    return made.id


@transaction.atomic
def appoint(
    *,
    person_id: UUID,
    agency_id: UUID,
    role: str,
    valid_from: dt.date,
    actor: Acting | None,
    now: dt.datetime,
    valid_to: dt.date | None = None,
    unit: str = "",
    title: str = "",
) -> UUID:
    """Put a person into a position of an agency, both days included. Raises NotAllowed, NotFound, Invalid."""
    agency = _locked(agency_id)
    actor = allowed(actor, agency.path)
    if not Person.objects.filter(id=person_id).exists():
        raise NotFound
    if valid_to is not None and valid_to < valid_from:
        raise Invalid(fields={"valid_to": _("Ngày kết thúc phải sau ngày bắt đầu.")})
    made = Position.objects.create(
        person_id=person_id,
        agency=agency,
        role=_choice(role, Role, "role"),
        unit=normalise(unit),
        title=normalise(title),
        valid_from=valid_from,
        valid_to=valid_to,
    )
    data = {
        "agency": agency.identifier,
        "role": made.role,
        "from": valid_from,
        "to": valid_to,
        "position": made.id,
    }
    record(actor=actor, action="person.appointed", subject="person", subject_id=person_id, data=data, now=now)
    return made.id


@transaction.atomic
def end_position(*, position_id: UUID, on: dt.date, actor: Acting | None, now: dt.datetime) -> None:
    """Let `on` be the last day of a position. Raises NotAllowed, NotFound, Invalid before its first day."""
    found = (
        Position.objects.select_for_update(of=("self",))
        .select_related("agency")
        .filter(id=position_id)
        .first()
    )
    if found is None:
        raise NotFound
    actor = allowed(actor, found.agency.path)
    if on < found.valid_from:
        raise Invalid(fields={"on": _("Ngày kết thúc phải sau ngày bắt đầu.")})
    found.valid_to = on
    found.save(update_fields=["valid_to"])
    data = {"position": found.id, "role": found.role, "agency": found.agency.identifier, "on": on}
    record(
        actor=actor, action="position.ended", subject="person", subject_id=found.person_id, data=data, now=now
    )
    outbox.publish(PositionEnded(found.id), now=now)


def _close(
    agency: Agency,
    successors: Sequence[Agency],
    *,
    kind: str,
    on: dt.date,
    ground: str,
    actor: Acting,
    now: dt.datetime,
) -> None:
    if agency.valid_to is not None:
        raise Conflict(_("Cơ quan này đã ngừng hoạt động."))
    if on < agency.valid_from:
        raise Invalid(fields={"on": _("Ngày kết thúc phải sau ngày bắt đầu.")})
    agency.valid_to = on
    agency.save(update_fields=["valid_to"])
    for successor in successors:
        _succeed(agency, successor, kind=kind, on=on, ground=ground, former_name=agency.name)
    data = {"on": on, "ground": ground, "kind": kind, "successors": [one.identifier for one in successors]}
    _record(actor, "agency.closed", agency.id, data, now=now)
    outbox.publish(AgencySucceeded(agency.id, tuple(one.id for one in successors)), now=now)
    cache.AGENCIES.changed()


def _succeed(
    predecessor: Agency, successor: Agency, *, kind: str, on: dt.date, ground: str, former_name: str
) -> None:
    Succession.objects.create(
        predecessor=predecessor,
        successor=successor,
        kind=kind,
        on=on,
        ground=normalise(ground),
        former_name=former_name,
    )


def _locked(agency_id: UUID) -> Agency:
    found = Agency.objects.select_for_update().filter(id=agency_id).first()
    if found is None:
        raise NotFound
    return found


def _record(actor: Acting, action: str, agency_id: UUID, data: dict[str, Any], *, now: dt.datetime) -> None:
    record(actor=actor, action=action, subject="agency", subject_id=agency_id, data=data, now=now)


def _required(text: str, field: str) -> str:
    text = normalise(text)
    if not text:
        raise Invalid(fields={field: _("Không được để trống.")})
    return text


def _choice(value: str, choices: Any, field: str) -> str:
    if value not in choices.values:
        raise Invalid(fields={field: _("Giá trị không có trong danh sách.")})
    return str(value)


def _day(now: dt.datetime) -> dt.date:
    return now.astimezone(clock.VIETNAM).date()


def _own_path(actor: Acting | None) -> str:
    return (
        next((seat.agency_path for seat in actor.seats if seat.role == Role.ADMINISTRATOR), "")
        if actor
        else ""
    )
