"""Pages cost a fixed number of statements, however much there is to show. Three of them find out who asks."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from motcua.accounts.door import SYSTEM
from motcua.directory.door import Role, add_person, appoint
from motcua.kernel import clock
from tests.integration.console.places import address
from tests.integration.dossiers.province import Province

WHO_ASKS = 3
COSTS = {
    "home": 4,
    "agencies": 0,
    "agency": 2,
    "people": 2,
    "person": 6,
    "accounts": 1,
    "account": 6,
    "procedures": 2,
    "procedure": 3,
    "revisions": 3,
    "doubts": 2,
    "doubt": 3,
    "reviews": 2,
    "imports": 2,
    "import_report": 3,
    "competence": 2,
    "synonyms": 1,
    "calendar": 3,
    "events": 2,
    "looks": 1,
    "retention": 7,
    "audit": 0,
}


@pytest.mark.parametrize("name", sorted(COSTS))
def test_a_page_costs(
    name: str, province: Province, admin: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    where = address(name, province)
    admin.get(where)  # caches of the process: agencies, packs, calendars
    with django_assert_num_queries(WHO_ASKS + COSTS[name]):
        assert admin.get(where).status_code == 200


def test_more_people_cost_no_more(
    province: Province, admin: Client, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    by = {"actor": SYSTEM, "now": clock.now()}
    for number in range(30):
        person = add_person(name=f"Ông Số {number}", **by)
        appoint(
            person_id=person,
            agency_id=province.commune.id,
            role=Role.CASE_OFFICER,
            valid_from=clock.now().date(),
            **by,
        )
    for where in ("/console/people", "/console/agencies/Y99.10"):
        admin.get(where)
        with django_assert_num_queries(WHO_ASKS + 2):
            admin.get(where)
