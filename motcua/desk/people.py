"""Whom one may give a dossier to."""

import datetime as dt
from uuid import UUID

from motcua.accounts.door import Actor
from motcua.desk.queues import DECIDERS
from motcua.directory.door import Role, people_of
from motcua.kernel.clock import VIETNAM

Choice = tuple[str, str]


def officers_of(agency_id: UUID, *, now: dt.datetime) -> list[Choice]:
    """The case officers of an agency today: position and name, with the unit where there is one."""
    found = people_of(agency_id, roles=[Role.CASE_OFFICER], on=now.astimezone(VIETNAM).date())
    return [(str(one.position_id), f"{one.name} – {one.unit}" if one.unit else one.name) for one in found]


def officers_for(actor: Actor, *, now: dt.datetime) -> list[Choice]:
    """The case officers of every agency in which the actor assigns work."""
    agencies = sorted(actor.agency_ids(*DECIDERS))
    return [choice for agency_id in agencies for choice in officers_of(agency_id, now=now)]
