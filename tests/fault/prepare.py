"""Makes a province ready for work in an empty database, and prints who may do what with which token.

A program of its own: it works on the database that its environment names.
"""

import json
import os
import sys
from typing import Any

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "motcua.site.settings"
django.setup()

from django.core.management import call_command  # noqa: E402 - after set-up

from motcua.accounts.door import SYSTEM, Account, actor_of, issue_token  # noqa: E402
from motcua.directory.door import Role, agency, people_of, service_centre_for  # noqa: E402
from motcua.kernel import clock  # noqa: E402
from motcua.procedures.door import competent_agency, procedure, search  # noqa: E402
from motcua.site.demo import stories  # noqa: E402
from motcua.site.demo.accounts import make_citizens  # noqa: E402
from motcua.site.demo.seeding import settle  # noqa: E402

SCOPES = ("dossiers:read", "dossiers:write")
OFFICIALS = (Role.COUNTER_CLERK, Role.UNIT_HEAD, Role.CASE_OFFICER)


def token(account_id: Any) -> str:
    return issue_token(account_id=account_id, name="fault", scopes=SCOPES, actor=SYSTEM, now=clock.now())


def main() -> None:
    now = clock.now()
    call_command("migrate", interactive=False, verbosity=0)
    settle(catalogue=None, agencies=None, now=now)
    citizens = make_citizens(now)
    commune = next(a for a in map(agency, {s.agency_id for s in _seats()}) if a.kind == "commune")
    people = {}
    for role in OFFICIALS:
        place = service_centre_for(commune) if role == Role.COUNTER_CLERK else commune
        person = people_of(place.id, roles=[role], on=now.astimezone(clock.VIETNAM).date())[0]
        people[role.value] = Account.objects.get(person_id=person.person_id).id
    services = [procedure(hit.code) for hit in search(size=20).items]
    service = min(
        (s for s in services if competent_agency(s, commune_id=commune.id).id == commune.id),
        key=lambda s: sum(d.compulsory for d in s.cases[0].documents),
    )
    owner = actor_of(citizens["congdan1"], now=now)
    answer = {
        "officials": {role: token(account) for role, account in people.items()},
        "citizens": [token(citizens[name]) for name in ("congdan1", "congdan2", "doanhnghiep1")],
        "intake": {
            "procedure": service.code,
            "commune": commune.identifier,
            "answers": stories.answers_for(service, seed="fault", owner=owner, commune=commune),
        },
        "documents": [d.key for d in service.cases[0].documents if d.compulsory],
    }
    json.dump(answer, sys.stdout)


def _seats() -> list[Any]:
    now = clock.now()
    found = []
    for account_id in Account.objects.filter(kind="official").values_list("id", flat=True):
        actor = actor_of(account_id, now=now)
        found += list(actor.seats) if actor else []
    return found


main()
