"""Boundary-free receipt (118/2025): which agency's dossiers a counter receives as its own, and which for others."""

import datetime as dt
from uuid import UUID

from motcua.deadlines.door import legal
from motcua.directory.door import AgencyView, agency, all_agencies, service_centre_for
from motcua.dossiers.durations import date_of
from motcua.dossiers.errors import ReceivesOnlyOwn


def is_own(receiving: AgencyView, competent: AgencyView) -> bool:
    """Whether dossiers that `competent` decides belong to the counter at `receiving`."""
    near = (competent.id, service_centre_for(competent).id)
    return receiving.id in near or receiving.parent_id == competent.id


def own_agencies(receiving_id: UUID) -> list[UUID]:
    """The agencies whose dossiers are the counter's own."""
    receiving = agency(receiving_id)
    return [one.id for one in all_agencies() if is_own(receiving, one)]


def check_may_receive(receiving_id: UUID, competent: AgencyView, *, now: dt.datetime) -> None:
    """Every counter receives for the whole province, unless the province says that it does not.

    Raises ReceivesOnlyOwn.
    """
    receiving = agency(receiving_id)
    if receiving.identifier in legal("receives_only_own", date_of(now)).value and not is_own(
        receiving, competent
    ):
        raise ReceivesOnlyOwn
